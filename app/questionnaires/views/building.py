"""Rows that build a condition or a calculation, with what can be chosen in each of them."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext, lazy_gettext

from app.domain.conditions import OPERATORS
from app.domain.diagnostics.places import inside
from app.domain.editing import Address
from app.domain.policy import RegionalGroup, RespondentKind
from app.domain.question_types import AnyQuestion, Grid
from app.questionnaires.forms.conditions import LISTS, NUMBERS, ROOT, Node
from app.questionnaires.forms.operands import Amounts
from app.questionnaires.views.pages import names_at, parts_of
from app.questionnaires.views.shared import Draft

Choices = tuple[tuple[str, str], ...]
OPERATOR_NAMES = {
    "is": lazy_gettext("is"),
    "is_not": lazy_gettext("is answered, but not with"),
    "is_any_of": lazy_gettext("is one of"),
    "includes": lazy_gettext("includes"),
    "includes_any_of": lazy_gettext("includes one of"),
    "at_least": lazy_gettext("is at least"),
    "at_most": lazy_gettext("is at most"),
    "between": lazy_gettext("is between"),
    "answered": lazy_gettext("is answered"),
}
_CHOSEN = ("is", "is_not", "is_any_of", "answered")
_INCLUDED = ("includes", "includes_any_of", "is_not", "answered")
_COUNTED = ("at_least", "at_most", "between")
_FACTS = {"kind": RespondentKind, "regional_group": RegionalGroup}


@dataclass(frozen=True)
class Subject:
    """What a row looks at: what it may be compared with, and what is inside it."""

    options: Choices = ()
    operators: tuple[str, ...] = OPERATORS
    parts: Choices = ()
    rows: Choices = ()
    title: str = ""


@dataclass(frozen=True)
class RowView:
    """A row or a group, ready to be drawn. `name` begins the names of its fields."""

    name: str
    node: Node
    subject: Subject = Subject()
    operators: Choices = ()
    abouts: Choices = ()
    inside: tuple["RowView", ...] = ()
    several: bool = False
    numbers: int = 0


@dataclass(frozen=True)
class AmountView:
    """One number or date of a calculation, ready to be drawn."""

    name: str
    amounts: Amounts
    subject: Subject = Subject()
    sources: Choices = ()
    inside: tuple["AmountView", ...] = ()


@dataclass(frozen=True)
class Builder:
    """What can be looked at from a place of a draft."""

    draft: Draft
    at: Address
    beside: tuple[AnyQuestion, ...] = ()

    @classmethod
    def at_place(cls, draft: Draft, at: Address) -> "Builder":
        """For a condition, which can look at the parts beside it."""
        return cls(draft, at, parts_of(draft, at[:-2]))

    @classmethod
    def inside(cls, draft: Draft, at: Address) -> "Builder":
        """For a check, which can look at the parts of its own question."""
        return cls(draft, at, parts_of(draft, at))

    def questions(self, *, before: bool) -> Choices:
        """All questions, or those that come before the place, by key."""
        found = []
        for section, question in self.draft.definition.walk():
            here = self.at[1:2] == (section.key,) and self.at[3:4] in ((), (question.key,))
            if before and here:
                break
            if question.asks:
                found.append((question.key, f"{question.number} {self._text(question)}".strip()))
        return tuple(found)

    def _text(self, question: AnyQuestion) -> str:
        return question.text.in_language(self.draft.language)

    def row(self, node: Node, name: str = ROOT) -> RowView:
        if node.kind != "look":
            children = (self.row(child, f"{name}.{at}") for at, child in enumerate(node.children))
            return RowView(name, node, inside=tuple(children))
        subject = self._looked_at(node)
        offered = [one for one in OPERATORS if one in subject.operators or one == node.operator]
        return RowView(
            name,
            node,
            subject,
            tuple((one, str(OPERATOR_NAMES[one])) for one in offered),
            self._abouts(),
            several=node.operator in LISTS,
            numbers=(2 if node.operator == "between" else 1) if node.operator in NUMBERS else 0,
        )

    def _abouts(self) -> Choices:
        found = [
            ("question", gettext("The answer to")),
            ("count_of", gettext("The number of entries in")),
            ("fact:kind", gettext("The kind of respondent")),
            ("fact:regional_group", gettext("The regional group")),
            ("fact:respondent", gettext("The respondent (its code)")),
        ]
        return tuple(found + ([("part", gettext("Beside it, the part"))] if self.beside else []))

    def _looked_at(self, node: Node) -> Subject:
        if node.about == "fact":
            names = names_at(self.draft, ())
            values = tuple((value.value, names.fact(value.value)) for value in _FACTS.get(node.key, ()))
            return Subject(values, _CHOSEN[:3])
        if node.about == "count_of":
            return Subject(operators=_COUNTED, title=self._title(node.key))
        return self.subject(node.about, node.key, node.part)

    def _title(self, key: str) -> str:
        found = self.draft.definition.by_key.get(key)
        return f"{found.number} {self._text(found)}".strip() if found is not None else ""

    def subject(self, about: str, key: str, part: str) -> Subject:
        """A question or a part beside: its options, its comparisons, its parts and rows."""
        if about == "part":
            found = next((one for one in self.beside if one.key == key), None)
        else:
            found = self.draft.definition.by_key.get(key)
        if found is None:
            return Subject()
        parts = inside(found)[1]
        rows = found.rows if isinstance(found, Grid) else ()
        asked = next((one for one in parts if one.key == part), None) or found
        return Subject(
            tuple((one.code, one.text.in_language(self.draft.language)) for one in asked.response_options()),
            operators_for(asked, parts),
            tuple((one.key, self._text(one)) for one in parts if one.asks),
            tuple((one.code, one.text.in_language(self.draft.language)) for one in rows),
            self._text(found),
        )

    def besides(self) -> Choices:
        return tuple((one.key, self._text(one)) for one in self.beside)

    def amount(self, amounts: Amounts, name: str) -> AmountView:
        sources = [
            ("question", gettext("The answer to")),
            *([("part", gettext("Beside it, the part"))] if self.beside else []),
            ("number", gettext("The number")),
            ("sum_of", gettext("The sum of")),
            ("today", gettext("Today")),
            ("this_year", gettext("This year")),
        ]
        children = (self.amount(child, f"{name}.{at}") for at, child in enumerate(amounts.children))
        return AmountView(
            name,
            amounts,
            self.subject(amounts.source, amounts.key, amounts.part),
            tuple(sources),
            tuple(children),
        )


def operators_for(question: AnyQuestion, parts: Sequence[AnyQuestion]) -> tuple[str, ...]:
    """The comparisons that make sense for an answer."""
    if parts and question not in parts:
        return OPERATORS
    if question.response_options():
        return _INCLUDED if any(one.several for one in question.variables()) else _CHOSEN
    if any(one.numbers for one in question.variables()):
        return (*_COUNTED, "answered")
    return ("answered",)
