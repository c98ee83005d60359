"""Drawing and writing with less at hand at once, byte for byte as WeasyPrint and pydyf do it.

Left to themselves they keep everything until the file is written: the boxes of all pages beside the tags made from
them, for each box some twenty zeros and empty sets of its own, what each page draws in thousands of small pieces, and
each object as Python holds it beside how it is written, which they work out twice, for the file and for its identifier.
Here each goes when nobody asks for it any more.
"""

import ctypes
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache, partial
from math import inf
from typing import Any

from weasyprint import layout
from weasyprint.document import Document, Page
from weasyprint.formatting_structure.boxes import Box, TextBox
from weasyprint.pdf import pydyf

SIDES = ("top", "right", "bottom", "left")
USUAL: Mapping[str, Any] = {
    **{f"{space}_{side}": 0 for space in ("margin", "padding") for side in SIDES},
    **{f"border_{side}_width": 0 for side in SIDES},
    **{f"min_{side}": 0 for side in ("width", "height")},
    **{f"max_{side}": inf for side in ("width", "height")},
    "first_letter_style": None,
    "first_line_style": None,
    "leading_collapsible_space": False,
    "trailing_collapsible_space": False,
    "remove_decoration_sides": frozenset(),
}
"""What most boxes are, which then need not say so themselves."""

_release: Callable[[int], int] = ctypes.CDLL(None).malloc_trim
"""Gives what was freed back to the system, which takes it from the peak of what comes next."""


@contextmanager
def boxes_slimmed() -> Iterator[None]:
    """WeasyPrint lays out pages meanwhile whose boxes hold what is unusual about them alone."""
    make: Any = layout.make_all_pages

    def make_slim(*args: Any) -> Iterator[Any]:
        for page in make(*args):
            _slim(page)
            yield page

    layout.make_all_pages = make_slim
    try:
        yield
    finally:
        layout.make_all_pages = make


def _slim(page: Box) -> None:
    for box in [one for one in page.descendants() if isinstance(one, Box)]:
        box.__class__ = _slim_kind(box.__class__)
        usual = vars(type(box))
        held = {name: value for name, value in vars(box).items() if not _is_usual(usual, name, value)}
        box.__dict__ = held


def _is_usual(usual: Mapping[str, Any], name: str, value: Any) -> bool:
    if name not in usual:
        return False
    known = usual[name]
    return not value if name in _EMPTY else value is known or (value == known and type(value) is type(known))


_EMPTY = frozenset({"children", "remove_decoration_sides"})


@cache
def _slim_kind(kind: type[Box]) -> type[Box]:
    if "is_slim" in vars(kind):
        return kind
    texts = {"children": ()} if issubclass(kind, TextBox) else {}
    return type(kind.__name__, (kind,), {**USUAL, **texts, "is_slim": True})


def draw_lean(document: Document, on_drawn: Callable[[int, int], None]) -> None:
    """Lets each page of `document` go step by step once it is drawn; `on_drawn` is told its number, and of how many."""
    pages = len(document.pages)
    for number, page in enumerate(document.pages, start=1):
        page.paint = partial(_paint, page, page.paint, partial(on_drawn, number, pages))


def _paint(
    page: Page, paint: Callable[..., None], tell: Callable[[], None], stream: pydyf.Stream, scale: float
) -> None:
    tell()
    paint(stream, scale)
    _pack(stream)
    # Of a text that is drawn, the tags need to know no more than that it is one.
    for text in [box for box in page._page_box.descendants() if isinstance(box, TextBox)]:
        text.__dict__.clear()
    page.__class__ = _Drawn


class _Drawn(Page):
    """Hands its boxes out once, for the tags."""

    @property
    def _page_box(self) -> Any:
        return self.__dict__.pop("_page_box")


class _Packed(pydyf.Stream):
    """Holds what is written of it, and no longer what that is made from."""

    packed: bytes

    @property
    def data(self) -> bytes:
        return self.packed


def _pack(stream: pydyf.Stream) -> None:
    stream.packed = stream.data
    stream.stream = []
    stream.__class__ = _Packed


class _Written:
    """An object of a PDF as it is written, with what `pydyf.PDF.write` asks of any."""

    __slots__ = ("compressible", "data", "free", "generation", "number", "offset")
    data: bytes

    def __init__(self, made: pydyf.Object) -> None:
        self.number, self.generation, self.free = made.number, made.generation, made.free
        self.offset, self.compressible, self.data = made.offset, made.compressible, made.data

    @property
    def indirect(self) -> bytes:
        return f"{self.number} {self.generation} obj\n".encode() + self.data + b"\nendobj"


def finish_lean(document: Document, pdf: pydyf.PDF) -> None:
    """WeasyPrint's `finisher`: nothing changes any more, so each object is worked out once, and the boxes may go."""
    document.pages.clear()
    _release(0)
    pdf.is_finished = True
    for place, made in enumerate(pdf.objects):
        if made.free != "f":
            pdf.objects[place] = _Written(made)


class _Pdf(pydyf.PDF):
    """Names its pages anew only when one was added: WeasyPrint asks for all their names at each of its tags."""

    _named: tuple[bytes, ...] = ()
    is_finished = False

    def add_object(self, made: pydyf.Object) -> None:
        super().add_object(made)
        if isinstance(made, pydyf.Stream) and (self.is_finished or made.extra.get("Type") == "/EmbeddedFile"):
            _pack(made)

    @property
    def page_references(self) -> tuple[bytes, ...]:
        if len(self._named) != self.pages["Count"]:
            self._named = (*super().page_references,)
        return self._named


@contextmanager
def pages_named_once() -> Iterator[None]:
    """WeasyPrint makes its PDF meanwhile of a kind that it cannot be given otherwise."""
    kind, pydyf.PDF = pydyf.PDF, _Pdf
    try:
        yield
    finally:
        pydyf.PDF = kind
