"""Writes of exports: asking for one, its progress, its end. The document itself is made in `making.py`."""

from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.audit.services import record
from app.cycles.models import ReportingCycle
from app.domain.errors import NotPossibleNow, message
from app.domain.policy import Actor
from app.reports.models import ExportStatus, ReportExport

SILENCE = timedelta(seconds=20)  # a running export gives a sign of life every second or two


def has_stopped(export: ReportExport, now: datetime) -> bool:
    """Whether an unfinished export shows no life any more: its worker was killed, or there is none."""
    unfinished = export.status in (ExportStatus.QUEUED, ExportStatus.RUNNING)
    return unfinished and now - export.beat_at > SILENCE


def request_export(
    session: Session,
    *,
    actor: Actor,
    now: datetime,
    audit_key: bytes,
    cycle: ReportingCycle,
    version_id: int,
    language: str,
    idempotency_key: str,
    report_version_id: int | None = None,
) -> ReportExport:
    """A queued export of the document of one questionnaire. The same key asks for the same export.

    `report_version_id` is the frozen version of the report that it prints, if it is not the report as it stands.
    """
    asked = session.scalars(
        sa.select(ReportExport).where(ReportExport.idempotency_key == idempotency_key)
    ).first()
    if asked is not None:
        return asked
    export = ReportExport(
        cycle_id=cycle.id,
        version_id=version_id,
        language=language,
        status=ExportStatus.QUEUED,
        requested_at=now,
        requested_by=actor.account_id,
        idempotency_key=idempotency_key,
        beat_at=now,
        report_version_id=report_version_id,
    )
    session.add(export)
    session.flush()
    facts = {
        "cycle": cycle.key,
        "version_id": version_id,
        "language": language,
        "report_version_id": report_version_id,
    }
    stream = f"report_export/{export.id}"
    record(session, stream=stream, action="requested", actor=actor, now=now, facts=facts, key=audit_key)
    return export


def retry_export(
    session: Session, *, actor: Actor, now: datetime, audit_key: bytes, export: ReportExport
) -> ReportExport:
    """Queue an export again that failed or stopped. Raises NotPossibleNow while it is on its way, or done."""
    if export.status != ExportStatus.FAILED and not has_stopped(export, now):
        raise NotPossibleNow(message("This export is on its way or done already."))
    export.status = ExportStatus.QUEUED
    export.attempt += 1
    export.units_done = 0
    export.failure = None
    export.beat_at = now
    session.flush()
    facts = {"attempt": export.attempt}
    stream = f"report_export/{export.id}"
    record(session, stream=stream, action="retried", actor=actor, now=now, facts=facts, key=audit_key)
    return export


def start(session: Session, *, now: datetime, export_id: int) -> bool:
    """Take a queued export; False when another worker has it or it is done."""
    taken = session.execute(
        sa.update(ReportExport)
        .where(ReportExport.id == export_id, ReportExport.status == ExportStatus.QUEUED)
        .values(status=ExportStatus.RUNNING, beat_at=now)
        .returning(ReportExport.id)
    ).scalar_one_or_none()
    return taken is not None


def progress(session: Session, *, now: datetime, export_id: int, done: int, total: int) -> None:
    """`done` of `total` units are done: a question tabulated and drafted is one, the layout is one."""
    _set(session, export_id, units_done=done, units_total=total, beat_at=now)


def beat(session: Session, *, now: datetime, export_id: int) -> None:
    """A sign of life from the worker."""
    _set(session, export_id, beat_at=now)


def fail(session: Session, *, now: datetime, export_id: int, reason: str) -> None:
    _set(session, export_id, status=ExportStatus.FAILED, failure=reason[:300], finished_at=now)


def finish(
    session: Session, *, now: datetime, export_id: int, file_name: str, sha256: str, data_set_hash: str
) -> None:
    _set(
        session,
        export_id,
        status=ExportStatus.DONE,
        finished_at=now,
        beat_at=now,
        file_name=file_name,
        sha256=sha256,
        data_set_hash=data_set_hash,
        units_done=ReportExport.units_total,
    )


def _set(session: Session, export_id: int, **values: object) -> None:
    session.execute(sa.update(ReportExport).where(ReportExport.id == export_id).values(**values))
