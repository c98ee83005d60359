"""Writes of exports by people: asking for one, trying again, cancelling. The worker's are in `running.py`."""

from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.audit.services import record
from app.cycles.models import ReportingCycle
from app.domain.edition import EditionKind
from app.domain.errors import NotPossibleNow, message
from app.domain.policy import Actor
from app.printing.rendering import Standard
from app.reports.models import ExportStage, ExportStatus, ReportExport

SILENCE = timedelta(seconds=20)  # a running export gives a sign of life every second or two
UNFINISHED = (ExportStatus.QUEUED, ExportStatus.RUNNING)


def has_stopped(export: ReportExport, now: datetime) -> bool:
    """Whether an unfinished export shows no life any more: its worker was killed, or there is none."""
    return export.status in UNFINISHED and now - export.beat_at > SILENCE


def request_export(
    session: Session,
    *,
    actor: Actor,
    now: datetime,
    audit_key: bytes,
    cycle: ReportingCycle,
    version_id: int,
    language: str,
    content_key: str,
    idempotency_key: str,
    report_version_id: int | None = None,
    edition: EditionKind = EditionKind.REPORT,
    standard: Standard = "ua-1",
) -> ReportExport:
    """A queued export of the report of one questionnaire, or of a frozen version. The same key is the same export."""
    asked = _asked_before(session, idempotency_key)
    if asked is not None:
        return asked
    export = ReportExport(
        cycle_id=cycle.id,
        version_id=version_id,
        language=language,
        edition=edition,
        standard=standard,
        status=ExportStatus.QUEUED,
        requested_at=now,
        requested_by=actor.account_id,
        content_key=content_key,
        idempotency_key=idempotency_key,
        beat_at=now,
        report_version_id=report_version_id,
    )
    session.add(export)
    session.flush()
    what = {"cycle": cycle.key, "version_id": version_id, "language": language}
    facts = what | {"edition": edition.value, "standard": standard, "report_version_id": report_version_id}
    stream = f"report_export/{export.id}"
    record(session, stream=stream, action="requested", actor=actor, now=now, facts=facts, key=audit_key)
    return export


def _asked_before(session: Session, idempotency_key: str) -> ReportExport | None:
    return session.scalars(
        sa.select(ReportExport).where(ReportExport.idempotency_key == idempotency_key)
    ).first()


def retry_export(
    session: Session, *, actor: Actor, now: datetime, audit_key: bytes, export: ReportExport
) -> ReportExport:
    """Queue an export again that failed, stopped or was cancelled.

    Raises NotPossibleNow while it is on its way, or done.
    """
    ended = export.status in (ExportStatus.FAILED, ExportStatus.CANCELLED)
    if not ended and not has_stopped(export, now):
        raise NotPossibleNow(message("This export is on its way or done already."))
    export.status = ExportStatus.QUEUED
    export.attempt += 1
    export.stage = ExportStage.COUNTING
    export.units_done = export.units_total = 0
    export.pages_done = export.pages_total = 0
    export.failure = None
    export.finished_at = None
    export.beat_at = now
    session.flush()
    facts = {"attempt": export.attempt}
    stream = f"report_export/{export.id}"
    record(session, stream=stream, action="retried", actor=actor, now=now, facts=facts, key=audit_key)
    return export


def cancel_export(session: Session, *, actor: Actor, now: datetime, audit_key: bytes, export_id: int) -> None:
    """Cancel an export that waits or is being made; its worker sees that within a second and stops.

    The row decides between this and the worker's `finish`, so that one of the two happens. Raises NotPossibleNow when
    the export has ended.
    """
    cancelled = session.execute(
        sa.update(ReportExport)
        .where(ReportExport.id == export_id, ReportExport.status.in_(UNFINISHED))
        .values(status=ExportStatus.CANCELLED, finished_at=now)
        .returning(ReportExport.attempt)
    ).scalar_one_or_none()
    if cancelled is None:
        raise NotPossibleNow(message("This export had ended before it could be cancelled."))
    stream = f"report_export/{export_id}"
    facts = {"attempt": cancelled}
    record(session, stream=stream, action="cancelled", actor=actor, now=now, facts=facts, key=audit_key)
