"""A new key or code: everything that meant the thing still means it, and nothing else changes."""

from typing import Any

import pytest

from app.domain.canonical import canonical
from app.domain.diagnostics import analyse
from app.domain.editing import Document, EditRefused, Insert, Put, Rename, applied, value_at
from app.domain.questionnaire import Questionnaire
from tests.domain.editing.documents import CHECKS, LOOKS, OPTIONS_SHOWN, rich
from tests.factories import TWO_OPTIONS, part

START = rich()
A = ("sections", "A", "questions")
RENAMINGS = {
    "a section": (("sections", "A"), "First"),
    "a question": ((*A, "one"), "uno"),
    "a question with options": ((*A, "several"), "many"),
    "a grid": ((*A, "grid"), "table"),
    "a repeat": ((*A, "list"), "items"),
    "the consent question": ((*A, "ask"), "consent"),
    "a part": ((*A, "made", "parts", "choice"), "chosen"),
    "a column": ((*A, "grid", "columns", "status"), "state"),
    "a column with numbers": ((*A, "grid", "columns", "number"), "how_many"),
    "a row": ((*A, "grid", "rows", "school"), "schools"),
    "the part for consent": ((*A, "list", "questions", "consent"), "use"),
    "a part of a part": ((*A, "list", "questions", "inside", "parts", "x"), "z"),
    "an option": ((*A, "one", "options", "a"), "first"),
    "an option of several": ((*A, "several", "options", "b"), "second"),
    "an option of a part": ((*A, "made", "parts", "choice", "options", "b"), "second"),
    "an option that is counted": ((*A, "made", "parts", "choice", "options", "a"), "first"),
    "an option of a part of a part": (
        (*A, "list", "questions", "inside", "parts", "x", "options", "a"),
        "first",
    ),
}


def found(document: Document) -> list[str]:
    return [one.text for one in analyse(Questionnaire.model_validate(document)) if one.severity == "error"]


def test_nothing_is_wrong_to_begin_with() -> None:
    assert found(START) == []


@pytest.mark.parametrize("name", RENAMINGS)
def test_what_refers_to_it_follows(name: str) -> None:
    at, key = RENAMINGS[name]
    renamed = applied(START, Rename(at, key)).document
    assert found(renamed) == []
    assert value_at(renamed, (*at[:-1], key))
    back = applied(renamed, Rename((*at[:-1], key), at[-1])).document
    assert canonical(back) == canonical(START)


@pytest.mark.parametrize("name", RENAMINGS)
def test_no_mention_of_the_old_name_is_left(name: str) -> None:
    """Held to one more way of finding what is wrong: without the thing, the old name means nothing any more."""
    at, _ = RENAMINGS[name]
    renamed = applied(START, Rename(at, "zzz9")).document
    again = applied(renamed, Rename((*at[:-1], "zzz9"), "zzz8")).document
    assert b"zzz9" not in canonical(again)


def test_looks_are_rewritten_in_every_kind_of_place() -> None:
    renamed = applied(START, Rename((*A, "one"), "uno")).document
    assert value_at(renamed, ("sections", "B", "shown_when"))["all"][0]["question"] == "uno"
    assert value_at(renamed, (*A, "several", "checks", "1", "fails_when"))["question"] == "uno"
    assert value_at(renamed, (*A, "grid", "rows", "school", "shown_when"))["question"] == "uno"
    assert (
        value_at(renamed, (*A, "made", "parts", "choice", "options", "c", "shown_when"))["question"] == "uno"
    )


def test_chapters_of_the_report_name_sections_by_their_keys() -> None:
    renamed = applied(START, Rename(("sections", "A"), "First")).document
    assert [one["sections"] for one in renamed["report"]["chapters"]] == [["First"], ["B"], ["C"]]


def test_giving_a_key_another_value_is_renaming() -> None:
    renamed = applied(START, Put((*A, "list", "key"), "items")).document
    assert value_at(renamed, ("sections", "B", "questions", "length", "count_of")) == "items"


def test_parts_of_other_questions_with_the_same_name_keep_it() -> None:
    inside = (*A, "list", "questions", "inside", "parts")
    renamed = applied(START, Rename((*inside, "x"), "choice")).document
    again = applied(renamed, Rename((*A, "made", "parts", "choice"), "chosen")).document
    assert value_at(again, (*inside, "y", "shown_when"))["part"] == "choice"
    assert found(again) == []


def test_an_option_that_several_parts_offer_is_renamed_where_its_part_is_named() -> None:
    other = part("other", "single_choice", options=TWO_OPTIONS)
    looks: list[dict[str, Any]] = [
        {"question": "made", "is": "a"},
        {"question": "made", "part": "choice", "is": "a"},
    ]
    document = applied(START, Insert((*A, "made", "parts"), 0, other)).document
    late = ("sections", "B", "questions", "late", "shown_when")
    document = applied(document, Put(late, {"any": looks})).document
    renamed = applied(document, Rename((*A, "made", "parts", "choice", "options", "a"), "z")).document
    assert [one["is"] for one in value_at(renamed, late)["any"]] == ["a", "z"]
    assert value_at(renamed, (*A, "made", "report", "counts")) == ["a"]
    assert value_at(renamed, (*A, "made", "parts", "choice", "report", "counts")) == ["z"]


def test_an_option_that_is_counted_with_others_is_renamed_there_too() -> None:
    at = (*A, "several", "report")
    document = applied(START, Put(at, {"counts_all": ["a", "b"]})).document
    renamed = applied(document, Rename((*A, "several", "options", "a"), "z")).document
    assert value_at(renamed, at) == {"counts_all": ["z", "b"]}


def test_an_option_that_one_part_offers_is_renamed_where_the_whole_is_looked_at() -> None:
    late = ("sections", "B", "questions", "late", "shown_when")
    document = applied(START, Put(late, {"question": "made", "is": "b"})).document
    renamed = applied(document, Rename((*A, "made", "parts", "choice", "options", "b"), "z")).document
    assert value_at(renamed, late)["is"] == "z"


def test_rows_inside_a_repeat_are_named_by_nobody() -> None:
    document = applied(START, Insert((*A, "list", "questions"), 0, part("inner", "grid"))).document
    renamed = applied(document, Rename((*A, "list", "questions", "inner", "rows", "health"), "z")).document
    looks = value_at(renamed, ("sections", "B", "shown_when"))["all"]
    assert looks == LOOKS["all"]


@pytest.mark.parametrize(
    ("at", "key", "said"),
    [
        ((), "other", "stays"),
        (("title",), "other", "no key of its own"),
        ((*A, "one"), "several", "Choose another"),
        ((*A, "one", "options", "a"), "b", "Choose another"),
        ((*A, "made", "parts", "choice"), "more", "Choose another"),
        (("sections", "A"), "B", "Choose another"),
        ((*A, "one"), "not a key", "no spaces"),
        ((*A, "nothing"), "key", "not there any more"),
    ],
)
def test_a_key_that_cannot_be_is_refused(at: tuple[str, ...], key: str, said: str) -> None:
    with pytest.raises(EditRefused, match=said):
        applied(START, Rename(at, key))


def test_checks_and_options_of_the_document_are_as_written() -> None:
    """What the other tests rest on."""
    assert value_at(START, (*A, "several", "checks")) == CHECKS
    assert len(value_at(START, (*A, "made", "parts", "choice", "options"))) == len(OPTIONS_SHOWN)
