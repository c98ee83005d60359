"""An .xlsx file as sheets of plain text: read with limits that hold before memory is used, and written.

Neither a formula nor the value that a spreadsheet program kept for it is ever taken.
"""

import codecs
import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError

from openpyxl import Workbook, load_workbook
from openpyxl.styles import Font
from openpyxl.utils.exceptions import InvalidFileException

from app.exchange.mistakes import InvalidFile, Mistake

LARGEST_FILE = 10_000_000  # bytes, as it is sent
LARGEST_INSIDE = 20_000_000  # bytes, unpacked, all parts together
LARGEST_PART = 3_000_000  # bytes of a part that is read as a whole: styles, relations
MOST_MARKS = 700_000  # tags and attributes of rows and texts: each takes 2 to 3 µs, empty as it may be
MOST_MARKS_ASIDE = 60_000  # of all other parts: a style takes ten times as long
MOST_PARTS = 500
MOST_ROWS = 10_000  # of one sheet
MOST_COLUMNS = 200
MOST_CELLS = 400_000  # that hold something, of the whole file
MOST_PLACES = 1_000_000  # cells with the empty ones between them, which cost time too
LONGEST_TEXT = 32_767  # characters of a cell; no spreadsheet program writes more
_UNSTORABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff￾￿]")
_MOMENT = re.compile(rb"(?<=W3CDTF\">)[^<]*(?=</dcterms:)")
_ENTITIES = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_REFUSED_PARTS = {
    "vbaproject": "This workbook holds macros. Save it as .xlsx without them.",
    "/macrosheets/": "This workbook holds macros. Save it as .xlsx without them.",
    "/externallinks/": "This workbook refers to other files. Break the links (Data, Edit links) and save it again.",
    "/activex/": "This workbook holds active content. Take it out and save it again.",
    "/embeddings/": "This workbook holds other files. Take them out and save it again.",
}


@dataclass(frozen=True)
class Sheet:
    """One sheet: its name as written, and what is in each row that holds anything, by row and column from 1."""

    name: str
    rows: tuple[tuple[int, Mapping[int, str]], ...]


def refusal(file: str, text: str, sheet: str = "", row: int = 1, column: str = "") -> InvalidFile:
    place = f"{sheet}!{column}{row}" if column else sheet
    return InvalidFile([Mistake(file, row, place, text)])


def read_workbook(source: Path | bytes, file: str) -> tuple[Sheet, ...]:
    """The sheets of the workbook, `file` being its name for people. Raises InvalidFile."""
    content = _content(source, file)
    _refuse_containers(content, file)
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
        counter = _Counter(file)
        return tuple(Sheet(sheet.title, tuple(counter.rows(sheet))) for sheet in book.worksheets)
    except _UNREADABLE:
        raise refusal(
            file,
            "This is not a workbook that can be read. Open it in a spreadsheet program and save it as .xlsx.",
        ) from None


_UNREADABLE = (
    InvalidFileException,
    ParseError,
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    KeyError,
    ValueError,
    TypeError,
    AttributeError,
    IndexError,
    OverflowError,
    NotImplementedError,
    EOFError,
    RuntimeError,
    OSError,
)


def _content(source: Path | bytes, file: str) -> bytes:
    if isinstance(source, bytes):
        content = source[: LARGEST_FILE + 1]
    else:
        try:
            with source.open("rb") as opened:
                content = opened.read(LARGEST_FILE + 1)
        except OSError:
            raise refusal(file, "This file cannot be read.") from None
    if len(content) > LARGEST_FILE:
        raise refusal(file, f"This file is larger than {LARGEST_FILE // 1_000_000} MB.")
    return content


def _refuse_containers(content: bytes, file: str) -> None:
    """Refuses by the directory of the zip file, and by what its XML parts announce, before anything is parsed."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            parts = packed.infolist()
            _refuse_directory(parts, file)
            left = {True: MOST_MARKS, False: MOST_MARKS_ASIDE}
            for part in parts:
                if part.filename.lower().endswith((".xml", ".rels")):
                    streamed = _is_streamed(part)
                    left[streamed] -= _marks_unless_refused(packed, part, file)
                    if left[streamed] < 0:
                        text = f"{part.filename} holds too many things. Copy the sheets into a new workbook."
                        raise refusal(file, text)
    except InvalidFile:
        raise
    except _UNREADABLE:
        raise refusal(
            file, "This is not an .xlsx workbook. Save it as .xlsx (not .xls, .csv or .ods)."
        ) from None


def _refuse_directory(parts: Sequence[zipfile.ZipInfo], file: str) -> None:
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_INSIDE:
        raise refusal(
            file, f"This file unpacks to more than {LARGEST_INSIDE // 1_000_000} MB or {MOST_PARTS} parts."
        )
    names = [f"/{part.filename.lower()}" for part in parts]
    if "/[content_types].xml" not in names:
        raise refusal(file, "This is not an .xlsx workbook. Save it as .xlsx (not .xls, .csv or .ods).")
    for name in names:
        for inside, text in _REFUSED_PARTS.items():
            if inside in name:
                raise refusal(file, text)
    for part, name in zip(parts, names, strict=True):
        if name.endswith((".xml", ".rels")) and part.file_size > LARGEST_PART and not _is_streamed(part):
            raise refusal(file, f"{part.filename} is too large. Copy the sheets into a new workbook.")
        if part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise refusal(file, f"{part.filename} is packed in a way that no spreadsheet program uses.")
    if any(part.flag_bits & 1 for part in parts):
        raise refusal(file, "This workbook is protected with a password. Save it without.")


def _is_streamed(part: zipfile.ZipInfo) -> bool:
    """Whether the part holds rows or their texts, which may be many."""
    return f"/{part.filename.lower()}".startswith(("/xl/worksheets/", "/xl/sharedstrings"))


def _marks_unless_refused(packed: zipfile.ZipFile, part: zipfile.ZipInfo, file: str) -> int:
    """How many tags and attributes the part has, at most.

    Entities are how a small XML part becomes a large one; other encodings are how they hide.
    """
    decoder = codecs.getincrementaldecoder("utf-8")()
    kept, marks = b"", 0
    with packed.open(part) as opened:
        while block := opened.read(1_000_000):
            if _ENTITIES.search(kept + block):
                raise refusal(
                    file, f"{part.filename} defines XML entities. Save the workbook again as .xlsx."
                )
            kept = block[-10:]
            marks += block.count(b"<") + block.count(b"=") + block.count(b"/>")
            try:
                decoder.decode(block)
            except UnicodeDecodeError:
                text = f"{part.filename} is not encoded in UTF-8. Save the workbook again as .xlsx."
                raise refusal(file, text) from None
    return marks


@dataclass
class _Counter:
    """Takes the rows of sheets while counting what they hold together."""

    file: str
    cells: int = 0
    places: int = 0

    def rows(self, sheet: Any) -> Iterator[tuple[int, Mapping[int, str]]]:
        sheet.reset_dimensions()  # what a file says about its own size is not to be believed
        for number, row in enumerate(sheet.iter_rows(), start=1):
            if number > MOST_ROWS:
                raise refusal(self.file, f"This sheet has more than {MOST_ROWS} rows.", sheet.title, number)
            if len(row) > MOST_COLUMNS and any(cell.value is not None for cell in row[MOST_COLUMNS:]):
                text = f"This row has more than {MOST_COLUMNS} columns."
                raise refusal(self.file, text, sheet.title, number)
            texts = {
                at: text
                for at, cell in enumerate(row, start=1)
                if (text := self._text(sheet.title, number, cell))
            }
            self.cells += len(texts)
            self.places += len(row)
            if self.cells > MOST_CELLS or self.places > MOST_PLACES:
                raise refusal(self.file, f"This file has more than {MOST_CELLS} cells.", sheet.title, number)
            if texts:
                yield number, texts

    def _text(self, sheet: str, row: int, cell: Any) -> str:
        value = cell.value
        if value is None:
            return ""
        if cell.data_type in ("f", "e"):
            kind = "a formula" if cell.data_type == "f" else "an error"
            text = f"This cell holds {kind}. Write the text itself (copy it, and paste its value)."
            raise refusal(self.file, text, sheet, row, cell.column_letter)
        text = _as_text(value)
        if _UNSTORABLE.search(text) or len(text) > LONGEST_TEXT:
            text = "This cell holds a character that cannot be stored, or too long a text. Type it again."
            raise refusal(self.file, text, sheet, row, cell.column_letter)
        return text


def _as_text(value: object) -> str:
    """What a person sees in the cell, near enough: 5.0 is 5, a day is 2026-03-31."""
    match value:
        case bool():
            return "true" if value else "false"
        case float() if value.is_integer() and abs(value) < 1e15:
            return str(int(value))
        case datetime():
            midnight = (value.hour, value.minute, value.second) == (0, 0, 0)
            return value.date().isoformat() if midnight else value.isoformat()
        case date():
            return value.isoformat()
    return str(value).replace("\r\n", "\n").replace("\r", "\n").strip()


def write_workbook(sheets: Mapping[str, Sequence[Sequence[str]]]) -> bytes:
    """A workbook of texts, the first row of each sheet being its heading. The same texts give the same bytes."""
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for number, row in enumerate(rows, start=1):
            for column, text in enumerate(row, start=1):
                if text:
                    cell = sheet.cell(number, column)
                    cell.value = _storable(text)
                    cell.data_type = "s"  # "=1" is a text here and no formula
                    if number == 1:
                        cell.font = Font(bold=True)
        sheet.freeze_panes = "A2"
        for column in range(1, 1 + max((len(row) for row in rows), default=0)):
            sheet.column_dimensions[sheet.cell(1, column).column_letter].width = 28
    written = io.BytesIO()
    book.save(written)
    return _without_times(written.getvalue())


def _without_times(content: bytes) -> bytes:
    """The workbook as it was written in no particular moment: the same sheets give the same bytes."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(written, "w") as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name)  # of 1 January 1980, the first day that a zip file can name
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, _MOMENT.sub(b"1980-01-01T00:00:00Z", source.read(name)))
    return written.getvalue()


def _storable(text: str) -> str:
    return _UNSTORABLE.sub("", text)[:LONGEST_TEXT]
