"""A page costs a fixed, small number of statements, whatever the number of questions."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from tests.conftest import SignIn, field
from tests.services.demo import not_started, submission_of

MOST = 6
MOST_OF_A_REPORT = 16
PAGES = {
    "focal-point.a-14": [
        "/submissions/",
        "/submissions/{own}",
        "/submissions/{own}/sections/B",
        "/submissions/{own}/check",
    ],
    "staff": [
        "/cycles/",
        "/cycles/demo",
        "/review/{accepted}",
        "/cycles/demo/report",
        "/cycles/demo/results",
    ],
    "admin": [
        "/questionnaires/",
        "/administration/people",
        "/administration/people/1",
        "/administration/respondents",
        "/administration/respondents/XAC",
        "/administration/audit",
        "/administration/settings",
    ],
}


@contextmanager
def noting(session: Session) -> Iterator[list[str]]:
    """What is sent to the database meanwhile, savepoints of the tests left out."""
    sent: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        if "SAVEPOINT" not in statement:
            sent.append(statement)

    engine = session.connection().engine
    sa.event.listen(engine, "before_cursor_execute", note)
    yield sent
    sa.event.remove(engine, "before_cursor_execute", note)


def statements(session: Session, client: FlaskClient, path: str) -> list[str]:
    """What one request sends to the database."""
    with noting(session) as sent:
        assert client.get(path).status_code == 200
    return sent


@pytest.mark.parametrize("name", PAGES)
def test_a_page_costs_at_most_six_statements(session: Session, sign_in: SignIn, name: str) -> None:
    client = sign_in(name)
    own, accepted = not_started(session).id, submission_of(session, "XAC").id
    for path in PAGES[name]:
        address = path.format(own=own, accepted=accepted)
        client.get(address)  # definitions are compiled once per process
        assert len(statements(session, client, address)) <= MOST, path


@pytest.mark.parametrize(
    "page", ["outline", "parts/P2-B01:text", "new?section=section-B", "preview", "freeze"]
)
def test_a_page_of_the_report_desk_costs_a_fixed_number(session: Session, sign_in: SignIn, page: str) -> None:
    """Who asks, the cycle, its questionnaires; the document, one more for each count on PostgreSQL; comments.

    Five or six are of the cycle that it compares with: which, its snapshots, its counts, the answers of both. Five are
    of the codes of texts.
    """
    client = sign_in("staff")
    path = f"/cycles/demo/report/{page}"
    client.get(path)
    assert len(statements(session, client, path)) <= MOST_OF_A_REPORT, page


def test_a_section_costs_three_statements_and_then_two(app: Flask, session: Session, sign_in: SignIn) -> None:
    """Who asks, what they ask for, and all answers, unless they are as this process has read them before."""
    client = sign_in("focal-point.a-14")
    path = f"/submissions/{not_started(session).id}/sections/D"
    client.get(path)
    app.extensions["kept_answers"].clear()
    assert len(statements(session, client, path)) == 3
    assert len(statements(session, client, path)) == 2


def test_comparing_with_the_cycle_before_costs_one_more(
    app: Flask, session: Session, sign_in: SignIn
) -> None:
    client = sign_in("focal-point.a-14")
    path = f"/submissions/{not_started(session).id}/sections/E"
    client.get(path)
    app.extensions["kept_answers"].clear()
    assert len(statements(session, client, path)) == 4


def test_an_autosave_costs_few_statements(app: Flask, session: Session, sign_in: SignIn) -> None:
    """Who asks, which submission, its lock; then all writes, which PostgreSQL takes in one trip.

    The answers before are read only where this process has not met them.
    """
    client = sign_in("focal-point.a-14")
    home = f"/submissions/{not_started(session).id}"
    token = field(client.get(f"{home}/sections/E").text, "csrf_token")
    data = {"csrf_token": token, "revision-P2-E08": "0", "P2-E08": "one", "idempotency_key": "first-of-all"}
    assert client.post(f"{home}/answers/P2-E08", data=data).status_code == 200
    again = data | {"revision-P2-E08": "1", "P2-E08": "two", "idempotency_key": "second-of-all"}
    with noting(session) as sent:
        assert client.post(f"{home}/answers/P2-E08", data=again).status_code == 200
    writes = 1 if session.connection().dialect.name == "postgresql" else 5
    assert len(sent) == 3 + writes
    app.extensions["kept_answers"].clear()
    third = data | {"revision-P2-E08": "2", "P2-E08": "three", "idempotency_key": "third-of-all"}
    with noting(session) as sent:
        assert client.post(f"{home}/answers/P2-E08", data=third).status_code == 200
    assert len(sent) == 4 + writes
