"""The layout of the document, proven on its pages: nothing that belongs together is parted, and every sign is drawn."""

import re
import subprocess
from dataclasses import replace
from pathlib import Path

import page
import pytest

from app.domain.edition import EditionKind
from app.domain.voice import ENGLISH, LANGUAGES
from app.printing import pdf
from app.reports.document import build
from app.reports.printed import Document, Heading, Table
from app.reports.template import html_of
from tests.sample_of_types import findings, questionnaire, replies
from tests.sample_report import cycle, edition, response
from tests.sample_report import document as small_document
from tests.voices import voice

SYMBOL = "E/CN.7/20__/CRP.__"
LINES_BELOW_A_HEADING = 2


@pytest.fixture(scope="module")
def document() -> Document:
    """A paper with every type of question, so that its text has every kind of table and figure."""
    return build(
        questionnaire=questionnaire(),
        findings=findings(replies()),
        response=response(),
        cycle=cycle(),
        edition=replace(edition(demonstration=False), kind=EditionKind.CONFERENCE_ROOM_PAPER),
        voice=ENGLISH,
    )


@pytest.fixture(scope="module")
def drawn(document: Document) -> bytes:
    return pdf.write_pdf(
        html_of(document),
        identifier=document.identifier,
        style_sheets=("document",),
        on_page=_unwatched,
    )


def _unwatched(pages: int) -> None:
    """Progress that the test does not watch."""


@pytest.fixture(scope="module")
def pages(drawn: bytes, tmp_path_factory: pytest.TempPathFactory) -> list[list[str]]:
    """The lines of each page, without the empty ones."""
    path: Path = tmp_path_factory.mktemp("layout") / "paper.pdf"
    path.write_bytes(drawn)
    text = subprocess.run(
        ["pdftotext", "-layout", path, "-"], capture_output=True, text=True, check=True
    ).stdout
    sheets = [[_flat(line) for line in sheet.splitlines() if line.strip()] for sheet in text.split("\f")]
    return [sheet for sheet in sheets if sheet]


def _flat(text: str) -> str:
    return " ".join(text.split())


def _body(sheet: list[str]) -> list[str]:
    """A page without its running header and its foot."""
    return [line for line in sheet if line != SYMBOL and not re.fullmatch(r"\d+/\d+", line)]


def _headings(document: Document) -> list[str]:
    found = [f"{chapter.number} {chapter.title}" for chapter in document.chapters]
    for chapter in document.chapters:
        found += [f"{one.number} {one.title}" for one in chapter.blocks if isinstance(one, Heading)]
    return found


def test_no_heading_stands_at_the_foot_of_a_page_without_two_lines_of_its_text(
    document: Document, pages: list[list[str]]
) -> None:
    assert len(pages) > 10
    for sheet in pages:
        last = _body(sheet)[-LINES_BELOW_A_HEADING:]
        assert not [line for line in last if line in _headings(document)]


def test_no_caption_is_parted_from_its_table_and_no_table_from_its_source(
    document: Document, pages: list[list[str]]
) -> None:
    tables = [one for chapter in document.chapters for one in chapter.blocks if isinstance(one, Table)]
    assert len(tables) > 20
    for table in (one for one in tables if one.fits):
        holding = [sheet for sheet in pages if table.name in sheet]
        assert len(holding) == 1, table.name
        below = holding[0][holding[0].index(table.name) :]
        assert any(line.startswith("Source: ") for line in below), table.name


def test_the_contents_give_the_pages_on_which_the_parts_begin(
    document: Document, pages: list[list[str]]
) -> None:
    contents = " ".join(next(sheet for sheet in pages if "Contents" in sheet))
    for line in document.contents:
        said = re.search(rf"{re.escape(f'{line.number} {line.title}')}[ .]+(\d+)", contents)
        assert said, line.title
        assert f"{line.number} {line.title}" in " ".join(pages[int(said[1]) - 1])


def test_every_page_has_its_number_and_all_but_the_first_the_symbol(pages: list[list[str]]) -> None:
    assert [sheet[-1] for sheet in pages] == [f"{n}/{len(pages)}" for n in range(1, len(pages) + 1)]
    assert all(sheet[0] == SYMBOL for sheet in pages[1:])


def test_no_section_stands_alone_in_its_chapter(document: Document) -> None:
    for chapter in document.chapters:
        assert len([one for one in chapter.blocks if isinstance(one, Heading)]) != 1


def test_the_notes_to_the_title_stand_below_the_first_page(pages: list[list[str]]) -> None:
    assert any(line.startswith("* E/CN.7/20__/1") for line in pages[0])
    assert "** The present document has not been edited." in pages[0]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sign_of_each_language_has_a_glyph(language: str) -> None:
    """With a number that has thousands, which French parts by a narrow space, and a day."""
    speaking = voice(language)
    said = f"{speaking.number(1234567)} – {speaking.day(cycle().deadline)}"
    printed = small_document(voice=speaking)
    drawn = pdf.write_pdf(
        html_of(printed).replace("</h1>", f" {said}</h1>", 1),
        identifier=printed.identifier,
        style_sheets=("document",),
        on_page=_unwatched,
    )
    report = page.validate_pdf_bytes(drawn, profile="ua1")
    assert report.is_compliant, report.failures
