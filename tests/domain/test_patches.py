"""A patch changes words alone; what an author may say of a change; which trend lines end."""

from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from app.domain.comparing import (
    ChangeClass,
    Kind,
    broken_trends,
    compare,
    is_patch,
    possible_classes,
    told,
)
from app.domain.in_words import ENGLISH
from app.domain.questionnaire import Questionnaire
from tests.domain.test_comparing import BASE, CHANGES, Q, edited
from tests.gallery import gallery
from tests.vectors.generate import definition

TYPO, REWORDED, MEANING = ChangeClass
FIRST = Questionnaire.model_validate(BASE)


@pytest.mark.parametrize(("changes", "_place", "kind", "_suggested"), CHANGES)
def test_only_words_make_a_patch(changes: dict[str, Any], _place: str, kind: Kind, _suggested: str) -> None:
    assert is_patch(FIRST, edited(changes)) == (kind in (Kind.REWORDED, Kind.TRANSLATED))


def test_a_language_taken_away_is_no_patch() -> None:
    assert is_patch(FIRST, edited({"languages": ["en", "fr"]}))
    assert not is_patch(edited({"languages": ["en", "fr"]}), FIRST)


@pytest.mark.parametrize(("changes", "_place", "kind", "suggested"), CHANGES)
def test_what_is_suggested_can_be_chosen(
    changes: dict[str, Any], _place: str, kind: Kind, suggested: ChangeClass
) -> None:
    (change,) = compare(FIRST, edited(changes))
    assert suggested in possible_classes(change)
    assert (TYPO in possible_classes(change)) == change.only_words


def test_a_trend_ends_where_the_author_says_that_the_meaning_changed() -> None:
    changes = compare(FIRST, edited({f"{Q}/text": {"en": "Which bodies?"}}))
    (change,) = changes
    assert broken_trends(changes, {}) == ()
    assert broken_trends(changes, {(change.place, change.kind): MEANING}) == ("body",)


def test_a_removed_question_ends_its_trend() -> None:
    remaining = BASE["sections"][0]["questions"][1:]
    assert broken_trends(compare(FIRST, edited({"sections/B/questions": remaining})), {}) == ("body",)


def nothing_is_unsaid(before: Questionnaire, after: Questionnaire) -> None:
    changes = compare(before, after)
    assert (changes == ()) == (before == after)
    assert is_patch(before, after) == all(change.only_words for change in changes)
    assert len({(change.place, change.kind) for change in changes}) == len(changes)
    for change in changes:
        said = told(change, ENGLISH, before, after)
        assert said.what
        assert change.suggested in possible_classes(change)


@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_between_any_two_definitions_nothing_is_unsaid(one: int, other: int) -> None:
    nothing_is_unsaid(definition(Random(one)), definition(Random(other)))


def leaves_of(part: Any) -> list[tuple[Any, Any]]:
    """Every place in a document that holds a single value, with what holds it."""
    steps = part.items() if isinstance(part, dict) else enumerate(part)
    found: list[tuple[Any, Any]] = []
    for step, value in steps:
        found += leaves_of(value) if isinstance(value, dict | list) else [(part, step)]
    return found


@given(st.integers(0, 10**6), st.sampled_from(["x", "A new text", True, 3, None]))
def test_any_single_edit_of_every_question_type_is_said(at: int, value: Any) -> None:
    document = gallery().document()
    places = leaves_of(document)
    holder, step = places[at % len(places)]
    if value is None and isinstance(holder, dict):
        del holder[step]
    else:
        holder[step] = value
    try:
        after = Questionnaire.model_validate(document)
    except ValidationError:
        return
    nothing_is_unsaid(gallery(), after.model_copy(update={"key": "gallery"}))
