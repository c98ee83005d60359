"""The Commission's document as plain view models: what the print template loops over, in reading order."""

from dataclasses import dataclass
from typing import ClassVar, Literal

from app.domain.figures import Shown, Text
from app.domain.report_outline import Inline
from app.domain.text import Worded, direction_of

ROWS_OF_A_PAGE = 30


@dataclass(frozen=True)
class Heading:
    """The heading of a lettered section within a chapter."""

    kind: ClassVar[str] = "heading"
    anchor: str
    number: str
    title: str


@dataclass(frozen=True)
class Paragraph:
    """A paragraph with its number in the document; `block` is its key in the outline.

    One that quotes a reply has three pieces of text, the second of which are the words of the State, as it wrote
    them; `quoted_in` is their language.
    """

    kind: ClassVar[str] = "paragraph"
    number: int
    text: Inline
    block: str = ""
    quoted_in: str = ""

    @property
    def direction(self) -> str:
        """How the words of the State are read, whatever language its reply says it is in."""
        return direction_of("".join(one for one in self.text[1:2] if isinstance(one, str)))


@dataclass(frozen=True)
class Item:
    """One paragraph of an item of a list, one to three lists deep; `marker` ("(a)") stands before the first of it."""

    kind: ClassVar[str] = "item"
    level: int
    marker: str
    text: Inline
    block: str = ""


@dataclass(frozen=True)
class Row:
    """A row of figures; in a table of several parts also what a part begins (`heading`) and ends with (`note`).

    `shades` darkens the cells of a heat table, from 0 (none) to 5 (all of the base); empty elsewhere.
    """

    label: Text | str
    cells: tuple[Shown | str, ...] = ()
    shades: tuple[int, ...] = ()
    kind: Literal["figures", "heading", "total", "note"] = "figures"


@dataclass(frozen=True)
class Table:
    """A numbered table that stands alone: title, unit, columns, rows, total, source.

    `subtitle` says which part of a question it is about. A table of several parts has a total in each of them.
    """

    kind: ClassVar[str] = "table"
    name: str
    title: str
    unit: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    total: Row | None
    remarks: tuple[Text, ...]
    source: Text
    subtitle: str = ""

    @property
    def fits(self) -> bool:
        """Whether it has its place on one page, and so is never parted."""
        return len(self.rows) <= ROWS_OF_A_PAGE

    @property
    def width(self) -> str:
        """How wide its columns can be."""
        return "figures" if len(self.columns) < 5 else "narrow" if len(self.columns) < 8 else "slim"


@dataclass(frozen=True)
class Bar:
    """One bar of a figure; `width` is 0 to 100, in parts of the whole base. `said` is its alternative text."""

    label: str
    count: Shown
    share: Shown
    width: float
    said: str


@dataclass(frozen=True)
class Figure:
    kind: ClassVar[str] = "figure"
    name: str
    title: Text
    bars: tuple[Bar, ...]
    remarks: tuple[Text, ...]
    source: Text


@dataclass(frozen=True)
class Segment:
    """A part of a stacked bar: where it begins and how wide it is, in parts of 100; `tone` is its place in the key."""

    start: float
    width: float
    tone: int


@dataclass(frozen=True)
class StackedBar:
    """One bar of several segments. `base` is what it is whole of; `said` is its alternative text."""

    label: str
    segments: tuple[Segment, ...]
    counted: Shown | str
    base: Shown
    said: str


@dataclass(frozen=True)
class StackedFigure:
    """Bars of equal length, each parted as its replies are.

    `key` names the tones, with their places in the scale of tones; `subject`, `counted` ('' for none) and `replies` are
    the heads of the columns.
    """

    kind: ClassVar[str] = "stacked"
    name: str
    title: str
    unit: str
    key: tuple[tuple[int, str], ...]
    subject: str
    counted: str
    replies: str
    bars: tuple[StackedBar, ...]
    remarks: tuple[Text, ...]
    source: Text


Block = Heading | Paragraph | Item | Table | Figure | StackedFigure


@dataclass(frozen=True)
class Chapter:
    anchor: str
    number: str
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Annex:
    """An annex, which starts on a new page: a list of words in columns with these heads, or tables.

    `closing` stands below them.
    """

    anchor: str
    number: str
    title: str
    introduction: Text
    heads: tuple[str, ...] = ()
    listing: tuple[Row, ...] = ()
    tables: tuple[Table, ...] = ()
    closing: Text = ()


@dataclass(frozen=True)
class ContentsLine:
    anchor: str
    number: str
    title: str
    level: int


@dataclass(frozen=True)
class Masthead:
    """What stands above the title. Session, place and agenda item are in English where the cycle has no others.

    `notes` are the notes to the title, each with as many asterisks as its place and that of the agenda item make.
    """

    symbol: str
    status: str
    data_as_at: str
    session: Worded
    place_and_dates: Worded
    agenda_item: Worded
    language: str
    notes: tuple[Worded, ...] = ()


@dataclass(frozen=True)
class Document:
    """The whole document. `notice` is printed across and below every page, where the data are a demonstration's.

    `identifier` is what the bytes of the PDF depend on; `dated` its date, from the data, as ISO 8601 in UTC.
    `data_set` and `definition` are the hashes it was made from.
    """

    language: str
    identifier: str
    data_set: str
    definition: str
    dated: str
    title: str
    nature: str
    notice: str
    masthead: Masthead
    summary: tuple[Inline, ...]
    contents: tuple[ContentsLine, ...]
    chapters: tuple[Chapter, ...]
    annexes: tuple[Annex, ...]
