"""CSV that a spreadsheet opens as text: nothing in a cell is ever taken for a formula."""

import csv
import io
from collections.abc import Iterable, Sequence

_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def harmless(text: str) -> str:
    """The text, behind an apostrophe where a spreadsheet would calculate."""
    return f"'{text}" if text.startswith(_STARTS_A_FORMULA) else text


def as_csv(head: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """UTF-8 with the mark by which spreadsheets know it, lines ending as RFC 4180 has them."""
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    for row in (head, *rows):
        writer.writerow([harmless(cell) for cell in row])
    return file.getvalue().encode("utf-8-sig")
