"""A page costs a fixed, small number of statements, whatever the number of questions."""

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from tests.conftest import SignIn, field
from tests.services.demo import not_started, submission_of

MOST = 6
PAGES = {
    "focal-point.a-14": [
        "/submissions/",
        "/submissions/{own}",
        "/submissions/{own}/sections/B",
        "/submissions/{own}/check",
    ],
    "staff": ["/cycles/", "/cycles/demo", "/review/{accepted}", "/cycles/demo/report"],
    "admin": ["/questionnaires/"],
}


def statements(session: Session, client: FlaskClient, path: str) -> list[str]:
    """What one request sends to the database, savepoints of the tests left out."""
    sent: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        sent.append(statement)

    engine = session.connection().engine
    sa.event.listen(engine, "before_cursor_execute", note)
    assert client.get(path).status_code == 200
    sa.event.remove(engine, "before_cursor_execute", note)
    return [statement for statement in sent if "SAVEPOINT" not in statement]


@pytest.mark.parametrize("name", PAGES)
def test_a_page_costs_at_most_six_statements(session: Session, sign_in: SignIn, name: str) -> None:
    client = sign_in(name)
    own, accepted = not_started(session).id, submission_of(session, "XAC").id
    for path in PAGES[name]:
        address = path.format(own=own, accepted=accepted)
        client.get(address)  # definitions are compiled once per process
        assert len(statements(session, client, address)) <= MOST, path


def test_an_autosave_costs_few_statements(session: Session, sign_in: SignIn) -> None:
    client = sign_in("focal-point.a-14")
    home = f"/submissions/{not_started(session).id}"
    token = field(client.get(f"{home}/sections/E").text, "csrf_token")
    data = {"csrf_token": token, "revision-P2-E08": "0", "P2-E08": "one", "idempotency_key": "first-of-all"}
    assert client.post(f"{home}/answers/P2-E08", data=data).status_code == 200
    sent: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        sent.append(statement)

    engine = session.connection().engine
    sa.event.listen(engine, "before_cursor_execute", note)
    again = data | {"revision-P2-E08": "1", "P2-E08": "two", "idempotency_key": "second-of-all"}
    assert client.post(f"{home}/answers/P2-E08", data=again).status_code == 200
    sa.event.remove(engine, "before_cursor_execute", note)
    assert len([statement for statement in sent if "SAVEPOINT" not in statement]) <= 11
