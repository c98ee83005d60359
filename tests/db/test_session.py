"""Transactions: begun by ourselves, on either database."""

import psycopg
import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from app.accounts.models import SignInAttempt
from app.audit.queries import verify
from app.db import db, one_state, read_only
from tests.conftest import NOW


@pytest.fixture
def engine(demonstration: Flask) -> sa.Engine:
    with demonstration.app_context():
        return db.engine


def attempts(engine: sa.Engine) -> int:
    with Session(engine) as session:
        statement = sa.select(sa.func.count()).select_from(SignInAttempt).where(SignInAttempt.who == "nobody")
        return read_only(session).execute(statement).scalar_one()


def test_what_is_not_committed_is_gone(engine: sa.Engine) -> None:
    with Session(engine) as session:
        session.execute(sa.insert(SignInAttempt).values(who="nobody", at=NOW))
        assert attempts(engine) == 0
    assert attempts(engine) == 0


def test_what_is_committed_stays(engine: sa.Engine) -> None:
    with Session(engine) as session:
        session.execute(sa.insert(SignInAttempt).values(who="nobody", at=NOW))
        session.commit()
        assert attempts(engine) == 1
        session.execute(sa.delete(SignInAttempt).where(SignInAttempt.who == "nobody"))
        session.commit()


def test_who_only_reads_holds_nobody_up(engine: sa.Engine) -> None:
    with Session(engine) as reading:
        read_only(reading).execute(sa.select(SignInAttempt.who).limit(1).order_by(SignInAttempt.who)).all()
        connection = reading.connection().connection.driver_connection
        if engine.dialect.name == "postgresql":
            assert isinstance(connection, psycopg.Connection)
            assert connection.info.transaction_status is psycopg.pq.TransactionStatus.IDLE
        with Session(engine) as writing:
            writing.execute(sa.insert(SignInAttempt).values(who="nobody", at=NOW))
            writing.rollback()


def test_one_state_is_seen_whatever_others_commit_meanwhile(engine: sa.Engine, demonstration: Flask) -> None:
    with Session(engine) as reading:
        assert verify(one_state(reading), demonstration.config["AUDIT_KEY"]) == []
        if engine.dialect.name == "postgresql":  # a reader of SQLite holds a commit up until it has ended
            before = attempts(engine)
            with Session(engine) as writing:
                writing.execute(sa.insert(SignInAttempt).values(who="nobody", at=NOW))
                writing.commit()
                statement = sa.select(sa.func.count()).where(SignInAttempt.who == "nobody")
                assert reading.execute(statement).scalar_one() == before
                writing.execute(sa.delete(SignInAttempt).where(SignInAttempt.who == "nobody"))
                writing.commit()
