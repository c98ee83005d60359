"""What staff make of a report: its outline with every edit, its frozen versions, and their comments."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, Json, UtcDateTime


class Report(Base):
    """The report of one questionnaire of a cycle, in all its languages. Without a row nobody has changed it yet.

    `revision` counts its edits. `outline` is the document of app/domain/report_outline.
    """

    __tablename__ = "report"
    __table_args__ = (sa.UniqueConstraint("cycle_id", "version_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    cycle_id: Mapped[int] = mapped_column(sa.ForeignKey("reporting_cycle.id"))
    version_id: Mapped[int] = mapped_column(sa.ForeignKey("questionnaire_version.id"))
    revision: Mapped[int] = mapped_column(sa.Integer, default=0)
    outline: Mapped[dict[str, Any]] = mapped_column(Json)


class ReportEdit(Base):
    """One step of a report, which led to its `revision`. Rows are only ever added.

    `touched` names what the edit is about, so that a late edit of something else goes through.
    """

    __tablename__ = "report_edit"
    __table_args__ = (sa.UniqueConstraint("report_id", "revision"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(sa.ForeignKey("report.id"))
    revision: Mapped[int] = mapped_column(sa.Integer)
    edit: Mapped[dict[str, Any]] = mapped_column(Json)
    touched: Mapped[str] = mapped_column(sa.String(240))
    actor_id: Mapped[int | None] = mapped_column(sa.ForeignKey("account.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    idempotency_key: Mapped[str] = mapped_column(sa.String(64), unique=True)


class ReportVersion(Base):
    """A frozen version: the outline, and the very snapshots that it counts. Triggers refuse every change.

    `version_id` is the definition, with its patch, as it was then; `response` says who was invited and who had replied.
    `data_set_hash` is that of the snapshots, `data_as_at` the time up to which they reach. `earlier` is the cycle that
    it compares with, with the snapshots counted of that and their hash; None where there is nothing to compare with.
    """

    __tablename__ = "report_version"
    __table_args__ = (sa.UniqueConstraint("report_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(sa.ForeignKey("report.id"))
    number: Mapped[int] = mapped_column(sa.Integer)
    revision: Mapped[int] = mapped_column(sa.Integer)
    outline: Mapped[dict[str, Any]] = mapped_column(Json)
    version_id: Mapped[int] = mapped_column(sa.ForeignKey("questionnaire_version.id"))
    snapshot_ids: Mapped[list[int]] = mapped_column(Json)
    response: Mapped[dict[str, Any]] = mapped_column(Json)
    data_set_hash: Mapped[str] = mapped_column(sa.String(64))
    data_as_at: Mapped[datetime] = mapped_column(UtcDateTime)
    earlier: Mapped[dict[str, Any] | None] = mapped_column(Json)
    note: Mapped[str] = mapped_column(sa.String(300), default="")
    frozen_at: Mapped[datetime] = mapped_column(UtcDateTime)
    frozen_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("account.id"))
    idempotency_key: Mapped[str] = mapped_column(sa.String(64), unique=True)


class ReportComment(Base):
    """What somebody of the staff said about a part of a report, by the key of the part."""

    __tablename__ = "report_comment"
    __table_args__ = (
        sa.CheckConstraint("text <> ''", name="text"),
        sa.Index("ix_report_comment_report_id_part_key", "report_id", "part_key"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(sa.ForeignKey("report.id"))
    part_key: Mapped[str] = mapped_column(sa.String(100))
    text: Mapped[str] = mapped_column(sa.Text)
    by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("account.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    resolved_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    resolved_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("account.id"))
    idempotency_key: Mapped[str] = mapped_column(sa.String(64), unique=True)
