"""Word, HTML, workbook: read back by other programs, they say what the document says, in six languages."""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from html.parser import HTMLParser
from typing import Any, ClassVar

import docx
import pytest
from docx.oxml import parse_xml
from openpyxl import load_workbook

from app.domain.figures import Shown, plain, shown_in
from app.domain.report_outline import in_line
from app.domain.voice import LANGUAGES
from app.reports.outputs.formats import FORMATS
from app.reports.outputs.page import write_page
from app.reports.outputs.parts import Grid, grids_of, part_of, parts_of
from app.reports.outputs.word import write_word
from app.reports.outputs.workbook import number_in, write_workbook
from app.reports.printed import Chapter, Document, Paragraph, Row, StackedBar, StackedFigure, Table
from tests.sample_report import document
from tests.voices import voice

HOSTILE = "=1+1 \x00\x1b\u202e\ud800 ]]> & <w:t> @SUM(A1) " + "e" + "\u0301" * 5000
ENGLISH = voice("en")
FIVE_HALVES = Fraction(5, 2)
FIGURE = StackedFigure(
    name="Figure III",
    title="How often?",
    unit="(Number of States)",
    key=((0, "Often"),),
    subject="Subject",
    counted="Often",
    replies="Replies",
    bars=(StackedBar("Schools", (), Shown("Q=often:count", "4"), Shown("Q:base", "9"), "Often: 4"),),
    remarks=(),
    source=("Source: replies.",),
)


def word_of(of: Document) -> Any:
    return docx.Document(io.BytesIO(write_word(of, voice(of.language))))


def in_language(language: str) -> Document:
    """The same document said to be in another language."""
    return replace(document(), language=language)


def with_table(title: str, *rows: Row) -> Document:
    table = Table("Table 7", title, "", ("Reply", "Number", "Per cent"), rows, None, (), ("Source.",))
    chapter = Chapter("chapter-3", "III.", title, (Paragraph(1, (title,)), table))
    return replace(document(), title=title, chapters=(chapter,), annexes=())


def texts_of(of: Document) -> Iterator[Paragraph]:
    for chapter in of.chapters:
        yield from (block for block in chapter.blocks if isinstance(block, Paragraph))


@pytest.mark.parametrize("name", ["docx", "html", "xlsx"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_document_gives_the_same_bytes_in_each_language(name: str, language: str) -> None:
    of = in_language(language)
    first, second = (FORMATS[name].write(of, voice(language)) for _ in range(2))
    assert first == second
    assert len(first) > 5000


# ------------------------------------------------------------------------------------------------------------- Word
def test_word_paragraphs_carry_their_numbers_as_text() -> None:
    found = [one.text for one in word_of(document()).paragraphs if one.style.name == "Numbered paragraph"]
    said = [f"{one.number}.\t{plain(in_line(one.text))}" for one in texts_of(document())]
    assert [text for text in found if re.match(r"\d+\.\t", text)] == said


def test_word_headings_are_words_own_styles() -> None:
    found = {one.style.name: one.text for one in reversed(word_of(document()).paragraphs)}
    assert found["Title"] == document().title
    assert found["Heading 1"] == "I.  Introduction"
    assert found["Heading 2"] == "A.  National framework"
    assert {"Caption", "Subtitle", "toc 1"} <= set(found)


def test_word_tables_are_the_documents_tables_and_figures() -> None:
    grids = [part for part in parts_of(document(), ENGLISH) if isinstance(part, Grid)]
    tables = word_of(document()).tables
    assert len(tables) == len(grids)
    for grid, table in zip(grids, tables, strict=True):
        head, *rows = [[cell.text for cell in row.cells] for row in table.rows]
        assert head == list(grid.heads)
        assert rows == [
            [plain(row.label)] * len(grid.heads)
            if row.kind in ("heading", "note")
            else [plain(row.label), *(plain((cell,)) for cell in row.cells)]
            for row in grid.rows
        ]


def test_heads_of_word_tables_stand_again_and_rows_stay_whole() -> None:
    for table in word_of(document()).tables:
        head, *rows = (row._tr.xml for row in table.rows)
        assert "w:tblHeader" in head
        assert all("w:cantSplit" in row and "w:tblHeader" not in row for row in rows)


def test_word_pages_have_symbol_number_and_the_note_on_the_title() -> None:
    section = word_of(document()).sections[0]
    assert section.header.paragraphs[0].text == "E/CN.7/20__/__"
    assert section.different_first_page_header_footer
    footer = section.footer._element.xml
    assert " PAGE " in footer
    assert " NUMPAGES " in footer
    with zipfile.ZipFile(io.BytesIO(write_word(document(), ENGLISH))) as packed:
        assert "E/CN.7/20__/1." in packed.read("word/footnotes.xml").decode()
        for name in packed.namelist():
            parse_xml(packed.read(name))


def test_word_properties_come_from_the_data() -> None:
    properties = word_of(document()).core_properties
    assert properties.title == document().title
    assert properties.created == properties.modified
    assert properties.created is not None
    assert properties.created.isoformat() == "2026-12-01T12:00:00+00:00"
    assert document().data_set in properties.comments


def test_arabic_word_files_run_from_the_right() -> None:
    made = word_of(in_language("ar"))
    assert all("w:bidi/" in one._p.xml for one in made.paragraphs)
    assert all("w:bidiVisual" in one._tbl.xml for one in made.tables)
    assert 'w:bidi="ar-SA"' in made.paragraphs[5]._p.xml


def test_chinese_word_files_name_a_chinese_font_and_language() -> None:
    made = word_of(in_language("zh"))
    assert 'w:eastAsia="SimSun"' in made.styles.element.xml
    assert 'w:eastAsia="zh-CN"' in made.paragraphs[5]._p.xml


# ------------------------------------------------------------------------------------------------------------- HTML
class Seen(HTMLParser):
    """What a page holds: tags that open, figures, and addresses that it would fetch."""

    EMPTY: ClassVar = {"meta", "br", "rect", "link", "img"}

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.figures: list[str] = []
        self.fetched: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag not in self.EMPTY:
            self.open.append(tag)
        self.figures += [given["data-figure"] or ""] if "data-figure" in given else []
        self.fetched += [value or "" for name, value in attrs if name in ("src", "srcset") or tag == "link"]

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        pass

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_the_page_stands_alone_and_is_well_formed() -> None:
    page = write_page(document(), ENGLISH).decode()
    seen = Seen(page)
    assert seen.open == []
    assert seen.fetched == []
    assert "url(" not in page
    assert "@import" not in page
    assert "<script" not in page


def test_everything_that_is_read_stands_in_one_landmark() -> None:
    body = (
        write_page(document(), ENGLISH)
        .decode()
        .partition("<body")[2]
        .partition(">")[2]
        .partition("</body>")[0]
    )
    assert body.split("<main>")[0].strip() == body.split("</main>")[1].strip() == ""


def test_every_figure_of_the_page_can_be_traced() -> None:
    expected = {figure.id for one in texts_of(document()) for figure in shown_in(in_line(one.text))}
    assert expected <= set(Seen(write_page(document(), ENGLISH).decode()).figures)


def test_the_page_is_in_the_direction_of_its_language() -> None:
    assert '<html lang="ar" dir="rtl">' in write_page(in_language("ar"), voice("ar")).decode()


# --------------------------------------------------------------------------------------------------------- workbook
def book_of(of: Document) -> Any:
    return load_workbook(io.BytesIO(write_workbook(of, voice(of.language))))


def test_each_table_has_a_sheet_with_numbers_as_numbers() -> None:
    book = book_of(document())
    for grid, sheet in zip(grids_of(document(), ENGLISH), book.worksheets[1:-1], strict=True):
        rows = [[cell for cell in row if cell is not None] for row in sheet.iter_rows(values_only=True)]
        assert list(grid.heads) in rows
        for row in grid.rows:
            cells = [one if isinstance(one, str) else number_in(one.text, ENGLISH) for one in row.cells]
            told = [".." if one is None else one for one in cells if one != ""]
            assert [plain(row.label), *told] in rows


def test_sheets_have_short_names_of_their_own_and_are_listed() -> None:
    rows = with_table("[A]: b/c?*\\ " * 9, Row("x", ())).chapters[0].blocks[1]
    assert isinstance(rows, Table)
    unnamed = replace(rows, name="")
    chapter = Chapter("chapter-3", "III.", "T", (unnamed, unnamed, unnamed))
    book = book_of(replace(document(), chapters=(chapter,), annexes=()))
    names = book.sheetnames
    assert len({name.casefold() for name in names}) == len(names) == 5
    assert all(len(name) <= 31 for name in names)
    assert [book.worksheets[0].cell(row, 1).value for row in (8, 9, 10)] == names[1:4]


def test_the_last_sheet_says_whose_value_each_cell_is() -> None:
    book = book_of(document())
    _, *traced = book.worksheets[-1].iter_rows(values_only=True)
    sheet, place, _ = next(line for line in traced if line[2] == "P2-B01=yes:count")
    assert book[sheet][place].value == 29
    assert len(traced) > 50


def test_a_workbook_is_dated_by_its_data() -> None:
    assert book_of(document()).properties.modified.isoformat() == "2026-12-01T12:00:00"


@pytest.mark.parametrize("language", LANGUAGES)
def test_numbers_are_read_in_the_digits_of_each_language(language: str) -> None:
    said = voice(language)
    assert [number_in(said.number(one), said) for one in (0, 999, 1_234_567)] == [0, 999, 1_234_567]
    assert number_in(said.exact(FIVE_HALVES), said) == 2.5
    assert number_in("..", said) is None


# ---------------------------------------------------------------------------------------------------------- hostile
def test_hostile_texts_stay_texts() -> None:
    of = with_table(HOSTILE, Row(HOSTILE, (Shown("Q=a:count", "3"), Shown("Q=a:share", "..")), kind="total"))
    book = book_of(of)
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    assert any(str(cell.value).startswith("=1+1") for cell in cells)
    assert all(cell.data_type in ("s", "n") for cell in cells)
    assert any("=1+1" in one.text for one in word_of(of).paragraphs)
    assert "&lt;w:t&gt;" in write_page(of, ENGLISH).decode()


@dataclass(frozen=True)
class Unknown:
    kind: ClassVar[str] = "unknown"


def test_a_kind_of_block_that_is_not_known_ends_with_its_name() -> None:
    with pytest.raises(TypeError, match="Unknown"):
        part_of(Unknown(), ENGLISH)


def test_a_stacked_figure_is_told_in_a_table() -> None:
    told = part_of(FIGURE, ENGLISH)
    assert isinstance(told, Grid)
    assert told.heads == ("Subject", "Reply", "Often", "Replies")
    assert [plain((cell,)) for cell in told.rows[0].cells] == ["Often: 4", "4", "9"]
    uncounted = part_of(replace(FIGURE, counted=""), ENGLISH)
    assert isinstance(uncounted, Grid)
    assert uncounted.heads == ("Subject", "Reply", "Replies")
