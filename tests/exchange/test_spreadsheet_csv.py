"""Files for spreadsheets calculate nothing."""

import csv
import io

import pytest

from app.exchange.spreadsheet_csv import as_csv, harmless


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1"])
def test_what_would_be_a_formula_is_text(text: str) -> None:
    assert harmless(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "A body", "1 = 1", "'=1"])
def test_other_text_stays_as_it_is(text: str) -> None:
    assert harmless(text) == text


def test_a_file_reads_back_with_its_marks_commas_and_quotes() -> None:
    content = as_csv(["who", "what"], [["=cmd()", 'said "no", twice']])
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    assert rows == [["who", "what"], ["'=cmd()", 'said "no", twice']]
