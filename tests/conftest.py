"""The application under test: migrated once per worker, and rolled back after every test."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, settings
from sqlalchemy.orm import Session

from app import create_app
from app.db import db
from app.demonstration.cli import prepare_instance
from app.demonstration.seed import DOMAIN, PASSWORD
from app.domain.questionnaire import Questionnaire
from app.questionnaires.queries import Definitions, all_versions

pytest_plugins = ["tests.plugins.databases"]

# A busy machine draws examples slowly; that says nothing about the code.
settings.register_profile("any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any machine")

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
AUDIT_KEY = b"k" * 32
# A hash that resists guessing takes a fifth of a second, and the tests sign in a thousand times.
QUICK_HASHES = {"argon2__time_cost": 1, "argon2__memory_cost": 64, "argon2__parallelism": 1}


CopyDatabase = Callable[[str, str], AbstractContextManager[str]]
NewDemonstration = Callable[[str], AbstractContextManager[Flask]]


@pytest.fixture(scope="session")
def new_demonstration(
    database_url: str, copy_database: CopyDatabase, tmp_path_factory: pytest.TempPathFactory
) -> NewDemonstration:
    """The application on a freshly seeded demonstration of its own, which is seeded once per worker and then copied."""
    seeded = tmp_path_factory.mktemp("seeded")
    app = demonstration_at(database_url, seeded)
    with app.app_context():
        prepare_instance(app)
        db.engine.dispose()

    @contextmanager
    def new(name: str) -> Iterator[Flask]:
        with copy_database(database_url, name) as url:
            folder = tmp_path_factory.mktemp(f"{name}-data")
            shutil.copytree(seeded, folder, dirs_exist_ok=True)  # with the keys that sealed the audit trail
            app = demonstration_at(url, folder)
            yield app
            with app.app_context():
                # A connection that is still open at the end is a warning, and so a failed run.
                db.engine.dispose()

    return new


def demonstration_at(url: str, folder: Path) -> Flask:
    return create_app(
        {
            "TESTING": True,
            "INSTANCE": "demonstration",
            "SECRET_KEY": "s" * 40,
            "DATABASE_URL": url,
            "DATA_DIR": folder,
            "PUBLIC_URL": "http://localhost",
            "QUEUE_IMMEDIATE": True,
            "SECURITY_PASSWORD_HASH_PASSLIB_OPTIONS": QUICK_HASHES,
        }
    )


@pytest.fixture(scope="session")
def demonstration(new_demonstration: NewDemonstration) -> Iterator[Flask]:
    with new_demonstration("tests") as app:
        with app.app_context():
            kept = {one.id: Questionnaire.model_validate(one.document) for one in all_versions(db.session)}
            db.session.close()
        app.extensions["seeded definitions"] = kept
        yield app


@pytest.fixture
def app(demonstration: Flask) -> Iterator[Flask]:
    """The demonstration; what a test changes is rolled back at its end.

    No context is left open: a request made inside one would share its session.
    """
    with demonstration.app_context():
        engine, make = db.engine, db.sessionmaker
    with engine.connect() as connection:
        transaction = connection.begin()
        make.configure(binds=None, bind=connection, join_transaction_mode="create_savepoint")
        yield demonstration
        make.configure(binds=None, bind=engine, join_transaction_mode="conditional_savepoint")
        transaction.rollback()
    # What was kept of this test has never been, now, and the next one may get the same ids.
    demonstration.extensions["kept_answers"].clear()
    demonstration.extensions["kept_documents"].clear()
    demonstration.extensions["definitions"] = Definitions(
        dict(demonstration.extensions["seeded definitions"])
    )


@pytest.fixture
def session(app: Flask) -> Iterator[Session]:
    with app.app_context():
        make = db.sessionmaker
    with make() as session:
        yield session


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


SignIn = Callable[[str], FlaskClient]


@pytest.fixture
def sign_in(app: Flask) -> SignIn:
    """A client signed in as, for example, "staff" or "focal-point.a-03"."""

    def sign_in(name: str) -> FlaskClient:
        client = app.test_client()
        client.get("/sign-in")
        data = {
            "email": f"{name}@{DOMAIN}",
            "password": PASSWORD,
            "csrf_token": csrf_token(client, "/sign-in"),
        }
        reply = client.post("/sign-in", data=data)
        assert reply.status_code in (302, 303), reply.text
        return client

    return sign_in


def csrf_token(client: FlaskClient, path: str) -> str:
    """The token in the first form of the page at `path`."""
    return field(client.get(path).text, "csrf_token")


def field(page: str, name: str) -> str:
    """The value of the hidden field `name` on a page."""
    return page.split(f'name="{name}"', 1)[1].split('value="', 1)[1].split('"', 1)[0]


ROOT = Path(__file__).resolve().parents[1]
