"""Who did what, when: one chain of events per stream (a submission, an account, a questionnaire …)."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, Json, UtcDateTime


class AuditEvent(Base):
    """One fact. `mac` binds it to the event before it in its stream, with a key kept outside the database."""

    __tablename__ = "audit_event"
    __table_args__ = (sa.Index(None, "at", "stream", "seq"),)  # the trail is read newest first

    stream: Mapped[str] = mapped_column(sa.String(80), primary_key=True)
    seq: Mapped[int] = mapped_column(sa.Integer, primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor_id: Mapped[int | None] = mapped_column(sa.Integer)
    action: Mapped[str] = mapped_column(sa.String(60))
    facts: Mapped[dict[str, Any]] = mapped_column(Json)
    mac: Mapped[str] = mapped_column(sa.String(64))


class AuditHead(Base):
    """The last event of each stream. Updating it first serialises writers of one stream, and only of that one."""

    __tablename__ = "audit_head"

    stream: Mapped[str] = mapped_column(sa.String(80), primary_key=True)
    seq: Mapped[int] = mapped_column(sa.Integer)
    mac: Mapped[str] = mapped_column(sa.String(64))
