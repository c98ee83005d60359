"""Questionnaires and their frozen editions."""

from datetime import datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import Base, Json, UtcDateTime, one_of


class VersionStatus(StrEnum):
    DRAFT = "draft"
    PUBLISHED = "published"
    RETIRED = "retired"


class QuestionnaireRecord(Base):
    """An instrument, known by its key; what it asks is in its versions."""

    __tablename__ = "questionnaire"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(sa.String(60), unique=True)


class QuestionnaireVersion(Base):
    """One edition. Once published, triggers refuse every change but its retirement.

    `revision` counts the edits of a draft made here; 0 is a draft as a file gave it.
    """

    __tablename__ = "questionnaire_version"
    __table_args__ = (
        sa.UniqueConstraint("questionnaire_id", "number"),
        one_of("status", VersionStatus),
        sa.CheckConstraint("(status = 'draft') = (published_at IS NULL)", name="published_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    questionnaire_id: Mapped[int] = mapped_column(sa.ForeignKey("questionnaire.id"))
    number: Mapped[int] = mapped_column(sa.Integer)
    status: Mapped[str] = mapped_column(sa.String(10), default=VersionStatus.DRAFT)
    document: Mapped[dict[str, Any]] = mapped_column(Json)
    content_hash: Mapped[str] = mapped_column(sa.String(64))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    published_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    revision: Mapped[int] = mapped_column(sa.Integer, default=0, server_default="0")

    questionnaire: Mapped[QuestionnaireRecord] = relationship(lazy="joined", innerjoin=True)


class EditKind(StrEnum):
    EDIT = "edit"
    UNDO = "undo"
    REDO = "redo"


class DraftEdit(Base):
    """One step of a draft, which led to its `revision`. Rows are only ever added, and none once it is published.

    An undo or redo names the edit that it is about (`subject_id`). `below_id` is the edit that is in force without
    this one: what is undone after it.
    """

    __tablename__ = "draft_edit"
    __table_args__ = (
        sa.UniqueConstraint("version_id", "revision"),
        one_of("kind", EditKind),
        sa.CheckConstraint("(kind = 'edit') = (subject_id IS NULL)", name="subject"),
        sa.Index("ix_draft_edit_version_id_below_id", "version_id", "below_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(sa.ForeignKey("questionnaire_version.id"))
    revision: Mapped[int] = mapped_column(sa.Integer)
    kind: Mapped[str] = mapped_column(sa.String(10))
    edit: Mapped[dict[str, Any]] = mapped_column(Json)
    changes: Mapped[list[dict[str, Any]]] = mapped_column(Json)
    actor_id: Mapped[int | None] = mapped_column(sa.ForeignKey("account.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    idempotency_key: Mapped[str] = mapped_column(sa.String(64), unique=True)
    subject_id: Mapped[int | None] = mapped_column(sa.ForeignKey("draft_edit.id"))
    below_id: Mapped[int | None] = mapped_column(sa.ForeignKey("draft_edit.id"))
