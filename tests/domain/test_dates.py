"""Dates, ranges of dates and periods."""

from datetime import date

import pytest

from app.domain.answers import DateRange, Day, Period, Tabulated, Unparsed, Value
from app.domain.typed import Typed
from tests.factories import asked

DAY = date(2026, 3, 31)
FIELDS = {"year": ("2026",), "month": ("3",), "day": ("31",)}
RANGE = DateRange(date(2025, 1, 1), DAY)
RANGE_FIELDS = {
    "from.year": ("2025",),
    "from.month": ("1",),
    "from.day": ("1",),
    "to.year": ("2026",),
    "to.month": ("3",),
    "to.day": ("31",),
}


@pytest.mark.parametrize(
    ("kind", "typed", "value"),
    [
        ("date", FIELDS, Day(DAY)),
        ("date", {"": ("2026-03-31",)}, Day(DAY)),
        ("date", {"": ("2026-03",)}, None),
        ("date", {"": ("2026-02-30",)}, None),
        ("date", {"": ("2026-March-31",)}, None),
        ("date", {"": ("20260-03-31",)}, None),
        ("date", {"": ("2026-03-31", "2026-03-31")}, None),
        ("date", FIELDS | {"day": ("1", "2")}, None),
        ("date", {"year": ("2026",)}, None),
        ("date_range", RANGE_FIELDS, RANGE),
        ("date_range", {"from": ("2025-01-01",), "to": ("2026-03-31",)}, RANGE),
        ("date_range", {"from": ("2025-01-01",)}, None),
        ("date_range", {"to": ("2025-01-01",)}, None),
        ("date_range", RANGE_FIELDS | {"else": ("x",)}, None),
        ("period", {"": (" 2025-h1 ",)}, Period("2025-H1")),
        ("period", {"": ("٢٠٢٥",)}, Period("2025")),
        ("period", {"": ("2025-Q5",)}, None),
        ("period", {"": ("2025-13",)}, None),
        ("period", {"": ("2025", "2026")}, None),
        ("period", {"": ("2025",), "else": ("x",)}, None),
        ("period", {"else": ("2025",)}, None),
    ],
)
def test_what_is_posted_becomes_a_date(kind: str, typed: Typed, value: Value | None) -> None:
    assert asked(kind).parse(typed) == (Unparsed(typed) if value is None else value)


@pytest.mark.parametrize(
    ("kind", "value", "typed"),
    [
        ("date", Day(DAY), FIELDS),
        ("date_range", RANGE, RANGE_FIELDS),
        ("period", Period("2025-Q3"), {"": ("2025-Q3",)}),
    ],
)
def test_a_form_shows_what_was_given(kind: str, value: Value, typed: Typed) -> None:
    assert asked(kind).for_form(value) == typed


@pytest.mark.parametrize(
    ("kind", "value", "words"),
    [
        ("date", Day(DAY), "2026-03-31"),
        ("date_range", RANGE, "2025-01-01 – 2026-03-31"),
        ("period", Period("2025-07"), "2025-07"),
    ],
)
def test_a_date_in_words(kind: str, value: Value, words: str) -> None:
    assert asked(kind).for_print(value, "en") == (words,)


@pytest.mark.parametrize(
    ("kind", "value", "said"),
    [
        ("date", Unparsed({"": ("x",)}), "Enter year, month and day"),
        ("date_range", Unparsed({"from": ("x",)}), "the first and the last day"),
        ("date_range", DateRange(DAY, date(2026, 3, 30)), "The last day is before the first"),
        ("period", Unparsed({"": ("x",)}), "Enter a year, half-year, quarter or month"),
    ],
)
def test_an_error_says_what_to_do(kind: str, value: Value, said: str) -> None:
    (problem,) = asked(kind).check(value)
    assert said in str(problem.message)


@pytest.mark.parametrize(
    ("kind", "value"), [("date", Day(DAY)), ("date_range", DateRange(DAY, DAY)), ("period", Period("2025"))]
)
def test_a_good_date_is_observed_as_given(kind: str, value: Value) -> None:
    assert asked(kind).check(value) == ()
    assert asked(kind).tabulate(value) == (Tabulated(kind="text"),)
