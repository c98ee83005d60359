"""The tables of the document as a workbook: numbers as numbers, texts never as formulas, the same bytes each time.

The first sheet lists the tables, the last one names the value behind each cell, by the identifiers that the document
has; between them is a sheet for each table.
"""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from app.domain.figures import Shown, Text, plain
from app.domain.voice import Voice
from app.printing.packing import packed, parts_in
from app.printing.template import printable
from app.reports.outputs.parts import Grid, grids_of
from app.reports.printed import Document, Row

LONGEST_NAME = 31  # characters of a sheet's name
LONGEST_TEXT = 32_767  # characters of a cell
_BOLD = Font(bold=True)
_ITALIC = Font(italic=True)
_RULED = Border(bottom=Side(style="thin"))
_HEAD = Alignment(wrap_text=True, vertical="bottom")
_AT_THE_END = Alignment(horizontal="right")
_UNNAMEABLE = re.compile(r"[\[\]:*?/\\']")
_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
_MOMENT = re.compile(rb"(?<=W3CDTF\">)[^<]*(?=</dcterms:)")


def write_workbook(document: Document, voice: Voice) -> bytes:
    """The file."""
    book = Workbook()
    book.remove(book.active)
    names = _Names()
    listed = _Sheet(book, names.new(voice.word("Contents")), document)
    listed.put((document.title,), _BOLD)
    listed.put((document.masthead.status,))
    for line in (document.notice, document.masthead.data_as_at):
        if line:
            listed.put((line,))
    listed.put((f"data set {document.data_set}",))
    listed.put((f"definition {document.definition}",))
    listed.put(())
    traced: list[tuple[str, str, str]] = []
    for grid in grids_of(document, voice):
        name = names.new(grid.name or plain(grid.title))
        link = listed.put((name, grid.title, grid.subtitle))
        link.hyperlink = f"#'{name}'!A1"
        link.font = Font(color="1D5C96", underline="single")
        traced += (
            (name, place, shown.id) for place, shown in _fill(_Sheet(book, name, document), grid, voice)
        )
    listed.widths(16, 90, 50)
    _trace(_Sheet(book, names.new(voice.word("Identifiers")), document), traced, voice)
    book.properties.title = printable(document.title)
    book.properties.creator = voice.word("Secretariat")
    book.properties.description = document.masthead.status
    book.properties.language = document.language
    written = io.BytesIO()
    book.save(written)
    return _dated(written.getvalue(), document.dated)


def _dated(content: bytes, dated: str) -> bytes:
    """The workbook as of the data and not of the clock."""
    parts = parts_in(content)
    core = "docProps/core.xml"
    return packed({**parts, core: _MOMENT.sub(dated.encode(), parts[core])})


def number_in(text: str, voice: Voice) -> int | float | None:
    """The number that a figure says in digits, None where it says none: "1,200" is 1200, ".." nothing."""
    grouped, decimal = _marks(voice)
    digits = text.replace(grouped, "") if grouped else text
    digits = digits.replace(decimal, ".")
    if not _NUMBER.fullmatch(digits):
        return None
    return float(digits) if "." in digits else int(digits)


@cache
def _marks(voice: Voice) -> tuple[str, str]:
    """What stands between thousands, and before decimals."""
    return voice.number(1000)[1:-3], voice.exact(Fraction(1, 2))[1:-1]


class _Names:
    """Names of sheets: legal, at most 31 characters, and each only once, however they are written."""

    def __init__(self) -> None:
        self.taken: set[str] = set()

    def new(self, wanted: str) -> str:
        stem = " ".join(_UNNAMEABLE.sub(" ", printable(wanted)).split())[:LONGEST_NAME].strip() or "-"
        name, number = stem, 1
        while name.casefold() in self.taken:
            number += 1
            end = f" {number}"
            name = stem[: LONGEST_NAME - len(end)] + end
        self.taken.add(name.casefold())
        return name


@dataclass
class _Sheet:
    """A sheet that is written row by row."""

    book: Workbook
    name: str
    document: Document

    def __post_init__(self) -> None:
        self.sheet: Worksheet = self.book.create_sheet(self.name)
        self.sheet.sheet_view.rightToLeft = self.document.language == "ar"
        self.row = 0

    def put(self, cells: tuple[Text | str, ...], font: Font | None = None) -> Cell:
        """A row below what there is; its first cell."""
        self.row += 1
        for column, content in enumerate(cells, start=1):
            self.set(column, content, font)
        return self.sheet.cell(self.row, 1)

    def set(self, column: int, content: Text | str | int | float, font: Font | None = None) -> Cell:
        """One cell of the last row. Only what is not plain is styled: each style takes longer than the cell."""
        cell: Cell = self.sheet.cell(self.row, column)
        if isinstance(content, int | float):
            cell.value = content
        elif content:
            cell.value = printable(plain(content))[:LONGEST_TEXT]
            cell.data_type = "s"  # "=1+1" is a text here and no formula
        if font is not None:
            cell.font = font
        return cell

    def widths(self, *widths: int) -> None:
        for column, width in enumerate(widths, start=1):
            self.sheet.column_dimensions[get_column_letter(column)].width = width


def _fill(sheet: _Sheet, grid: Grid, voice: Voice) -> Iterator[tuple[str, Shown]]:
    """Writes a table, and says which figure stands in which cell."""
    sheet.put((f"{grid.name}  {plain(grid.title)}".strip(),), _BOLD)
    if grid.subtitle:
        sheet.put((grid.subtitle,), _ITALIC)
    if grid.unit:
        sheet.put((grid.unit,), _ITALIC)
    sheet.put(grid.heads, _BOLD)
    for column in range(1, len(grid.heads) + 1):
        cell = sheet.sheet.cell(sheet.row, column)
        cell.border, cell.alignment = _RULED, _HEAD
    sheet.sheet.freeze_panes = f"B{sheet.row + 1}"
    for row in grid.rows:
        yield from _line(sheet, row, voice)
    for remark in (*grid.remarks, grid.source):
        if remark:
            sheet.put((remark,), _ITALIC)
    sheet.widths(60, *[60 if grid.is_listing else 14] * (len(grid.heads) - 1))


def _line(sheet: _Sheet, row: Row, voice: Voice) -> Iterator[tuple[str, Shown]]:
    font = _BOLD if row.kind in ("heading", "total") else _ITALIC if row.kind == "note" else None
    sheet.put((row.label,), font)
    for column, shown in enumerate(row.cells, start=2):
        if isinstance(shown, str):
            sheet.set(column, shown)
            continue
        number = number_in(shown.text, voice)
        cell = sheet.set(column, shown.text if number is None else number, font)
        if number is None:
            cell.alignment = _AT_THE_END
        yield cell.coordinate, shown


def _trace(sheet: _Sheet, traced: list[tuple[str, str, str]], voice: Voice) -> None:
    sheet.put((voice.word("Sheet"), voice.word("Cell"), voice.word("Identifier of the figure")), _BOLD)
    sheet.sheet.freeze_panes = "A2"
    for line in traced:
        sheet.put(line)
    sheet.widths(32, 8, 60)
