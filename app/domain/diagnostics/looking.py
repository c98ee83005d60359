"""What a condition, a check or a computed value looks at: which questions, and whether they answer in that way."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from app.domain.checks import Operand
from app.domain.conditions import Look
from app.domain.diagnostics.places import Book, Scope, inside
from app.domain.policy import RegionalGroup, RespondentKind
from app.domain.question_types import AnyQuestion, Attachment, Grid, Repeat
from app.domain.question_types.people import Contact, DeclarationQuestion

Kind = Literal["nothing", "one", "several", "number", "list", "words"]
FACTS = {
    "kind": tuple(kind.value for kind in RespondentKind),
    "regional_group": tuple(group.value for group in RegionalGroup),
}
_ASKS_FOR: dict[str, Kind] = {
    "is_": "one",
    "is_not": "one",
    "is_any_of": "one",
    "includes": "several",
    "includes_any_of": "several",
    "at_least": "number",
    "at_most": "number",
    "between": "number",
}
_INSTEAD: dict[Kind, str] = {
    "nothing": "is a note: nobody answers it.",
    "one": "takes one answer: use is, is_not or is_any_of.",
    "several": "takes several answers: use includes or includes_any_of.",
    "number": "is answered with a number: use at_least, at_most or between.",
    "list": "is a list: use count_of, or answered.",
    "words": "is answered in words: use answered.",
}


@dataclass(frozen=True)
class Seen:
    """What is looked at, as texts name it; several questions where any of them will do, none for a line of text."""

    name: str
    questions: tuple[AnyQuestion, ...] = ()


@dataclass(frozen=True)
class Unseen:
    """Why nothing is there to be looked at; `later` names a question that is not asked before the place."""

    text: str
    later: str = ""


def kind_of(question: AnyQuestion) -> Kind:
    """How a question is answered, as far as conditions go."""
    if not question.asks:
        return "nothing"
    if isinstance(question, Attachment | Repeat):
        return "list"
    variables = question.variables()
    if question.response_options():
        return "several" if any(variable.several for variable in variables) else "one"
    return "number" if any(variable.numbers for variable in variables) else "words"


def seen_by(book: Book, scope: Scope, look: Look) -> Seen | Unseen:
    """What a condition that stands in `scope` looks at."""
    if look.fact is not None:
        return Seen(look.fact)
    key = look.question or look.count_of
    if key is None:
        return part_in(scope, look.part or "", scope.heard)
    asked = question_in(book, key, scope.before)
    if isinstance(asked, Unseen):
        return asked
    if look.count_of is not None:
        if isinstance(asked, Repeat | Attachment):
            return Seen(key, (asked,))
        return Unseen(f"{key} is neither a repeat nor an attachment: there is nothing to count.")
    return within(asked, look.part, look.row, items=False)


def question_in(book: Book, key: str, before: int) -> AnyQuestion | Unseen:
    asked = book.question(key)
    if asked is None:
        return Unseen(f"There is no question {key}.")
    if book.order[key] >= before:
        return Unseen(f"{key} is not asked before this place: look at earlier questions only.", later=key)
    return asked


def part_in(scope: Scope, name: str, heard: int) -> Seen | Unseen:
    """A part named alone: one of the same item, row or compound."""
    for position, part in enumerate(scope.parts):
        if part.key == name:
            if position < heard:
                return Seen(name, (part,))
            return Unseen(f"The part {name} is not asked before this place.")
    if not scope.parts:
        return Unseen("There are no parts at this place: name the question: with the part.")
    known = ", ".join(part.key for part in scope.parts)
    return Unseen(f"There is no part {name} here (there are: {known}).")


def within(asked: AnyQuestion, part: str | None, row: str | None, *, items: bool) -> Seen | Unseen:
    """The part or cell of a question that is looked at, or all of them; `items` lets it look into those of a repeat."""
    if row is not None and (not isinstance(asked, Grid) or row not in {one.code for one in asked.rows}):
        return Unseen(f"{asked.key} has no row {row}.")
    _, parts = inside(asked)
    if isinstance(asked, Repeat) and not items:
        parts = ()
    if part is None:
        return Seen(asked.key, parts or (asked,))
    found = tuple(one for one in parts if one.key == part)
    name = f"{asked.key}.{part}"
    if found or (isinstance(asked, Contact | DeclarationQuestion) and part in asked.fields()):
        return Seen(name, found)
    if isinstance(asked, Repeat):
        return Unseen(f"{asked.key} is a list: look at count_of, not into its items.")
    return Unseen(f"{asked.key} has no part {part}.")


def unfit(look: Look, seen: Seen) -> Iterator[str]:
    """What keeps the look from ever holding for an answer to what it looks at."""
    wanted = next((kind for name, kind in _ASKS_FOR.items() if getattr(look, name) is not None), None)
    if look.fact is not None:
        if wanted != "one":
            yield f"The {look.fact} is one of several: use is, is_not or is_any_of."
        if look.fact in FACTS:  # who reports is for each cycle to know
            yield from _unknown(look.options_named(), FACTS[look.fact], seen.name, "values")
        return
    if look.count_of is not None:
        if wanted != "number":
            yield "A count is a number: use at_least, at_most or between."
        return
    kinds: list[Kind] = [kind_of(question) for question in seen.questions] or ["words"]
    fitting = [
        question
        for question, kind in zip(seen.questions, kinds, strict=False)
        if kind == wanted or (wanted is None and kind != "nothing")
    ]
    if not fitting and (wanted is not None or "nothing" in kinds):
        yield f"{seen.name} {_INSTEAD[kinds[0]]}"
    elif look.options_named():
        offered = [option.code for one in fitting for option in one.response_options()]
        yield from _unknown(look.options_named(), offered, seen.name, "options")


def _unknown(named: Sequence[str], offered: Sequence[str], name: str, what: str) -> Iterator[str]:
    for code in named:
        if code not in offered:
            few = f" ({what}: {', '.join(offered)})" if len(offered) <= 20 else ""
            yield f"{code} is not an option of {name}{few}."


def operands(operand: Operand) -> Iterator[Operand]:
    """An operand, and those that it adds up."""
    yield operand
    for one in operand.sum_of or ():
        yield from operands(one)


def compared(seen: Seen, among: Sequence[str] | None) -> Iterator[str]:
    """What keeps an operand from ever having a number or a date."""
    dated = ("date", "date_range")
    if among is not None:
        offered = [option.code for one in seen.questions for option in one.response_options()]
        yield from _unknown(among, offered, seen.name, "options")
    elif not any(kind_of(one) == "number" or one.type in dated for one in seen.questions):
        yield f"{seen.name} is answered with neither a number nor a date: there is nothing to compare."
