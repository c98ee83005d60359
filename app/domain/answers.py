"""Answers: typed values, the reasons why there is none, and text that could not be read."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, Literal

from app.domain.typed import Typed

JsonValue = Mapping[str, Any]


class NonAnswer(StrEnum):
    """Why there is no value. A question that does not apply is *not asked*, which is none of these."""

    NOT_ANSWERED = "not_answered"
    NO_INFORMATION = "no_information"
    NOT_APPLICABLE = "not_applicable"

    def for_json(self) -> JsonValue:
        return {"non_answer": self.value}


@dataclass(frozen=True)
class NotAsked:
    """Stands where a question, a part or a row does not apply: in what is frozen and counted, never in an answer."""

    def for_json(self) -> JsonValue:
        return {"not_asked": True}


NOT_ASKED = NotAsked()


@dataclass(frozen=True)
class Choice:
    """One response option, by its code; `specified` is what was written beside "other"."""

    option: str
    specified: str = ""

    def for_json(self) -> JsonValue:
        found: dict[str, Any] = {"choice": self.option}
        return found | _specified(self.specified)


@dataclass(frozen=True)
class Choices:
    """One or more response options, by code, in the order of the definition."""

    options: tuple[str, ...]
    specified: str = ""

    def for_json(self) -> JsonValue:
        found: dict[str, Any] = {"choices": list(self.options)}
        return found | _specified(self.specified)


@dataclass(frozen=True)
class Ranked:
    """Response options by code, the first in rank first."""

    options: tuple[str, ...]

    def for_json(self) -> JsonValue:
        return {"ranked": list(self.options)}


@dataclass(frozen=True)
class WholeNumber:
    number: int

    def for_json(self) -> JsonValue:
        return {"number": self.number}


@dataclass(frozen=True)
class DecimalNumber:
    number: Decimal

    def for_json(self) -> JsonValue:
        return {"decimal": str(self.number)}


@dataclass(frozen=True)
class Amount:
    """Money, in a currency by its ISO 4217 code."""

    number: Decimal
    currency: str

    def for_json(self) -> JsonValue:
        return {"amount": str(self.number), "currency": self.currency}


@dataclass(frozen=True)
class Day:
    day: date

    def for_json(self) -> JsonValue:
        return {"date": self.day.isoformat()}


@dataclass(frozen=True)
class DateRange:
    start: date
    end: date

    def for_json(self) -> JsonValue:
        return {"from": self.start.isoformat(), "to": self.end.isoformat()}


@dataclass(frozen=True)
class Period:
    """A year, half-year, quarter or month: "2025", "2025-H1", "2025-Q3", "2025-07"."""

    code: str

    def for_json(self) -> JsonValue:
        return {"period": self.code}


@dataclass(frozen=True)
class WrittenText:
    """Text as the respondent wrote it; line ends are `\\n`, nothing else is changed."""

    text: str

    def for_json(self) -> JsonValue:
        return {"text": self.text}


@dataclass(frozen=True)
class StoredFile:
    """A file kept for the submission: its id there, what the respondent calls it, and what it is."""

    id: str
    name: str
    title: str
    language: str
    media_type: str
    size: int
    sha256: str


@dataclass(frozen=True)
class Files:
    files: tuple[StoredFile, ...]

    def for_json(self) -> JsonValue:
        return {"files": [vars(one).copy() for one in self.files]}


@dataclass(frozen=True)
class Parts:
    """Named values that make up one answer. Their order is the definition's, since databases keep none."""

    values: Mapping[str, "Value"] = field(default_factory=dict)

    def get(self, name: str) -> "Value":
        return self.values.get(name, NonAnswer.NOT_ANSWERED)

    def for_json(self) -> JsonValue:
        return {"parts": {name: value.for_json() for name, value in self.values.items()}}


@dataclass(frozen=True)
class Cells:
    """The rows of a grid by code; each holds the values of its columns."""

    rows: Mapping[str, "Parts | NotAsked"]

    def row(self, code: str) -> "Parts | NotAsked":
        return self.rows.get(code, Parts())

    def for_json(self) -> JsonValue:
        return {"rows": {code: parts.for_json() for code, parts in self.rows.items()}}


@dataclass(frozen=True)
class Items:
    """What was listed in a repeat, in the respondent's order; each item keeps its id when others come and go."""

    items: tuple[tuple[str, Parts], ...]

    def item(self, name: str) -> Parts:
        return next((parts for known, parts in self.items if known == name), Parts())

    def for_json(self) -> JsonValue:
        return {"items": [{"id": name, **parts.for_json()} for name, parts in self.items]}


@dataclass(frozen=True)
class Unparsed:
    """What was typed where it could not be read as an answer: kept as it is, blocks submission, never saving."""

    typed: Typed

    def for_json(self) -> JsonValue:
        return {"unparsed": {name: list(texts) for name, texts in self.typed.items()}}

    def texts(self) -> tuple[str, ...]:
        return tuple(text for texts in self.typed.values() for text in texts)


Value = (
    Choice
    | Choices
    | Ranked
    | WholeNumber
    | DecimalNumber
    | Amount
    | Day
    | DateRange
    | Period
    | WrittenText
    | Files
    | Parts
    | Cells
    | Items
    | NonAnswer
    | NotAsked
    | Unparsed
)


def _specified(text: str) -> dict[str, Any]:
    return {"specified": text} if text else {}


def is_answered(value: Value | None) -> bool:
    """Whether a condition `answered` holds: any value, and also "no information", but not an empty field."""
    return value is not None and value not in (NonAnswer.NOT_ANSWERED, NOT_ASKED)


@dataclass(frozen=True)
class Tabulated:
    """One observation of one question in one snapshot.

    `part` is '' for the question itself, `row` the row of a grid, `item` the item of a repeat. `position` counts from
    0 within these: each reply has exactly one observation with position 0.
    """

    kind: Literal["choice", "number", "text", "non_answer"]
    choice: str | None = None
    number: int | Decimal | None = None
    non_answer: str | None = None
    position: int = 0
    part: str = ""
    row: str = ""
    item: str = ""


def tabulate_missing(reason: NonAnswer | NotAsked, part: str = "", row: str = "") -> Tabulated:
    """The observation of a reply without a value."""
    name = "not_asked" if isinstance(reason, NotAsked) else reason.value
    return Tabulated(kind="non_answer", non_answer=name, part=part, row=row)


@dataclass(frozen=True)
class About:
    """Facts about the respondent that conditions may look at and that forms fill in by themselves."""

    kind: str = ""
    regional_group: str = ""
    names: Mapping[str, str] = field(default_factory=dict)
    today: date | None = None
    code: str = ""

    def facts(self) -> Mapping[str, str]:
        """What conditions and checks look at, by name; dates in ISO 8601."""
        known = {"kind": self.kind, "regional_group": self.regional_group}
        known |= {"respondent": self.code} if self.code else {}
        return known | ({"today": self.today.isoformat()} if self.today else {})
