"""Questions answered with a date, a range of dates or a period."""

import re
from collections.abc import Iterator
from datetime import date
from typing import ClassVar, Literal

from app.domain.answers import DateRange, Day, Period, Tabulated
from app.domain.checks import Problem, error
from app.domain.errors import message
from app.domain.question_types.base import QuestionBase, V
from app.domain.question_types.hearing import Hearing
from app.domain.text import western_digits
from app.domain.typed import Typed, alone, inside, joined, within

FIELDS = ("year", "month", "day")
_PERIOD = re.compile(r"(\d{4})(?:-(?:H([12])|Q([1-4])|(0[1-9]|1[0-2])))?")


def read_date(typed: Typed) -> date | None:
    """A date from one field in ISO 8601 (a browser's date field) or from fields for year, month and day."""
    if set(typed) == {""} and len(typed[""]) == 1:
        parts = typed[""][0].strip().split("-")
    elif set(typed) == set(FIELDS) and all(len(typed[name]) == 1 for name in FIELDS):
        parts = [typed[name][0].strip() for name in FIELDS]
    else:
        return None
    if len(parts) != 3 or not all(part.isdecimal() and len(part) <= 4 for part in parts):
        return None
    try:
        return date(*(int(part) for part in parts))
    except ValueError:
        return None


def date_fields(day: date) -> Typed:
    return {"year": (str(day.year),), "month": (str(day.month),), "day": (str(day.day),)}


def date_in_words(day: date) -> str:
    return day.isoformat()


class _Given(QuestionBase[V]):
    """What is counted of a date is that it was given."""

    def observed(self, value: V) -> tuple[Tabulated, ...]:
        return (Tabulated(kind="text"),)


class DateQuestion(_Given[Day]):
    """A calendar date: fields `year`, `month` and `day`."""

    heard_as: ClassVar[Hearing] = "day"

    type: Literal["date"]

    def read(self, typed: Typed) -> Day | None:
        day = read_date(typed)
        return Day(day) if day else None

    def written(self, value: Day) -> Typed:
        return date_fields(value.day)

    def words(self, value: Day, language: str) -> tuple[str, ...]:
        return (date_in_words(value.day),)

    def unreadable(self) -> Problem:
        return error(self.key, message("Enter year, month and day in digits, such as 2026, 3 and 31."))


class DateRangeQuestion(_Given[DateRange]):
    """A first and a last day: fields `from` and `to`, each with `year`, `month` and `day`.

    With `starts_as: cycle_period` the form begins with the period of the cycle, which counts when it is saved.
    """

    heard_as: ClassVar[Hearing] = "days"

    type: Literal["date_range"]
    starts_as: Literal["cycle_period"] | None = None

    def read(self, typed: Typed) -> DateRange | None:
        if any(name.split(".")[0] not in ("from", "to") for name in typed):
            return None
        start, end = read_date(inside(typed, "from")), read_date(inside(typed, "to"))
        return DateRange(start, end) if start and end else None

    def written(self, value: DateRange) -> Typed:
        return joined([within("from", date_fields(value.start)), within("to", date_fields(value.end))])

    def words(self, value: DateRange, language: str) -> tuple[str, ...]:
        return (f"{date_in_words(value.start)} – {date_in_words(value.end)}",)

    def problems(self, value: DateRange) -> Iterator[Problem]:
        if value.end < value.start:
            yield error(self.key, message("The last day is before the first. Change one of them."))

    def unreadable(self) -> Problem:
        return error(
            self.key, message("Enter the first and the last day, each with year, month and day in digits.")
        )


class PeriodQuestion(_Given[Period]):
    """A year, half-year, quarter or month, in one field: 2025, 2025-H1, 2025-Q3, 2025-07."""

    heard_as: ClassVar[Hearing] = "period"

    type: Literal["period"]

    def read(self, typed: Typed) -> Period | None:
        texts = typed.get("", ())
        found = (
            _PERIOD.fullmatch(western_digits(texts[0]).strip().upper())
            if len(texts) == 1 and len(typed) == 1
            else None
        )
        return Period(found[0]) if found else None

    def written(self, value: Period) -> Typed:
        return alone(value.code)

    def words(self, value: Period, language: str) -> tuple[str, ...]:
        return (value.code,)

    def unreadable(self) -> Problem:
        return error(
            self.key,
            message("Enter a year, half-year, quarter or month, such as 2025, 2025-H1, 2025-Q3 or 2025-07."),
        )
