"""The database extension, and how each engine opens its connections and transactions."""

import sqlite3
from typing import Any

import sqlalchemy as sa
from flask_sqlalchemy_lite import SQLAlchemy
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.orm import Session

db = SQLAlchemy()

# SQLite 3.7.0 to 3.51.2 can lose commits in WAL mode when several connections reset the log at once.
_WAL_IS_SAFE = sqlite3.sqlite_version_info >= (3, 51, 3)
_BUSY_TIMEOUT_MS = 10_000


def engine_options(url: str) -> dict[str, Any]:
    """Engine options for `url`: a pool wide enough for the threads of one web process."""
    # The connection used last has its statements prepared and its pages at hand.
    return {"url": url, "pool_size": 16, "max_overflow": 16, "pool_use_lifo": True}


def prepare_engine(engine: sa.Engine) -> None:
    """Begin transactions ourselves, so that those who only read can go without.

    SQLite also gets durable commits, foreign keys and write transactions that wait their turn.
    """
    if engine.dialect.name == "sqlite":
        sa.event.listen(engine, "connect", _set_pragmas)
        sa.event.listen(engine, "begin", _begin_on_sqlite)
    else:
        sa.event.listen(engine, "connect", _set_autocommit)
        sa.event.listen(engine, "begin", _begin_on_postgresql)


def read_only(session: Session) -> Session:
    """Declare, before its first statement, that `session` only reads.

    On SQLite its transactions do not take the write lock; on PostgreSQL it runs without a transaction, which
    halves the round trips of a page.
    """
    if not isinstance(session.get_bind(), sa.Connection):  # else it takes part in somebody else's transaction
        session.connection(execution_options={"read_only": True})
    return session


def one_state(session: Session) -> Session:
    """The same, but all statements of `session` see one state of the database, and long results can be streamed."""
    if not isinstance(session.get_bind(), sa.Connection):
        session.connection(execution_options={"read_only": True, "one_state": True})
    return session


def _reads(connection: sa.Connection) -> bool:
    return bool(connection.get_execution_options().get("read_only", False))


def _set_pragmas(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = (
        None  # sqlite3 must not begin transactions of its own; `_begin_on_sqlite` does
    )
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA journal_mode={'WAL' if _WAL_IS_SAFE else 'DELETE'}")
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.execute(f"PRAGMA busy_timeout={_BUSY_TIMEOUT_MS}")
    cursor.close()


def _begin_on_sqlite(connection: sa.Connection) -> None:
    # A deferred transaction that turns into a write fails at once under load; an immediate one waits.
    connection.exec_driver_sql("BEGIN" if _reads(connection) else "BEGIN IMMEDIATE")


def _set_autocommit(connection: DBAPIConnection, _record: object) -> None:
    # For good, since switching it back and forth costs a page more than one of its statements.
    connection.autocommit = True
    # Compiling a statement pays for itself in none of ours: for counts of 10,000,000 observations it takes longer than
    # counting them. They need few megabytes, but the planner expects many, and sorts unless it may have them.
    cursor = connection.cursor()
    cursor.execute("SET jit = off; SET work_mem = '64MB'")
    cursor.close()


def _begin_on_postgresql(connection: sa.Connection) -> None:
    if not _reads(connection):
        connection.exec_driver_sql("BEGIN")
    elif connection.get_execution_options().get("one_state", False):
        connection.exec_driver_sql("BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY")
