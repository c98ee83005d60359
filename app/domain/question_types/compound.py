"""Questions made of named parts, and what all questions made of others share."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal

from pydantic import Field

from app.domain.answers import NOT_ASKED, NonAnswer, Parts, Tabulated, Value
from app.domain.checks import Problem
from app.domain.conditions import Heard
from app.domain.question_types.base import OPTION, AnyQuestion, Child, QuestionBase, Variable
from app.domain.question_types.hearing import Hearing, Standing
from app.domain.question_types.placeholders import in_turn
from app.domain.question_types.texts import ShortText
from app.domain.typed import Typed, inside, joined, within

if TYPE_CHECKING:
    from app.domain.question_types.base import SimpleQuestion

Fields = Annotated[tuple["SimpleQuestion", ...], Field(min_length=1, max_length=30)]


def blank_parts(languages: Sequence[str]) -> list[dict[str, Any]]:
    """One part that nobody has worded yet, as JSON."""
    return [ShortText.blank("part_1", in_turn(1, languages))]


def read_parts(questions: Sequence[AnyQuestion], typed: Typed) -> Parts | None:
    """The values of the parts that were filled in; None when something was posted that belongs to none."""
    names = {question.key for question in questions}
    if any(field.split(".")[0] not in names for field in typed):
        return None
    read = {question.key: question.parse(inside(typed, question.key)) for question in questions}
    return Parts({name: value for name, value in read.items() if value is not NonAnswer.NOT_ANSWERED})


def write_parts(questions: Sequence[AnyQuestion], parts: Parts) -> Typed:
    return joined(within(one.key, one.for_form(parts.get(one.key))) for one in questions)


def parts_in_words(questions: Sequence[AnyQuestion], parts: Parts, language: str) -> tuple[str, ...]:
    """One line per part that has a value: what it is, and the value."""
    lines = []
    for question in questions:
        words = question.for_print(parts.get(question.key), language)
        if words:
            lines.append(f"{question.text.in_language(language)}: {'; '.join(words)}")
    return tuple(lines)


def check_parts(
    questions: Sequence[AnyQuestion], parts: Parts, key: str, name: str = ""
) -> Iterator[Problem]:
    """The problems of the parts, as those of the question `key`; `name` is the row or item that holds them."""
    for question in questions:
        field = f"{name}.{question.key}" if name else question.key
        for problem in question.check(parts.get(question.key)):
            yield problem.inside(key, field)


def hidden_parts(questions: Sequence[AnyQuestion], parts: Parts, heard: Heard) -> Iterator[str]:
    """The parts that do not apply, and what does not apply inside the others. A part hears the parts before it."""
    said: dict[str, Value] = {}
    for question in questions:
        here = heard.within(said)
        value = parts.get(question.key)
        if question.shown_when is not None and not question.shown_when.holds(here):
            yield question.key
            continue
        for inner in question.hidden(value, here):
            yield f"{question.key}{inner}" if inner.startswith(OPTION) else f"{question.key}.{inner}"
        if question.key in parts.values:
            said[question.key] = value


def without_hidden(questions: Sequence[AnyQuestion], parts: Parts, hidden: frozenset[str]) -> Parts:
    """`parts` with *not asked* in the place of what does not apply."""
    values: dict[str, Value] = dict(parts.values)
    for question in questions:
        if question.key in hidden:
            values[question.key] = NOT_ASKED
        elif question.key in values:
            own = frozenset(strip(hidden, question.key))
            values[question.key] = question.without(values[question.key], own)
    return Parts(values)


def strip(hidden: frozenset[str], name: str) -> Iterator[str]:
    """What is hidden inside the part `name`."""
    prefix = f"{name}."
    return (path.removeprefix(prefix) for path in hidden if path.startswith(prefix))


def tabulate_parts(
    questions: Sequence[AnyQuestion],
    parts: Parts,
    rename: Mapping[str, str],
    *,
    row: str = "",
    item: str = "",
) -> Iterator[Tabulated]:
    """The observations of the parts of one row or item. `rename` says under which name each part is counted."""
    for question in questions:
        if question.counted:
            for one in question.tabulate(parts.get(question.key)):
                name = _name(rename[question.key], one.part)
                yield replace(one, part=name, row=row or one.row, item=item)


def _name(part: str, inner: str) -> str:
    return f"{part}_{inner}" if part and inner else part or inner


def variable_of(variable: Variable, question: AnyQuestion, part: str, row: str = "") -> Variable:
    """A variable of a part, as one of the question that holds it."""
    label = variable.label or question.text
    return replace(variable, part=_name(part, variable.part), row=row or variable.row, label=label)


class Compound(QuestionBase[Parts]):
    """One question with several named parts: a choice and its comment, a number and its year."""

    stands: ClassVar[Standing] = "in_items"
    heard_as: ClassVar[Hearing] = "parts"

    type: Literal["compound"]
    parts: Fields

    @classmethod
    def least(cls, languages: Sequence[str]) -> dict[str, Any]:
        return {"parts": blank_parts(languages)}

    def variables(self) -> tuple[Variable, ...]:
        return tuple(
            variable_of(variable, part, part.key)
            for part in self.parts
            if part.counted
            for variable in part.variables()
        )

    def effort(self) -> float:
        return sum(part.time_needed() for part in self.parts)

    def children(self, value: Value) -> tuple[Child, ...]:
        held = value if isinstance(value, Parts) else Parts()
        return tuple(Child(part.key, part, held.get(part.key)) for part in self.parts)

    def scopes(self, value: Value) -> tuple[tuple[str, Mapping[str, Value]], ...]:
        return (("", value.values),) if isinstance(value, Parts) else ()

    def read(self, typed: Typed) -> Parts | None:
        return read_parts(self.parts, typed)

    def written(self, value: Parts) -> Typed:
        return write_parts(self.parts, value)

    def words(self, value: Parts, language: str) -> tuple[str, ...]:
        return parts_in_words(self.parts, value, language)

    def observed(self, value: Parts) -> tuple[Tabulated, ...]:
        return tuple(tabulate_parts(self.parts, value, {part.key: part.key for part in self.parts}))

    def problems(self, value: Parts) -> Iterator[Problem]:
        yield from check_parts(self.parts, value, self.key)

    def hidden(self, value: Value, heard: Heard) -> frozenset[str]:
        held = value if isinstance(value, Parts) else Parts()
        return frozenset(hidden_parts(self.parts, held, heard))

    def without(self, value: Value, hidden: frozenset[str]) -> Value:
        return without_hidden(self.parts, value, hidden) if isinstance(value, Parts) else value
