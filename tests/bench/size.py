"""How time grows with a questionnaire: reading and checking a file, refusing a hostile one, pages and saves."""

import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from statistics import median

from flask import Flask
from flask.testing import FlaskClient

from app.db import db
from app.demonstration.seed import DOMAIN, PASSWORD
from app.domain.questionnaire import Questionnaire
from app.exchange.check import check_files
from app.exchange.yaml_format import read_questionnaire
from tests.bench.client import Client
from tests.large import PER_SECTION, large, written
from tests.services.rounds import send_out

QUESTIONS, DEEP = 1_000, 40
AIM, MOST = 1.5, 2.0
"""The most seconds of processor time that a file of a thousand questions may take to read and check, and that any
file may take to be refused."""
MOST_OF_SMALL = 1.2
"""The most that a page or a save of a large questionnaire may take of what it takes of a small one."""
RUNS = 60


def sizes(app: Flask) -> Iterator[str]:
    """Lines on files, and on pages and saves of the large questionnaire beside those of a small one."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        yield from files(folder)
        small = read_questionnaire(written(folder, large(PER_SECTION, 2, "small"), "small.yaml"))
        big = read_questionnaire(written(folder, large(QUESTIONS, 2, "big"), "big.yaml"))
    yield from pages(app, small, big)


def files(folder: Path) -> Iterator[str]:
    seconds = _checking(written(folder, large(QUESTIONS, DEEP)))
    what = f"{QUESTIONS} questions, conditions {DEEP} deep"
    yield f"{what}: checked in {seconds:.2f} s (aim: {AIM} s at most; {_verdict(seconds, AIM)})"
    hostile = {
        "one condition more": large(QUESTIONS, DEEP + 1),
        "twice as many sections": large(2 * QUESTIONS, 0),
    }
    slowest = max(_checking(written(folder, made, "hostile.yaml")) for made in hostile.values())
    yield f"hostile files: refused in {slowest:.2f} s (aim: {MOST:.0f} s at most; {_verdict(slowest, MOST)})"


def _checking(file: Path) -> float:
    """Seconds of processor time, so that others on the machine do not count."""

    def once() -> float:
        begun = time.process_time()
        check_files([file])
        return time.process_time() - begun

    return min(once() for _ in range(3))


@dataclass
class Filled:
    """A submission with an answer to every question, and the seconds of what was done with it."""

    app: Flask
    client: FlaskClient
    home: str
    section: str
    last: str
    revisions: Iterator[int] = field(default_factory=lambda: count(1))
    token: str = ""

    def page(self) -> None:
        reply = self.client.get(f"{self.home}/sections/{self.section}")
        if reply.status_code != 200:
            raise RuntimeError(reply.text)
        self.token = self.token or Client.field(reply.text, "csrf_token")

    def save(self) -> None:
        """The last question changes, as it does when somebody clicks."""
        revision = next(self.revisions)
        data = {
            "csrf_token": self.token,
            "idempotency_key": f"bench-{revision:08}",
            f"revision-{self.last}": str(revision),
            self.last: "ab"[revision % 2],
        }
        reply = self.client.post(f"{self.home}/answers/{self.last}", data=data)
        if not reply.get_json()["saved"]:
            raise RuntimeError(reply.text)

    def first_page(self) -> None:
        """A page of a process that has not met this submission."""
        self.app.extensions["kept_answers"].clear()
        self.page()


ACTS: dict[str, tuple[Callable[[Filled], None], float | None]] = {
    f"page of {PER_SECTION} questions": (Filled.page, MOST_OF_SMALL),
    "autosave on it": (Filled.save, MOST_OF_SMALL),
    "the first such page in a process": (Filled.first_page, None),
}


def pages(app: Flask, *questionnaires: Questionnaire) -> Iterator[str]:
    """A line for each thing that is done with either questionnaire, by turns: the medians, and their ratio."""
    filled = _filled(app, questionnaires)
    for what, (act, most) in ACTS.items():
        times: list[list[float]] = [[] for _ in filled]
        for _ in range(RUNS):
            for one, own in zip(filled, times, strict=True):
                begun = time.perf_counter()
                act(one)
                own.append(time.perf_counter() - begun)
        few, many = (median(own) for own in times)
        ratio = many / few
        verdict = f"; aim: {most} at most; {_verdict(ratio, most)}" if most else ""
        yield (
            f"{what}: {few * 1000:.1f} ms of {PER_SECTION} in all,"
            f" {many * 1000:.1f} ms of {QUESTIONS} in all (ratio {ratio:.2f}{verdict})"
        )


def _filled(app: Flask, questionnaires: Sequence[Questionnaire]) -> list[Filled]:
    client = signed_in(app)
    filled = []
    with app.app_context():
        for one in questionnaires:
            sent = send_out(db.session, one, one.key)
            sent.save({question.key: {"": ("a",)} for question in one.questions_asked()})
            last = one.sections[-1]
            home = f"/submissions/{sent.submission.id}"
            filled.append(Filled(app, client, home, last.key, last.questions[-1].key))
        db.session.commit()
        db.session.close()
    return filled


def _verdict(found: float, most: float) -> str:
    return "kept" if found <= most else "missed"


def signed_in(app: Flask) -> FlaskClient:
    client = app.test_client()
    token = Client.field(client.get("/sign-in").text, "csrf_token")
    form = {"email": f"focal-point.a-14@{DOMAIN}", "password": PASSWORD, "csrf_token": token}
    client.post("/sign-in", data=form)
    return client
