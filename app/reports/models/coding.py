"""Codes of free text: the code book of each place where texts are asked for, and which text has which code."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, Json, UtcDateTime


class TextCode(Base):
    """A code of the book of one place of a questionnaire, whatever the version. `labels` are by language.

    `place` is the name of what is coded ("P2-E08", "P2-I01_lesson"). A code that was merged or removed stays as a row,
    so that its `code`, which figures are called after, never comes to mean something else.
    """

    __tablename__ = "text_code"
    __table_args__ = (
        sa.UniqueConstraint("questionnaire_id", "place", "code"),
        sa.CheckConstraint("revision >= 1", name="revision"),
        sa.CheckConstraint("merged_into_id IS NULL OR retired_at IS NOT NULL", name="merged"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    questionnaire_id: Mapped[int] = mapped_column(sa.ForeignKey("questionnaire.id"))
    place: Mapped[str] = mapped_column(sa.String(130))
    code: Mapped[str] = mapped_column(sa.String(40))
    labels: Mapped[dict[str, Any]] = mapped_column(Json)
    position: Mapped[int] = mapped_column(sa.Integer)
    revision: Mapped[int] = mapped_column(sa.Integer, default=1)
    retired_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    merged_into_id: Mapped[int | None] = mapped_column(sa.ForeignKey("text_code.id"))
    idempotency_key: Mapped[str] = mapped_column(sa.String(64), unique=True)


class TextCoding(Base):
    """That a text of a snapshot has a code; `item` is the entry of a list that it stands in, or ''."""

    __tablename__ = "text_coding"

    code_id: Mapped[int] = mapped_column(sa.ForeignKey("text_code.id"), primary_key=True)
    snapshot_id: Mapped[int] = mapped_column(sa.ForeignKey("snapshot.id"), primary_key=True, index=True)
    item: Mapped[str] = mapped_column(sa.String(20), primary_key=True, default="")
    coded_at: Mapped[datetime] = mapped_column(UtcDateTime)
    coded_by: Mapped[int | None] = mapped_column(sa.ForeignKey("account.id"))


class TextReading(Base):
    """Who changed the codes of a text last, and who else agreed with them as they have stood since: then it is counted.

    `place` is the name of what is coded, as a `TextCode` has it.
    """

    __tablename__ = "text_reading"
    __table_args__ = (
        sa.CheckConstraint("agreed_by <> coded_by", name="somebody_else"),
        sa.CheckConstraint("(agreed_by IS NULL) = (agreed_at IS NULL)", name="agreed"),
    )

    place: Mapped[str] = mapped_column(sa.String(130), primary_key=True)
    snapshot_id: Mapped[int] = mapped_column(sa.ForeignKey("snapshot.id"), primary_key=True, index=True)
    item: Mapped[str] = mapped_column(sa.String(20), primary_key=True, default="")
    coded_at: Mapped[datetime] = mapped_column(UtcDateTime)
    coded_by: Mapped[int | None] = mapped_column(sa.ForeignKey("account.id"))
    agreed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    agreed_by: Mapped[int | None] = mapped_column(sa.ForeignKey("account.id"))
