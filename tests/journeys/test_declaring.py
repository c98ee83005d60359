"""While the password of a declaration is checked, nobody else waits: the slow hash holds no transaction."""

import pytest
from flask import Flask
from flask_security import utils
from sqlalchemy.pool import QueuePool

from app.db import db
from app.demonstration.seed import DOMAIN, PASSWORD
from tests.conftest import csrf_token, field
from tests.services.demo import submission_of


@pytest.fixture
def busy_connections(site_app: Flask, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many connections were in use each time a password of a declaration was compared."""
    seen: list[int] = []

    def compare(password: str, password_hash: str) -> bool:
        pool = db.engine.pool
        assert isinstance(pool, QueuePool)
        seen.append(pool.checkedout())
        return bool(utils.verify_password(password, password_hash))

    monkeypatch.setattr("app.web.reauthentication.verify_password", compare)
    return seen


def test_no_transaction_is_open_while_the_password_is_compared(
    site_app: Flask, busy_connections: list[int]
) -> None:
    client = site_app.test_client()
    credentials = {"email": f"focal-point.a-13@{DOMAIN}", "password": PASSWORD}
    client.post("/sign-in", data=credentials | {"csrf_token": csrf_token(client, "/sign-in")})
    with site_app.app_context(), db.sessionmaker() as session:
        path = f"/submissions/{submission_of(session, 'XAM').id}/submit"
    page = client.get(path).text
    hidden = {name: field(page, name) for name in ("csrf_token", "idempotency_key")}
    declared = {"name": "An official", "function": "Focal point", "confirmed": "y", **hidden}

    replies = [client.post(path, data=declared | {"password": typed}) for typed in ("wrong", PASSWORD)]
    assert [reply.status_code for reply in replies] == [422, 303]
    assert busy_connections == [0, 0]
