"""Conditions and checks as sentences."""

from typing import Any

import pytest
from pydantic import TypeAdapter

from app.domain.checks import Operand, Rule
from app.domain.conditions import Condition
from app.domain.errors import Message
from app.domain.in_words import (
    ENGLISH,
    Names,
    Speaker,
    check_in_words,
    condition_in_words,
    operand_in_words,
    shown_in_words,
)
from app.domain.question_types import Compound
from tests.factories import part, question, questionnaire, section

BODIES = [{"code": "one", "text": {"en": "One"}}, {"code": "several", "text": {"en": "Several"}}]
SMALL = questionnaire(
    section(
        "B",
        question("q6", "single_choice", number="B.6", options=BODIES),
        question("q7", "multiple_choice", number="B.7", options=BODIES),
        question("q8", "whole_number", number=""),
        question("q9", "grid", number="B.9"),
        question("q10", "repeat", number="B.10"),
        question("q11", "compound", number="B.11"),
    )
)
COMPOUND = SMALL.by_key["q11"]
assert isinstance(COMPOUND, Compound)
NAMES = Names(SMALL, ENGLISH)
BESIDE = Names(SMALL, ENGLISH, COMPOUND.parts)
CONDITION: TypeAdapter[Any] = TypeAdapter(Condition)
OR, AND = {"question": "q6", "is": "one"}, {"question": "q7", "includes": "several"}


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        ({"question": "q6", "is_any_of": ["one", "several"]}, "B.6 is “One” or “Several”"),
        ({"question": "q6", "is": "one"}, "B.6 is “One”"),
        ({"question": "q6", "is": "gone"}, "B.6 is “gone”"),
        ({"question": "q6", "is_not": "one"}, "B.6 is answered, but not with “One”"),
        ({"question": "q7", "includes": "one"}, "B.7 includes “One”"),
        ({"question": "q7", "includes_any_of": ["one", "several"]}, "B.7 includes “One” or “Several”"),
        ({"question": "q8", "at_least": 2}, "“Question q8?” is at least 2"),
        ({"question": "q8", "at_most": 2.5}, "“Question q8?” is at most 2.5"),
        ({"question": "q8", "between": [1, 3]}, "“Question q8?” is between 1 and 3"),
        ({"question": "q8", "answered": True}, "“Question q8?” is answered"),
        ({"question": "gone", "answered": True}, "gone is answered"),
        ({"question": "gone", "part": "x", "is": "a"}, "gone, “x” is “a”"),
        ({"count_of": "q10", "at_least": 1}, "the number of entries in B.10 is at least 1"),
        ({"fact": "kind", "is": "donor"}, "the kind of respondent is “Donor”"),
        ({"fact": "regional_group", "is_not": "x"}, "the regional group is not “x”"),
        (
            {"question": "q9", "row": "health", "part": "status", "is": "yes"},
            "B.9, “Health”, “Question status?” is “Yes”",
        ),
        ({"question": "q9", "row": "gone", "is": "yes"}, "B.9, “gone” is “Yes”"),
        ({"question": "q8", "row": "r", "is": "yes"}, "“Question q8?”, “r” is “yes”"),
        ({"all": [OR]}, "B.6 is “One”"),
        ({"all": [OR, AND]}, "B.6 is “One” and B.7 includes “Several”"),
        (
            {"any": [{"all": [OR, AND]}, AND]},
            "(B.6 is “One” and B.7 includes “Several”) or B.7 includes “Several”",
        ),
        ({"not": OR}, "it is not so that B.6 is “One”"),
        ({"not": {"any": [OR, AND]}}, "it is not so that (B.6 is “One” or B.7 includes “Several”)"),
    ],
)
def test_conditions_are_told(condition: dict[str, Any], words: str) -> None:
    assert condition_in_words(CONDITION.validate_python(condition), NAMES) == words


def test_a_condition_on_a_part_is_told_by_the_parts_beside() -> None:
    condition = CONDITION.validate_python({"part": "status", "is": "yes"})
    assert condition_in_words(condition, BESIDE) == "“Question status?” is “Yes”"
    assert condition_in_words(condition, NAMES) == "“status” is “yes”"


def test_when_something_is_shown() -> None:
    condition = CONDITION.validate_python({"question": "q6", "is_any_of": ["one", "several"]})
    assert shown_in_words(condition, NAMES) == "Shown when B.6 is “One” or “Several”."
    assert shown_in_words(None, NAMES) == "Always shown."


def test_another_language_comes_from_the_speaker() -> None:
    def say(told: Message) -> str:
        return str(told).upper()

    assert shown_in_words(None, Names(SMALL, Speaker("ar", say))) == "ALWAYS SHOWN."


COUNT = {"question": "q8"}


@pytest.mark.parametrize(
    ("operand", "words"),
    [
        (COUNT, "“Question q8?”"),
        ({"number": 3}, "3"),
        ({"today": True}, "today"),
        ({"this_year": True}, "this year"),
        ({"cycle_period": "first_day"}, "the first day of the cycle’s period"),
        ({"cycle_period": "last_day"}, "the last day of the cycle’s period"),
        ({"question": "q8", "first_day": True}, "the first day of “Question q8?”"),
        ({"sum_of": [COUNT, {"number": 1}]}, "the sum of “Question q8?” and 1"),
        ({"question": "q8", "previous": True}, "“Question q8?” in the cycle before"),
        ({"question": "q8", "times": 2}, "2 times “Question q8?”"),
        ({"question": "q7", "among": ["one", "several"]}, "how often “One” or “Several” is chosen in B.7"),
        ({"question": "q9", "part": "number"}, "B.9, “Question number?”"),
    ],
)
def test_operands_are_told(operand: dict[str, Any], words: str) -> None:
    assert operand_in_words(Operand.model_validate(operand), NAMES) == words


@pytest.mark.parametrize(
    ("comparison", "words"),
    [
        ("equal", "equals"),
        ("at_least", "is at least"),
        ("at_most", "is at most"),
        ("more_than", "is more than"),
        ("less_than", "is less than"),
    ],
)
@pytest.mark.parametrize(
    ("severity", "begins"),
    [("error", "Blocks submission unless"), ("warning", "Asks for a comment unless")],
)
def test_checks_that_compare_are_told(comparison: str, words: str, severity: str, begins: str) -> None:
    rule = Rule.model_validate(
        {
            "text": {"en": "Look again."},
            "severity": severity,
            "left": COUNT,
            "is": comparison,
            "right": {"number": 1},
        }
    )
    assert check_in_words(rule, NAMES) == f"{begins} “Question q8?” {words} 1: “Look again.”"


@pytest.mark.parametrize(
    ("severity", "begins"), [("error", "Blocks submission when"), ("warning", "Asks for a comment when")]
)
def test_checks_of_a_condition_are_told(severity: str, begins: str) -> None:
    rule = Rule.model_validate({"text": {"en": "Look again."}, "severity": severity, "fails_when": OR})
    assert check_in_words(rule, NAMES) == f"{begins} B.6 is “One”: “Look again.”"


def test_parts_are_named_without_a_question_that_holds_them() -> None:
    assert Names(SMALL, ENGLISH).thing("q6", "x") == "B.6, “x”"
    assert part("x")["key"] == "x"
