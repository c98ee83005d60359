"""The blocks of a document's HTML in reading order, as lines of text.

A table or figure is one block, so is a paragraph. It imports nothing from the application."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser

LINES = frozenset({"p", "tr", "li", "h1", "h2", "h3"})
CELLS = frozenset({"td", "th", "span", "b"})
VOID = frozenset({"meta", "br", "img", "hr", "col", "link", "rect"})
STARTS: Mapping[tuple[str, str], str] = {
    ("p", "numbered"): "paragraph",
    ("div", "whole"): "table",
    ("div", "parted"): "table",
    ("section", "summary"): "summary",
    ("nav", "contents"): "contents",
    ("table", "listing"): "listing",
    ("h1", ""): "heading",
    ("h2", ""): "heading",
    ("h3", ""): "heading",
}
"""What begins a block, by tag and class, and what kind of block that is. A part of the document that begins with none
of these is of the kind "other"."""


@dataclass(frozen=True)
class Drawn:
    """A picture: its alternative text, and where each of its rectangles begins, how wide and of which colour it is."""

    said: str
    rectangles: tuple[tuple[float, float, str], ...] = ()


@dataclass
class Block:
    """`lines` are its paragraphs, rows and list entries, `drawn` its pictures."""

    kind: str
    lines: list[str] = field(default_factory=list)
    drawn: list[Drawn] = field(default_factory=list)

    @property
    def text(self) -> str:
        return " ".join(self.lines)


def blocks_of(html: str) -> list[Block]:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return [block for block in reader.blocks if block.lines]


def differing(before: Sequence[Block], after: Sequence[Block]) -> list[tuple[Block, Block]]:
    """The blocks that are not the same in two documents of the same outline. Raises ValueError on another outline."""
    return [
        (one, other)
        for one, other in zip(before, after, strict=True)
        if (one.kind, one.lines, one.drawn) != (other.kind, other.lines, other.drawn)
    ]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks = [Block("other")]
        self.open: list[
            tuple[str, bool, bool]
        ] = []  # each open tag, whether it began a block, whether it is a cell
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "rect":
            self._rectangle(given)
        if tag in VOID:
            self.words.append(" ")
            return
        begins = self._begins(tag, (given.get("class") or "").split())
        if tag in LINES:
            self._end_line()
        if begins:
            self._begin(begins)
        # A figure is marked within its sentence, but for the cell that is one.
        is_cell = tag in CELLS and (tag == "td" or "data-figure" not in given)
        self.words.append(" " if is_cell else "")
        self.open.append((tag, bool(begins), is_cell))

    def handle_startendtag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        while self.open:
            last, began, is_cell = self.open.pop()
            if last in LINES or began:
                self._end_line()
            if began:
                self.blocks.append(Block("other"))
            self.words.append(" " if is_cell else "")
            if last == tag:
                break

    def handle_data(self, data: str) -> None:
        inside = [tag for tag, *_ in self.open]
        if "svg" in inside:
            if inside[-1] == "title":
                self.blocks[-1].kind = "figure"
                self.blocks[-1].drawn.append(Drawn(data))
        elif "title" not in inside:
            self.words.append(data)

    def _begins(self, tag: str, classes: Sequence[str]) -> str:
        if any(began for _, began, _ in self.open):
            return ""
        return next((kind for name in (*classes, "") if (kind := STARTS.get((tag, name), ""))), "")

    def _begin(self, kind: str) -> None:
        self._end_line()
        self.blocks.append(Block(kind))

    def _rectangle(self, given: Mapping[str, str | None]) -> None:
        drawn = self.blocks[-1].drawn
        seen = (float(given.get("x") or 0), float(given.get("width") or 0), given.get("fill") or "")
        drawn[-1] = Drawn(drawn[-1].said, (*drawn[-1].rectangles, seen))

    def _end_line(self) -> None:
        line = " ".join("".join(self.words).split())
        self.words = []
        if line:
            self.blocks[-1].lines.append(line)
