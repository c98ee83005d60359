"""Check → Problem: what a rule found in an answer. An error blocks submission; nothing ever blocks saving."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from app.domain.answers import (
    Amount,
    Cells,
    Choice,
    Choices,
    DateRange,
    Day,
    DecimalNumber,
    Items,
    Parts,
    Ranked,
    Value,
    WholeNumber,
)
from app.domain.conditions import Condition, Heard, Number, looks_of
from app.domain.errors import Message
from app.domain.text import LocalizedText


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True)
class Problem:
    """What is wrong with the answer to one question, and what to do about it; `field` is the place inside it.

    The message is the program's own, or the text of a rule of the definition.
    """

    question_key: str
    severity: Severity
    message: Message | LocalizedText
    field: str = ""

    def inside(self, question_key: str, name: str) -> "Problem":
        """The same problem as one of the question that holds the field `name`."""
        field = f"{name}.{self.field}" if self.field else name
        return replace(self, question_key=question_key, field=field)


def error(question_key: str, message: Message, field: str = "") -> Problem:
    return Problem(question_key, Severity.ERROR, message, field)


def warning(question_key: str, message: Message, field: str = "") -> Problem:
    return Problem(question_key, Severity.WARNING, message, field)


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Operand(_Part):
    """A number or date to compare: of a `question`, of a `part` (of the same item or row), a constant, or a sum.

    `sum_of` adds several; rows of a grid column and items of a repeat are added up too. `among` counts how many of
    these options were chosen. `previous` takes the answer of the cycle before. `this_year` is the year of `today`.
    What has not been answered has no value, and then the rule finds nothing.
    """

    question: str | None = None
    part: str | None = None
    row: str | None = None
    number: Number | None = None
    sum_of: tuple["Operand", ...] | None = Field(default=None, min_length=1)
    today: Literal[True] | None = None
    this_year: Literal[True] | None = None
    among: tuple[str, ...] | None = Field(default=None, min_length=1)
    times: Number = 1
    previous: bool = False

    @model_validator(mode="after")
    def _one_source(self) -> Self:
        sources = [self.question, self.number, self.sum_of, self.today, self.this_year]
        named = sum(source is not None for source in sources)
        if named > 1 or (named == 0 and self.part is None):
            raise ValueError("Compare one of: question, part, number, sum_of, today, this_year")
        if self.among is not None and named and self.question is None:
            raise ValueError("Only answers have options. Take among: out, or name a question or part")
        return self

    @property
    def looks_back(self) -> bool:
        return self.previous or any(operand.looks_back for operand in self.sum_of or ())

    @property
    def looks_inside(self) -> bool:
        if self.sum_of is not None:
            return any(operand.looks_inside for operand in self.sum_of)
        return self.question is None and self.part is not None

    def value(self, heard: Heard, before: Mapping[str, Value]) -> Decimal | None:
        """The number, with dates as days since the year 1; None when there is none."""
        if self.number is not None:
            return Decimal(str(self.number))
        if self.today or self.this_year:
            return self._of_the_day(heard)
        if self.sum_of is not None:
            added = [operand.value(heard, before) for operand in self.sum_of]
            known = [number for number in added if number is not None]
            total = sum(known, Decimal(0)) if len(known) == len(added) else None
        else:
            numbers = list(self._numbers(heard, before))
            total = sum(numbers, Decimal(0)) if numbers else None
        return None if total is None else total * Decimal(str(self.times))

    def _of_the_day(self, heard: Heard) -> Decimal | None:
        if "today" not in heard.facts:
            return None
        day = date.fromisoformat(heard.facts["today"])
        return _days(day) if self.today else Decimal(day.year)

    def _numbers(self, heard: Heard, before: Mapping[str, Value]) -> Iterator[Decimal]:
        for value in self._values(heard, before):
            yield from _numbers_of(value) if self.among is None else _chosen(value, self.among)

    def _values(self, heard: Heard, before: Mapping[str, Value]) -> Iterator[Value | None]:
        if self.question is None:
            yield heard.item.get(self.part or "")
            return
        value = (before if self.previous else heard.answers).get(self.question)
        match value:
            case Cells(rows):
                wanted = [value.row(self.row)] if self.row else list(rows.values())
                held = [parts for parts in wanted if isinstance(parts, Parts)]
            case Items(items):
                held = [parts for _, parts in items]
            case Parts():
                held = [value]
            case _:
                yield value
                return
        for parts in held:
            yield from parts.values.values() if self.part is None else [parts.get(self.part)]


def _numbers_of(value: Value | None) -> Iterator[Decimal]:
    match value:
        case WholeNumber(number) | DecimalNumber(number) | Amount(number, _):
            yield Decimal(number)
        case Day(day):
            yield _days(day)
        case DateRange(_, end):
            yield _days(end)


def _chosen(value: Value | None, among: tuple[str, ...]) -> Iterator[Decimal]:
    match value:
        case Choice(option):
            yield Decimal(option in among)
        case Choices(options) | Ranked(options):
            yield Decimal(sum(option in among for option in options))


def _days(day: date) -> Decimal:
    return Decimal(day.toordinal())


Comparison = Literal["equal", "at_least", "at_most", "more_than", "less_than"]
_BROKEN: Mapping[str, Any] = {
    "equal": lambda left, right: left != right,
    "at_least": lambda left, right: left < right,
    "at_most": lambda left, right: left > right,
    "more_than": lambda left, right: left <= right,
    "less_than": lambda left, right: left >= right,
}


class Rule(_Part):
    """A check of the definition: what must hold between answers, or what must not be said together.

    Either `left` `is` `right`, or `fails_when` a condition holds, or the answer is `steps_back` options or more
    further down the list than in the cycle before. `text` says what to do. An error blocks submission, a warning asks
    for a comment.
    """

    text: LocalizedText
    severity: Severity = Severity.WARNING
    left: Operand | None = None
    must_be: Comparison | None = Field(default=None, alias="is")
    right: Operand | None = None
    fails_when: Condition | None = None
    steps_back: int | None = Field(default=None, ge=1, le=20)

    @model_validator(mode="after")
    def _one_form(self) -> Self:
        compared = [self.left, self.must_be, self.right]
        complete = all(part is not None for part in compared)
        others = [one for one in (self.fails_when, self.steps_back) if one is not None]
        if complete + len(others) != 1 or (not complete and any(compared)):
            raise ValueError("A check has either left, is and right, or fails_when, or steps_back")
        return self

    @property
    def looks_back(self) -> bool:
        """Whether it compares with the cycle before."""
        compared = [operand for operand in (self.left, self.right) if operand is not None]
        return self.steps_back is not None or any(operand.looks_back for operand in compared)

    @property
    def looks_inside(self) -> bool:
        """Whether it looks at parts of the same item, row or compound, and so is made at each of them."""
        operands = [operand for operand in (self.left, self.right) if operand is not None]
        if any(operand.looks_inside for operand in operands):
            return True
        return self.fails_when is not None and any(
            look.question is None and look.part is not None for look in looks_of(self.fails_when)
        )

    def fails(self, heard: Heard, before: Mapping[str, Value]) -> bool:
        if self.fails_when is not None:
            return self.fails_when.holds(heard)
        if self.steps_back is not None:
            return False  # see `went_back`
        compared = [one.value(heard, before) for one in (self.left, self.right) if one is not None]
        return None not in compared and bool(_BROKEN[str(self.must_be)](*compared))

    def went_back(self, options: Sequence[str], value: Value, before: Value | None) -> bool:
        """Whether the answer went back too far in `options`, best first. What is no such answer has no place there."""
        if self.steps_back is None or not isinstance(value, Choice) or not isinstance(before, Choice):
            return False
        if value.option not in options or before.option not in options:
            return False
        return options.index(value.option) - options.index(before.option) >= self.steps_back

    def problem(self, question_key: str, field: str = "") -> Problem:
        return Problem(question_key, self.severity, self.text, field)
