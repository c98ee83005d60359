"""Pages never show what was there before: whichever worker answers, whoever saved, and if the commit failed."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session as AnySession

from app.submissions.keeping import KeptAnswers
from tests.conftest import SignIn, field
from tests.services.demo import not_started
from tests.web.test_filling import OFFICIAL

KEY = "P2-E08"


@pytest.fixture
def section(session: AnySession) -> str:
    return f"/submissions/{not_started(session).id}/sections/E"


@contextmanager
def worker(app: Flask, kept: KeptAnswers) -> Iterator[None]:
    """Requests answered by the process that has kept this."""
    own = app.extensions["kept_answers"]
    app.extensions["kept_answers"] = kept
    yield
    app.extensions["kept_answers"] = own


def save(client: FlaskClient, section: str, text: str, *, at_once: bool = False) -> int:
    """Save an answer, with the page's one button or as it changes; the status of the reply."""
    page = client.get(section).text
    data = {name: field(page, name) for name in ("csrf_token", "idempotency_key", f"revision-{KEY}")}
    path = section.replace("sections/E", f"answers/{KEY}") if at_once else section
    return client.post(path, data=data | {KEY: text}).status_code


def shown(client: FlaskClient, section: str) -> str:
    """The text in the field, and the revision that a save from this page would carry."""
    page = client.get(section).text
    text = page.split(f'name="{KEY}"', 1)[1].split(">", 1)[1].split("<", 1)[0].strip()
    return f"{field(page, f'revision-{KEY}')}: {text}"


@pytest.mark.parametrize("at_once", [False, True], ids=["by the button", "as it changes"])
def test_two_workers_show_what_either_saved(
    app: Flask, sign_in: SignIn, section: str, *, at_once: bool
) -> None:
    client, workers = sign_in(OFFICIAL), (KeptAnswers(), KeptAnswers())
    for turn, text in enumerate(["one", "two", "three", "four"]):
        with worker(app, workers[turn % 2]):
            assert save(client, section, text, at_once=at_once) in (200, 303)
            assert shown(client, section) == f"{turn + 1}: {text}"
        with worker(app, workers[1 - turn % 2]):
            assert shown(client, section) == f"{turn + 1}: {text}"


def test_a_stale_page_is_told_whichever_worker_has_kept_what(
    app: Flask, sign_in: SignIn, section: str
) -> None:
    """Mine was drawn before theirs was saved through another worker; mine still knows the answers of then."""
    client, mine = sign_in(OFFICIAL), KeptAnswers()
    with worker(app, mine):
        page = client.get(section).text
    save(client, section, "their words")
    data = {name: field(page, name) for name in ("csrf_token", "idempotency_key", f"revision-{KEY}")}
    with worker(app, mine):
        reply = client.post(section, data=data | {KEY: "my words"})
    assert reply.status_code == 409
    assert "their words" in reply.text
    assert "my words" in reply.text


@pytest.mark.parametrize("at_once", [False, True], ids=["by the button", "as it changes"])
def test_what_could_not_be_committed_is_shown_to_nobody(
    sign_in: SignIn, section: str, *, at_once: bool
) -> None:
    client = sign_in(OFFICIAL)
    save(client, section, "kept words")
    with pytest.raises(OperationalError), failing_commits():
        save(client, section, "lost words", at_once=at_once)
    assert shown(client, section) == "1: kept words"
    save(client, section, "new words", at_once=at_once)
    assert shown(client, section) == "2: new words"


@contextmanager
def failing_commits() -> Iterator[None]:
    """The database breaks off when a change of an answer is to be committed."""

    def fail(_session: AnySession) -> None:
        raise OperationalError("COMMIT", None, Exception("disk full"))

    sa.event.listen(AnySession, "before_commit", fail)
    try:
        yield
    finally:
        sa.event.remove(AnySession, "before_commit", fail)
