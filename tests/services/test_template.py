"""The document as HTML: everything escaped, nothing that harms a page."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.printing.template import printable
from app.reports.printed import Chapter, Paragraph
from app.reports.template import html_of
from tests.sample_report import LONG_NAMES, document


def test_hostile_text_is_printed_literally() -> None:
    hostile = "</title><script>alert(1)</script> {{ 7 * 7 }} & <img src='file:///etc/passwd'>"
    html = html_of(replace(document(), title=hostile))

    assert "<script" not in html
    assert "<img" not in html
    assert "{{ 7 * 7 }} &amp; &lt;img" in html


def test_a_demonstration_carries_its_notice_and_real_data_do_not() -> None:
    assert 'data-notice="DEMONSTRATION DATA - NOT SUBMITTED BY ANY STATE"' in html_of(document())
    assert "DEMONSTRATION" not in html_of(document(demonstration=False))


def test_the_draft_pretends_to_be_no_issued_document() -> None:
    html = html_of(document())

    assert "DRAFT - NOT AN OFFICIAL DOCUMENT" in html
    assert 'data-symbol="E/CN.7/20__/__"' in html


def test_its_dates_come_from_the_data() -> None:
    assert '<meta name="dcterms.created" content="2026-12-01T12:00:00Z">' in html_of(document())


def test_names_keep_their_accents_and_quotation_marks() -> None:
    assert "Démonstration « Été » d&#39;Ýxempla" in html_of(document())
    assert all(printable(name) == name for name in LONG_NAMES.values())


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("a\x00b\x1bc\u202ed\ufffe", "abcd"),
        ("two\nlines\tand\u2028more", "two lines and more"),
        ("a\u00a0b", "a\u00a0b"),
        ("e" + "\u0301" * 5000, "e" + "\u0301" * 4),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("\ue000\U000e0001", ""),
    ],
)
def test_what_would_harm_the_page_is_left_out(text: str, kept: str) -> None:
    assert printable(text) == kept


@given(st.text())
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    assert printable(printable(text)) == printable(text)


@pytest.mark.parametrize(
    ("words", "direction"), [("تجتمع اللجنة 4 مرات.", "rtl"), ("La commission s’est réunie.", "ltr")]
)
def test_the_words_of_a_state_are_read_in_their_own_direction(words: str, direction: str) -> None:
    quoted = Paragraph(1, ("One State reported: “", words, "”"), quoted_in="ar")
    chapter = Chapter("chapter-1", "I.", "Replies", (quoted,))
    assert f'<bdi lang="ar" dir="{direction}">{words}</bdi>' in html_of(
        replace(document(), chapters=(chapter,))
    )
