"""`./run bench`: requests per second on SQLite and PostgreSQL with two gunicorn workers, and the export by stage.

Ratios within one run are what counts; the load comes from the same machine.
"""

import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

from app import create_app
from app.cycles.queries import find_cycle
from app.db import db
from app.demonstration.cli import prepare_instance
from app.reports.making import compose, to_pdf
from app.reports.timing import StageTimes
from tests.bench.client import HOST, Client, load
from tests.bench.export import measure
from tests.plugins.databases import fresh_database, private_server

ROOT = Path(__file__).resolve().parents[2]
CLIENTS = 6
SECONDS = 8.0
PORT = 8089
# A save counts when it is on the disk, as it must be before the page says "Saved".
DURABLE = {"fsync": "on", "full_page_writes": "on", "synchronous_commit": "on"}


@contextmanager
def site(url: str, folder: Path) -> Iterator[None]:
    """gunicorn with two workers on a seeded demonstration."""
    environment = os.environ | {"DATABASE_URL": url, "DATA_DIR": str(folder), "PORT": str(PORT)}
    command = [sys.executable, "-m", "gunicorn", "app:create_app()", "--bind", f"{HOST}:{PORT}"]
    options = ["--worker-class", "gthread", "--workers", "2", "--threads", "32", "--no-control-socket"]
    server = subprocess.Popen([*command, *options, "--log-level", "error"], cwd=ROOT, env=environment)
    try:
        _wait()
        yield
    finally:
        server.terminate()
        server.wait()


def _wait() -> None:
    deadline = time.perf_counter() + 30
    pause = threading.Event()
    while time.perf_counter() < deadline:
        try:
            connection = HTTPConnection(HOST, PORT)
            connection.request("GET", "/healthz")
            if connection.getresponse().status == 200:
                return
        except OSError:
            pause.wait(0.2)
    raise RuntimeError("the site did not start")


def bench(name: str, url: str) -> Iterator[str]:
    with tempfile.TemporaryDirectory() as folder:
        app = create_app({"DATABASE_URL": url, "DATA_DIR": Path(folder)})
        with app.app_context():
            prepare_instance(app)
            db.session.close()
            db.engine.dispose()
        with site(url, Path(folder)):
            clients = [Client(place, PORT) for place in range(CLIENTS)]
            yield f"{name}: section page       {load(clients, Client.read_section, SECONDS)}"
            yield f"{name}: autosave           {load(clients, Client.save_answer, SECONDS)}"

        def export() -> StageTimes:
            with app.app_context():
                composed = compose(
                    db.session,
                    cycle=find_cycle(db.session, "demo"),
                    definitions=app.extensions["definitions"],
                    demonstration=True,
                    language="en",
                )
            return to_pdf(composed)[1]

        yield f"{name}: {measure(export)}"


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        for line in bench("SQLite", f"sqlite:///{folder}/bench.db"):
            sys.stdout.write(line + "\n")
    with private_server(DURABLE) as server, fresh_database(server, "bench") as name:
        for line in bench("PostgreSQL", f"postgresql+psycopg://postgres@/{name}?host={server}"):
            sys.stdout.write(line + "\n")


if __name__ == "__main__":
    main()
