"""The summary is a selection from the document, and has four pages at most."""

import io
from dataclasses import replace

import page
import pytest
from pypdf import PdfReader

from app.domain.figures import plain
from app.domain.report_outline import in_line
from app.domain.voice import LANGUAGES
from app.printing.rendering import RenderingFailed
from app.reports.outputs.summary import selections, write_summary
from app.reports.printed import Chapter, Document, Figure, Paragraph, Table
from tests.sample_report import document
from tests.voices import voice

ENGLISH = voice("en")


def texts(of: Document) -> list[str]:
    return [
        plain(in_line(block.text))
        for chapter in of.chapters
        for block in chapter.blocks
        if isinstance(block, Paragraph)
    ]


def test_it_says_nothing_that_the_document_does_not_say() -> None:
    for chosen in selections(document(), ENGLISH):
        assert set(texts(chosen)) <= set(texts(document()))
        assert chosen.summary[:-1] == document().summary
        assert (chosen.contents, chosen.annexes) == ((), ())


def test_it_holds_table_1_two_figures_and_the_shares_of_all_chapters() -> None:
    fullest = selections(document(), ENGLISH)[0]
    blocks = [block for chapter in fullest.chapters for block in chapter.blocks]
    assert [block.name for block in blocks if isinstance(block, Table)] == ["Table 1"]
    assert [block.name for block in blocks if isinstance(block, Figure)] == ["Figure I", "Figure II"]
    assert [block.number for block in blocks if isinstance(block, Paragraph)] == [5, 10, 11, 12, 14, 16]


def test_results_give_way_before_figures() -> None:
    chosen = selections(document(), ENGLISH)
    lengths = [sum(len(chapter.blocks) for chapter in one.chapters) for one in chosen]
    assert lengths == sorted(lengths, reverse=True)
    assert len({one.identifier for one in chosen}) > 3


def test_a_chapter_without_shares_is_represented_and_conclusions_are_whole() -> None:
    told = Chapter("chapter-5", "V.", "Support", (Paragraph(17, ("One.",)), Paragraph(18, ("Two.",))))
    last = Chapter("chapter-6", "VI.", "Conclusions", (Paragraph(19, ("A.",)), Paragraph(20, ("B.",))))
    of = replace(document(), chapters=(*document().chapters, told, last))
    assert texts(selections(of, ENGLISH)[-1])[-3:] == ["One.", "A.", "B."]


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_has_four_pages_at_most_and_conforms_to_pdf_ua_1(language: str) -> None:
    of = replace(document(), language=language)
    pdf = write_summary(of, voice(language))
    read = PdfReader(io.BytesIO(pdf))
    assert 1 < len(read.pages) <= 4
    assert page.validate_pdf_bytes(pdf, profile="ua1").is_compliant
    assert str(read.root_object["/Lang"]).split("-")[0] == language


def test_long_results_are_left_out_until_it_fits_and_the_bytes_are_the_same() -> None:
    long = replace(document(), chapters=tuple(_longer(chapter) for chapter in document().chapters))
    first = write_summary(long, ENGLISH)
    assert len(PdfReader(io.BytesIO(first)).pages) <= 4
    assert write_summary(long, ENGLISH) == first


def _longer(chapter: Chapter) -> Chapter:
    blocks = [
        replace(block, text=(*block.text, " word" * 400)) if isinstance(block, Paragraph) else block
        for block in chapter.blocks
    ]
    return replace(chapter, blocks=tuple(blocks))


def test_conclusions_that_do_not_fit_are_refused_with_a_reason() -> None:
    endless = Chapter("chapter-5", "V.", "Conclusions", (Paragraph(17, ("word " * 4000,)),))
    of = replace(document(), chapters=(*document().chapters, endless))
    with pytest.raises(RenderingFailed, match="does not fit on 4 pages"):
        write_summary(of, ENGLISH)
