"""Exports of the Commission's document: the queue, its progress, and what came out."""

from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, UtcDateTime, one_of
from app.domain.edition import EditionKind
from app.printing.rendering import STANDARDS, Standard


class ExportStatus(StrEnum):
    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


class ExportStage(StrEnum):
    """What a running export is doing."""

    COUNTING = "counting"
    DRAFTING = "drafting"
    LAYING_OUT = "laying_out"
    DRAWING = "drawing"


class ReportExport(Base):
    """One export. `content_key` is the hash of everything that its bytes depend on (`app/reports/content.py`).

    A unit of progress is a question drafted, a page laid out or a page drawn. `pages_done` and `pages_total` are of the
    stage; while pages are laid out, their total is expected, not known. Of an export that is done they are the pages of
    the document. `beat_at` shows life. `report_version_id` is the frozen version that it prints; without one it prints
    the report as it stands.
    """

    __tablename__ = "report_export"
    __table_args__ = (
        one_of("status", ExportStatus),
        one_of("stage", ExportStage),
        one_of("edition", EditionKind),
        one_of("standard", STANDARDS),
        sa.UniqueConstraint("idempotency_key"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    cycle_id: Mapped[int] = mapped_column(sa.ForeignKey("reporting_cycle.id"), index=True)
    version_id: Mapped[int] = mapped_column(sa.ForeignKey("questionnaire_version.id"), index=True)
    language: Mapped[str] = mapped_column(sa.String(2))
    edition: Mapped[str] = mapped_column(
        sa.String(30), default=EditionKind.REPORT, server_default=EditionKind.REPORT.value
    )
    standard: Mapped[Standard] = mapped_column(sa.String(4), default="ua-1", server_default="ua-1")
    status: Mapped[str] = mapped_column(sa.String(10), default=ExportStatus.QUEUED)
    requested_at: Mapped[datetime] = mapped_column(UtcDateTime)
    requested_by: Mapped[int | None] = mapped_column(sa.ForeignKey("account.id"))
    idempotency_key: Mapped[str] = mapped_column(sa.String(64))
    attempt: Mapped[int] = mapped_column(sa.Integer, default=1)
    stage: Mapped[str] = mapped_column(sa.String(10), default=ExportStage.COUNTING, server_default="counting")
    units_done: Mapped[int] = mapped_column(sa.Integer, default=0)
    units_total: Mapped[int] = mapped_column(sa.Integer, default=0)
    pages_done: Mapped[int] = mapped_column(sa.Integer, default=0, server_default="0")
    pages_total: Mapped[int] = mapped_column(sa.Integer, default=0, server_default="0")
    beat_at: Mapped[datetime] = mapped_column(UtcDateTime)
    finished_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    failure: Mapped[str | None] = mapped_column(sa.String(300))
    file_name: Mapped[str | None] = mapped_column(sa.String(120))
    sha256: Mapped[str | None] = mapped_column(sa.String(64))
    data_set_hash: Mapped[str | None] = mapped_column(sa.String(64))
    content_key: Mapped[str | None] = mapped_column(sa.String(64), index=True)
    report_version_id: Mapped[int | None] = mapped_column(sa.ForeignKey("report_version.id"))
