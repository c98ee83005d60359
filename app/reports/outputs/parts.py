"""The document in reading order as the few kinds of parts that every file beside the PDF is written from.

Here alone it is decided what a block becomes: a kind that is not known ends every output with the same error.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from app.domain.figures import Text
from app.domain.report_outline import in_line
from app.domain.voice import Voice
from app.reports.printed import (
    Annex,
    Document,
    Figure,
    Heading,
    Item,
    Paragraph,
    Row,
    StackedFigure,
    Table,
)


@dataclass(frozen=True)
class Title:
    """The heading of a chapter or annex (level 1) or of a lettered section (level 2)."""

    level: int
    anchor: str
    number: str
    text: str
    starts_page: bool = False


@dataclass(frozen=True)
class Words:
    """A paragraph; without a `number` it is one that the document does not count."""

    text: Text
    number: str = ""


@dataclass(frozen=True)
class Grid:
    """A table, or a figure told in a table: `heads` of all columns, the label's among them; totals are rows.

    `name`, `title`, `unit` and `source` are empty for a list of names.
    """

    name: str
    title: Text | str
    subtitle: str
    unit: str
    heads: tuple[str, ...]
    rows: tuple[Row, ...]
    remarks: tuple[Text, ...]
    source: Text

    @property
    def is_listing(self) -> bool:
        """Whether all its columns are for words."""
        return not self.source


Part = Title | Words | Grid


def parts_of(document: Document, voice: Voice) -> Iterator[Part]:
    """What follows the first page. Raises TypeError for a block that no output knows how to write."""
    for chapter in document.chapters:
        yield Title(1, chapter.anchor, chapter.number, chapter.title)
        for block in chapter.blocks:
            yield part_of(block, voice)
    for annex in document.annexes:
        yield Title(1, annex.anchor, annex.number, annex.title, starts_page=True)
        yield from _in_annex(annex)


def part_of(block: object, voice: Voice) -> Part:
    """What one block becomes. Raises TypeError for a kind that is not known."""
    match block:
        case Heading():
            return Title(2, block.anchor, block.number, block.title)
        case Paragraph():
            return Words(in_line(block.text), f"{block.number}.")
        case Item():
            return Words(in_line(block.text), block.marker)
        case Table():
            return _of_table(block)
        case Figure():
            return _of_bars(block, voice)
        case StackedFigure():
            return _of_stacked(block, voice)
    raise TypeError(f"no output knows how to write a block of the kind {type(block).__name__}")


def grids_of(document: Document, voice: Voice) -> Iterator[Grid]:
    """The tables of the document in reading order, without what is drawn as a figure: each figure is a table too."""
    for chapter in document.chapters:
        for block in chapter.blocks:
            if isinstance(block, Table):
                yield _of_table(block)
    for annex in document.annexes:
        for part in _in_annex(annex):
            if isinstance(part, Grid):
                yield part if part.title else _called(part, annex)


def _in_annex(annex: Annex) -> Iterator[Part]:
    if annex.introduction:
        yield Words(annex.introduction)
    if annex.listing:
        yield Grid("", "", "", "", annex.heads, annex.listing, (), ())
    for table in annex.tables:
        yield _of_table(table)
    if annex.closing:
        yield Words(annex.closing)


def _called(grid: Grid, annex: Annex) -> Grid:
    """A list of names under the title of its annex."""
    return Grid(annex.number, annex.title, "", "", grid.heads, grid.rows, (), ())


def _of_table(table: Table) -> Grid:
    total = () if table.total is None else (Row(table.total.label, table.total.cells, kind="total"),)
    return Grid(
        name=table.name,
        title=table.title,
        subtitle=table.subtitle,
        unit=table.unit,
        heads=table.columns,
        rows=(*table.rows, *total),
        remarks=table.remarks,
        source=table.source,
    )


def _of_bars(figure: Figure, voice: Voice) -> Grid:
    heads = (voice.word("Reply"), voice.word("Number"), voice.word("Per cent"))
    return Grid(
        name=figure.name,
        title=figure.title,
        subtitle="",
        unit="",
        heads=heads,
        rows=tuple(Row(bar.label, (bar.count, bar.share)) for bar in figure.bars),
        remarks=figure.remarks,
        source=figure.source,
    )


def _of_stacked(figure: StackedFigure, voice: Voice) -> Grid:
    """Each bar says its parts in words."""
    counted = (figure.counted,) if figure.counted else ()
    rows = tuple(
        Row(bar.label, (bar.said, *((bar.counted,) if counted else ()), bar.base)) for bar in figure.bars
    )
    return Grid(
        name=figure.name,
        title=figure.title,
        subtitle="",
        unit=figure.unit,
        heads=(figure.subject, voice.word("Reply"), *counted, figure.replies),
        rows=rows,
        remarks=figure.remarks,
        source=figure.source,
    )
