"""Has the document's PDF made by a child of a fork server: limited in memory and time, and killed when it is over.

A document is untrusted input to a large library; here it can use up a process, never the worker.
"""

import importlib
import multiprocessing
import time
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing import forkserver
from multiprocessing.connection import Connection
from typing import Literal, get_args

from app.domain.errors import Message, Refusal, message

LAYOUT_MODULE = "app.printing.pdf"  # by name: the fork server loads it once, and this process never does
Standard = Literal["ua-1", "a-3a"]
"""PDF/UA-1, for everybody to read; or PDF/A-3a, to be kept with the data behind it."""

STANDARDS: tuple[str, ...] = get_args(Standard)
GRACE = 2  # seconds for a child that has sent its PDF to end by itself


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
    times: RenderTimes


@dataclass(frozen=True)
class _Order:
    html: str
    identifier: str
    style_sheets: tuple[str, ...]
    attachments: tuple[Attached, ...]
    standard: Standard
    limits: Limits


def _ignore(pages: int) -> None:
    """Stands for a progress that nobody watches."""


def warm_up() -> None:
    """Starts the fork server and returns at once; it loads the layout module while others count and draft."""
    multiprocessing.get_context("forkserver").set_forkserver_preload([LAYOUT_MODULE])
    forkserver.ensure_running()


def render(
    html: str,
    *,
    identifier: str,
    demonstration: bool,
    style_sheet: str = "document",
    attachments: tuple[Attached, ...] = (),
    standard: Standard = "ua-1",
    limits: Limits = Limits(),
    on_page: Callable[[int], None] = _ignore,
) -> Rendered:
    """The PDF of `html`. `identifier` is the SHA-256 of what it was made from; `on_page` is told the pages so far.

    `style_sheet` is one of app/static/print; a demonstration's is added to it.

    Raises RenderingFailed when the child dies or takes too long; nothing of it is left running then.
    """
    style_sheets = (style_sheet, "demonstration") if demonstration else (style_sheet,)
    warm_up()
    context = multiprocessing.get_context("forkserver")
    receiving, sending = context.Pipe(duplex=False)
    order = _Order(html, identifier, style_sheets, attachments, standard, limits)
    child = context.Process(target=_work, args=(sending, order), name="layout", daemon=True)
    asked = time.perf_counter()
    child.start()
    sending.close()
    try:
        rendered = _receive(receiving, asked, limits, on_page)
        child.join(GRACE)
        return rendered
    finally:
        child.kill()
        child.join()
        child.close()
        receiving.close()


def _receive(receiving: Connection, asked: float, limits: Limits, on_page: Callable[[int], None]) -> Rendered:
    """Waits for the child's news: that it works, each page, and the PDF with its seconds."""
    start = 0.0
    while receiving.poll(max(0.0, asked + limits.seconds - time.perf_counter())):
        try:
            news = receiving.recv()
        except EOFError:
            raise RenderingFailed(_broken()) from None
        match news:
            case None:
                start = time.perf_counter() - asked
            case int(pages):
                on_page(pages)
            case _:
                pdf, layout = news
                return Rendered(pdf, RenderTimes(start, layout))
    raise RenderingFailed(
        message(
            "The document took longer than %(seconds)d seconds to lay out.", seconds=round(limits.seconds)
        )
    )


def _broken() -> Message:
    return message("The document could not be laid out: see the log of the worker for the reason.")


def _work(sending: Connection, order: _Order) -> None:
    """In the child: lays out and sends. An error is written to the log and ends the child, which the parent sees."""
    layout_module = importlib.import_module(LAYOUT_MODULE)
    layout_module.limit(order.limits.memory, order.limits.processor_seconds)
    sending.send(None)
    begun = time.perf_counter()
    pdf = layout_module.write_pdf(
        order.html,
        identifier=order.identifier,
        style_sheets=order.style_sheets,
        attachments=order.attachments,
        standard=order.standard,
        on_page=sending.send,
    )
    sending.send((pdf, time.perf_counter() - begun))
