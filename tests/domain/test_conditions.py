"""Conditions: what they look at, and when they hold."""

from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from app.domain.answers import Choice, Choices, NonAnswer, Value
from app.domain.conditions import Condition, depth_of, leaves, options_named

ADAPTER: TypeAdapter[Condition] = TypeAdapter(Condition)
IS = {"question": "q", "is": "a"}
ANSWERED = {"question": "q", "answered": True}


@pytest.mark.parametrize(
    ("data", "value", "holds"),
    [
        (IS, Choice("a"), True),
        (IS, Choice("b"), False),
        (IS, None, False),
        ({"question": "q", "is_any_of": ["a", "b"]}, Choice("b"), True),
        ({"question": "q", "is_any_of": ["a", "b"]}, NonAnswer.NO_INFORMATION, False),
        ({"question": "q", "includes_any_of": ["a", "c"]}, Choices(("b", "c")), True),
        ({"question": "q", "includes_any_of": ["a"]}, Choices(("b",)), False),
        ({"question": "q", "includes_any_of": ["a"]}, Choice("a"), False),
        (ANSWERED, NonAnswer.NO_INFORMATION, True),
        (ANSWERED, NonAnswer.NOT_ANSWERED, False),
        ({"all": [IS, ANSWERED]}, Choice("a"), True),
        ({"all": [IS, ANSWERED]}, Choice("b"), False),
        ({"any": [IS, ANSWERED]}, Choice("b"), True),
        ({"not": IS}, Choice("b"), True),
        ({"not": {"any": [IS]}}, Choice("a"), False),
    ],
)
def test_a_condition_holds(data: dict[str, Any], value: Value | None, holds: bool) -> None:
    answers = {} if value is None else {"q": value}
    assert ADAPTER.validate_python(data).holds(answers) is holds


@pytest.mark.parametrize(
    "data", [{}, {"question": "q"}, {"is": "a", "all": []}, "text", {"question": "q", "iss": "a"}]
)
def test_what_is_no_condition_is_refused_in_words(data: object) -> None:
    with pytest.raises(ValidationError, match="A condition names one of"):
        ADAPTER.validate_python(data)


NESTED = {"all": [IS, {"not": {"any": [ANSWERED, {"question": "r", "is_any_of": ["b"]}]}}]}


def test_the_leaves_are_what_looks_at_questions() -> None:
    found = leaves(ADAPTER.validate_python(NESTED), ("here",))
    assert [(place, leaf.question, options_named(leaf)) for place, leaf in found] == [
        (("here", "all", 0), "q", ("a",)),
        (("here", "all", 1, "not", "any", 0), "q", ()),
        (("here", "all", 1, "not", "any", 1), "r", ("b",)),
    ]


@pytest.mark.parametrize(("data", "depth"), [(IS, 1), ({"not": IS}, 2), (NESTED, 4)])
def test_depth_counts_conditions_inside_one_another(data: dict[str, Any], depth: int) -> None:
    assert depth_of(ADAPTER.validate_python(data)) == depth


def test_a_condition_survives_its_own_document() -> None:
    condition = ADAPTER.validate_python({"not": IS})
    assert ADAPTER.validate_python(condition) == condition
    assert ADAPTER.dump_python(condition, by_alias=True) == {"not": IS}
