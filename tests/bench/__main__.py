"""`./run bench`: requests per second on SQLite and PostgreSQL with two gunicorn workers, and the export by stage.

Ratios within one run are what counts; the load comes from the same machine.
"""

import re
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from http.client import HTTPConnection
from pathlib import Path
from statistics import quantiles
from urllib.parse import urlencode

from app import create_app
from app.cycles.queries import find_cycle
from app.db import db
from app.demonstration.cli import prepare_instance
from app.demonstration.seed import DOMAIN, PASSWORD
from app.reports.making import compose, to_pdf
from app.reports.timing import StageTimes
from tests.bench.export import measure
from tests.plugins.databases import fresh_database, private_server
from tests.serving import serving

ROOT = Path(__file__).resolve().parents[2]
CLIENTS = 6
SECONDS = 8.0
PORT = 8089
SECTION = "/submissions/{number}/sections/E"


class Client:
    """One official with a connection of their own, signed in at State A-12, A-13 …"""

    def __init__(self, place: int) -> None:
        self.connection = HTTPConnection("127.0.0.1", PORT)
        self.cookies: dict[str, str] = {}
        self.path = SECTION.format(number=10 + place)
        token = self.field(self.get("/sign-in"), "csrf_token")
        email = f"focal-point.a-{10 + place}@{DOMAIN}"
        self.post("/sign-in", {"email": email, "password": PASSWORD, "csrf_token": token})
        page = self.get(self.path)
        self.token = self.field(page, "csrf_token")
        self.revision = int(self.field(page, "revision-P2-E08"))
        self.saves = 0

    @staticmethod
    def field(page: str, name: str) -> str:
        found = re.search(rf'name="{name}"\s+value="([^"]*)"', page)
        if found is None:
            raise RuntimeError(f"no {name} on the page: {page[:200]}")
        return found[1]

    def request(self, method: str, path: str, body: str | None = None) -> str:
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self.connection.request(method, path, body, headers)
        reply = self.connection.getresponse()
        text = reply.read().decode()
        if reply.status >= 400:
            raise RuntimeError(f"{method} {path}: {reply.status}")
        for name, value in reply.getheaders():
            if name.lower() == "set-cookie":
                key, _, rest = value.partition("=")
                self.cookies[key] = rest.split(";")[0]
        return text

    def get(self, path: str) -> str:
        return self.request("GET", path)

    def post(self, path: str, data: dict[str, str]) -> str:
        return self.request("POST", path, urlencode(data))

    def read_section(self) -> None:
        self.get(self.path)

    def save_answer(self) -> None:
        self.saves += 1
        number = self.path.split("/")[2]
        data = {
            "csrf_token": self.token,
            "idempotency_key": f"bench-{number}-{self.revision}-{self.saves}",
            "revision-P2-E08": str(self.revision),
            "P2-E08": f"Demonstration text, save {self.saves}",
        }
        self.post(f"/submissions/{number}/answers/P2-E08", data)
        self.revision += 1


def load(clients: list[Client], act: Callable[[Client], None]) -> str:
    """Requests per second and the times of single requests while all clients act as fast as they can."""
    times: list[float] = []
    end = time.perf_counter() + SECONDS

    def work(client: Client) -> None:
        while (begun := time.perf_counter()) < end:
            act(client)
            times.append(time.perf_counter() - begun)

    threads = [threading.Thread(target=work, args=(client,)) for client in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    cuts = quantiles(times, n=100)
    return f"{len(times) / SECONDS:6.0f} /s   p50 {cuts[49] * 1000:5.1f} ms   p99 {cuts[98] * 1000:6.1f} ms"


def bench(name: str, url: str) -> Iterator[str]:
    with tempfile.TemporaryDirectory() as folder:
        app = create_app({"DATABASE_URL": url, "DATA_DIR": Path(folder)})
        with app.app_context():
            prepare_instance(app)
            db.session.close()
            db.engine.dispose()
        with serving(url, Path(folder), PORT):
            clients = [Client(place) for place in range(CLIENTS)]
            yield f"{name}: section page       {load(clients, Client.read_section)}"
            yield f"{name}: autosave           {load(clients, Client.save_answer)}"

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
    with private_server() as server, fresh_database(server, "bench") as name:
        for line in bench("PostgreSQL", f"postgresql+psycopg://postgres@/{name}?host={server}"):
            sys.stdout.write(line + "\n")


if __name__ == "__main__":
    main()
