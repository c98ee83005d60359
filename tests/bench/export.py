"""The seconds of an export, stage by stage, and of one that is served again because nothing changed."""

import time
from collections.abc import Callable
from dataclasses import fields
from statistics import median

from flask import Flask
from flask.testing import FlaskClient

from app.demonstration.seed import DOMAIN, PASSWORD
from app.reports.timing import StageTimes
from tests.bench.client import Client

AIM = 0.10
"""The largest share of the total that may be spent outside the layout."""


def measure(export: Callable[[], StageTimes], *, runs: int = 3) -> str:
    """The medians of `runs` exports after a first one, which starts the fork server and is shown apart."""
    first, *warm = [export() for _ in range(runs + 1)]
    typical = StageTimes(
        **{field.name: median(getattr(times, field.name) for times in warm) for field in fields(StageTimes)}
    )
    outside = typical.share_outside_layout
    verdict = "kept" if outside <= AIM else "missed"
    return "\n".join(
        [
            _line("export, first", first),
            _line(f"export, median of {runs}", typical),
            f"outside the layout: {outside:.1%} of the total (aim: {AIM:.0%} at most; {verdict})",
        ]
    )


MOST_AGAIN = 0.2
"""The most seconds that an unchanged export may take, from the click to the page with its file."""


def again(app: Flask, *, runs: int = 5) -> str:
    """The median of `runs` exports of what was exported before, as staff ask for them on the page."""
    app.extensions["queue"].immediate = True
    client = app.test_client()
    token = Client.field(client.get("/sign-in").text, "csrf_token")
    form = {"email": f"staff@{DOMAIN}", "password": PASSWORD, "csrf_token": token}
    client.post("/sign-in", data=form)
    first, *others = [_export(client) for _ in range(runs + 1)]
    typical = median(others)
    verdict = "kept" if typical <= MOST_AGAIN else "missed"
    return (
        f"export by the job: {first:.3f} s; again, unchanged: {typical:.3f} s"
        f" (aim: {MOST_AGAIN} s at most; {verdict})"
    )


def _export(client: FlaskClient) -> float:
    desk = "/cycles/demo/report"
    page = client.get(desk).text
    data = {name: Client.field(page, name) for name in ("csrf_token", "idempotency_key", "questionnaire")}
    begun = time.perf_counter()
    reply = client.post(desk, data=data, follow_redirects=True)
    seconds = time.perf_counter() - begun
    if "/file?download=1" not in reply.text:
        raise RuntimeError(reply.text)
    return seconds


def _line(name: str, times: StageTimes) -> str:
    stages = ", ".join(f"{field.name} {getattr(times, field.name):.3f}" for field in fields(times))
    return f"{name}: {stages}; total {times.total:.3f} s"
