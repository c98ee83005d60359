"""Choosing: one option, several, a rank order; what is written beside "other"."""

from typing import Any

import pytest
from pydantic import ValidationError

from app.domain.answers import Choice, Choices, NonAnswer, Ranked, Tabulated, Unparsed, Value
from app.domain.checks import Severity
from app.domain.question_types import MultipleChoice, SingleChoice
from app.domain.question_types.choices import Ranking
from app.domain.typed import Typed
from tests.domain.strategies import CHOICES
from tests.factories import TWO_OPTIONS, asked

FOUR = [{"code": code, "text": {"en": code.upper()}} for code in "abcd"]
TWO_OTHERS = [{"code": code, "text": {"en": code}, "specify": True} for code in ("x", "y")]
READINGS: list[tuple[str, dict[str, Any], Typed, Value | None]] = [
    ("single_choice", {}, {"": ("a",)}, Choice("a")),
    ("single_choice", {}, {"": ("z",)}, None),
    ("single_choice", {}, {"": ("a", "b")}, None),
    ("single_choice", {}, {"else": ("a",)}, None),
    ("single_choice", CHOICES, {"": ("other",), "specified": (" More ",)}, Choice("other", "More")),
    ("single_choice", CHOICES, {"": ("a",), "specified": ("More",)}, Choice("a", "More")),
    ("single_choice", CHOICES, {"specified": ("More",)}, Choice("other", "More")),
    ("single_choice", CHOICES, {"else": ("More",)}, None),
    ("single_choice", {"options": TWO_OTHERS}, {"specified": ("More",)}, None),
    ("yes_no_planned", {}, {"": ("planned",)}, Choice("planned")),
    ("yes_no_planned", {}, {"": ("no_information",)}, NonAnswer.NO_INFORMATION),
    ("scale", {}, {"": ("weekly",)}, Choice("weekly")),
    ("scale", {"scale": "extent"}, {"": ("large",)}, Choice("large")),
    ("scale", {"scale": "extent"}, {"": ("weekly",)}, None),
    ("multiple_choice", {}, {"": ("b", "a")}, Choices(("a", "b"))),
    ("multiple_choice", {}, {"": ("a", "z")}, None),
    ("multiple_choice", {}, {"else": ("a",)}, None),
    ("multiple_choice", CHOICES, {"": ("a",), "specified": ("More",)}, Choices(("a", "other"), "More")),
    ("multiple_choice", {"options": TWO_OTHERS}, {"": ("x",), "specified": ("M",)}, Choices(("x",), "M")),
    ("ranking", {}, {"2": ("a",), "1": ("b",)}, Ranked(("b", "a"))),
    ("ranking", {}, {"3": ("a",)}, Ranked(("a",))),
    ("ranking", {}, {"1": ("a",), "2": ("a",)}, None),
    ("ranking", {}, {"1": ("z",)}, None),
    ("ranking", {}, {"1": ("a", "b")}, None),
    ("ranking", {}, {"1": ("a",), "first": ("b",)}, None),
    ("ranking", {}, {"1" * 4: ("a",)}, None),
]


@pytest.mark.parametrize(("kind", "more", "typed", "value"), READINGS)
def test_what_is_posted_becomes_a_value(
    kind: str, more: dict[str, Any], typed: Typed, value: Value | None
) -> None:
    assert asked(kind, **more).parse(typed) == (Unparsed(typed) if value is None else value)


@pytest.mark.parametrize(
    ("kind", "value", "typed"),
    [
        ("single_choice", Choice("a"), {"": ("a",)}),
        ("single_choice", Choice("other", "More"), {"": ("other",), "specified": ("More",)}),
        ("multiple_choice", Choices(("a", "other"), "More"), {"": ("a", "other"), "specified": ("More",)}),
        ("ranking", Ranked(("b", "a")), {"1": ("b",), "2": ("a",)}),
    ],
)
def test_a_form_shows_what_was_chosen(kind: str, value: Value, typed: Typed) -> None:
    assert asked(kind, **CHOICES).for_form(value) == typed


@pytest.mark.parametrize(
    ("kind", "value", "words"),
    [
        ("single_choice", Choice("a"), ("Option A",)),
        ("single_choice", Choice("gone"), ("gone",)),
        ("single_choice", Choice("other", "More"), ("Other: More",)),
        ("single_choice", Choice("other"), ("Other",)),
        ("single_choice", Choice("a", "More"), ("Option A",)),
        ("multiple_choice", Choices(("a", "other"), "More"), ("Option A", "Other: More")),
        ("ranking", Ranked(("b", "gone")), ("1. Option B", "2. gone")),
    ],
)
def test_a_choice_in_words(kind: str, value: Value, words: tuple[str, ...]) -> None:
    assert asked(kind, **CHOICES).for_print(value, "en") == words


def test_words_come_in_the_language_of_the_reader() -> None:
    assert asked("yes_no_planned").for_print(Choice("yes"), "fr") == ("Oui",)


@pytest.mark.parametrize(
    ("kind", "more", "value", "said"),
    [
        ("single_choice", CHOICES, Choice("other", "word " * 51), "“other” to 50 words"),
        ("multiple_choice", CHOICES, Choices(("other",), "word " * 51), "“other” to 50 words"),
        ("multiple_choice", CHOICES, Choices(("a", "none")), "Choose “None” alone"),
        ("multiple_choice", {"options": FOUR, "at_least": 2}, Choices(("a",)), "Choose at least 2."),
        ("multiple_choice", {"options": FOUR, "at_most": 2}, Choices(("a", "b", "c")), "Choose at most 2."),
        ("ranking", {"options": FOUR, "at_least": 2}, Ranked(("a",)), "Choose at least 2."),
        ("ranking", {"options": FOUR, "at_most": 2}, Ranked(("a", "b", "c")), "Choose at most 2."),
        ("single_choice", {}, Unparsed({"": ("z",)}), "Answer this question again"),
        ("multiple_choice", {}, Unparsed({"": ("z",)}), "not both"),
        ("ranking", {}, Unparsed({"1": ("z",)}), "Give each rank once"),
    ],
)
def test_an_error_says_what_to_do(kind: str, more: dict[str, Any], value: Value, said: str) -> None:
    (problem,) = asked(kind, **more).check(value)
    assert problem.severity is Severity.ERROR
    assert said in str(problem.message)


@pytest.mark.parametrize(
    ("kind", "more", "value"),
    [
        ("single_choice", CHOICES, Choice("other", "word " * 50)),
        ("multiple_choice", CHOICES | {"at_least": 2}, Choices(("none",))),
        ("multiple_choice", {"options": FOUR, "at_least": 2, "at_most": 3}, Choices(("a", "b"))),
        ("ranking", {"options": FOUR, "at_least": 2, "at_most": 3}, Ranked(("a", "b", "c"))),
    ],
)
def test_a_good_choice_has_no_problem(kind: str, more: dict[str, Any], value: Value) -> None:
    assert asked(kind, **more).check(value) == ()


@pytest.mark.parametrize("limits", [{"at_least": 2, "at_most": 1}, {"at_most": 3}, {"at_least": 3}])
@pytest.mark.parametrize("kind", ["multiple_choice", "ranking"])
def test_limits_are_in_order_and_within_the_options(kind: str, limits: dict[str, int]) -> None:
    with pytest.raises(ValidationError, match="within the number of options"):
        asked(kind, **limits)


def test_a_single_choice_has_two_options_at_least() -> None:
    with pytest.raises(ValidationError, match="at least 2"):
        asked("single_choice", options=TWO_OPTIONS[:1])


def test_a_ranking_has_a_rank_for_every_option_or_as_many_as_it_says() -> None:
    every, two = asked("ranking", options=FOUR), asked("ranking", options=FOUR, at_most=2)
    assert isinstance(every, Ranking)
    assert isinstance(two, Ranking)
    assert (every.ranks(), two.ranks()) == (4, 2)


def test_the_options_beside_which_something_is_written_are_known() -> None:
    question = asked("multiple_choice", **CHOICES)
    assert isinstance(question, MultipleChoice | SingleChoice)
    assert question.specifying() == ("other",)


def test_planned_is_counted_by_itself() -> None:
    found = asked("yes_no_planned").tabulate(Choice("planned"))
    assert found == (Tabulated(kind="choice", choice="planned"),)


@pytest.mark.parametrize(
    ("kind", "value"), [("multiple_choice", Choices(("a", "b"))), ("ranking", Ranked(("a", "b")))]
)
def test_each_option_chosen_is_an_observation(kind: str, value: Value) -> None:
    found = asked(kind).tabulate(value)
    assert [(one.choice, one.position) for one in found] == [("a", 0), ("b", 1)]
