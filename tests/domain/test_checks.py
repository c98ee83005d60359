"""Checks: numbers and dates compared, sums, what must not be said together."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from app.domain.answers import (
    NOT_ASKED,
    Amount,
    Cells,
    Choice,
    Choices,
    DateRange,
    Day,
    DecimalNumber,
    Items,
    NonAnswer,
    Parts,
    Ranked,
    Value,
    WholeNumber,
)
from app.domain.checks import Operand, Problem, Rule, Severity, error, warning
from app.domain.conditions import Heard
from app.domain.errors import message

OPERANDS: TypeAdapter[Operand] = TypeAdapter(Operand)
RULES: TypeAdapter[Rule] = TypeAdapter(Rule)
TEXT = {"text": {"en": "Say it again."}}
DAY = date(2026, 3, 31)
GRID = Cells(
    {
        "health": Parts({"men": WholeNumber(3), "women": WholeNumber(4)}),
        "school": Parts({"men": WholeNumber(5)}),
        "prison": NOT_ASKED,
    }
)
ANSWERS: dict[str, Value] = {
    "n": WholeNumber(7),
    "d": DecimalNumber(Decimal("2.5")),
    "m": Amount(Decimal(12), "USD"),
    "day": Day(DAY),
    "range": DateRange(date(2025, 1, 1), DAY),
    "choice": Choice("a"),
    "choices": Choices(("a", "b")),
    "ranked": Ranked(("b", "c")),
    "ni": NonAnswer.NO_INFORMATION,
    "parts": Parts({"a": WholeNumber(1), "b": WholeNumber(2)}),
    "grid": GRID,
    "items": Items((("i1", Parts({"n": WholeNumber(1)})), ("i2", Parts({"n": WholeNumber(6)})))),
}


def value(data: dict[str, Any], item: dict[str, Value] | None = None, **facts: str) -> Decimal | None:
    before: dict[str, Value] = {"n": WholeNumber(2)}
    return OPERANDS.validate_python(data).value(Heard(ANSWERS, facts, item or {}), before)


@pytest.mark.parametrize(
    ("data", "number"),
    [
        ({"number": 2.5}, Decimal("2.5")),
        ({"question": "n"}, Decimal(7)),
        ({"question": "n", "times": 2}, Decimal(14)),
        ({"question": "n", "previous": True, "times": 2}, Decimal(4)),
        ({"question": "d"}, Decimal("2.5")),
        ({"question": "m"}, Decimal(12)),
        ({"question": "day"}, Decimal(DAY.toordinal())),
        ({"question": "range"}, Decimal(DAY.toordinal())),
        ({"question": "choice"}, None),
        ({"question": "ni"}, None),
        ({"question": "choice", "among": ["a", "b"]}, Decimal(1)),
        ({"question": "choice", "among": ["b"]}, Decimal(0)),
        ({"question": "choices", "among": ["a", "b", "c"]}, Decimal(2)),
        ({"question": "ranked", "among": ["a", "b"]}, Decimal(1)),
        ({"question": "n", "among": ["a"]}, None),
        ({"this_year": True}, None),
        ({"question": "nowhere"}, None),
        ({"question": "parts"}, Decimal(3)),
        ({"question": "parts", "part": "b"}, Decimal(2)),
        ({"question": "parts", "part": "c"}, None),
        ({"question": "grid"}, Decimal(12)),
        ({"question": "grid", "part": "men"}, Decimal(8)),
        ({"question": "grid", "part": "men", "row": "health"}, Decimal(3)),
        ({"question": "grid", "row": "prison"}, None),
        ({"question": "items", "part": "n"}, Decimal(7)),
        ({"sum_of": [{"question": "n"}, {"number": 1}]}, Decimal(8)),
        ({"sum_of": [{"question": "n"}, {"question": "ni"}]}, None),
        ({"part": "n"}, None),
        ({"today": True}, None),
    ],
)
def test_an_operand_has_the_number_it_names(data: dict[str, Any], number: Decimal | None) -> None:
    assert value(data) == number


def test_an_operand_hears_the_parts_of_its_item() -> None:
    assert value({"part": "n"}, {"n": WholeNumber(3)}) == 3


def test_today_is_a_day() -> None:
    assert value({"today": True}, today="2026-03-31") == DAY.toordinal()
    assert value({"this_year": True}, today="2026-03-31") == 2026


def test_only_answers_have_options() -> None:
    with pytest.raises(ValidationError, match="Only answers have options"):
        OPERANDS.validate_python({"number": 1, "among": ["a"]})
    assert value({"part": "n", "among": ["a"]}, {"n": Choice("a")}) == 1


@pytest.mark.parametrize(
    ("data", "back"),
    [
        ({"question": "n"}, False),
        ({"question": "n", "previous": True}, True),
        ({"sum_of": [{"number": 1}, {"question": "n", "previous": True}]}, True),
        ({"sum_of": [{"number": 1}]}, False),
    ],
)
def test_an_operand_knows_whether_it_looks_back(data: dict[str, Any], back: bool) -> None:
    assert OPERANDS.validate_python(data).looks_back is back
    assert rule({"left": data, "is": "equal", "right": {"number": 1}}).looks_back is back


@pytest.mark.parametrize(
    ("data", "inside"),
    [
        ({"part": "n"}, True),
        ({"question": "q", "part": "n"}, False),
        ({"sum_of": [{"number": 1}, {"part": "n"}]}, True),
        ({"sum_of": [{"number": 1}]}, False),
    ],
)
def test_an_operand_knows_whether_it_looks_inside(data: dict[str, Any], inside: bool) -> None:
    assert OPERANDS.validate_python(data).looks_inside is inside


@pytest.mark.parametrize("data", [{}, {"question": "a", "number": 1}, {"times": 2}, {"part": "a", "x": 1}])
def test_an_operand_has_one_source(data: dict[str, Any]) -> None:
    with pytest.raises(ValidationError, match=r"Compare one of|not permitted"):
        OPERANDS.validate_python(data)


@pytest.mark.parametrize(
    ("comparison", "fails_below", "fails_equal", "fails_above"),
    [
        ("equal", True, False, True),
        ("at_least", True, False, False),
        ("at_most", False, False, True),
        ("more_than", True, True, False),
        ("less_than", False, True, True),
    ],
)
def test_a_comparison_fails_where_it_does_not_hold(
    comparison: str, fails_below: bool, fails_equal: bool, fails_above: bool
) -> None:
    found = [
        rule({"left": {"number": number}, "is": comparison, "right": {"question": "n"}}).fails(
            Heard(ANSWERS), {}
        )
        for number in (6, 7, 8)
    ]
    assert found == [fails_below, fails_equal, fails_above]


def rule(data: dict[str, Any]) -> Rule:
    return RULES.validate_python(TEXT | data)


@pytest.mark.parametrize(("left", "right"), [("ni", "n"), ("n", "ni")])
def test_what_is_not_answered_fails_nothing(left: str, right: str) -> None:
    data = {"left": {"question": left}, "is": "equal", "right": {"question": right}}
    assert not rule(data).fails(Heard(ANSWERS), {})


def test_a_rule_compares_with_the_cycle_before() -> None:
    data = {
        "left": {"question": "n"},
        "is": "at_most",
        "right": {"question": "n", "previous": True, "times": 2},
    }
    assert rule(data).fails(Heard(ANSWERS), {"n": WholeNumber(3)})
    assert not rule(data).fails(Heard(ANSWERS), {"n": WholeNumber(4)})
    assert not rule(data).fails(Heard(ANSWERS), {})


def test_a_rule_fails_when_its_condition_holds() -> None:
    data = {"fails_when": {"question": "choice", "is": "a"}}
    assert rule(data).fails(Heard(ANSWERS), {})
    assert not rule(data).fails(Heard({}), {})


def test_what_went_back_is_not_heard_but_compared_by_itself() -> None:
    back = rule({"steps_back": 1})
    assert back.looks_back
    assert not back.fails(Heard(ANSWERS), {})
    assert back.went_back(["a", "b"], Choice("b"), Choice("a"))


LEFT = {"left": {"question": "a"}, "is": "equal", "right": {"number": 1}}


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"left": {"question": "a"}},
        {"is": "equal"},
        {"left": {"question": "a"}, "is": "equal"},
        LEFT | {"fails_when": {"question": "a", "answered": True}},
        {"is": "equal", "fails_when": {"question": "a", "answered": True}},
    ],
)
def test_a_rule_has_one_form(data: dict[str, Any]) -> None:
    with pytest.raises(ValidationError, match="either left, is and right, or fails_when"):
        rule(data)


@pytest.mark.parametrize(
    ("data", "inside"),
    [
        (LEFT, False),
        (LEFT | {"right": {"part": "n"}}, True),
        ({"fails_when": {"question": "a", "is": "x"}}, False),
        ({"fails_when": {"not": {"part": "a", "is": "x"}}}, True),
    ],
)
def test_a_rule_knows_whether_it_looks_inside(data: dict[str, Any], inside: bool) -> None:
    assert rule(data).looks_inside is inside


def test_what_fails_is_a_problem_with_the_words_of_the_rule() -> None:
    found = rule(LEFT | {"severity": "error"}).problem("q", "i1")
    assert (found.question_key, found.severity, found.field) == ("q", Severity.ERROR, "i1")
    assert found.message == rule(LEFT).text


def test_a_rule_is_a_warning_unless_it_says_otherwise() -> None:
    assert rule(LEFT).problem("q").severity is Severity.WARNING


def test_a_problem_of_a_part_is_one_of_the_question_that_holds_it() -> None:
    inner = error("year", message("Enter the year."))
    assert inner.inside("q", "year") == Problem("q", Severity.ERROR, inner.message, "year")
    assert warning("c", message("Enter it."), "email").inside("q", "c").field == "c.email"
