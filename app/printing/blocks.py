"""The printed HTML as the text that a reader should find in the PDF: blocks of words and figures, in reading order.

What is compared later is what was laid out, whatever wrote it: sentences, cells, captions, hashes, dates. A figure is
an element with `data-figure="ID"`: a `<span>` in a sentence, the `<td>` itself in a table. The head and foot of a table
stand apart, since they come again on every page that the table reaches, and so do footnotes, which stand at the foot
of theirs.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

PAGE = "\ue000"
"""Stands before the anchor whose page number the layout fills in."""

CALL = "\ue001"
"""Stands for the sign of a footnote, in the text and before the note."""

MARGINS = "margins"
"""The block of what runs in the margins of every page."""

_VOID = frozenset({"meta", "br", "img", "rect", "hr", "link", "col", "input", "circle", "line", "path"})
_STARTS = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "table", "blockquote"})
_WHOLE = frozenset({"whole", "parted"})
_REGIONS = {"thead": "head", "tfoot": "foot"}


@dataclass(frozen=True)
class Piece:
    """Some text; `figure` is the identifier of the figure that it is, '' for words."""

    text: str
    figure: str = ""


@dataclass
class Block:
    """A paragraph, heading, table or figure. `name` is how it is called when something in it differs; `anchor` is
    where the contents lead, '' for most.
    """

    name: str
    flow: list[Piece] = field(default_factory=list)
    head: list[Piece] = field(default_factory=list)
    foot: list[Piece] = field(default_factory=list)
    anchor: str = ""

    def pieces(self) -> Iterator[Piece]:
        yield from (*self.head, *self.flow, *self.foot)


def blocks_of(html: str) -> tuple[Block, ...]:
    """The blocks of a printed document, without those that hold nothing. Footnotes come last."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return tuple(block for block in (*reader.blocks, *reader.footnotes) if any(block.pieces()))


def figures_of(blocks: Iterable[Block]) -> tuple[Piece, ...]:
    """The printed figures in document order."""
    return tuple(piece for block in blocks for piece in block.pieces() if piece.figure)


def as_json(blocks: Iterable[Block]) -> list[dict[str, Any]]:
    """Blocks as JSON: words are strings, figures are `{"figure": ID, "shown": text}`."""
    return [
        {"block": block.name}
        | {
            region: [{"figure": one.figure, "shown": one.text} if one.figure else one.text for one in pieces]
            for region, pieces in (("flow", block.flow), ("head", block.head), ("foot", block.foot))
            if pieces
        }
        | ({"anchor": block.anchor} if block.anchor else {})
        for block in blocks
    ]


def from_json(data: Sequence[Mapping[str, Any]]) -> tuple[Block, ...]:
    """The inverse of `as_json`. Raises KeyError, TypeError or AttributeError for anything else."""
    return tuple(
        Block(
            str(one["block"]),
            flow=_pieces(one, "flow"),
            head=_pieces(one, "head"),
            foot=_pieces(one, "foot"),
            anchor=str(one.get("anchor", "")),
        )
        for one in data
    )


def _pieces(data: Mapping[str, Any], region: str) -> list[Piece]:
    return [_piece(piece) for piece in data.get(region, ())]


def _piece(data: Any) -> Piece:
    return Piece(data) if isinstance(data, str) else Piece(str(data["shown"]), str(data["figure"]))


@dataclass(frozen=True)
class _Open:
    """An element that is open; `starts` says that its end ends a block."""

    tag: str
    classes: frozenset[str]
    figure: str
    starts: bool


class _Reader(HTMLParser):
    """Collects blocks while it reads."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[Block] = [Block("first page")]
        self.footnotes: list[Block] = []
        self.open: list[_Open] = []
        self.place = "first page"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        classes = frozenset(given.get("class", "").split())
        starts = not self._inside_whole() and (tag in _STARTS or bool(classes & _WHOLE))
        if starts:
            self.blocks.append(Block(self._name_of(), anchor=given.get("id", "")))
        if tag == "body":
            running = [given[name] for name in ("data-symbol", "data-notice") if given.get(name)]
            self.blocks.insert(0, Block(MARGINS, [Piece(one) for one in running]))
        if "footnote" in classes:
            self._put(Piece(CALL))
            self.footnotes.append(Block(f"footnote {len(self.footnotes) + 1}", [Piece(CALL)]))
        if "data-of" in given:
            self._put(Piece(f"{PAGE}{given['data-of'].removeprefix('#')}"))
        if given.get("alt"):
            self._put(Piece(given["alt"]))
        if tag not in _VOID:
            self.open.append(_Open(tag, classes, given.get("data-figure", ""), starts))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """`<rect …/>` of a drawing: nothing to read."""

    def handle_endtag(self, tag: str) -> None:
        while self.open:
            closed = self.open.pop()
            if closed.starts:
                self._end_block(closed)
            if closed.tag == tag:
                return

    def handle_data(self, data: str) -> None:
        if data.strip() and self._is_read():
            figure = next((one.figure for one in reversed(self.open) if one.figure), "")
            self._put(Piece(data, figure))

    def _is_read(self) -> bool:
        tags = {one.tag for one in self.open}
        return "body" in tags and not tags & {"style", "script"}

    def _inside_whole(self) -> bool:
        return any(one.starts and (one.tag == "table" or one.classes & _WHOLE) for one in self.open)

    def _put(self, piece: Piece) -> None:
        if self.footnotes and any("footnote" in one.classes for one in self.open):
            self.footnotes[-1].flow.append(piece)
            return
        region = next((_REGIONS[one.tag] for one in self.open if one.tag in _REGIONS), "flow")
        getattr(self.blocks[-1], region).append(piece)

    def _name_of(self) -> str:
        """What a block is called as long as nothing in it says so."""
        for one in self.open:
            for name in ("summary", "contents"):
                if name in one.classes:
                    return name
        return self.place

    def _end_block(self, closed: _Open) -> None:
        block = self.blocks[-1]
        first = block.flow[0].text.strip() if block.flow else ""
        if "numbered" in closed.classes:
            block.name = self.place = f"paragraph {first.rstrip('.')}"
        elif closed.classes & _WHOLE:
            block.name = first or block.name
        elif closed.tag[0] == "h" and block.name not in ("summary", "contents"):
            block.name = self.place = " ".join(piece.text.strip() for piece in block.flow)[:60]
        self.blocks.append(Block(self.place))
