"""Edits of an outline: what they make, what they refuse, and what two people may not change at once."""

import pytest

from app.domain.report_outline import (
    AddText,
    Include,
    Keep,
    OutlineEdit,
    OutlineRefused,
    Place,
    RemoveText,
    Retitle,
    Shift,
    StaffText,
    TakeDraft,
    Write,
    applied,
    edit_json,
    read_edit,
    touched,
)
from app.domain.report_outline.edits import MOST_TEXTS
from app.domain.report_outline.model import LONGEST_TEXT
from tests.domain.report_outline.outlines import OUTLINE, after, keys_of

A_TEXT = AddText("section-A", "a1:text", "en", "As staff see it.")
WRITTEN = Write("a1:text", "en", "Ours.", "Drafted.", "abcdefgh")
EDITS: list[OutlineEdit] = [
    Shift("a1:text", 1),
    Place("a1:text", "section-C"),
    Include("a1:text", False),
    A_TEXT,
    WRITTEN,
    Keep("a1:text", "en", "Drafted.", "abcdefgh"),
    TakeDraft("a1:text", "en"),
    RemoveText("text-1"),
    Retitle("chapter-1", "en", "Another"),
]


def texts(key: str, *edits: OutlineEdit) -> dict[str, StaffText]:
    block = after(*edits).block(key)
    assert block is not None
    return {str(language): text for language, text in block.texts.items()}


def test_a_block_moves_among_its_neighbours() -> None:
    moved = after(Shift("a1:table", 1))
    assert keys_of(moved, "section-A") == ["a1:text", "a2:text", "a1:table", "a2:figure", "a2:table"]
    assert after(Shift("a1:table", -1), outline=moved) == OUTLINE


def test_a_block_goes_on_into_the_next_section_and_back() -> None:
    moved = after(Shift("c1:text", -1))
    assert keys_of(moved, "section-B")[-1] == "c1:text"
    assert keys_of(moved, "section-C") == ["c1:table"]
    assert after(Shift("c1:text", 1), outline=moved) == OUTLINE


def test_chapters_and_sections_move_too() -> None:
    moved = after(Shift("chapter-2", -1), Shift("section-B", -1))
    assert [chapter.key for chapter in moved.chapters][2:4] == ["chapter-2", "chapter-1"]
    assert [section.key for section in moved.chapters[3].sections] == ["section-B", "section-A"]


@pytest.mark.parametrize(
    ("key", "by"),
    [
        ("introduction", -1),
        ("recommendations", 1),
        ("section-C", 1),
        ("summary", 1),
        ("text-1", 1),
    ],
)
def test_nothing_moves_beyond_the_edge(key: str, by: int) -> None:
    outline = after(AddText("recommendations-body", "", "en", "We recommend."))
    with pytest.raises(OutlineRefused, match="at the edge already"):
        applied(outline, Shift(key, by))


def test_a_block_is_placed_in_another_section() -> None:
    moved = after(Place("a1:text", "section-C"))
    assert keys_of(moved, "section-C") == ["c1:text", "c1:table", "a1:text"]
    assert "a1:text" not in keys_of(moved, "section-A")


def test_a_text_of_staff_stands_after_its_neighbour_or_first_with_a_key_of_its_own() -> None:
    added = after(A_TEXT, AddText("section-A", "", "en", "First."))
    assert keys_of(added, "section-A")[:3] == ["text-2", "a1:text", "text-1"]
    assert added.next_text == 3


def test_the_key_of_a_text_that_was_taken_out_is_not_used_again() -> None:
    again = after(A_TEXT, RemoveText("text-1"), A_TEXT)
    assert again.block("text-1") is None
    assert again.block("text-2") is not None


def test_staff_write_in_the_place_of_a_draft_and_take_it_again_language_by_language() -> None:
    in_french = Write("a1:text", "fr", "Les nôtres.", "Rédigé.", "hgfedcba")
    assert texts("a1:text", WRITTEN, in_french).keys() == {"en", "fr"}
    assert texts("a1:text", WRITTEN, in_french, TakeDraft("a1:text", "en")).keys() == {"fr"}
    assert texts("a1:text", WRITTEN)["en"].drafted == "Drafted."


def test_a_kept_text_says_with_which_draft_it_was_looked_at() -> None:
    kept = texts("a1:text", WRITTEN, Keep("a1:text", "en", "Drafted anew.", "bbbbbbbb"))["en"]
    assert kept == StaffText(words="Ours.", drafted="Drafted anew.", made_from="bbbbbbbb")


def test_titles_are_given_and_given_back() -> None:
    titled = after(Retitle("chapter-1", "en", "  Another \n title "), Retitle("section-A", "fr", "Autre"))
    assert titled.chapters[2].titles == {"en": "Another title"}
    assert titled.chapters[2].sections[0].titles == {"fr": "Autre"}
    assert after(Retitle("chapter-1", "en", " "), Retitle("section-A", "fr", ""), outline=titled) == OUTLINE


def test_line_ends_are_those_of_one_system() -> None:
    assert texts("a1:text", Write("a1:text", "en", " One.\r\n\r\nTwo. "))["en"].words == "One.\n\nTwo."


@pytest.mark.parametrize(
    ("edit", "why"),
    [
        (Shift("nothing", 1), "not in the report any more"),
        (Shift("a1:text", 2), "one place at a time"),
        (Place("nothing", "section-A"), "not in the report any more"),
        (Place("a1:text", "nothing"), "not in the report any more"),
        (Place("summary", "section-A"), "before the first chapter"),
        (Include("nothing", True), "not in the report any more"),
        (AddText("nothing", "", "en", "Words."), "not in the report any more"),
        (AddText("section-A", "", "en", " \n "), "Write a text"),
        (Write("a1:table", "en", "Words."), "follows the data"),
        (Write("a1:text", "en", "x" * (LONGEST_TEXT + 1)), "Shorten this"),
        (Write("a1:text", "en", "a\x00b"), "cannot be kept"),
        (Write("a1:text", "en", "a\ud800b"), "cannot be kept"),
        (Write("a1:text", "en", "Words.", "a\x00b"), "cannot be kept"),
        (Keep("a1:text", "en", "", ""), "nothing to keep"),
        (TakeDraft("text-1", "en"), "no draft behind it"),
        (RemoveText("a1:text"), "can be left out"),
        (Retitle("a1:text", "en", "Words"), "Only chapters and sections"),
        (Retitle("chapter-1", "en", "x" * 301), "Shorten this"),
        (Retitle("nothing", "en", "Words"), "not in the report any more"),
    ],
)
def test_what_cannot_be_done_says_what_to_do(edit: OutlineEdit, why: str) -> None:
    with pytest.raises(OutlineRefused, match=why):
        applied(after(A_TEXT), edit)


def test_a_report_takes_so_many_texts_of_staff_and_no_more() -> None:
    many = after(*[A_TEXT] * MOST_TEXTS)
    with pytest.raises(OutlineRefused, match="Take one out first"):
        applied(many, A_TEXT)


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: type(edit).__name__)
def test_every_edit_is_read_back_from_its_json(edit: OutlineEdit) -> None:
    assert read_edit(edit_json(edit)) == edit


@pytest.mark.parametrize("data", [{}, {"edit": "Nothing"}, {"edit": "Shift", "key": "a1:text"}])
def test_what_is_no_edit_is_refused(data: dict[str, object]) -> None:
    with pytest.raises(OutlineRefused, match="cannot be read"):
        read_edit(data)


def test_two_people_may_change_different_things_of_one_part() -> None:
    assert touched(WRITTEN) == touched(TakeDraft("a1:text", "en")) == touched(Keep("a1:text", "en", "", ""))
    assert len({touched(edit) for edit in EDITS}) == 6
    assert touched(Shift("a1:text", 1)) == touched(Place("a1:text", "section-C"))
    assert touched(WRITTEN) != touched(Write("a1:text", "fr", "Les nôtres."))
    assert touched(A_TEXT) == ""
