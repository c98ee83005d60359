"""Exports: asked for once, taken once, cancelled or done, failed when their worker is gone, tried again."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.audit.models import AuditEvent
from app.cycles.queries import find_cycle
from app.domain.errors import NotFound, NotPossibleNow
from app.questionnaires.queries import find_version
from app.reports.models import ExportStage, ExportStatus, ReportExport
from app.reports.queries import exports_of, find_export, pages_of_last
from app.reports.services import (
    Attempt,
    Made,
    Progress,
    cancel_export,
    fail,
    finish,
    has_stopped,
    is_wanted,
    request_export,
    retry_export,
    start,
    tell,
)
from tests.conftest import AUDIT_KEY, NOW
from tests.services.demo import STAFF

LATER = NOW + timedelta(minutes=1)
MADE = Made("a.pdf", sha256="a" * 64, data_set_hash="b" * 64, content_key="d" * 64, pages=7)


@pytest.fixture
def export(session: Session) -> ReportExport:
    return ask(session)


def ask(session: Session, key: str = "a-click-on-export") -> ReportExport:
    return request_export(
        session,
        actor=STAFF,
        now=NOW,
        audit_key=AUDIT_KEY,
        cycle=find_cycle(session, "demo"),
        version_id=find_version(session, "cnd-60-6-p2").id,
        language="en",
        content_key="c" * 64,
        idempotency_key=key,
    )


def retry(session: Session, export: ReportExport) -> ReportExport:
    session.refresh(export)
    return retry_export(session, actor=STAFF, now=LATER, audit_key=AUDIT_KEY, export=export)


def take(session: Session, export: ReportExport) -> Attempt:
    attempt = start(session, now=NOW, export_id=export.id)
    assert attempt is not None
    return attempt


def cancel(session: Session, export: ReportExport) -> None:
    cancel_export(session, actor=STAFF, now=LATER, audit_key=AUDIT_KEY, export_id=export.id)


def status(session: Session, export: ReportExport) -> str:
    session.refresh(export)
    return export.status


def test_a_double_click_is_one_export(session: Session, export: ReportExport) -> None:
    assert ask(session).id == export.id
    assert [one.id for one in exports_of(session, export.cycle_id, export.version_id)] == [export.id]


def test_one_worker_takes_an_export(session: Session, export: ReportExport) -> None:
    assert start(session, now=NOW, export_id=export.id) == Attempt(export.id, 1)
    assert start(session, now=NOW, export_id=export.id) is None


def test_a_killed_worker_shows_as_failed_and_can_be_retried(session: Session, export: ReportExport) -> None:
    take(session, export)
    session.refresh(export)
    assert has_stopped(export, LATER)
    again = retry(session, export)
    assert (again.status, again.attempt) == (ExportStatus.QUEUED, 2)


def test_a_worker_that_had_only_seemed_dead_leaves_the_next_attempt_alone(
    session: Session, export: ReportExport
) -> None:
    first = take(session, export)
    retry(session, export)
    second = take(session, export)
    assert not is_wanted(session, first)
    assert not finish(session, now=LATER, attempt=first, made=MADE)
    assert not fail(session, now=LATER, attempt=first, reason="too late")
    assert is_wanted(session, second)


def test_a_sign_of_life_keeps_it_running(session: Session, export: ReportExport) -> None:
    attempt = take(session, export)
    assert tell(session, now=LATER, attempt=attempt, progress=Progress(ExportStage.COUNTING))
    session.refresh(export)
    assert not has_stopped(export, LATER)
    with pytest.raises(NotPossibleNow, match="on its way"):
        retry(session, export)


def test_what_waits_in_line_lives_while_the_worker_does(session: Session, export: ReportExport) -> None:
    waiting = ask(session, "another-click")
    tell(session, now=LATER, attempt=take(session, export), progress=Progress(ExportStage.DRAFTING))
    session.refresh(waiting)
    assert not has_stopped(waiting, LATER)


def test_progress_counts_questions_and_pages(session: Session, export: ReportExport) -> None:
    laying_out = Progress(ExportStage.LAYING_OUT, done=53, total=166, page=8, pages=60)
    tell(session, now=NOW, attempt=take(session, export), progress=laying_out)
    session.refresh(export)
    assert (export.stage, export.units_done, export.units_total) == ("laying_out", 53, 166)
    assert (export.pages_done, export.pages_total) == (8, 60)


def test_a_failure_says_why(session: Session, export: ReportExport) -> None:
    assert fail(session, now=NOW, attempt=take(session, export), reason="x" * 400)
    session.refresh(export)
    assert export.failure == "x" * 300
    assert retry(session, export).failure is None


def test_a_finished_export_has_its_file_and_its_pages(session: Session, export: ReportExport) -> None:
    assert finish(session, now=NOW, attempt=take(session, export), made=MADE)
    session.refresh(export)
    assert (export.status, export.file_name, export.content_key) == (ExportStatus.DONE, "a.pdf", "d" * 64)
    assert pages_of_last(session, export) == 7
    assert not has_stopped(export, LATER)


def test_nobody_knows_the_pages_of_a_document_that_was_never_exported(
    session: Session, export: ReportExport
) -> None:
    assert pages_of_last(session, export) == 0


def test_a_waiting_export_that_is_cancelled_is_taken_by_nobody(
    session: Session, export: ReportExport
) -> None:
    cancel(session, export)
    assert start(session, now=LATER, export_id=export.id) is None
    assert status(session, export) == ExportStatus.CANCELLED


def test_a_running_export_that_is_cancelled_is_not_finished(session: Session, export: ReportExport) -> None:
    attempt = take(session, export)
    cancel(session, export)
    assert not is_wanted(session, attempt)
    assert not tell(session, now=LATER, attempt=attempt, progress=Progress(ExportStage.DRAWING))
    assert not finish(session, now=LATER, attempt=attempt, made=MADE)
    assert status(session, export) == ExportStatus.CANCELLED


def test_a_finished_export_is_not_cancelled(session: Session, export: ReportExport) -> None:
    finish(session, now=NOW, attempt=take(session, export), made=MADE)
    with pytest.raises(NotPossibleNow, match="had ended"):
        cancel(session, export)
    assert status(session, export) == ExportStatus.DONE


def test_cancelling_is_in_the_audit_trail(session: Session, export: ReportExport) -> None:
    cancel(session, export)
    actions = session.scalars(
        sa.select(AuditEvent.action)
        .where(AuditEvent.stream == f"report_export/{export.id}")
        .order_by(AuditEvent.seq)
    ).all()
    assert actions == ["requested", "cancelled"]


def test_a_cancelled_export_can_be_started_again(session: Session, export: ReportExport) -> None:
    cancel(session, export)
    again = retry(session, export)
    assert (again.status, again.finished_at) == (ExportStatus.QUEUED, None)


def test_an_export_that_is_not_there_is_not_found(session: Session) -> None:
    with pytest.raises(NotFound):
        find_export(session, 999)
