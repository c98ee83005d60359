"""Clients that send half of what they announced and fall silent do not keep others from the site."""

import socket
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from flask import Flask

from tests.serving import get, serving

STALLED = 40
HALF_A_REQUEST = (
    b"POST /sign-in HTTP/1.1\r\n"
    b"Host: 127.0.0.1\r\n"
    b"Content-Type: application/x-www-form-urlencoded\r\n"
    b"Content-Length: 1000\r\n"
    b"Expect: 100-continue\r\n"
    b"\r\n"
)


@pytest.fixture(params=["1", "2"], ids=["one worker", "two workers"])
def port(request: pytest.FixtureRequest, site_app: Flask, tmp_path: Path) -> Iterator[int]:
    """Where the site listens. One worker is what two are when all the stalled clients meet at the same one."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        number: int = free.getsockname()[1]
    with serving(site_app.config["DATABASE_URL"], tmp_path, number, WEB_WORKERS=request.param):
        yield number


def stall(port: int) -> socket.socket:
    """A client whose request the site has begun to read, and whose other half never comes."""
    client = socket.create_connection(("127.0.0.1", port), timeout=60)
    client.sendall(HALF_A_REQUEST)
    assert client.recv(100).startswith(b"HTTP/1.1 100"), "the site waits for the body"
    client.sendall(b"email=half")
    return client


def test_the_site_answers_beside_forty_stalled_clients(port: int) -> None:
    with ExitStack() as stalled:
        for _ in range(STALLED):
            stalled.enter_context(stall(port))
        assert [get(port, path) for path in ("/healthz", "/sign-in") * 5] == [200] * 10
