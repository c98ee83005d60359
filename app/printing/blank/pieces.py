"""What a page of a blank questionnaire is made of: plain view models in reading order, for PDF and Word alike."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal

from app.domain.text import Worded


@dataclass(frozen=True)
class Heading:
    """Level 2 is a section, level 3 a question, level 4 a part of one."""

    kind: ClassVar[str] = "heading"
    level: Literal[2, 3, 4]
    number: str
    words: Worded


@dataclass(frozen=True)
class Paragraph:
    kind: ClassVar[str] = "paragraph"
    style: Literal["plain", "guidance", "condition"]
    words: Worded


@dataclass(frozen=True)
class Box:
    """Something to tick, or to give a rank to; with `writes` there is a line beside it. `condition` may be none."""

    words: Worded
    writes: bool = False
    condition: Worded | None = None


@dataclass(frozen=True)
class Boxes:
    kind: ClassVar[str] = "boxes"
    boxes: Sequence[Box]


@dataclass(frozen=True)
class Lines:
    """`count` lines to write on, after a label where there is one."""

    kind: ClassVar[str] = "lines"
    count: int
    label: Worded | None = None


Simple = Paragraph | Boxes | Lines


@dataclass(frozen=True)
class Row:
    """A row of a table: what it is about, and in each column what to tick or where to write."""

    label: Worded
    cells: Sequence[Sequence[Simple]]


@dataclass(frozen=True)
class Table:
    kind: ClassVar[str] = "table"
    corner: Worded
    columns: Sequence[Worded]
    rows: Sequence[Row]


Piece = Heading | Paragraph | Boxes | Lines | Table


@dataclass(frozen=True)
class Blank:
    """The whole. `identifier` is hexadecimal: what the bytes depend on; `dated` is the version's, ISO 8601 in UTC."""

    language: str
    right_to_left: bool
    identifier: str
    dated: str
    title: Worded
    edition: Worded
    notice: str
    pieces: Sequence[Piece]
