"""The database extension, and how each engine opens its connections and transactions."""

import sqlite3
from typing import Any

import sqlalchemy as sa
from flask_sqlalchemy_lite import SQLAlchemy
from sqlalchemy.orm import Session

db = SQLAlchemy()

# SQLite 3.7.0 to 3.51.2 can lose commits in WAL mode when several connections reset the log at once.
_WAL_IS_SAFE = sqlite3.sqlite_version_info >= (3, 51, 3)
_BUSY_TIMEOUT_MS = 10_000


def engine_options(url: str) -> dict[str, Any]:
    """Engine options for `url`: a pool wide enough for the threads of one web process."""
    if url.startswith("postgresql"):
        return {"url": url, "pool_size": 16, "max_overflow": 16, "pool_pre_ping": False}
    return {"url": url, "pool_size": 16, "max_overflow": 16}


def prepare_engine(engine: sa.Engine) -> None:
    """Give SQLite durable commits, foreign keys and write transactions that wait their turn."""
    if engine.dialect.name != "sqlite":
        return
    sa.event.listen(engine, "connect", _set_pragmas)
    sa.event.listen(engine, "begin", _begin)


def read_only(session: Session) -> Session:
    """Declare, before its first statement, that `session` only reads.

    On SQLite its transactions do not take the write lock; on PostgreSQL it runs without a transaction, which
    halves the round trips of a page.
    """
    bind = session.get_bind()
    if isinstance(bind, sa.Connection):
        return session  # it takes part in a transaction that somebody else began
    if bind.dialect.name == "postgresql":
        session.connection(execution_options={"isolation_level": "AUTOCOMMIT"})
    else:
        session.connection(execution_options={"read_only": True})
    return session


def _set_pragmas(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None  # sqlite3 must not begin transactions of its own; `_begin` does
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA journal_mode={'WAL' if _WAL_IS_SAFE else 'DELETE'}")
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.execute(f"PRAGMA busy_timeout={_BUSY_TIMEOUT_MS}")
    cursor.close()


def _begin(connection: sa.Connection) -> None:
    # A deferred transaction that turns into a write fails at once under load; an immediate one waits.
    reads = connection.get_execution_options().get("read_only", False)
    connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")
