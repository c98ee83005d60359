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

    questionnaire: Mapped[QuestionnaireRecord] = relationship(lazy="joined", innerjoin=True)

    @property
    def label(self) -> str:
        """The number as people write it: "2", or "2.1" for its first patch."""
        return version_label(self.number, self.patch)


def version_label(number: int, patch: int) -> str:
    return f"{number}.{patch}" if patch else str(number)
