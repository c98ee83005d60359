"""Files that are no workbooks, or that are made to hurt, are refused in words, quickly and in bounded memory."""

import io
import time
import tracemalloc
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from app.exchange.mistakes import InvalidFile
from app.exchange.xlsform import read_xlsform
from app.exchange.xlsform import workbook as limits
from tests.exchange.forms import form, survey

SHEET = "xl/worksheets/sheet1.xml"
GOOD = survey(["text", "q", "Q?"])


def repacked(change: Callable[[str, bytes], bytes], more: dict[str, bytes] | None = None) -> bytes:
    """A good workbook with the bytes of its parts changed, and parts added."""
    written = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(GOOD)) as source,
        zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            target.writestr(name, change(name, source.read(name)))
        for name, content in (more or {}).items():
            target.writestr(name, content)
    return written.getvalue()


def with_part(name: str, content: bytes = b"x") -> bytes:
    return repacked(lambda _, held: held, {name: content})


def sheet_of(content: bytes) -> bytes:
    """A good workbook whose survey sheet is `content`."""
    return repacked(lambda name, held: content if name == SHEET else held)


def cells(change: Callable[[Any], object]) -> bytes:
    """A good workbook after a change to its survey sheet."""
    book = load_workbook(io.BytesIO(GOOD))
    change(book["survey"])
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def refusal_of(content: bytes | Path) -> str:
    with pytest.raises(InvalidFile) as refused:
        read_xlsform(content, "form.xlsx")
    (mistake,) = refused.value.mistakes
    assert mistake.file == "form.xlsx"
    return str(mistake)


def bomb() -> bytes:
    """200 MB of blanks in 200 kB."""
    return with_part("xl/blanks.xml", b" " * 200_000_000)


def rows(number: int, first: int = 1) -> bytes:
    inside = b"".join(
        b'<row r="%d"><c r="A%d"><v>1</v></c></row>' % (at, at) for at in range(first, first + number)
    )
    return (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        + inside
        + b"</sheetData></worksheet>"
    )


def wide(column: str) -> bytes:
    return rows(1).replace(b'r="A1"', f'r="{column}1"'.encode())


def other_sheet() -> bytes:
    book = Workbook()
    book.active["A1"].value = "type"
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


ENTITIES = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><a>&b;</a>'
REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "nothing": (lambda: b"", "not an .xlsx workbook"),
    "text": (lambda: b"type,name,label\ntext,q,Q?\n", "not an .xlsx workbook"),
    "old workbook": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "not an .xlsx workbook"),
    "half a file": (lambda: GOOD[: len(GOOD) // 2], "not an .xlsx workbook"),
    "other zip": (lambda: zipped({"mimetype": b"application/epub+zip"}), "not an .xlsx workbook"),
    "only its label": (
        lambda: zipped({"[Content_Types].xml": b"<Types/>"}),
        "not a workbook that can be read",
    ),
    "large": (lambda: b"x" * (limits.LARGEST_FILE + 1), "larger than 10 MB"),
    "zip bomb": (bomb, "unpacks to more than"),
    "many parts": (lambda: zipped({f"x{at}": b"" for at in range(600)}), "unpacks to more than"),
    "macros": (lambda: with_part("xl/vbaProject.bin"), "holds macros"),
    "old macros": (lambda: with_part("xl/macrosheets/sheet1.xml"), "holds macros"),
    "other files": (lambda: with_part("xl/externalLinks/externalLink1.xml"), "refers to other files"),
    "embedded files": (lambda: with_part("xl/embeddings/a.bin"), "holds other files"),
    "active content": (lambda: with_part("xl/activeX/activeX1.xml"), "active content"),
    "entities": (lambda: sheet_of(ENTITIES), "defines XML entities"),
    "entities across blocks": (lambda: sheet_of(b" " * 999_995 + ENTITIES[21:]), "defines XML entities"),
    "large part": (lambda: with_part("xl/styles2.xml", b" " * 4_000_000), "styles2.xml is too large"),
    "other packing": (
        lambda: zipped({"[Content_Types].xml": b"x" * 99}, zipfile.ZIP_LZMA),
        "packed in a way",
    ),
    "other encoding": (lambda: sheet_of("<a>é</a>".encode("latin-1")), "not encoded in UTF-8"),
    "UTF-16": (lambda: sheet_of("<a>é</a>".encode("utf-16")), "not encoded in UTF-8"),
    "no XML": (lambda: sheet_of(b"<worksheet"), "not a workbook that can be read"),
    "long sheet": (lambda: sheet_of(rows(limits.MOST_ROWS + 1)), "more than 10000 rows"),
    "far row": (lambda: sheet_of(rows(1, first=1_048_576)), "more than 10000 rows"),
    "wide sheet": (lambda: sheet_of(wide("XFD")), "more than 200 columns"),
    "formula": (
        lambda: cells(lambda sheet: put(sheet, "C2", "=1+1")),
        "survey!C2: This cell holds a formula",
    ),
    "error": (lambda: cells(lambda sheet: put(sheet, "C2", "#REF!")), "survey!C2: This cell holds an error"),
    "no survey": (other_sheet, "no sheet named survey"),
    "empty survey": (lambda: cells(lambda sheet: sheet.delete_rows(1, 9)), "no sheet named survey"),
    "no question": (lambda: cells(lambda sheet: sheet.delete_rows(2, 9)), "nothing to ask"),
}


def zipped(parts: dict[str, bytes], method: int = zipfile.ZIP_STORED) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", method) as target:
        for name, content in parts.items():
            target.writestr(name, content)
    return written.getvalue()


def put(sheet: Any, place: str, value: object) -> None:
    sheet[place].value = value


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_good_is_refused_in_words(name: str) -> None:
    make, text = REFUSED[name]
    assert text in refusal_of(make())


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(InvalidFile, match=r"none\.xlsx:1: This file cannot be read"):
        read_xlsform(tmp_path / "none.xlsx")


def test_a_password_is_named() -> None:
    protected = bytearray(zipped({"[Content_Types].xml": b"<Types/>"}))
    protected[protected.index(b"PK\x01\x02") + 8] |= 1
    assert "protected with a password" in refusal_of(bytes(protected))


def test_a_formula_is_refused_even_where_its_value_is_kept() -> None:
    content = sheet_of(
        rows(1).replace(b'<c r="A1"><v>1</v></c>', b'<c r="A1" t="str"><f>1+1</f><v>type</v></c>')
    )
    assert "survey!A1: This cell holds a formula" in refusal_of(content)


def test_more_cells_than_allowed_are_not_read_to_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MOST_CELLS", 5)
    assert "more than 5 cells" in refusal_of(form("treatment"))


def test_empty_cells_count_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MOST_PLACES", 5)
    assert "cells" in refusal_of(form("treatment"))


@pytest.fixture
def watch() -> Iterator[None]:
    tracemalloc.start()
    began = time.monotonic()
    yield
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 60_000_000
    assert time.monotonic() - began < 20


@pytest.mark.parametrize("name", ["entities", "long sheet", "far row", "wide sheet", "macros"])
def test_refusing_takes_little_time_and_memory(name: str, watch: None) -> None:
    make, text = REFUSED[name]
    assert text in refusal_of(make())


def test_numbers_and_days_are_what_a_person_sees() -> None:
    def change(sheet: Any) -> None:
        for at, value in enumerate((5.0, 2.5, True), start=3):
            for column, text in enumerate(("text", f"q{at}", value), start=1):
                sheet.cell(at, column).value = text

    questions = read_xlsform(cells(change)).questionnaire.questions_asked()
    assert [question.text.in_language("en") for question in questions] == ["Q?", "5", "2.5", "true"]


@pytest.mark.parametrize("text", ["=1+1", "+1", "@x", "a_x0041_b", "#REF!", "'quoted", "two\nlines"])
def test_a_text_that_looks_like_something_else_is_a_text(text: str) -> None:
    (question,) = read_xlsform(survey(["text", "q", text])).questionnaire.questions_asked()
    assert question.text.in_language("en") == text


def test_options_that_multiply_are_not_all_made() -> None:
    many = [["many", f"o{at}", "O"] for at in range(400)]
    filtered = [["select_one many", f"q{at}", "Q?", "name != '" + "x" * 2000 + "'"] for at in range(60)]
    found = read_xlsform(survey(*filtered, choices=many, headings=["choice_filter"]))
    assert any("too many options" in one.why for one in found.not_mapped)


def test_a_list_that_is_too_long_is_listed() -> None:
    many = [["many", f"o{at}", "O"] for at in range(501)]
    found = read_xlsform(survey(["text", "q", "Q?"], ["select_one many", "r", "R?"], choices=many))
    assert {one.row for one in found.not_mapped if one.sheet == "survey"} == {3}


@settings(max_examples=60, deadline=None)
@given(st.integers(0, len(GOOD) - 1), st.binary(max_size=8), st.integers(0, 60))
def test_whatever_is_damaged_the_file_is_read_or_refused_in_words(
    at: int, put_in: bytes, length: int
) -> None:
    said = outcome_of(GOOD[:at] + put_in + GOOD[at + length :])
    assert said.startswith(("form.xlsx:", "1 questions"))


def outcome_of(content: bytes) -> str:
    try:
        found = read_xlsform(content, "form.xlsx")
    except InvalidFile as refused:
        return str(refused)
    return f"{len(found.questionnaire.by_key)} questions"


TOKENS = [
    "${n}",
    "${s}",
    ".",
    "'a'",
    "''",
    "1",
    "2.5",
    "=",
    "!=",
    "<",
    ">=",
    "and",
    "or",
    "(",
    ")",
    "+",
    "-",
    "*",
    "div",
    "not(",
    "selected(",
    "count(",
    "sum(",
    "today()",
    "true()",
    ",",
    "x",
    "${",
    "'",
    "${later}",
]


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.sampled_from(TOKENS),
        max_size=9,
    ),
    st.sampled_from(["relevant", "constraint", "calculation", "choice_filter"]),
)
def test_whatever_an_expression_says_it_is_mapped_or_listed(tokens: list[str], heading: str) -> None:
    kind = {"calculation": "calculate", "choice_filter": "select_one ab"}.get(heading, "integer")
    found = read_xlsform(
        survey(
            ["integer", "n", "N"],
            ["select_one ab", "s", "S"],
            [kind, "q", "Q", " ".join(tokens)],
            ["text", "later", "L"],
            choices=[["ab", "a", "A"], ["ab", "b", "B"]],
            headings=[heading],
        )
    )
    question = found.questionnaire.by_key.get("q")
    said = question is not None and question.model_dump(exclude_unset=True).keys() - {
        "key",
        "type",
        "text",
        "options",
    }
    assert said or found.not_mapped or not tokens or "shown_when" in str(question)
