"""Responses travel compressed where that is asked for, useful and safe, and unchanged otherwise."""

import gzip
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pytest
from flask import Response
from flask.testing import FlaskClient
from werkzeug.test import Client, TestResponse

from app.web.compression import LEAST, MOST_PADDING, Compressing, compressed
from tests.conftest import SignIn

GZIP = {"Accept-Encoding": "gzip, deflate, br"}
TEXT = "A State reports. " * 200
COLD = 100_000  # bytes of a respondent's page with everything that belongs to it


def reply_to(headers: dict[str, str] | None = None, method: str = "GET", **given: Any) -> TestResponse:
    """What comes of a response that an application gives."""
    answer = Response(given.pop("text", TEXT), **{"mimetype": "text/html", **given})
    return Client(Compressing(answer)).open("/page", method=method, headers=GZIP | (headers or {}))


def test_a_page_is_shorter_and_says_the_same() -> None:
    reply = reply_to()
    assert reply.headers["Content-Encoding"] == "gzip"
    assert int(reply.headers["Content-Length"]) == len(reply.data) < 600
    assert gzip.decompress(reply.data).decode() == TEXT


@pytest.mark.parametrize(
    "kind", ["text/css", "text/javascript", "application/json", "image/svg+xml", "text/csv"]
)
def test_all_text_is_compressed(kind: str) -> None:
    assert "Content-Encoding" in reply_to(mimetype=kind).headers


@pytest.mark.parametrize("kind", ["application/pdf", "image/png", "application/octet-stream"])
def test_what_is_compressed_already_is_left_alone(kind: str) -> None:
    reply = reply_to(mimetype=kind)
    assert "Content-Encoding" not in reply.headers
    assert "Vary" not in reply.headers
    assert reply.text == TEXT


@pytest.mark.parametrize(
    ("asked", "taken"),
    [
        ("gzip", True),
        ("GZIP;q=0.5, br", True),
        ("*", True),
        ("", False),
        ("br, identity", False),
        ("gzip;q=0, *", False),
        ("gzipped", False),
    ],
)
def test_the_browser_decides(asked: str, *, taken: bool) -> None:
    reply = reply_to({"Accept-Encoding": asked})
    assert ("Content-Encoding" in reply.headers) is taken
    assert reply.headers["Vary"] == "Accept-Encoding"


def test_what_else_it_varies_by_is_kept() -> None:
    answer = Response(TEXT, headers={"Vary": "Cookie, accept-encoding"}, mimetype="text/html")
    reply = Client(Compressing(answer)).get("/", headers=GZIP)
    assert reply.headers["Vary"] == "Cookie, accept-encoding"
    other = Response(TEXT, headers={"Vary": "Cookie"}, mimetype="text/html")
    assert Client(Compressing(other)).get("/").headers["Vary"] == "Cookie, Accept-Encoding"


def test_short_responses_are_left_alone() -> None:
    assert "Content-Encoding" in reply_to(text="x" * LEAST).headers
    assert "Content-Encoding" not in reply_to(text="x" * (LEAST - 1)).headers


@pytest.mark.parametrize(
    "headers",
    [
        {"Content-Encoding": "br"},
        {"Content-Range": "bytes 0-3399/99999"},
        {"Cache-Control": "no-transform"},
    ],
)
def test_what_must_not_be_changed_is_not(headers: dict[str, str]) -> None:
    answer = Response(TEXT, headers=headers, mimetype="text/html")
    reply = Client(Compressing(answer)).get("/", headers=GZIP)
    assert reply.headers.get("Content-Encoding") == headers.get("Content-Encoding")
    assert reply.text == TEXT


@pytest.mark.parametrize("status", [200, 403, 409, 422, 500])
def test_pages_of_any_status_are_compressed(status: int) -> None:
    reply = reply_to(status=status)
    assert reply.status_code == status
    assert "Content-Encoding" in reply.headers


def test_the_head_of_a_page_is_that_of_the_page_as_it_is() -> None:
    reply = reply_to(method="HEAD")
    assert "Content-Encoding" not in reply.headers
    assert reply.headers["Content-Length"] == str(len(TEXT))


def test_what_is_streamed_stays_a_stream() -> None:
    answer = Response((part for part in ["one ", "two"]), mimetype="text/csv")
    reply = Client(Compressing(answer)).get("/", headers=GZIP)
    assert reply.text == "one two"
    assert "Content-Encoding" not in reply.headers


def test_a_tag_is_weak_once_the_bytes_differ() -> None:
    def tag(given: str) -> str:
        answer = Response(TEXT, headers={"ETag": given}, mimetype="text/html")
        return Client(Compressing(answer)).get("/", headers=GZIP).headers["ETag"]

    assert tag('"one"') == tag('W/"one"') == 'W/"one"'


def test_the_application_is_told_that_its_response_is_done_with() -> None:
    closed = []

    class Parts:
        def __iter__(self) -> Iterator[bytes]:
            return iter([TEXT.encode()])

        def close(self) -> None:
            closed.append(True)

    def application(_environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        start_response("200 OK", [("Content-Type", "text/html"), ("Content-Length", str(len(TEXT)))])
        return Parts()

    assert gzip.decompress(Client(Compressing(application)).get("/", headers=GZIP).data).decode() == TEXT
    assert closed == [True]


# ----------------------------------------------------------------------------------------------------- BREACH


@pytest.mark.parametrize(
    ("site", "taken"),
    [("same-origin", True), ("none", True), ("cross-site", False), ("same-site", False)],
)
def test_what_another_site_asks_for_says_nothing_by_its_length(site: str, *, taken: bool) -> None:
    reply = reply_to({"Sec-Fetch-Site": site})
    assert ("Content-Encoding" in reply.headers) is taken


def test_the_same_page_has_many_lengths() -> None:
    lengths = {len(reply_to().data) for _ in range(40)}
    assert len(lengths) > 10
    assert max(lengths) - min(lengths) < MOST_PADDING


@pytest.mark.parametrize("padding", [0, 1, 2, 255])
def test_padding_is_no_part_of_the_text(padding: int) -> None:
    body = TEXT.encode()
    made = compressed(body, padding=padding)
    assert gzip.decompress(made) == body
    assert len(made) == len(compressed(body)) + padding


# --------------------------------------------------------------------------------------------------- the site


def fetched(client: FlaskClient, address: str, headers: dict[str, str] | None = None) -> TestResponse:
    """A response that is read to its end, so that no file stays open."""
    return client.get(address, headers=headers, buffered=True)


def test_static_files_are_compressed_once_and_the_same_for_everybody(client: FlaskClient) -> None:
    address = re.findall(r'href="(/static/[^"]+\.css)"', client.get("/sign-in").text)[0]
    first, second = fetched(client, address, GZIP), fetched(client, address, GZIP)
    plain = fetched(client, address)
    assert first.data == second.data
    assert gzip.decompress(first.data) == plain.data
    assert "immutable" in first.headers["Cache-Control"]
    assert first.headers["Vary"] == plain.headers["Vary"] == "Accept-Encoding"
    assert first.headers["ETag"] == f"W/{plain.headers['ETag']}"


def test_a_file_that_the_browser_has_is_not_sent_again(client: FlaskClient) -> None:
    address = re.findall(r'href="(/static/[^"]+\.css)"', client.get("/sign-in").text)[0]
    for headers in (GZIP, {}):
        tag = fetched(client, address, headers).headers["ETag"]
        assert fetched(client, address, {**headers, "If-None-Match": tag}).status_code == 304


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("key", ["B", "E", "F"])
def test_a_page_with_a_cold_cache_is_under_100_kb(sign_in: SignIn, key: str, language: str) -> None:
    """The page, its style, its icon and every module that its scripts import: in one language, whatever it is."""
    client = sign_in("focal-point.a-15")
    client.get(f"/submissions/15/questions-in/{language}")
    page = client.get(f"/submissions/15/sections/{key}", headers=GZIP)
    waiting = re.findall(r'(?:href|src)="(/static/[^"]+)"', gzip.decompress(page.data).decode())
    total, seen = len(page.data), set()
    while waiting:
        address = waiting.pop()
        if address not in seen:
            seen.add(address)
            total += len(fetched(client, address, GZIP).data)
            text = fetched(client, address).text if address.endswith(".js") else ""
            folder = address.rpartition("/")[0]
            waiting += [f"{folder}/{name}" for name in re.findall(r'from "\./([a-z]+\.js)"', text)]
    assert len(seen) >= 8
    assert total < COLD
