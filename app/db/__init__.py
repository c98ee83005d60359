"""The database: base class, column types and sessions, for both SQLite and PostgreSQL."""

from app.db.base import Base, one_of
from app.db.session import db, engine_options, one_state, prepare_engine, read_only
from app.db.types import Json, UtcDateTime

__all__ = [
    "Base",
    "Json",
    "UtcDateTime",
    "db",
    "engine_options",
    "one_of",
    "one_state",
    "prepare_engine",
    "read_only",
]
