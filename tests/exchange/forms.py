"""XLSForm workbooks from the tables of tests/exchange/xlsforms, which can be read and reviewed."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from app.exchange.xlsform.workbook import Sheet, write_workbook

FOLDER = Path(__file__).with_name("xlsforms")
FORMS = tuple(sorted(path.stem for path in FOLDER.glob("*.md")))
Table = list[list[str]]


def tables(name: str) -> dict[str, Table]:
    """The sheets of a form: a row whose first cell is filled begins a sheet and holds its headings."""
    found: dict[str, Table] = {}
    rows: Table = []
    for line in (FOLDER / f"{name}.md").read_text(encoding="utf-8").splitlines():
        if not line.startswith("|"):
            continue
        first, *cells = [cell.strip().replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
        if first:
            rows = found.setdefault(first, [])
        rows.append(cells)
    return found


def workbook(sheets: Mapping[str, Sequence[Sequence[str]]]) -> bytes:
    return write_workbook(sheets)


def form(name: str) -> bytes:
    return workbook(tables(name))


def sheets_of(found: Mapping[str, Table]) -> tuple[Sheet, ...]:
    """The same as they are read from a workbook, without writing one."""
    return tuple(
        Sheet(
            name,
            tuple(
                (number, {at: text for at, text in enumerate(row, start=1) if text})
                for number, row in enumerate(rows, start=1)
                if any(row)
            ),
        )
        for name, rows in found.items()
    )


def survey(
    *rows: Sequence[str], choices: Sequence[Sequence[str]] = (), headings: Sequence[str] = ()
) -> bytes:
    """A small form: rows of type, name, label and whatever `headings` name."""
    held = {"survey": [["type", "name", "label", *headings], *rows]}
    if choices:
        held["choices"] = [["list_name", "name", "label"], *choices]
    return workbook(held)
