"""A tagged PDF → its text in reading order, as its structure tree has it, and the files embedded in it.

The tree's leaves name marked content of a page; the glyphs between its marks are read through the fonts' own maps to
Unicode. Glyphs come in the order in which they are drawn, from left to right: see `app.printing.matching` for what
that means for Arabic. Nothing here trusts the file: whatever is wrong with it raises Unreadable.
"""

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from pypdf import PageObject, PdfReader
from pypdf.generic import DictionaryObject, IndirectObject

from app.printing.glyphs import marked_texts

MOST_BYTES = 200_000_000
MOST_ELEMENTS = 2_000_000
DEEPEST = 200


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
            self.texts[page] = _marked_texts(self.reader.pages[page - 1])
        return self.texts[page]


def _kids(element: Any) -> list[Any]:
    kids = element.get("/K", [])
    kids = kids.get_object() if isinstance(kids, IndirectObject) and not _is_element(kids) else kids
    return list(kids) if isinstance(kids, list) else [kids]


def _is_element(kid: IndirectObject) -> bool:
    return isinstance(kid.get_object(), DictionaryObject)


def _marked_texts(page: PageObject) -> Mapping[int, str]:
    """The text of each marked content of a page, by its number."""
    contents = page.get_contents()
    named = page.get("/Resources", {}).get_object().get("/Font", {}).get_object()
    fonts = {str(name)[1:].encode(): font.get_object() for name, font in named.items()}
    return marked_texts(contents.get_data(), fonts) if contents is not None else {}
