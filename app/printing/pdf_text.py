"""A tagged PDF → its text in reading order, as its structure tree has it, and the files embedded in it.

The tree's leaves name marked content of a page; the glyphs between its marks are read through the fonts' own maps to
Unicode. Glyphs come in the order in which they are drawn, from left to right: see `app.printing.matching` for what
that means for Arabic. Nothing here trusts the file: whatever is wrong with it raises Unreadable.
"""

import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from pypdf import PageObject, PdfReader
from pypdf.generic import ContentStream, DictionaryObject, IndirectObject

MOST_BYTES = 200_000_000
MOST_ELEMENTS = 2_000_000
DEEPEST = 200
LOST = "\ufffd"
"""Stands for a letter that the file itself cannot name."""

_ARABIC = re.compile("[\u0600-\u06ff]")
_SECTION = re.compile(rb"beginbfchar(.*?)endbfchar", re.DOTALL)
_RANGES = re.compile(rb"beginbfrange(.*?)endbfrange", re.DOTALL)
_PAIR = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]*)>")
_TRIPLE = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")


class Unreadable(Exception):
    """The file is no PDF, or not one whose text has an order."""


@dataclass(frozen=True)
class Leaf:
    """Text that stands together on one line. `page` counts from 1; `table` is the table that holds it, 0 for none.

    `region` is "head" or "foot" within a table, else "flow".
    """

    text: str
    page: int
    region: str = "flow"
    table: int = 0


@dataclass(frozen=True)
class ReadPdf:
    """What a reader finds in the file. `margins` is what stands on pages beside the text: running heads."""

    language: str
    leaves: tuple[Leaf, ...]
    margins: tuple[Leaf, ...]
    attachments: Mapping[str, bytes]


def read_pdf(content: bytes) -> ReadPdf:
    """The text and the attachments. Raises Unreadable."""
    if len(content) > MOST_BYTES:
        raise Unreadable("it is larger than 200 MB")
    try:
        reader = PdfReader(io.BytesIO(content))
        attachments = {name: files[0] for name, files in reader.attachments.items() if files}
        tree = _Tree(reader)
        leaves = tuple(tree.leaves())
        language = str(reader.root_object.get("/Lang", ""))
        return ReadPdf(language, leaves, tuple(tree.margins()), attachments)
    except Unreadable:
        raise
    except Exception as problem:  # whatever a broken or hostile file makes the library raise
        raise Unreadable(f"{type(problem).__name__}: {problem}"[:200]) from problem


@dataclass(frozen=True)
class _Where:
    """Where in the tree an element stands."""

    page: int
    region: str = "flow"
    table: int = 0
    depth: int = 0


_REGION_OF = {"/THead": "head", "/TFoot": "foot"}


@dataclass
class _Tree:
    """The structure tree of one file."""

    reader: PdfReader
    texts: dict[int, Mapping[int, str]] = field(default_factory=dict)
    tables: Iterator[int] = field(default_factory=lambda: count(1))
    seen: set[int] = field(default_factory=set)
    placed: set[tuple[int, int]] = field(default_factory=set)

    def leaves(self) -> Iterator[Leaf]:
        root = self.reader.root_object.get("/StructTreeRoot")
        if root is None:
            raise Unreadable("it is not tagged")
        self.pages = {
            page.indirect_reference.idnum: number
            for number, page in enumerate(self.reader.pages, start=1)
            if page.indirect_reference is not None
        }
        for kid in _kids(root.get_object()):
            yield from self._below(kid, _Where(page=1))

    def margins(self) -> Iterator[Leaf]:
        """What no element of the tree holds; to be asked for after the leaves."""
        for page in self.pages.values():
            for number, text in self._texts_of(page).items():
                if (page, number) not in self.placed and text.strip():
                    yield Leaf(text, page)

    def _below(self, node: Any, where: _Where) -> Iterator[Leaf]:
        if isinstance(node, IndirectObject):
            if node.idnum in self.seen or len(self.seen) > MOST_ELEMENTS or where.depth > DEEPEST:
                raise Unreadable("its structure goes round in circles, or too deep")
            self.seen.add(node.idnum)
        element = node.get_object() if hasattr(node, "get_object") else node
        if isinstance(element, int):
            yield Leaf(self._texts_of(where.page).get(element, ""), where.page, where.region, where.table)
            self.placed.add((where.page, element))
        elif isinstance(element, DictionaryObject) and "/S" in element:
            yield from self._element(element, where)

    def _element(self, element: DictionaryObject, where: _Where) -> Iterator[Leaf]:
        tag = str(element["/S"])
        table = next(self.tables) if tag == "/Table" else where.table
        region = "flow" if tag == "/Table" else _REGION_OF.get(tag, where.region)
        inside = _Where(self._page_of(element, where.page), region, table, where.depth + 1)
        if "/Alt" in element:
            yield Leaf(str(element["/Alt"]), inside.page, inside.region, inside.table)
        for kid in _kids(element):
            yield from self._below(kid, inside)

    def _page_of(self, element: DictionaryObject, otherwise: int) -> int:
        page = element.raw_get("/Pg") if "/Pg" in element else None
        return self.pages.get(page.idnum, otherwise) if isinstance(page, IndirectObject) else otherwise

    def _texts_of(self, page: int) -> Mapping[int, str]:
        if page not in self.texts:
            self.texts[page] = _marked_texts(self.reader.pages[page - 1], self.reader)
        return self.texts[page]


def _kids(element: Any) -> list[Any]:
    kids = element.get("/K", [])
    kids = kids.get_object() if isinstance(kids, IndirectObject) and not _is_element(kids) else kids
    return list(kids) if isinstance(kids, list) else [kids]


def _is_element(kid: IndirectObject) -> bool:
    return isinstance(kid.get_object(), DictionaryObject)


def _marked_texts(page: PageObject, reader: PdfReader) -> Mapping[int, str]:
    """The text of each marked content of a page, by its number."""
    contents = page.get_contents()
    if contents is None:
        return {}
    fonts: dict[str, Mapping[bytes, str]] = {}
    named = page.get("/Resources", {}).get_object().get("/Font", {}).get_object()
    found: dict[int, list[str]] = {}
    marks: list[int | None] = []
    glyphs: Mapping[bytes, str] = {}
    for operands, operator in ContentStream(contents, reader).operations:
        match operator:
            case b"BDC" | b"BMC":
                marks.append(_mark(operands))
            case b"EMC" if marks:
                marks.pop()
            case b"Tf":
                name = str(operands[0])
                if name not in fonts:
                    fonts[name] = _unicode_of(named[name].get_object())
                glyphs = fonts[name]
            case b"TJ" | b"Tj":
                number = next((mark for mark in reversed(marks) if mark is not None), None)
                if number is not None:
                    found.setdefault(number, []).extend(_shown(operands[0], glyphs))
    return {number: "".join(texts) for number, texts in found.items()}


def _mark(operands: list[Any]) -> int | None:
    properties = operands[1] if len(operands) > 1 else None
    number = properties.get("/MCID") if isinstance(properties, DictionaryObject) else None
    return int(number) if number is not None else None


def _shown(operand: Any, glyphs: Mapping[bytes, str]) -> Iterator[str]:
    for string in operand if isinstance(operand, list) else [operand]:
        if isinstance(string, str | bytes):
            codes: bytes = string if isinstance(string, bytes) else string.original_bytes  # type: ignore[attr-defined]
            for place in range(0, len(codes), 2):
                yield glyphs.get(codes[place : place + 2], "")


def _unicode_of(font: Any) -> Mapping[bytes, str]:
    """Glyph → text, as the font's own map says; every font of ours has codes of two bytes.

    The layout writes what a glyph stands for where it first meets it. Of a letter with a mark above, one of the two
    then stands for both, and the other for nothing. What takes no room is a mark, or the second half of a letter; in
    Arabic nobody can say which, and it is LOST.
    """
    if "/ToUnicode" not in font:
        return {}
    found = _mapped(font["/ToUnicode"].get_object().get_data())
    without_width = _without_width(font)
    return {
        code: LOST if not text or (code in without_width and _ARABIC.search(text)) else text
        for code, text in found.items()
    }


def _without_width(font: Any) -> frozenset[bytes]:
    """The glyphs that take no room; the widths of ours are listed one by one."""
    found: set[bytes] = set()
    for inner in font.get("/DescendantFonts", []):
        widths = list(inner.get_object().get("/W", []))
        for first, listed in zip(widths[::2], widths[1::2], strict=False):
            if isinstance(listed, list):
                found.update(
                    (int(first) + place).to_bytes(2, "big") for place, width in enumerate(listed) if not width
                )
    return frozenset(found)


def _mapped(written: bytes) -> dict[bytes, str]:
    found: dict[bytes, str] = {}
    for section in _SECTION.findall(written):
        for code, text in _PAIR.findall(section):
            found[bytes.fromhex(code.decode())] = bytes.fromhex(text.decode()).decode("utf-16-be", "replace")
    for section in _RANGES.findall(written):
        for first, last, text in _TRIPLE.findall(section):
            low, high, start = int(first, 16), int(last, 16), int(text, 16)
            for code in range(low, min(high, low + 65_535) + 1):
                found[code.to_bytes(2, "big")] = chr(start + code - low)
    return found
