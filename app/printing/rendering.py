"""Has the document's PDF made by a child of a fork server: limited in memory and time, and killed when it is over.

A document is untrusted input to a large library; here it can use up a process, never the worker.
"""

import importlib
import multiprocessing
import os
import threading
import time
import traceback
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import forkserver
from multiprocessing.connection import Connection
from typing import Literal, get_args

import structlog

from app.domain.errors import Message, Refusal, message
from app.printing.confined import confine

LAYOUT_MODULE = "app.printing.pdf"  # by name: the fork server loads it once, and this process never does
Standard = Literal["ua-1", "a-3a"]
"""PDF/UA-1, for everybody to read; or PDF/A-3a, to be kept with the data behind it."""

STANDARDS: tuple[str, ...] = get_args(Standard)
GRACE = 2  # seconds for a child that has sent its PDF to end by itself
NEWS_WITHIN = 0.25  # seconds after which whoever watches is asked again, though nothing has happened
SECRETS = ("DATABASE_URL", "SECRET_KEY", "AUDIT_KEY")
LONGEST_REASON = 10_000  # characters of a traceback
_STARTING = threading.Lock()


class RenderingFailed(Refusal):
    """The document could not be laid out within its limits."""


@dataclass(frozen=True)
class Limits:
    """Of one rendering: seconds on the wall, seconds of processor time, bytes of address space."""

    seconds: float = 300
    processor_seconds: int = 240
    memory: int = 3 * 2**30


@dataclass(frozen=True)
class RenderTimes:
    """`start`: from asking the fork server for a child until it works; `layout`: WeasyPrint's own time. In seconds."""

    start: float
    layout: float


@dataclass(frozen=True)
class Attached:
    """A file to be embedded in the document; its dates are the document's."""

    name: str
    description: str
    content: bytes


@dataclass(frozen=True)
class Rendered:
    pdf: bytes
    pages: int
    times: RenderTimes


@dataclass(frozen=True)
class Laid:
    """How far a layout is: the page being laid out, or being drawn, and then also how many there are (else 0)."""

    page: int = 0
    pages: int = 0

    @property
    def is_drawing(self) -> bool:
        return self.pages > 0


@dataclass(frozen=True)
class _Broken:
    """The child's last word: its error, for the log."""

    reason: str


@dataclass(frozen=True)
class Packed:
    """An attached file in a few per cent of its bytes, until it is written."""

    name: str
    description: str
    packed: bytes

    @classmethod
    def of(cls, attached: Attached) -> "Packed":
        return cls(attached.name, attached.description, zlib.compress(attached.content, level=1))

    @property
    def content(self) -> bytes:
        return zlib.decompress(self.packed)


@dataclass(frozen=True)
class _Order:
    html: str
    identifier: str
    style_sheets: tuple[str, ...]
    standard: Standard
    limits: Limits


class _Asked:
    """The child has laid out everything, and wants what is to be attached."""


def nothing() -> tuple[Attached, ...]:
    """What is attached to a document that proves nothing."""
    return ()


def _ignore(laid: Laid) -> None:
    """Stands for a progress that nobody watches."""


def warm_up() -> None:
    """Starts the fork server and returns at once; it loads the layout module while others count and draft."""
    multiprocessing.get_context("forkserver").set_forkserver_preload([LAYOUT_MODULE])
    with _STARTING, _without_secrets():
        forkserver.ensure_running()


@contextmanager
def _without_secrets() -> Iterator[None]:
    """What is started meanwhile does not inherit the keys; they are read once, long before, and by nobody else."""
    hidden = {name: os.environ.pop(name) for name in SECRETS if name in os.environ}
    try:
        yield
    finally:
        os.environ.update(hidden)


def render(
    html: str,
    *,
    identifier: str,
    demonstration: bool,
    style_sheet: str = "document",
    attach: Callable[[], tuple[Attached, ...]] = nothing,
    standard: Standard = "ua-1",
    limits: Limits = Limits(),
    watch: Callable[[Laid], None] = _ignore,
) -> Rendered:
    """The PDF of `html`.

    `identifier` is the SHA-256 of what it was made from; `style_sheet` is one of app/static/print, and a
    demonstration's is added to it. `attach` makes what is attached while the child lays out.

    `watch` is told each page, and once `attach` is done several times a second how far it is while nothing happens;
    what it raises ends the rendering, and is raised here.

    Raises RenderingFailed when the child dies or takes too long; nothing of it is left running then.
    """
    style_sheets = (style_sheet, "demonstration") if demonstration else (style_sheet,)
    warm_up()
    context = multiprocessing.get_context("forkserver")
    receiving, sending = context.Pipe()
    order = _Order(html, identifier, style_sheets, standard, limits)
    child = context.Process(target=_work, args=(sending, order), name="layout", daemon=True)
    asked = time.perf_counter()
    child.start()
    sending.close()
    try:
        attached = tuple(map(Packed.of, attach()))
        rendered = _receive(receiving, asked, limits, watch, attached)
        child.join(GRACE)
        return rendered
    finally:
        child.kill()
        child.join()
        child.close()
        receiving.close()


def _receive(
    receiving: Connection,
    asked: float,
    limits: Limits,
    watch: Callable[[Laid], None],
    attached: tuple[Packed, ...],
) -> Rendered:
    """Waits for the child's news: that it works, each page, its question, and the PDF with its seconds."""
    start, laid = 0.0, Laid()
    while (left := asked + limits.seconds - time.perf_counter()) > 0:
        news = _next(receiving, min(left, NEWS_WITHIN), laid)
        match news:
            case Laid():
                laid = news
                watch(laid)
            case float(working):
                start = working - asked
            case _Asked():
                _answer(receiving, attached)
            case bytes(pdf), float(layout):
                return Rendered(pdf, laid.pages, RenderTimes(start, layout))
            case _Broken(reason):
                structlog.get_logger(__name__).error("layout_failed", reason=reason)
                raise RenderingFailed(_broken())
    raise RenderingFailed(
        message(
            "The document took longer than %(seconds)d seconds to lay out.", seconds=round(limits.seconds)
        )
    )


def _answer(receiving: Connection, attached: tuple[Packed, ...]) -> None:
    try:
        receiving.send(attached)
    except OSError:  # it has died
        raise RenderingFailed(_broken()) from None


def _next(receiving: Connection, seconds: float, laid: Laid) -> object:
    """The next news, or after `seconds` that there is none: everything is as far as it was."""
    if not receiving.poll(seconds):
        return laid
    try:
        return receiving.recv()
    except (EOFError, OSError):
        raise RenderingFailed(_broken()) from None


def _broken() -> Message:
    return message("The document could not be laid out: see the log of the worker for the reason.")


def _work(sending: Connection, order: _Order) -> None:
    """In the child: lays out and sends. An error is sent to the parent's log, since nothing can be written here."""
    layout_module = importlib.import_module(LAYOUT_MODULE)
    confine(memory=order.limits.memory, seconds=order.limits.processor_seconds)
    begun, asking = time.perf_counter(), _Asking(sending)
    sending.send(begun)
    try:
        pdf = layout_module.write_pdf(
            order.html,
            identifier=order.identifier,
            style_sheets=order.style_sheets,
            attach=asking,
            standard=order.standard,
            on_page=lambda page: sending.send(Laid(page)),
            on_drawn=lambda page, pages: sending.send(Laid(page, pages)),
        )
    except BaseException as error:  # an address that is not bundled is none of the library's usual errors
        sending.send(_Broken("".join(traceback.format_exception(error))[-LONGEST_REASON:]))
        raise SystemExit(1) from error
    sending.send((pdf, time.perf_counter() - begun - asking.seconds))


class _Asking:
    """Asks for what is attached, and knows how long the answer took: that is no layout."""

    def __init__(self, sending: Connection) -> None:
        self.sending, self.seconds = sending, 0.0

    def __call__(self) -> tuple[Packed, ...]:
        begun = time.perf_counter()
        self.sending.send(_Asked())
        attached: tuple[Packed, ...] = self.sending.recv()
        self.seconds = time.perf_counter() - begun
        return attached
