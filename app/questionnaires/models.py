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

    A patch corrects the words of the versions of the same `number` before it, and asks the same.
    `revision` counts the edits of a draft made here; 0 is a draft as a file gave it.
    """

    __tablename__ = "questionnaire_version"
    __table_args__ = (
        sa.UniqueConstraint("questionnaire_id", "number", "patch"),
        one_of("status", VersionStatus),
        sa.CheckConstraint("(status = 'draft') = (published_at IS NULL)", name="published_at"),
        sa.CheckConstraint("(status = 'retired') = (retired_at IS NOT NULL)", name="retired_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    questionnaire_id: Mapped[int] = mapped_column(sa.ForeignKey("questionnaire.id"))
    number: Mapped[int] = mapped_column(sa.Integer)
    patch: Mapped[int] = mapped_column(sa.Integer, default=0)
    status: Mapped[str] = mapped_column(sa.String(10), default=VersionStatus.DRAFT)
    document: Mapped[dict[str, Any]] = mapped_column(Json)
    content_hash: Mapped[str] = mapped_column(sa.String(64))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    published_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    retired_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    revision: Mapped[int] = mapped_column(sa.Integer, default=0, server_default="0")

    questionnaire: Mapped[QuestionnaireRecord] = relationship(lazy="joined", innerjoin=True)

    @property
    def label(self) -> str:
        """The number as people write it: "2", or "2.1" for its first patch."""
        return version_label(self.number, self.patch)


def version_label(number: int, patch: int) -> str:
    return f"{number}.{patch}" if patch else str(number)


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


class ConsultationLink(Base):
    """Lets people without an account see one draft and comment on it. The token itself is in the link alone."""

    __tablename__ = "consultation_link"
    __table_args__ = (sa.CheckConstraint("expires_at > created_at", name="expires_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(sa.ForeignKey("questionnaire_version.id"), index=True)
    token_hash: Mapped[str] = mapped_column(sa.String(64), unique=True)
    note: Mapped[str] = mapped_column(sa.String(200), default="")
    created_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("account.id"))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    last_used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class ConsultationComment(Base):
    """What a reader of a link said about a question, at the revision that they saw; `name` is theirs, or nothing."""

    __tablename__ = "consultation_comment"
    __table_args__ = (
        sa.CheckConstraint("text <> ''", name="text"),
        sa.Index("ix_consultation_comment_version_id_question_key", "version_id", "question_key"),
        sa.Index("ix_consultation_comment_link_id_at", "link_id", "at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    link_id: Mapped[int] = mapped_column(sa.ForeignKey("consultation_link.id"))
    version_id: Mapped[int] = mapped_column(sa.ForeignKey("questionnaire_version.id"))
    revision: Mapped[int] = mapped_column(sa.Integer)
    question_key: Mapped[str] = mapped_column(sa.String(60))
    text: Mapped[str] = mapped_column(sa.Text)
    name: Mapped[str] = mapped_column(sa.String(100), default="")
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    idempotency_key: Mapped[str] = mapped_column(sa.String(64), unique=True)
    dealt_with_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    dealt_with_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("account.id"))
