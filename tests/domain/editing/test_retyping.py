"""Another type for a question: every type can become every other, and what both have stays."""

import pytest

from app.domain.editing import EditRefused, Put, Retype, Translate, applied, undone, value_at
from app.domain.question_types import QUESTION_TYPES
from app.domain.questionnaire import Questionnaire
from tests.domain.editing.documents import rich
from tests.factories import EXAMPLES

START = rich()
A = ("sections", "A", "questions")
C = ("sections", "C", "questions")


@pytest.mark.parametrize("new", QUESTION_TYPES)
def test_any_type_becomes_any_other_and_goes_back(new: str) -> None:
    for old in range(len(EXAMPLES)):
        edited = applied(START, Retype((*C, f"q{old}"), new))
        question = value_at(edited.document, (*C, f"q{old}"))
        assert Questionnaire.model_validate(edited.document).by_key[f"q{old}"].type == question["type"] == new
        assert (question["text"], question["number"]) == ({"en": f"Question q{old}?"}, f"Q.q{old}")
        assert undone(edited.document, edited.changes) == START


def test_a_translated_text_stays_with_what_it_was_made_from() -> None:
    start = applied(START, Translate((*A, "one", "text"), "fr", "Lequel ?")).document
    text = value_at(start, (*A, "one", "text"))
    assert set(text) == {"en", "fr", "made_from"}
    assert value_at(applied(start, Retype((*A, "one"), "compound")).document, (*A, "one", "text")) == text


def test_options_and_their_report_stay_with_a_choice() -> None:
    question = value_at(applied(START, Retype((*A, "one"), "multiple_choice")).document, (*A, "one"))
    assert question == value_at(START, (*A, "one")) | {"type": "multiple_choice"}


def test_parts_stay_parts() -> None:
    made = value_at(START, (*A, "made"))
    for kind, name in (("grid", "columns"), ("repeat", "questions")):
        assert (
            value_at(applied(START, Retype((*A, "made"), kind)).document, (*A, "made", name)) == made["parts"]
        )
    listed = value_at(START, (*A, "list", "questions"))
    flat = value_at(applied(START, Retype((*A, "list"), "compound")).document, (*A, "list", "parts"))
    assert flat == [listed[0], listed[2]]


def test_parts_that_do_not_fit_give_way_to_one_that_does() -> None:
    listed = value_at(START, (*A, "list", "questions"))
    document = applied(START, Put((*A, "list", "questions"), listed[1:2])).document
    document = applied(document, Put((*A, "list", "consent_part"), None)).document
    parts = value_at(applied(document, Retype((*A, "list"), "compound")).document, (*A, "list", "parts"))
    assert [one["type"] for one in parts] == ["short_text"]


def test_limits_that_the_new_type_cannot_have_are_left_behind() -> None:
    wide = applied(START, Put((*C, "q6", "minimum"), -(10**11))).document
    year = applied(wide, Retype((*C, "q6"), "year")).document
    assert "minimum" not in value_at(year, (*C, "q6"))
    whole = applied(wide, Retype((*C, "q6"), "whole_number")).document
    assert "minimum" not in value_at(whole, (*C, "q6"))


@pytest.mark.parametrize(
    ("at", "kind", "said"),
    [
        (("title",), "text", "not a question"),
        ((*A, "one", "key"), "text", "not a question"),
        ((*A, "one"), "nonsense", "no such type"),
        ((*A, "made", "parts", "choice"), "repeat", "does not fit"),
    ],
)
def test_what_cannot_be_retyped_is_refused(at: tuple[str, ...], kind: str, said: str) -> None:
    with pytest.raises(EditRefused, match=said):
        applied(START, Retype(at, kind))
