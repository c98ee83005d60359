"""Conditions: what they look at, and when they hold."""

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
    DecimalNumber,
    Files,
    Items,
    NonAnswer,
    Parts,
    Ranked,
    StoredFile,
    Unparsed,
    Value,
    WholeNumber,
    WrittenText,
)
from app.domain.conditions import Condition, Heard, depth_of, leaves

ADAPTER: TypeAdapter[Condition] = TypeAdapter(Condition)
IS = {"question": "q", "is": "a"}
ANSWERED = {"question": "q", "answered": True}
NI = NonAnswer.NO_INFORMATION
FILE = StoredFile("f", "a.pdf", "", "en", "application/pdf", 1, "0")
COMPOUND = Parts({"level": Choice("a"), "year": WholeNumber(2019)})
GRID = Cells(
    {
        "health": Parts({"status": Choice("b"), "meetings": WholeNumber(3)}),
        "school": Parts({"status": Choice("a")}),
        "prison": NOT_ASKED,
    }
)


def holds(data: dict[str, Any], value: Value | None = None, **more: Any) -> bool:
    answers = {} if value is None else {"q": value}
    return ADAPTER.validate_python(data).holds(Heard(answers, **more))


@pytest.mark.parametrize(
    ("operator", "value", "expected"),
    [
        ({"is": "a"}, Choice("a"), True),
        ({"is": "a"}, Choice("b"), False),
        ({"is": "a"}, None, False),
        ({"is": "a"}, Choices(("a",)), False),
        ({"is": "a"}, WrittenText("a"), False),
        ({"is_not": "a"}, Choice("b"), True),
        ({"is_not": "a"}, Choice("a"), False),
        ({"is_not": "a"}, NI, True),
        ({"is_not": "a"}, Unparsed({"": ("?",)}), True),
        ({"is_not": "a"}, NonAnswer.NOT_ANSWERED, False),
        ({"is_not": "a"}, None, False),
        ({"is_not": "a"}, Choices(("b",)), False),
        ({"is_any_of": ["a", "b"]}, Choice("b"), True),
        ({"is_any_of": ["a", "b"]}, Choice("c"), False),
        ({"is_any_of": ["a", "b"]}, NI, False),
        ({"includes": "a"}, Choices(("a", "b")), True),
        ({"includes": "a"}, Choices(("b",)), False),
        ({"includes": "a"}, Ranked(("b", "a")), True),
        ({"includes": "a"}, Choice("a"), False),
        ({"includes": "a"}, NI, False),
        ({"includes_any_of": ["a", "c"]}, Choices(("b", "c")), True),
        ({"includes_any_of": ["a"]}, Choices(("b",)), False),
        ({"at_least": 3}, WholeNumber(3), True),
        ({"at_least": 3}, WholeNumber(2), False),
        ({"at_least": 2.5}, DecimalNumber(Decimal("2.5")), True),
        ({"at_least": 3}, NI, False),
        ({"at_least": 3}, Choice("a"), False),
        ({"at_least": 3}, None, False),
        ({"at_most": 3}, WholeNumber(3), True),
        ({"at_most": 3}, Amount(Decimal("3.01"), "USD"), False),
        ({"between": [1, 3]}, WholeNumber(3), True),
        ({"between": [1, 3]}, WholeNumber(1), True),
        ({"between": [1, 3]}, WholeNumber(4), False),
        ({"answered": True}, NI, True),
        ({"answered": True}, WrittenText("x"), True),
        ({"answered": True}, NonAnswer.NOT_ANSWERED, False),
        ({"answered": True}, None, False),
    ],
)
def test_each_operator_holds_for_what_it_says(
    operator: dict[str, Any], value: Value | None, expected: bool
) -> None:
    assert holds({"question": "q"} | operator, value) is expected


@pytest.mark.parametrize(
    ("subject", "value", "expected"),
    [
        ({"question": "q", "part": "level", "is": "a"}, COMPOUND, True),
        ({"question": "q", "part": "year", "at_least": 2019}, COMPOUND, True),
        ({"question": "q", "part": "comment", "answered": True}, COMPOUND, False),
        ({"question": "q", "is": "a"}, COMPOUND, True),
        ({"question": "q", "part": "level", "is": "a"}, Choice("a"), False),
        ({"question": "q", "row": "health", "is": "a"}, Choice("a"), False),
        ({"question": "q", "part": "status", "row": "health", "is": "b"}, GRID, True),
        ({"question": "q", "part": "status", "row": "health", "is": "a"}, GRID, False),
        ({"question": "q", "part": "status", "row": "prison", "is": "a"}, GRID, False),
        ({"question": "q", "part": "status", "row": "nowhere", "is": "a"}, GRID, False),
        ({"question": "q", "part": "status", "is": "a"}, GRID, True),
        ({"question": "q", "part": "status", "is": "c"}, GRID, False),
        ({"question": "q", "row": "health", "at_least": 3}, GRID, True),
        ({"question": "q", "at_least": 3}, GRID, True),
        ({"count_of": "q", "at_least": 2}, Items((("i1", Parts()), ("i2", Parts()))), True),
        ({"count_of": "q", "at_least": 2}, Files((FILE,)), False),
        ({"count_of": "q", "at_most": 0}, None, True),
        ({"count_of": "q", "between": [1, 2]}, Files((FILE,)), True),
        ({"count_of": "q", "is": "a"}, Files((FILE,)), False),
    ],
)
def test_each_subject_is_looked_at(subject: dict[str, Any], value: Value | None, expected: bool) -> None:
    assert holds(subject, value) is expected


def test_a_part_alone_is_one_of_the_same_item() -> None:
    item = {"level": Choice("a")}
    assert holds({"part": "level", "is": "a"}, item=item)
    assert not holds({"part": "other", "answered": True}, item=item)
    assert Heard({}).within(item) == Heard({}, item=item)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ({"fact": "kind", "is": "member_state"}, True),
        ({"fact": "kind", "is_not": "member_state"}, False),
        ({"fact": "regional_group", "is_any_of": ["AFRICAN", "ASIA_PACIFIC"]}, False),
        ({"fact": "regional_group", "is_not": "AFRICAN"}, True),
    ],
)
def test_a_fact_about_the_respondent_is_looked_at(data: dict[str, Any], expected: bool) -> None:
    assert holds(data, facts={"kind": "member_state"}) is expected


@pytest.mark.parametrize(
    ("data", "value", "expected"),
    [
        ({"all": [IS, ANSWERED]}, Choice("a"), True),
        ({"all": [IS, ANSWERED]}, Choice("b"), False),
        ({"any": [IS, ANSWERED]}, Choice("b"), True),
        ({"any": [IS, IS]}, Choice("b"), False),
        ({"not": IS}, Choice("b"), True),
        ({"not": {"any": [IS]}}, Choice("a"), False),
    ],
)
def test_conditions_are_combined(data: dict[str, Any], value: Value, expected: bool) -> None:
    assert holds(data, value) is expected


@pytest.mark.parametrize(
    "data", [{}, "text", {"all": [IS], "any": [IS]}, {"all": [IS], "not": IS}, {"colour": "red"}]
)
def test_what_is_no_condition_is_refused_in_words(data: object) -> None:
    with pytest.raises(ValidationError, match="A condition is one of: all, any, not; or it looks at"):
        ADAPTER.validate_python(data)


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ({"question": "q"}, "A condition has one of: is, is_not"),
        ({"question": "q", "is": "a", "answered": True}, "A condition has one of"),
        ({"is": "a"}, "looks at one of: question, part, count_of, fact"),
        ({"question": "q", "fact": "kind", "is": "a"}, "looks at one of"),
        ({"count_of": "q", "part": "p", "at_least": 1}, "Only a question has parts"),
        ({"fact": "kind", "part": "p", "is": "a"}, "Only a question has parts"),
        ({"part": "p", "row": "r", "is": "a"}, "Only a question has rows"),
        ({"question": "q", "is": "a", "all": []}, "at least 1 item"),
        ({"question": "q", "is_any_of": []}, "at least 1 item"),
        ({"question": "q", "at_least": "nan"}, "finite number"),
        ({"question": "q", "iss": "a"}, "not permitted"),
    ],
)
def test_a_look_at_nothing_or_at_two_things_is_refused(data: object, text: str) -> None:
    with pytest.raises(ValidationError, match=text):
        ADAPTER.validate_python(data)


NESTED = {"all": [IS, {"not": {"any": [ANSWERED, {"question": "r", "is_any_of": ["b"]}]}}]}


def test_the_leaves_are_what_looks_at_one_thing() -> None:
    found = leaves(ADAPTER.validate_python(NESTED), ("here",))
    assert [(place, leaf.question, leaf.options_named()) for place, leaf in found] == [
        (("here", "all", 0), "q", ("a",)),
        (("here", "all", 1, "not", "any", 0), "q", ()),
        (("here", "all", 1, "not", "any", 1), "r", ("b",)),
    ]


@pytest.mark.parametrize(("data", "depth"), [(IS, 1), ({"not": IS}, 2), (NESTED, 4)])
def test_depth_counts_conditions_inside_one_another(data: dict[str, Any], depth: int) -> None:
    assert depth_of(ADAPTER.validate_python(data)) == depth


@pytest.mark.parametrize("data", [{"not": IS}, NESTED, {"any": [IS, ANSWERED]}])
def test_a_condition_survives_its_own_document(data: dict[str, Any]) -> None:
    condition = ADAPTER.validate_python(data)
    assert ADAPTER.validate_python(condition) == condition
    assert ADAPTER.dump_python(condition, by_alias=True, exclude_unset=True, mode="json") == data
