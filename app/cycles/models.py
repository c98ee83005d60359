"""Reporting cycles: which questionnaire versions are sent out, and the dates that count."""

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, Json, UtcDateTime


class ReportingCycle(Base):
    """One round of reporting. `title` by language; `head` is a `DocumentHead`, and `head_key` made its last change.

    `period_from` and `period_to` are the first and the last day that it asks about, both or neither known.
    """

    __tablename__ = "reporting_cycle"
    __table_args__ = (
        sa.CheckConstraint("opens_at < deadline_at AND deadline_at <= cut_off_at", name="dates_in_order"),
        sa.CheckConstraint(
            "(period_from IS NULL) = (period_to IS NULL) AND (period_from IS NULL OR period_from <= period_to)",
            name="period_in_order",
        ),
        sa.CheckConstraint("head_revision >= 1", name="head_revision"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(sa.String(40), unique=True)
    title: Mapped[dict[str, Any]] = mapped_column(Json)
    opens_at: Mapped[datetime] = mapped_column(UtcDateTime)
    deadline_at: Mapped[datetime] = mapped_column(UtcDateTime)
    cut_off_at: Mapped[datetime] = mapped_column(UtcDateTime)
    head: Mapped[dict[str, Any]] = mapped_column(Json, server_default="{}")
    head_revision: Mapped[int] = mapped_column(sa.Integer, default=1, server_default="1")
    head_key: Mapped[str | None] = mapped_column(sa.String(64))
    period_from: Mapped[date | None] = mapped_column(sa.Date)
    period_to: Mapped[date | None] = mapped_column(sa.Date)


class CycleQuestionnaire(Base):
    """A questionnaire version sent out in a cycle. The one with the lowest `position` leads."""

    __tablename__ = "cycle_questionnaire"

    cycle_id: Mapped[int] = mapped_column(sa.ForeignKey("reporting_cycle.id"), primary_key=True)
    version_id: Mapped[int] = mapped_column(sa.ForeignKey("questionnaire_version.id"), primary_key=True)
    position: Mapped[int] = mapped_column(sa.Integer, default=0)
