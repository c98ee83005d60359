"""Drawing and writing with less at hand at once, byte for byte as WeasyPrint and pydyf do it.

Left to themselves they keep everything until the file is written: the boxes of all pages beside the tags made from
them, what each page draws in thousands of small pieces, and each object as Python holds it beside how it is written,
which they work out twice, for the file and for its identifier. Here each goes when nobody asks for it any more.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

from weasyprint.document import Document, Page
from weasyprint.formatting_structure.boxes import TextBox
from weasyprint.pdf import pydyf


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
        if self.is_finished and isinstance(made, pydyf.Stream):
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
