"""How many pages a document will have, before it is laid out: for its progress bar, nothing else."""

from app.reports.printed import Block, Document, Figure, Paragraph, Table

OPENING = 2  # the masthead with its summary, and the contents
SIGNS_OF_A_PAGE = 3_000
ROWS_OF_A_PAGE = 42
FRAME = 9  # rows that title, head, source and the gap around a table or a figure take


def pages_expected(document: Document) -> int:
    """Measured on the documents of the demonstration, where it is off by less than a tenth."""
    chapters = [block for chapter in document.chapters for block in chapter.blocks]
    tables = [table for annex in document.annexes for table in annex.tables]
    listed = sum(len(annex.listing) for annex in document.annexes)
    inside = sum(map(_pages_of, chapters))
    outside = sum(map(_pages_of, tables)) + listed / ROWS_OF_A_PAGE
    return OPENING + len(document.annexes) + round(inside + outside)


def _pages_of(block: Block) -> float:
    match block:
        case Paragraph(text=text):
            return len(text) / SIGNS_OF_A_PAGE
        case Table(rows=rows):
            return (len(rows) + FRAME) / ROWS_OF_A_PAGE
        case Figure(bars=bars):
            return (len(bars) + FRAME) / ROWS_OF_A_PAGE
        case _:
            return 2 / ROWS_OF_A_PAGE
