"""How time grows with a questionnaire: reading and checking a file, and the page of one section."""

import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
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
AIM = 2.0
"""The most seconds that a file of a thousand questions may take to read and check, on a quiet machine."""
RUNS = 40


def sizes(app: Flask) -> Iterator[str]:
    """A line on the file, and one on the page of the large questionnaire beside that of a small one."""
    with tempfile.TemporaryDirectory() as folder:
        file = written(Path(folder), large(QUESTIONS, DEEP))
        seconds = min(_timed(lambda: check_files([file])) for _ in range(3))
        verdict = "kept" if seconds <= AIM else "missed"
        what = f"{QUESTIONS} questions, conditions {DEEP} deep"
        yield f"{what}: checked in {seconds:.2f} s (aim: {AIM:.0f} s at most; {verdict})"
        small = read_questionnaire(written(Path(folder), large(PER_SECTION, 2, "small"), "small.yaml"))
        big = read_questionnaire(written(Path(folder), large(QUESTIONS, 2, "big"), "big.yaml"))
    few, many = pages(app, small, big)
    yield (
        f"page of {PER_SECTION} questions: {few * 1000:.1f} ms of {PER_SECTION} in all,"
        f" {many * 1000:.1f} ms of {QUESTIONS} in all (ratio {many / few:.2f})"
    )


def pages(app: Flask, *questionnaires: Questionnaire) -> tuple[float, ...]:
    """The median seconds of the page of the last section of each, asked for by turns."""
    with app.app_context():
        rounds = [send_out(db.session, one, one.key) for one in questionnaires]
        paths = [
            f"/submissions/{one.submission.id}/sections/{one.questionnaire.sections[-1].key}"
            for one in rounds
        ]
        for one in rounds:
            one.save({question.key: {"": ("a",)} for question in one.questionnaire.questions_asked()})
        db.session.commit()
        db.session.close()
    client = signed_in(app)
    times: list[list[float]] = [[] for _ in paths]
    for _ in range(RUNS):
        for path, own in zip(paths, times, strict=True):
            own.append(_timed(partial(client.get, path)))
    return tuple(median(own) for own in times)


def signed_in(app: Flask) -> FlaskClient:
    client = app.test_client()
    token = Client.field(client.get("/sign-in").text, "csrf_token")
    form = {"email": f"focal-point.a-14@{DOMAIN}", "password": PASSWORD, "csrf_token": token}
    client.post("/sign-in", data=form)
    return client


def _timed(act: Callable[[], object]) -> float:
    begun = time.perf_counter()
    act()
    return time.perf_counter() - begun
