"""Every question type: what was typed becomes a value, and the value can be shown, printed, checked and counted."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from app.domain.answers import (
    Choice,
    Choices,
    NonAnswer,
    Tabulated,
    Unparsed,
    Value,
    WholeNumber,
    WrittenText,
    is_answered,
    value_from_json,
)
from app.domain.checks import Severity
from app.domain.question_types import QUESTION_TYPES
from app.web.rendering import RENDERERS
from tests.factories import asked

NI = {"non_answers": ["no_information"]}
ALONE = [
    {"code": "a", "text": {"en": "Option A"}},
    {"code": "b", "text": {"en": "Option B"}},
    {"code": "none", "text": {"en": "None of them"}, "exclusive": True},
]
READINGS: list[tuple[str, dict[str, Any], tuple[str, ...], Value]] = [
    ("single_choice", {}, ("a",), Choice("a")),
    ("single_choice", {}, (), NonAnswer.NOT_ANSWERED),
    ("single_choice", {}, ("",), NonAnswer.NOT_ANSWERED),
    ("single_choice", {}, ("z",), Unparsed(("z",))),
    ("single_choice", {}, ("a", "b"), Unparsed(("a", "b"))),
    ("single_choice", NI, ("no_information",), NonAnswer.NO_INFORMATION),
    ("single_choice", {}, ("no_information",), Unparsed(("no_information",))),
    ("yes_no_planned", {}, ("planned",), Choice("planned")),
    ("yes_no_planned", {}, ("no_information",), NonAnswer.NO_INFORMATION),
    ("multiple_choice", {}, ("b", "a"), Choices(("a", "b"))),
    ("multiple_choice", {}, (), NonAnswer.NOT_ANSWERED),
    ("multiple_choice", NI, ("a", "no_information"), Unparsed(("a", "no_information"))),
    ("multiple_choice", NI, ("no_information",), NonAnswer.NO_INFORMATION),
    ("whole_number", {}, (" 4 ",), WholeNumber(4)),
    ("whole_number", {}, ("-4",), WholeNumber(-4)),
    ("whole_number", {}, ("٤",), WholeNumber(4)),
    ("whole_number", {}, ("four",), Unparsed(("four",))),
    ("whole_number", {}, ("9" * 15,), Unparsed(("9" * 15,))),
    ("whole_number", NI, ("4", "no_information"), Unparsed(("4", "no_information"))),
    ("whole_number", NI, ("no_information",), NonAnswer.NO_INFORMATION),
    ("text", {}, ("one\r\ntwo ",), WrittenText("one\ntwo")),
    ("text", {}, ("  ",), NonAnswer.NOT_ANSWERED),
    ("text", NI, ("no_information",), NonAnswer.NO_INFORMATION),
    ("text", NI, ("words", "no_information"), Unparsed(("words", "no_information"))),
    ("text", {}, ("x" * 100_001,), Unparsed(("x" * 100_001,))),
    ("note", {}, ("anything",), NonAnswer.NOT_ANSWERED),
]


@pytest.mark.parametrize(("kind", "more", "typed", "value"), READINGS)
def test_what_is_typed_becomes_a_value(
    kind: str, more: dict[str, Any], typed: tuple[str, ...], value: Value
) -> None:
    assert asked(kind, **more).parse(typed) == value


@pytest.mark.parametrize(("kind", "more", "typed", "value"), READINGS)
def test_a_form_shows_what_was_typed(
    kind: str, more: dict[str, Any], typed: tuple[str, ...], value: Value
) -> None:
    question = asked(kind, **more)
    assert question.parse(question.for_form(value)) == value


@pytest.mark.parametrize(("kind", "more", "typed", "value"), READINGS)
def test_every_value_has_one_first_observation(
    kind: str, more: dict[str, Any], typed: tuple[str, ...], value: Value
) -> None:
    found = asked(kind, **more).tabulate(value)
    assert [one.position for one in found] == list(range(len(found)))
    assert len(found) == (0 if kind == "note" else max(1, len(getattr(value, "options", "1"))))


@pytest.mark.parametrize(
    ("kind", "more", "value", "words"),
    [
        ("single_choice", {}, Choice("a"), ("Option A",)),
        ("single_choice", {}, Choice("gone"), ("gone",)),
        ("single_choice", {}, Unparsed(("z",)), ("z",)),
        ("single_choice", {}, NonAnswer.NOT_ANSWERED, ()),
        ("multiple_choice", {}, Choices(("a", "b")), ("Option A", "Option B")),
        ("multiple_choice", {}, Unparsed(("z",)), ("z",)),
        ("multiple_choice", {}, NonAnswer.NOT_ANSWERED, ()),
        ("whole_number", {}, WholeNumber(4), ("4",)),
        ("whole_number", {"unit": {"en": "meetings"}}, WholeNumber(4), ("4 meetings",)),
        ("whole_number", {}, Unparsed(("z",)), ("z",)),
        ("whole_number", {}, NonAnswer.NO_INFORMATION, ()),
        ("text", {}, WrittenText("one\ntwo"), ("one", "two")),
        ("text", {}, Unparsed(("z",)), ("z",)),
        ("text", {}, NonAnswer.NOT_ANSWERED, ()),
        ("note", {}, NonAnswer.NOT_ANSWERED, ()),
    ],
)
def test_a_value_in_words(kind: str, more: dict[str, Any], value: Value, words: tuple[str, ...]) -> None:
    assert asked(kind, **more).for_print(value, "en") == words


@pytest.mark.parametrize(
    ("kind", "more", "value", "said"),
    [
        ("single_choice", {}, Unparsed(("z",)), "Answer this question again"),
        ("multiple_choice", {}, Unparsed(("z",)), "not both"),
        ("multiple_choice", {"options": ALONE}, Choices(("a", "none")), "Choose “None of them” alone"),
        ("whole_number", {}, Unparsed(("four",)), "Enter a whole number in digits"),
        ("whole_number", {"maximum": 3}, WholeNumber(4), "Enter a number from 0 to 3."),
        ("text", {}, WrittenText("one two three four five six"), "Shorten the text to 5 words (now 6)"),
        ("text", {}, Unparsed(("x",)), "Shorten the text, or choose"),
    ],
)
def test_an_error_says_what_to_do(kind: str, more: dict[str, Any], value: Value, said: str) -> None:
    problems = asked(kind, **more).check(value)
    assert [problem.severity for problem in problems] == [Severity.ERROR]
    assert said in str(problems[0].message)


def test_an_unusual_number_is_only_a_warning() -> None:
    problems = asked("whole_number", unusual_above=24).check(WholeNumber(52))
    assert [problem.severity for problem in problems] == [Severity.WARNING]


@pytest.mark.parametrize(
    ("kind", "more", "value"),
    [
        ("single_choice", {}, Choice("a")),
        ("multiple_choice", {"options": ALONE}, Choices(("a", "b"))),
        ("multiple_choice", {"options": ALONE}, Choices(("none",))),
        ("whole_number", {}, WholeNumber(4)),
        ("whole_number", {}, NonAnswer.NO_INFORMATION),
        ("text", {}, WrittenText("five words are just enough")),
        ("text", {}, NonAnswer.NOT_ANSWERED),
        ("note", {}, NonAnswer.NOT_ANSWERED),
    ],
)
def test_a_good_answer_has_no_problem(kind: str, more: dict[str, Any], value: Value) -> None:
    assert asked(kind, **more).check(value) == ()


def test_limits_of_a_number_are_in_order() -> None:
    with pytest.raises(ValidationError, match="in order"):
        asked("whole_number", minimum=5, maximum=4)


def test_planned_is_counted_by_itself() -> None:
    assert asked("yes_no_planned").tabulate(Choice("planned")) == (
        Tabulated(kind="choice", choice="planned"),
    )


def test_a_note_asks_nothing() -> None:
    assert not asked("note").asks
    assert asked("note").response_options() == ()


def test_every_type_has_a_renderer() -> None:
    assert set(QUESTION_TYPES) == set(RENDERERS)


@given(st.sampled_from(sorted(QUESTION_TYPES)), st.lists(st.text(), max_size=4))
def test_reading_never_fails_and_json_keeps_the_value(kind: str, typed: list[str]) -> None:
    question = asked(kind, **({} if kind == "note" else NI))
    value = question.parse(typed)
    assert value_from_json(value.for_json()) == value
    assert question.parse(question.for_form(value)) == value or isinstance(value, Unparsed)


@pytest.mark.parametrize(
    "value",
    [Choice("a"), Choices(("a", "b")), WholeNumber(4), WrittenText("x"), Unparsed(("x",)), *NonAnswer],
)
def test_json_keeps_every_kind_of_value(value: Value) -> None:
    assert value_from_json(value.for_json()) == value


@pytest.mark.parametrize("data", [{}, {"choice": 1}, {"number": "x"}, {"other": 1}])
def test_json_that_is_no_answer_is_refused(data: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="not an answer"):
        value_from_json(data)


@pytest.mark.parametrize(
    ("value", "answered"),
    [(None, False), (NonAnswer.NOT_ANSWERED, False), (NonAnswer.NO_INFORMATION, True), (Choice("a"), True)],
)
def test_no_information_is_an_answer_and_an_empty_field_is_none(value: Value | None, answered: bool) -> None:
    assert is_answered(value) is answered
