"""The site as `./run serve` starts it: gunicorn, with gunicorn.conf.py and no option of its own."""

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ATTEMPTS, PAUSE = 600, 0.2  # two minutes, for a busy machine


@contextmanager
def serving(database_url: str, folder: Path, port: int, **environment: str) -> Iterator[None]:
    """The site at 127.0.0.1:`port`, on a database that `flask prepare` has filled, from its first answer on."""
    settings = {"DATABASE_URL": database_url, "DATA_DIR": str(folder), "HOST": "127.0.0.1", "PORT": str(port)}
    command = [sys.executable, "-m", "gunicorn"]
    server = subprocess.Popen(command, cwd=ROOT, env=os.environ | settings | environment)
    try:
        _wait_until_it_answers(server, port)
        yield
    finally:
        server.terminate()
        server.wait()


def _wait_until_it_answers(server: subprocess.Popen[bytes], port: int) -> None:
    pause = threading.Event()
    for _ in range(ATTEMPTS):
        if server.poll() is not None:
            break
        try:
            if get(port, "/healthz") == 200:
                return
        except OSError:
            pause.wait(PAUSE)
    raise RuntimeError("the site did not start")


def get(port: int, path: str) -> int:
    """The status of one page, asked for on a connection of its own."""
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        connection.request("GET", path)
        reply = connection.getresponse()
        reply.read()
        return reply.status
    finally:
        connection.close()
