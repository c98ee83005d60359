"""`./run bench`: requests per second on SQLite and PostgreSQL with two gunicorn workers, the export by stage,
what a large questionnaire and millions of observations cost, and what the document costs by its size.

Ratios within one run are what counts; the load comes from the same machine.
"""

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from app import create_app
from app.cycles.queries import find_cycle
from app.db import db
from app.demonstration.cli import prepare_instance
from app.reports.making import compose, to_pdf
from app.reports.timing import StageTimes
from tests.bench.client import Client, load
from tests.bench.document import documents
from tests.bench.editing import edits
from tests.bench.export import again, measure
from tests.bench.findings import speed_of_findings
from tests.bench.size import sizes
from tests.plugins.databases import fresh_database, private_server
from tests.serving import serving

ROOT = Path(__file__).resolve().parents[2]
CLIENTS = 6
SECONDS = 8.0
PORT = 8089
# A save counts when it is on the disk, as it must be before the page says "Saved".
DURABLE = {"fsync": "on", "full_page_writes": "on", "synchronous_commit": "on"}


def bench(name: str, url: str) -> Iterator[str]:
    with tempfile.TemporaryDirectory() as folder:
        app = create_app({"DATABASE_URL": url, "DATA_DIR": Path(folder)})
        with app.app_context():
            prepare_instance(app)
            db.session.close()
            db.engine.dispose()
        for line in sizes(app):
            yield f"{name}: {line}"
        for line in edits(app):
            yield f"{name}: {line}"
        with serving(url, Path(folder), PORT):
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
        yield f"{name}: {again(app)}"
        for line in speed_of_findings(app):  # last, as it leaves millions of rows
            yield f"{name}: {line}"


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        for line in bench("SQLite", f"sqlite:///{folder}/bench.db"):
            sys.stdout.write(line + "\n")
    for line in documents():
        sys.stdout.write(line + "\n")
    with private_server(DURABLE) as server, fresh_database(server, "bench") as name:
        for line in bench("PostgreSQL", f"postgresql+psycopg://postgres@/{name}?host={server}"):
            sys.stdout.write(line + "\n")


if __name__ == "__main__":
    main()
