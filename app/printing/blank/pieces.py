"""What a page of a blank questionnaire is made of: plain view models in reading order, for PDF and Word alike."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal


@dataclass(frozen=True)
class Words:
    """A text and the language it is in."""

    text: str
    language: str


@dataclass(frozen=True)
class Heading:
    """Level 2 is a section, level 3 a question, level 4 a part of one."""

    kind: ClassVar[str] = "heading"
    level: Literal[2, 3, 4]
    number: str
    words: Words


@dataclass(frozen=True)
class Paragraph:
    kind: ClassVar[str] = "paragraph"
    style: Literal["plain", "guidance", "condition"]
    words: Words


@dataclass(frozen=True)
class Box:
    """Something to tick, or to give a rank to; with `writes` there is a line beside it. `condition` may be none."""

    words: Words
    writes: bool = False
    condition: Words | None = None


@dataclass(frozen=True)
class Boxes:
    kind: ClassVar[str] = "boxes"
    boxes: Sequence[Box]


@dataclass(frozen=True)
class Lines:
    """`count` lines to write on, after a label where there is one."""

    kind: ClassVar[str] = "lines"
    count: int
    label: Words | None = None


Simple = Paragraph | Boxes | Lines


@dataclass(frozen=True)
class Row:
    """A row of a table: what it is about, and in each column what to tick or where to write."""

    label: Words
    cells: Sequence[Sequence[Simple]]


@dataclass(frozen=True)
class Table:
    kind: ClassVar[str] = "table"
    corner: Words
    columns: Sequence[Words]
    rows: Sequence[Row]


Piece = Heading | Paragraph | Boxes | Lines | Table


@dataclass(frozen=True)
class Blank:
    """The whole. `identifier` is hexadecimal: what the bytes depend on; `dated` is the version's, ISO 8601 in UTC."""

    language: str
    right_to_left: bool
    identifier: str
    dated: str
    title: Words
    edition: Words
    notice: str
    pieces: Sequence[Piece]
