"""`shown_when`: when a section, question, part, option or row applies, given the answers before it.

The browser reads the same conditions (app/static/js/conditions.js); both are held to one file of cases,
tests/vectors/conditions.json.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Discriminator, Field, Tag, model_validator

from app.domain.answers import (
    Amount,
    Cells,
    Choice,
    Choices,
    DecimalNumber,
    Files,
    Items,
    Parts,
    Ranked,
    Value,
    WholeNumber,
    is_answered,
)

Number = int | Annotated[float, Field(allow_inf_nan=False)]
Place = tuple[str | int, ...]
SUBJECTS = ("question", "part", "count_of", "fact")
OPERATORS = (
    "is",
    "is_not",
    "is_any_of",
    "includes",
    "includes_any_of",
    "at_least",
    "at_most",
    "between",
    "answered",
)


@dataclass(frozen=True)
class Heard:
    """What a condition may look at: the answers before it, the facts, and the other parts of the same item or row."""

    answers: Mapping[str, Value]
    facts: Mapping[str, str] = field(default_factory=dict)
    item: Mapping[str, Value] = field(default_factory=dict)

    def within(self, item: Mapping[str, Value]) -> "Heard":
        return Heard(self.answers, self.facts, item)


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Look(_Part):
    """One look at one thing.

    Its subject: a `question` (with `part`, of a compound or grid column; with `row`, of a grid: without one, any
    row will do), a `part` alone (of the same item, row or compound), `count_of` a repeat or of files, or a `fact`
    about who reports: its kind, its regional group, or its code.
    """

    question: str | None = None
    row: str | None = None
    part: str | None = None
    count_of: str | None = None
    fact: Literal["kind", "regional_group", "respondent"] | None = None
    is_: str | None = Field(default=None, alias="is")
    is_not: str | None = None
    is_any_of: tuple[str, ...] | None = Field(default=None, min_length=1)
    includes: str | None = None
    includes_any_of: tuple[str, ...] | None = Field(default=None, min_length=1)
    at_least: Number | None = None
    at_most: Number | None = None
    between: tuple[Number, Number] | None = None
    answered: Literal[True] | None = None

    @model_validator(mode="after")
    def _one_subject_and_one_operator(self) -> Self:
        alone = [self.question, self.count_of, self.fact]
        subjects = sum(subject is not None for subject in alone)
        if subjects > 1 or (subjects == 0 and self.part is None):
            raise ValueError("A condition looks at one of: question, part, count_of, fact")
        if (self.count_of or self.fact) and self.part is not None:
            raise ValueError("Only a question has parts. Take part: out")
        if self.row is not None and self.question is None:
            raise ValueError("Only a question has rows. Take row: out, or name the question")
        if sum(operand is not None for operand in self._operands()) != 1:
            raise ValueError(f"A condition has one of: {', '.join(OPERATORS)}")
        return self

    def _operands(self) -> Sequence[object]:
        return (
            self.is_,
            self.is_not,
            self.is_any_of,
            self.includes,
            self.includes_any_of,
            self.at_least,
            self.at_most,
            self.between,
            self.answered,
        )

    def options_named(self) -> tuple[str, ...]:
        """The option codes that it compares with."""
        one = tuple(code for code in (self.is_, self.is_not, self.includes) if code is not None)
        return one or self.is_any_of or self.includes_any_of or ()

    def holds(self, heard: Heard) -> bool:
        if self.fact is not None:
            return self.holds_for(Choice(heard.facts.get(self.fact, "")))
        if self.count_of is not None:
            return self.holds_for_number(Decimal(length_of(heard.answers.get(self.count_of))))
        return any(self.holds_for(value) for value in self._values(heard))

    def _values(self, heard: Heard) -> Iterator[Value | None]:
        if self.question is None:
            yield heard.item.get(self.part or "")
            return
        value = heard.answers.get(self.question)
        if isinstance(value, Cells):
            rows = [value.row(self.row)] if self.row is not None else value.rows.values()
            for parts in rows:
                if isinstance(parts, Parts):
                    yield from self._of_parts(parts)
        elif isinstance(value, Parts):
            yield from self._of_parts(value)
        else:
            yield value if self.part is None and self.row is None else None

    def _of_parts(self, parts: Parts) -> Iterator[Value | None]:
        if self.part is not None:
            yield parts.get(self.part)
        else:
            yield from parts.values.values()

    def holds_for(self, value: Value | None) -> bool:
        """Whether it holds for what it looks at."""
        if self.answered:
            return is_answered(value)
        if self.at_least is not None or self.at_most is not None or self.between is not None:
            match value:
                case WholeNumber(number) | DecimalNumber(number) | Amount(number, _):
                    return self.holds_for_number(Decimal(number))
            return False
        return self._holds_for_options(value)

    def _holds_for_options(self, value: Value | None) -> bool:
        wanted = set(self.options_named())
        match value:
            case Choice(option):
                if self.is_not is not None:
                    return option not in wanted
                return (self.is_ is not None or self.is_any_of is not None) and option in wanted
            case Choices(options) | Ranked(options):
                includes = self.includes is not None or self.includes_any_of is not None
                return includes and not wanted.isdisjoint(options)
        return self.is_not is not None and is_answered(value)

    def holds_for_number(self, number: Decimal) -> bool:
        if self.between is not None:
            return _exact(self.between[0]) <= number <= _exact(self.between[1])
        if self.at_least is not None:
            return number >= _exact(self.at_least)
        return self.at_most is not None and number <= _exact(self.at_most)


def _exact(number: Number) -> Decimal:
    return Decimal(str(number))


def length_of(value: Value | None) -> int:
    match value:
        case Items(items):
            return len(items)
        case Files(files):
            return len(files)
    return 0


class All(_Part):
    parts: tuple["Condition", ...] = Field(alias="all", min_length=1)

    def holds(self, heard: Heard) -> bool:
        return all(part.holds(heard) for part in self.parts)


class AnyOf(_Part):
    parts: tuple["Condition", ...] = Field(alias="any", min_length=1)

    def holds(self, heard: Heard) -> bool:
        return any(part.holds(heard) for part in self.parts)


class Not(_Part):
    part: "Condition" = Field(alias="not")

    def holds(self, heard: Heard) -> bool:
        return not self.part.holds(heard)


_KINDS: dict[str, type[BaseModel]] = {"all": All, "any": AnyOf, "not": Not}


def _kind(data: Any) -> str | None:
    """What kind of condition this is, by the one key that says so; None lets Pydantic refuse it by name."""
    if isinstance(data, BaseModel):
        return next((name for name, kind in _KINDS.items() if isinstance(data, kind)), "look")
    if not isinstance(data, Mapping):
        return None
    found = [name for name in _KINDS if name in data]
    if found:
        return found[0] if len(found) == 1 else None
    return "look" if any(name in data for name in (*SUBJECTS, *OPERATORS)) else None


Condition = Annotated[
    Annotated[All, Tag("all")]
    | Annotated[AnyOf, Tag("any")]
    | Annotated[Not, Tag("not")]
    | Annotated[Look, Tag("look")],
    Discriminator(
        _kind,
        custom_error_type="condition",
        custom_error_message=(
            "A condition is one of: all, any, not; or it looks at one of question, part, count_of, fact and has "
            f"one of: {', '.join(OPERATORS)}."
        ),
    ),
]

for _recursive in (All, AnyOf, Not):
    _recursive.model_rebuild()


def leaves(condition: Condition, place: Place = ()) -> Iterator[tuple[Place, Look]]:
    """The parts that look at one thing each, in the order written, with the steps that lead to them."""
    waiting: list[tuple[Place, Condition]] = [(place, condition)]
    while waiting:
        at, part = waiting.pop()
        match part:
            case All(parts=parts) | AnyOf(parts=parts):
                name = "all" if isinstance(part, All) else "any"
                inner = [((*at, name, position), one) for position, one in enumerate(parts)]
                waiting.extend(reversed(inner))
            case Not(part=one):
                waiting.append(((*at, "not"), one))
            case _:
                yield at, part


def looks_of(condition: Condition) -> Iterator[Look]:
    """What `leaves` finds, in the same order, without the places: those of a deep condition are long to write."""
    waiting: list[Condition] = [condition]
    while waiting:
        part = waiting.pop()
        match part:
            case Look():
                yield part
            case Not(part=one):
                waiting.append(one)
            case _:
                waiting.extend(reversed(part.parts))


def depth_of(condition: Condition) -> int:
    """How many conditions stand inside one another; 1 for a condition that looks at one thing."""
    match condition:
        case All() | AnyOf():
            return 1 + max(depth_of(part) for part in condition.parts)
        case Not():
            return 1 + depth_of(condition.part)
        case _:
            return 1
