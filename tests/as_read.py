"""What is read of the document's view models, without the identifiers of the figures."""

from app.domain.figures import Shown, plain
from app.reports.printed import Row, Table


def word_of(piece: Shown | str) -> str:
    return piece if isinstance(piece, str) else piece.text


def cells_of(row: Row) -> tuple[str, ...]:
    return tuple(map(word_of, row.cells))


def line_of(row: Row) -> tuple[str, ...]:
    return (plain(row.label), *cells_of(row))


def remarks_of(table: Table) -> tuple[str, ...]:
    return tuple(map(plain, table.remarks))
