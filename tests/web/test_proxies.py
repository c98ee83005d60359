"""Behind a proxy failures are counted by the client's own address; without one, nobody can make an address up."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask.testing import FlaskClient

import config
from app.accounts.queries import FAILURES_PER_ADDRESS
from app.accounts.services import note_failure
from app.db import db
from app.domain.errors import InvalidSetUp
from app.web.security import number_of_proxies
from tests.conftest import csrf_token
from tests.web.test_security import another_app

GUESSING, PATIENT, PROXY = "198.51.100.7", "198.51.100.8", "127.0.0.1"


@contextmanager
def site(url: str, folder: Path, proxies: int, guessing: str) -> Iterator[FlaskClient]:
    """A client of a site behind so many proxies, at which somebody at the address `guessing` failed too often."""
    app = another_app(
        folder,
        INSTANCE="demonstration",
        PUBLIC_URL="http://localhost",
        DATABASE_URL=url,
        TRUSTED_PROXIES=proxies,
    )
    with app.app_context():
        app.extensions["alembic"].upgrade()
    with app.app_context():
        with db.sessionmaker.begin() as session:
            for number in range(FAILURES_PER_ADDRESS):
                note_failure(session, datetime.now(UTC), f"guess-{number}@example.org", guessing)
        yield app.test_client()
        db.engine.dispose()


def sign_in(client: FlaskClient, forwarded_for: str) -> int:
    token = csrf_token(client, "/sign-in")
    data = {"email": "somebody@example.org", "password": "wrong", "csrf_token": token}
    return client.post("/sign-in", data=data, headers={"X-Forwarded-For": forwarded_for}).status_code


def test_behind_a_proxy_only_the_client_that_guessed_has_to_wait(site_database: str, tmp_path: Path) -> None:
    with site(site_database, tmp_path, 1, GUESSING) as client:
        assert sign_in(client, GUESSING) == 429
        assert sign_in(client, f"{PATIENT}, {GUESSING}") == 429, "what a client claims itself is not believed"
        assert sign_in(client, PATIENT) == 422


def test_without_a_proxy_no_header_is_believed(site_database: str, tmp_path: Path) -> None:
    with site(site_database, tmp_path, 0, PROXY) as client:
        assert sign_in(client, PATIENT) == 429


def test_the_number_of_proxies_is_a_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    assert number_of_proxies(config.settings()["TRUSTED_PROXIES"]) == 0
    monkeypatch.setenv("TRUSTED_PROXIES", "2")
    assert number_of_proxies(config.settings()["TRUSTED_PROXIES"]) == 2


@pytest.mark.parametrize("text", ["one", "-1", "1.5", "²"])
def test_what_is_no_number_of_proxies_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(InvalidSetUp, match="TRUSTED_PROXIES"):
        another_app(tmp_path, TRUSTED_PROXIES=text)
