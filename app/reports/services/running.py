"""Writes of the worker on the export it makes: taking it, its progress, its end.

Each holds for one attempt. An export that was cancelled, or taken up again because it had seemed dead, is no longer its
worker's: then nothing is written, and the worker is told so.
"""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.reports.models import ExportStage, ExportStatus, ReportExport


@dataclass(frozen=True)
class Attempt:
    """An export that a worker has taken."""

    export_id: int
    number: int


@dataclass(frozen=True)
class Progress:
    """How far a running export is: units as `ReportExport` has them, and the pages of the stage."""

    stage: ExportStage
    done: int = 0
    total: int = 0
    page: int = 0
    pages: int = 0


@dataclass(frozen=True)
class Made:
    """What came out of an export."""

    file_name: str
    sha256: str
    data_set_hash: str
    content_key: str
    pages: int


def start(session: Session, *, now: datetime, export_id: int) -> Attempt | None:
    """Take a queued export; None when another worker has it, or it has ended."""
    number = session.execute(
        sa.update(ReportExport)
        .where(ReportExport.id == export_id, ReportExport.status == ExportStatus.QUEUED)
        .values(status=ExportStatus.RUNNING, beat_at=now)
        .returning(ReportExport.attempt)
    ).scalar_one_or_none()
    return None if number is None else Attempt(export_id, number)


def tell(session: Session, *, now: datetime, attempt: Attempt, progress: Progress) -> bool:
    """Write how far it is; a sign of life, also for those that wait in line. Whether it is still wanted."""
    session.execute(
        sa.update(ReportExport).where(ReportExport.status == ExportStatus.QUEUED).values(beat_at=now)
    )
    return _set(
        session,
        attempt,
        stage=progress.stage,
        units_done=progress.done,
        units_total=progress.total,
        pages_done=progress.page,
        pages_total=progress.pages,
        beat_at=now,
    )


def is_wanted(session: Session, attempt: Attempt) -> bool:
    """Whether the export is still this worker's to make."""
    status, number = session.execute(
        sa.select(ReportExport.status, ReportExport.attempt).where(ReportExport.id == attempt.export_id)
    ).one()
    return (status, number) == (ExportStatus.RUNNING, attempt.number)


def fail(session: Session, *, now: datetime, attempt: Attempt, reason: str) -> bool:
    """Whether it failed; not, when it was cancelled meanwhile."""
    return _set(session, attempt, status=ExportStatus.FAILED, failure=reason[:300], finished_at=now)


def finish(session: Session, *, now: datetime, attempt: Attempt, made: Made) -> bool:
    """Whether it is done; not, when it was cancelled meanwhile, and then its file is nobody's."""
    return _set(
        session,
        attempt,
        status=ExportStatus.DONE,
        finished_at=now,
        beat_at=now,
        file_name=made.file_name,
        sha256=made.sha256,
        data_set_hash=made.data_set_hash,
        content_key=made.content_key,
        units_done=ReportExport.units_total,
        pages_done=made.pages,
        pages_total=made.pages,
    )


def _set(session: Session, attempt: Attempt, **values: object) -> bool:
    changed = session.execute(
        sa.update(ReportExport)
        .where(
            ReportExport.id == attempt.export_id,
            ReportExport.attempt == attempt.number,
            ReportExport.status == ExportStatus.RUNNING,
        )
        .values(**values)
        .returning(ReportExport.id)
    ).scalar_one_or_none()
    return changed is not None
