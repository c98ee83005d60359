"""Edits one at a time: what they do, and what they are refused for."""

from typing import Any

import pytest

from app.domain.canonical import canonical, sha256_of
from app.domain.editing import (
    ABSENT,
    Address,
    Edit,
    EditRefused,
    Insert,
    Move,
    Put,
    Remove,
    Replace,
    Translate,
    Written,
    applied,
    begun_from,
    copied,
    edit_json,
    noted,
    read_edit,
    started,
    touched,
    undone,
    value_at,
    value_or_absent,
)
from app.domain.editing.meeting import anchored, meant
from app.domain.editing.tree import address_of
from app.domain.questionnaire import Questionnaire
from tests.domain.editing.documents import rich
from tests.factories import TWO_OPTIONS, part, question

START = rich()
A = ("sections", "A", "questions")
ONE = (*A, "one")


def after(*edits: Edit) -> dict[str, Any]:
    document = START
    for edit in edits:
        document = applied(document, edit).document
    return document


def keys(document: dict[str, Any], at: Address) -> list[str]:
    return [item["key"] for item in value_at(document, at)]


# ------------------------------------------------------------------------------------------------------ what they do


def test_a_new_definition_loads_and_grows() -> None:
    document = started("new", "A title", "fr")
    assert Questionnaire.model_validate(document).title.root == {"fr": "A title"}
    document = applied(document, Insert(("sections", "A", "questions"), 9, question("q"))).document
    assert keys(document, ("sections", "A", "questions")) == ["A01", "q"]


def test_another_definition_takes_the_place_of_this_one_and_can_be_undone() -> None:
    other = started(START["key"], "Another")
    edit = Replace(other, "other.yaml")
    edited = applied(START, edit)
    assert edited.document == other
    assert undone(edited.document, edited.changes) == START
    assert read_edit(edit_json(edit)) == edit
    assert meant(edit) == ()


@pytest.mark.parametrize("document", [started("another", "Another"), [], {}])
def test_a_definition_of_something_else_does_not(document: Any) -> None:
    with pytest.raises(EditRefused, match="not the questionnaire"):
        applied(START, Replace(document, "other.yaml"))


def test_a_copy_of_a_definition_has_another_key_and_title() -> None:
    document = begun_from(START, "other", "Other")
    assert (document["key"], document["title"]["en"]) == ("other", "Other")
    assert document["sections"][0] is START["sections"][0]


def test_unchanged_parts_are_shared() -> None:
    document = after(Put((*ONE, "text", "en"), "Changed"))
    assert document["sections"][1] is START["sections"][1]
    assert document["sections"][0]["questions"][1] is START["sections"][0]["questions"][1]


def test_values_are_kept_as_a_file_would_give_them() -> None:
    document = after(Put((*ONE, "minutes"), "5"), Put((*ONE, "text", "en"), "  Text "))
    assert (value_at(document, (*ONE, "minutes")), value_at(document, (*ONE, "text", "en"))) == (5, "Text")


def test_a_value_of_nothing_takes_the_property_away() -> None:
    assert value_or_absent(after(Put((*ONE, "report"), None)), (*ONE, "report")) is ABSENT
    assert "C" not in keys(after(Put(("sections", "C"), None)), ("sections",))


def test_an_item_can_be_replaced() -> None:
    assert after(Put(("languages", "0"), "fr"))["languages"] == ["fr"]


@pytest.mark.parametrize(("index", "place"), [(-5, 0), (0, 0), (2, 2), (99, 6)])
def test_an_item_is_added_before_the_one_that_stands_there(index: int, place: int) -> None:
    assert keys(after(Insert(A, index, question("new"))), A)[place] == "new"


def test_a_list_begins_with_its_first_item_and_ends_with_its_last() -> None:
    at = (*ONE, "checks")
    check = {"text": {"en": "No."}, "fails_when": {"question": "one", "is": "a"}}
    added = after(Insert(at, 0, check))
    assert value_at(added, at) == [check]
    assert applied(added, Remove((*at, "0"))).document == START


def test_a_question_moves_in_its_section_across_sections_and_into_others() -> None:
    assert keys(after(Move(ONE, A, 1)), A)[:2] == ["several", "one"]
    assert (
        keys(after(Move(ONE, ("sections", "B", "questions"), 0)), ("sections", "B", "questions"))[0] == "one"
    )
    for holder in (("made", "parts"), ("grid", "columns"), ("list", "questions")):
        moved = after(Move(ONE, (*A, *holder), 9))
        assert keys(moved, (*A, *holder))[-1] == "one"
        assert keys(applied(moved, Move((*A, *holder, "one"), A, 0)).document, A)[0] == "one"


def test_a_long_move_is_kept_as_two_small_changes() -> None:
    edited = applied(START, Move(("sections", "C", "questions", "q0"), ("sections", "C", "questions"), 99))
    assert [(len(change.before), len(change.after)) for change in edited.changes] == [(1, 0), (0, 1)]
    assert touched(START, edited.changes) == {("sections", "C", "questions", "q0", "#")}


def test_a_property_touches_itself_and_a_list_of_nameless_things_all_of_them() -> None:
    edited = applied(START, Put((*ONE, "text", "en"), "x"))
    assert touched(START, edited.changes) == {(*ONE, "text", "en")}
    edited = applied(START, Put(("languages", "0"), "fr"))
    assert touched(START, edited.changes) == {("languages",)}
    edited = applied(START, Remove((*A, "several", "checks", "0")))
    assert touched(START, edited.changes) == {(*A, "several", "checks")}


def test_a_translation_is_noted_with_its_source() -> None:
    at = (*ONE, "text")
    made = noted(START, Translate(at, "fr", "Une question ?"))
    assert made == Translate(at, "fr", "Une question ?", "Question one?")
    document = after(made)
    assert noted(document, Translate(at, "en", "One?")) == Translate(at, "en", "One?", "Une question ?")
    assert noted(document, Translate(at, "en", None)) == Translate(at, "en", None)
    assert noted(START, Translate(at, "en", "One?")) == Translate(at, "en", "One?")
    assert applied(document, Translate(at, "fr", None)).document == START


def test_changes_can_be_undone_whatever_they_were() -> None:
    for edit in (
        Put(("languages",), ["en", "fr"]),
        Put(("report",), {**START["report"], "title": {"en": "x"}}),
    ):
        edited = applied(START, edit)
        assert undone(edited.document, edited.changes) == START


ODD = ["2.5", "é", "x\u2028y", "中文", "，", "\U0001f600", '\x7f\x1f\t"\\', "0:1.5", "</script>", "\ufb50"]


@pytest.mark.parametrize("text", ODD)
def test_the_hash_is_that_of_the_canonical_document(text: str) -> None:
    check = {
        "text": {"en": text},
        "left": {"number": 1e-7},
        "is": "at_most",
        "right": {"number": 10**15 + 0.5},
    }
    document = after(
        Put((*ONE, "text", "en"), text), Insert(("sections", "B", "questions", "late", "checks"), 0, check)
    )
    assert Written.of(document).content_hash == sha256_of(canonical(document))


# ------------------------------------------------------------------------------------------------------------ copies


def test_a_copied_section_looks_at_its_own_questions() -> None:
    document = after(copied(START, ("sections", "A")))
    copy = document["sections"][1]
    assert (copy["key"], copy["questions"][0]["key"]) == ("A-2", "one-2")
    option = value_at(document, ("sections", "A-2", "questions", "made-2", "parts", "choice", "options", "c"))
    assert option["shown_when"] == {"question": "one-2", "is": "a"}


def test_a_copied_question_part_or_option_has_a_fresh_key() -> None:
    document = after(copied(START, (*A, "grid")))
    assert keys(document, A)[3:6] == ["grid", "grid-2", "list"]
    document = after(copied(START, (*A, "made", "parts", "choice")))
    assert keys(document, (*A, "made", "parts")) == ["choice", "choice_2", "more"]
    document = after(copied(START, (*ONE, "options", "a")))
    assert [one["code"] for one in value_at(document, (*ONE, "options"))] == ["a", "a_2", "b"]


@pytest.mark.parametrize("at", [(), ("title",), ("languages", "0"), (*A, "several", "checks", "0")])
def test_what_has_no_key_is_not_copied(at: Address) -> None:
    with pytest.raises(EditRefused, match="cannot be copied"):
        copied(START, at)


# --------------------------------------------------------------------------------------------------- what is refused

DEEP: Any = {"question": "one", "is": "a"}
for _ in range(200):
    DEEP = {"not": DEEP}
REFUSED: list[tuple[Edit, str]] = [
    (Put((), {}), "Say what to change"),
    (Remove(()), "Say what to take out"),
    (Insert((), 0, {}), "Say where to add"),
    (Put((*ONE, "nothing", "more"), 1), "not there any more"),
    (Put(("languages", "7"), "fr"), "not there any more"),
    (Put(("key", "x"), "fr"), "not there any more"),
    (Remove((*A, "gone")), "not there any more"),
    (Insert((*ONE, "text"), 0, {}), "Nothing can be added here"),
    (Insert((*ONE, "key", "x"), 0, {}), "not there any more"),
    (Insert(("languages", "0", "x"), 0, {}), "not there any more"),
    (Insert(A, 0, question("late")), "Choose another"),
    (Move((*ONE, "text"), A, 0), "only what stands in a list"),
    (Move((), A, 0), "only what stands in a list"),
    (Move((*A, "list"), (*A, "list", "questions"), 0), "into itself"),
    (Move((*ONE, "options", "a"), A, 0), "missing|does not fit"),
    (Translate((*ONE, "key"), "fr", "x"), "no text here"),
    (Translate((*ONE, "text"), "xx", "x"), "Choose one of these"),
    (Translate((*ONE, "text"), "en", None), "one language at least"),
    (Translate((*ONE, "text"), "fr", "x", "Other"), "It is now: Question one?"),
    (Translate((*ONE, "text"), "en", "x", "Other"), "It is now: —"),
    (Put((*ONE, "text", "en"), "a\x00b"), "cannot be kept"),
    (Put((*ONE, "text", "en"), "a\ud800"), "cannot be kept"),
    (Put((*ONE, "text", "en"), "x" * 4001), "Shorten this to 4000"),
    (Put((*ONE, "text", "en"), " "), "empty"),
    (Put((*ONE, "text", "en"), 5), "Enter a text"),
    (Put((*ONE, "number"), "1" * 13), "Shorten this to 12"),
    (Put((*ONE, "minutes"), 0), "at least 1"),
    (Put((*ONE, "minutes"), 241), "at most 240"),
    (Put((*ONE, "minutes"), "x"), "whole number"),
    (Put((*ONE, "minutes"), 10**400), "smaller number"),
    (Put((*ONE, "minutes"), object()), "smaller number"),
    (Put((*ONE, "required"), "x"), "yes or no"),
    (Put((*ONE, "wrong"), "x"), "does not belong here"),
    (Put((*ONE, "text"), None), "missing"),
    (Put((*ONE, "type"), "x"), "does not fit"),
    (Put((*ONE, "options"), TWO_OPTIONS[:1]), "at least 2"),
    (Put((*ONE, "options"), [{"code": f"c{at}", "text": {"en": "x"}} for at in range(501)]), "at most 500"),
    (Put((*A, "several", "at_least"), 9), "in order"),
    (Put((*ONE, "shown_when"), {"question": "one"}), "has one of"),
    (Put((*ONE, "shown_when"), DEEP), "more simply"),
    (Put((*ONE, "terms"), ["x" * 4000] * 300), "several steps"),
    (Put(("sections",), 5), "does not fit"),
    (Put(("sections", "A", "questions"), 5), "does not fit"),
    (Put(("sections", "A"), 5), "does not fit"),
    (Put(("sections", "A", "sectors"), ["Not a code"]), "no spaces"),
    (Put((*A, "grid", "columns", "status", "text"), {}), "one language at least"),
]


@pytest.mark.parametrize(("edit", "said"), REFUSED, ids=range(len(REFUSED)))
def test_a_refusal_says_what_to_do(edit: Edit, said: str) -> None:
    with pytest.raises(EditRefused, match=said):
        applied(START, edit)


def test_a_refusal_names_the_place() -> None:
    with pytest.raises(EditRefused) as refused:
        applied(START, Put((*A, "made", "parts", "choice", "options", "b", "text", "en"), " "))
    assert refused.value.at == (*A, "made", "parts", "choice", "options", "b", "text", "en")
    with pytest.raises(EditRefused) as refused:
        applied(START, Insert((*A, "made", "parts"), 0, {"key": "x", "type": "text", "text": {"en": "x"}}))
    assert refused.value.at == (*A, "made", "parts", "x", "max_words")


def test_a_refusal_names_the_place_inside_a_condition() -> None:
    wrong = {"all": [{"not": {"question": "one", "is": 5}}]}
    with pytest.raises(EditRefused) as refused:
        applied(START, Put((*ONE, "shown_when"), wrong))
    assert refused.value.at == (*ONE, "shown_when", "all", "0", "not", "is")


@pytest.mark.parametrize("data", [{}, {"edit": "no such"}, {"edit": "put"}, {"edit": "insert", "into": 5}])
def test_what_is_no_edit_is_refused(data: dict[str, Any]) -> None:
    with pytest.raises(EditRefused, match="cannot be read"):
        read_edit(data)


# --------------------------------------------------------------------------------------------------------- two states


def test_a_position_is_kept_before_the_same_neighbour() -> None:
    now = after(Insert(A, 0, question("new")), Remove((*A, "several")))
    assert anchored(START, now, A, 0) == 1
    assert anchored(START, now, A, 1) == 2  # before what followed the one that is gone
    assert anchored(START, now, A, 99) == 6
    assert anchored(START, now, A, 0, without=ONE) == 1
    assert anchored(START, now, (*ONE, "checks"), 3) == 0


def test_an_edit_is_about_a_place_whatever_it_changes() -> None:
    assert meant(Insert(A, 0, part("x"))) == (*A, "x")
    assert meant(Translate((*ONE, "text"), "fr", "x")) == (*ONE, "text", "fr")
    assert meant(Remove(ONE)) == ONE


def test_absent_places_are_absent() -> None:
    assert value_or_absent(START, (*A, "gone", "text")) is ABSENT
    assert value_or_absent(START, (*ONE, "key", "x")) is ABSENT
    assert repr(ABSENT) == "ABSENT"
    assert address_of(START, ("sections", 0, "questions", 99)) == (*A, "99")
    assert address_of(START, ("sections", 0, "none", "x")) == ("sections", "A", "none", "x")
