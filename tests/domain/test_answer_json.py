"""Every value as JSON and back; what is no answer is refused."""

import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.answer_json import value_from_json
from app.domain.answers import (
    NOT_ASKED,
    About,
    Amount,
    Cells,
    Choice,
    Choices,
    DateRange,
    Day,
    DecimalNumber,
    Files,
    Items,
    NonAnswer,
    Parts,
    Period,
    Ranked,
    StoredFile,
    Unparsed,
    Value,
    WholeNumber,
    WrittenText,
    is_answered,
)
from app.domain.canonical import canonical, read_json

CODES = st.sampled_from(["a", "b", "c"])
WORDS = st.text(max_size=5)
DECIMALS = st.decimals(-1000, 1000, places=2)
FILES = st.builds(StoredFile, WORDS, WORDS, WORDS, WORDS, WORDS, st.integers(0, 9), WORDS)
SIMPLE: st.SearchStrategy[Value] = st.one_of(
    st.builds(Choice, CODES, WORDS),
    st.builds(Choices, st.lists(CODES, min_size=1, unique=True).map(tuple), WORDS),
    st.builds(Ranked, st.lists(CODES, min_size=1, unique=True).map(tuple)),
    st.builds(WholeNumber, st.integers()),
    st.builds(DecimalNumber, DECIMALS),
    st.builds(Amount, DECIMALS, st.sampled_from(["USD", "EUR"])),
    st.builds(Day, st.dates()),
    st.builds(DateRange, st.dates(), st.dates()),
    st.builds(Period, st.sampled_from(["2025", "2025-H1"])),
    st.builds(WrittenText, WORDS),
    st.builds(Files, st.lists(FILES, max_size=2).map(tuple)),
    st.builds(Unparsed, st.dictionaries(WORDS, st.lists(WORDS, max_size=2).map(tuple), max_size=2)),
    st.sampled_from([*NonAnswer, NOT_ASKED]),
)
PARTS = st.builds(Parts, st.dictionaries(CODES, SIMPLE, max_size=3))
ROWS = st.builds(Cells, st.dictionaries(CODES, PARTS | st.just(NOT_ASKED), max_size=3))
INNER = st.builds(Parts, st.dictionaries(CODES, SIMPLE | PARTS | ROWS, max_size=3))
ITEMS = st.builds(Items, st.lists(st.tuples(WORDS, INNER), max_size=3).map(tuple))


@given(SIMPLE | PARTS | ROWS | ITEMS)
def test_every_value_survives_json(value: Value) -> None:
    assert value_from_json(value.for_json()) == value
    assert value_from_json(json.loads(json.dumps(value.for_json()))) == value


def test_a_frozen_answer_is_read_back() -> None:
    value = Items((("i1", Parts({"level": Choice("a", "more"), "sum": Amount(Decimal("1.50"), "USD")})),))
    assert value_from_json(read_json(canonical(value.for_json()).decode())) == value


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"other": 1},
        {"number": "x"},
        {"number": True},
        {"decimal": "x"},
        {"amount": "1"},
        {"choices": "a"},
        {"files": [{"id": "x"}]},
        {"rows": []},
        {"items": [{}]},
        {"parts": {"a": {"number": None}}},
        {"unparsed": {"": "x"}},
    ],
)
def test_json_that_is_no_answer_is_refused(data: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="not an answer"):
        value_from_json(data)


@pytest.mark.parametrize(
    "data", [{"date": "soon"}, {"non_answer": "maybe"}, {"from": "2025-01-01", "to": "x"}]
)
def test_json_with_a_word_that_is_none_is_refused(data: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"soon|maybe|x"):
        value_from_json(data)


@pytest.mark.parametrize(
    ("value", "answered"),
    [
        (None, False),
        (NOT_ASKED, False),
        (NonAnswer.NOT_ANSWERED, False),
        (NonAnswer.NO_INFORMATION, True),
        (Choice("a"), True),
    ],
)
def test_no_information_is_an_answer_and_an_empty_field_is_none(value: Value | None, answered: bool) -> None:
    assert is_answered(value) is answered


def test_what_is_not_held_is_not_answered() -> None:
    assert Parts().get("a") is NonAnswer.NOT_ANSWERED
    assert Cells({}).row("a") == Parts()
    assert Items(()).item("i1") == Parts()


def test_an_item_is_found_by_its_name() -> None:
    second = Parts({"a": Choice("b")})
    assert Items((("i1", Parts()), ("i2", second))).item("i2") == second


def test_what_could_not_be_read_is_kept_as_it_was_typed() -> None:
    assert Unparsed({"": ("x", "y"), "specified": ("z",)}).texts() == ("x", "y", "z")


def test_facts_about_the_respondent_have_names() -> None:
    about = About("member_state", "AFRICAN", today=date(2026, 11, 24))
    assert about.facts() == {"kind": "member_state", "regional_group": "AFRICAN", "today": "2026-11-24"}
    assert About().facts() == {"kind": "", "regional_group": ""}
    assert About(code="XAA").facts()["respondent"] == "XAA"
