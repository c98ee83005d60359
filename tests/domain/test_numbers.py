"""Numbers: whole ones, decimals, percentages, years, amounts of money, in the digits of any script."""

from decimal import Decimal
from typing import Any

import pytest
from pydantic import ValidationError

from app.domain.answers import Amount, DecimalNumber, Tabulated, Unparsed, Value, WholeNumber
from app.domain.checks import Severity
from app.domain.question_types.numbers import CURRENCIES
from app.domain.typed import Typed
from tests.factories import asked

IN_EUROS = {"amount": ("12,50",), "currency": (" eur ",)}


def decimal(number: str) -> DecimalNumber:
    return DecimalNumber(Decimal(number))


@pytest.mark.parametrize(
    ("kind", "typed", "value"),
    [
        ("whole_number", {"": (" 4 ",)}, WholeNumber(4)),
        ("whole_number", {"": ("-4",)}, WholeNumber(-4)),
        ("whole_number", {"": ("٤",)}, WholeNumber(4)),
        ("whole_number", {"": ("four",)}, None),
        ("whole_number", {"": ("²",)}, None),
        ("whole_number", {"": ("2.5",)}, None),
        ("whole_number", {"": ("9" * 15,)}, None),
        ("whole_number", {"": ("9" * 21,)}, None),
        ("whole_number", {"": ("4", "5")}, None),
        ("whole_number", {"": ("4",), "else": ("5",)}, None),
        ("year", {"": ("2019",)}, WholeNumber(2019)),
        ("decimal", {"": ("2,5",)}, decimal("2.5")),
        ("decimal", {"": ("٢٫٥",)}, decimal("2.5")),
        ("decimal", {"": ("−2.5",)}, decimal("-2.5")),
        ("decimal", {"": ("1e5",)}, None),
        ("decimal", {"": ("NaN",)}, None),
        ("decimal", {"": ("1", "2")}, None),
        ("decimal", {"else": ("1",)}, None),
        ("percentage", {"": ("12.5",)}, decimal("12.5")),
        ("amount", IN_EUROS, Amount(Decimal("12.50"), "EUR")),
        ("amount", {"amount": ("12",)}, None),
        ("amount", {"amount": ("12",), "currency": ("XXX",)}, None),
        ("amount", {"amount": ("x",), "currency": ("EUR",)}, None),
        ("amount", {"amount": ("1",), "currency": ("EUR",), "else": ("2",)}, None),
    ],
)
def test_what_is_posted_becomes_a_number(kind: str, typed: Typed, value: Value | None) -> None:
    assert asked(kind).parse(typed) == (Unparsed(typed) if value is None else value)


@pytest.mark.parametrize(
    ("kind", "value", "typed"),
    [
        ("whole_number", WholeNumber(-4), {"": ("-4",)}),
        ("decimal", decimal("1E+3"), {"": ("1000",)}),
        ("amount", Amount(Decimal("12.50"), "EUR"), {"amount": ("12.50",), "currency": ("EUR",)}),
    ],
)
def test_a_form_shows_a_number_in_plain_digits(kind: str, value: Value, typed: Typed) -> None:
    assert asked(kind).for_form(value) == typed


@pytest.mark.parametrize(
    ("kind", "more", "value", "words"),
    [
        ("whole_number", {}, WholeNumber(4), "4"),
        ("whole_number", {"unit": {"en": "meetings"}}, WholeNumber(4), "4 meetings"),
        ("year", {}, WholeNumber(2019), "2019"),
        ("decimal", {}, decimal("2.50"), "2.50"),
        ("decimal", {"unit": {"en": "km"}}, decimal("2.5"), "2.5 km"),
        ("percentage", {}, decimal("12.5"), "12.5 %"),
        ("amount", {}, Amount(Decimal(12500), "USD"), "USD 12,500"),
    ],
)
def test_a_number_in_words(kind: str, more: dict[str, Any], value: Value, words: str) -> None:
    assert asked(kind, **more).for_print(value, "en") == (words,)


@pytest.mark.parametrize(
    ("kind", "value", "said"),
    [
        ("whole_number", WholeNumber(-1), "Enter a number from 0 to 2000000000."),
        ("year", WholeNumber(20), "Enter a year from 1900 to 2100."),
        ("decimal", decimal("2.55"), "Give at most 1 decimals."),
        ("decimal", decimal("-1"), "Enter a number from 0 to 1000000000000."),
        ("percentage", decimal("100.1"), "Enter a number from 0 to 100."),
        ("amount", Amount(Decimal(-1), "USD"), "Enter a number from 0 to"),
        ("whole_number", Unparsed({"": ("four",)}), "Enter a whole number in digits"),
        ("year", Unparsed({"": ("x",)}), "the year in four digits"),
        ("decimal", Unparsed({"": ("x",)}), "such as 2.5"),
        ("percentage", Unparsed({"": ("x",)}), "such as 2.5"),
        ("amount", Unparsed({"amount": ("x",)}), "choose the currency"),
    ],
)
def test_an_error_says_what_to_do(kind: str, value: Value, said: str) -> None:
    (problem,) = asked(kind).check(value)
    assert problem.severity is Severity.ERROR
    assert said in str(problem.message)


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("whole_number", WholeNumber(0)),
        ("year", WholeNumber(2019)),
        ("decimal", decimal("2.5")),
        ("percentage", decimal("100")),
        ("amount", Amount(Decimal("0.01"), "USD")),
    ],
)
def test_a_good_number_has_no_problem(kind: str, value: Value) -> None:
    assert asked(kind, unusual_above=1_000_000).check(value) == ()


def test_an_unusual_number_is_only_a_warning() -> None:
    (problem,) = asked("whole_number", unusual_above=24).check(WholeNumber(52))
    assert problem.severity is Severity.WARNING
    assert "52 is more than most States report" in str(problem.message)


@pytest.mark.parametrize(
    ("kind", "limits"),
    [
        ("whole_number", {"minimum": 5, "maximum": 4}),
        ("whole_number", {"maximum": 2_000_000_001}),
        ("decimal", {"minimum": 5, "maximum": 4}),
        ("year", {"minimum": 2000, "maximum": 1999}),
    ],
)
def test_limits_are_in_order(kind: str, limits: dict[str, int]) -> None:
    with pytest.raises(ValidationError, match="in order"):
        asked(kind, **limits)


@pytest.mark.parametrize(
    ("kind", "value", "number"),
    [
        ("whole_number", WholeNumber(4), 4),
        ("year", WholeNumber(2019), 2019),
        ("decimal", decimal("2.5"), Decimal("2.5")),
        ("percentage", decimal("12.5"), Decimal("12.5")),
        ("amount", Amount(Decimal(12), "USD"), Decimal(12)),
    ],
)
def test_a_number_is_observed(kind: str, value: Value, number: int | Decimal) -> None:
    assert asked(kind).tabulate(value) == (Tabulated(kind="number", number=number),)


def test_currencies_are_those_in_use() -> None:
    assert {"USD", "EUR", "XOF", "HRK"} <= set(CURRENCIES)
    assert {"DEM", "XAU", "XXX"}.isdisjoint(CURRENCIES)
