"""Compressed responses: pages and static files travel as gzip, where the reader's browser takes it.

A page holds secrets beside text that others chose, and the length of a compressed page says how alike they are
(BREACH). Why that is answered as it is: docs/decisions/0016-compressed-pages.md.
"""

import secrets
import struct
import zlib
from collections.abc import Callable, Iterable
from typing import Any

from werkzeug.datastructures import Accept, Headers
from werkzeug.http import parse_accept_header, parse_options_header

TYPES = frozenset(
    {
        "text/html",
        "text/css",
        "text/csv",
        "text/javascript",
        "text/plain",
        "application/javascript",
        "application/json",
        "image/svg+xml",
    }
)
LEAST = 1_000  # bytes; what is shorter travels in one packet anyway
MOST_PADDING = 256  # bytes
OWN = ("same-origin", "none")  # who made the browser ask: a page of this site, or the reader
_NAMED = 0x08  # the flag of gzip's header that says: a file name follows

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class Compressing:
    """A WSGI application with its responses compressed. Static files, which never change, are compressed once."""

    def __init__(self, application: Application) -> None:
        self._application = application
        self._files: dict[str, bytes] = {}

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        begun: list[tuple[Any, ...]] = []

        def note(*start: Any) -> None:
            begun[:] = [start]

        parts = self._application(_comparing_weakly(environ), note)
        ((status, given, *more),) = begun  # Flask and WhiteNoise begin before they return
        headers = Headers(given)
        if not _compressible(status, headers):
            start_response(status, given, *more)
            return parts
        headers.set("Vary", _with_encoding(headers.get("Vary", "")))
        if environ["REQUEST_METHOD"] == "HEAD" or not _wanted(environ):
            start_response(status, headers.to_wsgi_list(), *more)
            return parts
        body = self._compressed(environ["PATH_INFO"], headers, _whole(parts))
        headers.set("Content-Encoding", "gzip")
        headers.set("Content-Length", str(len(body)))
        tag = headers.get("ETag", "")
        if tag and not tag.startswith("W/"):
            headers.set("ETag", f"W/{tag}")  # the same page, but not the same bytes
        start_response(status, headers.to_wsgi_list(), *more)
        return [body]

    def _compressed(self, path: str, headers: Headers, body: bytes) -> bytes:
        if "immutable" not in headers.get("Cache-Control", ""):
            return compressed(body, padding=secrets.randbelow(MOST_PADDING))
        if path not in self._files:  # as many as there are files, since others have no such header
            self._files[path] = compressed(body, level=9)
        return self._files[path]


def compressed(body: bytes, *, level: int = 3, padding: int = 0) -> bytes:
    """`body` as gzip, `padding` bytes longer than it need be: the header names a file that long."""
    squeeze = zlib.compressobj(level, zlib.DEFLATED, -zlib.MAX_WBITS)
    header = struct.pack("<BBBBLBB", 0x1F, 0x8B, 8, _NAMED if padding else 0, 0, 0, 255)
    name = b"a" * (padding - 1) + b"\0" if padding else b""
    end = struct.pack("<LL", zlib.crc32(body), len(body) & 0xFFFFFFFF)
    return header + name + squeeze.compress(body) + squeeze.flush() + end


def _compressible(status: str, headers: Headers) -> bool:
    """Whether it is text, as a whole and long enough; what is streamed has no length."""
    kind = parse_options_header(headers.get("Content-Type", ""))[0]
    if kind not in TYPES or "Content-Encoding" in headers or "Content-Range" in headers:
        return False
    if status.startswith(("1", "204", "206", "304")) or "no-transform" in headers.get("Cache-Control", ""):
        return False
    return int(headers.get("Content-Length", 0)) >= LEAST


def _wanted(environ: dict[str, Any]) -> bool:
    """Whether the browser takes gzip, and no other site made it ask."""
    taken = parse_accept_header(environ.get("HTTP_ACCEPT_ENCODING", ""), Accept)
    return taken["gzip"] > 0 and environ.get("HTTP_SEC_FETCH_SITE", "none") in OWN


def _with_encoding(vary: str) -> str:
    named = [name.strip() for name in vary.split(",") if name.strip()]
    if "accept-encoding" not in (name.lower() for name in named):
        named.append("Accept-Encoding")
    return ", ".join(named)


def _whole(parts: Iterable[bytes]) -> bytes:
    try:
        return b"".join(parts)
    finally:
        close = getattr(parts, "close", None)
        if close is not None:
            close()


def _comparing_weakly(environ: dict[str, Any]) -> dict[str, Any]:
    """If-None-Match is meant to take weak and strong tags alike; WhiteNoise compares them letter by letter."""
    known = environ.get("HTTP_IF_NONE_MATCH")
    return environ | {"HTTP_IF_NONE_MATCH": known.replace("W/", "")} if known else environ
