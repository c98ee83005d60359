"""What stands in a PDF against what was laid out: genuine pages agree in every script, and what differs is named."""

from html import escape

import pytest

from app.printing import pdf
from app.printing.blocks import blocks_of
from app.printing.matching import TextDifference, differences
from app.printing.pdf_text import Leaf, read_pdf

ARABIC = "نص توضيحي: تجتمع اللجنة الوزارية المشتركة أربع مرات في السنة (2024-2026)، أي 17 مرة. "
REPLIES = {
    "Arabic on one line": ARABIC,
    "Arabic on many lines": ARABIC * 5,
    "Arabic with every vowel": "تَجْتَمِعُ اللَّجْنَةُ الوِزَارِيَّةُ المُشْتَرَكَةُ أَرْبَعَ مَرَّاتٍ فِي السَّنَةِ، وَلا تُؤَجَّلُ.",
    "Arabic with Latin names": "تجتمع اللجنة (UNODC, WHO) في Vienna مع Member States coordination mechanism 60/6. "
    * 3,
    "Arabic with its own digits": "في عام ٢٠٢٦ اجتمعت اللجنة ١٢ مرة و٤٥٪ منها في الخارج",
    "an Arabic word longer than a line": "تجتمع" * 60,
    "Latin with an Arabic name": "The body (اللجنة الوطنية لمكافحة المخدرات) met four times in 2026, as was agreed. "
    * 2,
    "Hebrew": "הוועדה הבין-משרדית מתכנסת ארבע פעמים בשנה 2026.",
    "Persian, which joins words without a space": "کمیته می\u200cتواند ۴ بار در سال ۱۴۰۵ تشکیل شود",
    "Chinese on many lines": "部际委员会每年举行四次会议（2026年），协调卫生、教育和刑事司法部门。" * 4,
    "a Latin word longer than a line": "a" * 300 + " " + "1234567890" * 20,
}


def page(reply: str, language: str = "en", direction: str = "rtl", title_notes: str = "") -> str:
    """A page that quotes a reply, and has it as the cell of a table too."""
    return (
        f'<!doctype html><html lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}"><head>'
        '<meta charset="utf-8"><title>Report</title><meta name="author" content="Secretariat"></head>'
        f'<body data-symbol="E/CN.7" data-notice=""><h1>Title 7{title_notes}</h1><nav class="contents">'
        '<h2>Contents</h2></nav><p class="numbered"><span class="number">1.</span>One State reported: “'
        f'<bdi dir="{direction}">{escape(reply)}</bdi>”</p><table class="data listing"><tbody>'
        f'<tr><th scope="row">A State</th><td class="start">{escape(reply)}</td></tr></tbody></table>'
        "<p>End 8.</p></body></html>"
    )


def leaves_of(html: str) -> tuple[Leaf, ...]:
    content = pdf.write_pdf(
        html,
        identifier="ab" * 32,
        style_sheets=("document",),
        standard="ua-1",
        on_page=lambda pages: None,
    )
    return read_pdf(content).leaves


def found(html: str, leaves: tuple[Leaf, ...], language: str = "en") -> tuple[TextDifference, ...]:
    return differences(blocks_of(html), leaves, right_to_left=language == "ar")


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("reply", REPLIES.values(), ids=REPLIES)
def test_a_genuine_page_agrees_whatever_the_script_of_what_it_quotes(reply: str, language: str) -> None:
    html = page(reply, language, "ltr" if reply.isascii() or reply[0] == "部" else "rtl")
    assert found(html, leaves_of(html), language) == ()


@pytest.fixture(scope="module")
def printed() -> tuple[Leaf, ...]:
    """An English page that quotes a reply in Arabic of several lines."""
    return leaves_of(page(ARABIC * 3))


@pytest.mark.parametrize(
    ("other", "named"),
    [
        ((ARABIC * 3).replace("2026", "2062", 1), "2062"),
        ((ARABIC * 3).replace("أربع", "عشر", 1), "عشر"),
        (ARABIC * 3 + "17", "17"),
    ],
    ids=["a digit", "a word", "a number that is left out"],
)
def test_what_differs_in_an_arabic_reply_within_an_english_document_is_named(
    printed: tuple[Leaf, ...], other: str, named: str
) -> None:
    first, *_ = found(page(other), printed)
    assert named in first.expected
    assert first.block == "paragraph 1"


def test_words_around_an_arabic_reply_are_compared_letter_by_letter(printed: tuple[Leaf, ...]) -> None:
    html = page(ARABIC * 3).replace("One State reported", "One State deported")
    (only,) = found(html, printed)
    assert only.expected == "One State deported: “"


def test_the_end_of_a_word_that_is_broken_over_lines_is_looked_at() -> None:
    word = "تجتمع" * 60
    leaves = leaves_of(page(word))
    assert found(page(word + "ت"), leaves)
    assert found(page(word[:-1]), leaves)


def test_several_notes_to_the_title_are_read_as_notes() -> None:
    notes = " ".join(
        f'<span class="footnote" data-mark="{mark}">Note {number}.</span>'
        for number, mark in enumerate(("*", "**", "***"), start=1)
    )
    html = page("Nothing more was said.", direction="ltr", title_notes=notes)
    leaves = leaves_of(html)
    assert [leaf.text for leaf in leaves if leaf.text.startswith("*")][:3] == ["*", "**", "***"]
    assert found(html, leaves) == ()
    (only,) = found(html.replace("Note 3", "Note 4"), leaves)
    assert (only.block, only.expected) == ("footnote 3", "Note 4.")


def cells(*texts: str) -> str:
    drawn = "".join(f'<td data-figure="P2-B01={place}:count">{text}</td>' for place, text in enumerate(texts))
    return page("None.", direction="ltr").replace(
        "<p>End",
        f'<table class="data slim"><tbody><tr><th scope="row">All</th>{drawn}</tr></tbody></table><p>End',
    )


def test_a_cell_that_is_its_figure_agrees_where_it_is_empty_and_where_it_is_broken_over_lines() -> None:
    long = "123,456,789,123,456,789,123,456,789"
    html = cells("29", "", long, *("..",) * 9)
    leaves = leaves_of(html)
    assert any(leaf.text.startswith("123,") and leaf.text != long for leaf in leaves)
    assert found(html, leaves) == ()
    (only,) = found(html.replace("456", "465", 1), leaves)
    assert only.figure == "P2-B01=2:count"
