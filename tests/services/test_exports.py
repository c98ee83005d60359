"""Exports: asked for once, taken once, shown as failed when their worker is gone, tried again."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from app.cycles.queries import find_cycle
from app.domain.errors import NotFound, NotPossibleNow
from app.questionnaires.queries import find_version
from app.reports.models import ExportStatus, ReportExport
from app.reports.queries import exports_of, find_export
from app.reports.services import (
    beat,
    fail,
    finish,
    has_stopped,
    progress,
    request_export,
    retry_export,
    start,
)
from tests.conftest import AUDIT_KEY, NOW
from tests.services.demo import STAFF

LATER = NOW + timedelta(minutes=1)


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
        idempotency_key=key,
    )


def retry(session: Session, export: ReportExport) -> ReportExport:
    session.refresh(export)
    return retry_export(session, actor=STAFF, now=LATER, audit_key=AUDIT_KEY, export=export)


def test_a_double_click_is_one_export(session: Session, export: ReportExport) -> None:
    assert ask(session).id == export.id
    assert [one.id for one in exports_of(session, export.cycle_id, export.version_id)] == [export.id]


def test_one_worker_takes_an_export(session: Session, export: ReportExport) -> None:
    assert start(session, now=NOW, export_id=export.id)
    assert not start(session, now=NOW, export_id=export.id)


def test_a_killed_worker_shows_as_failed_and_can_be_retried(session: Session, export: ReportExport) -> None:
    start(session, now=NOW, export_id=export.id)
    session.refresh(export)
    assert has_stopped(export, LATER)
    again = retry(session, export)
    assert (again.status, again.attempt) == (ExportStatus.QUEUED, 2)


def test_a_sign_of_life_keeps_it_running(session: Session, export: ReportExport) -> None:
    start(session, now=NOW, export_id=export.id)
    beat(session, now=LATER, export_id=export.id)
    session.refresh(export)
    assert not has_stopped(export, LATER)
    with pytest.raises(NotPossibleNow, match="on its way"):
        retry(session, export)


def test_progress_counts_units(session: Session, export: ReportExport) -> None:
    progress(session, now=NOW, export_id=export.id, done=3, total=46)
    session.refresh(export)
    assert (export.units_done, export.units_total) == (3, 46)


def test_a_failure_says_why(session: Session, export: ReportExport) -> None:
    fail(session, now=NOW, export_id=export.id, reason="x" * 400)
    session.refresh(export)
    assert export.failure == "x" * 300
    assert retry(session, export).failure is None


def test_a_finished_export_has_its_file(session: Session, export: ReportExport) -> None:
    finish(session, now=NOW, export_id=export.id, file_name="a.pdf", sha256="a" * 64, data_set_hash="b" * 64)
    session.refresh(export)
    assert (export.status, export.file_name) == (ExportStatus.DONE, "a.pdf")
    assert not has_stopped(export, LATER)


def test_an_export_that_is_not_there_is_not_found(session: Session) -> None:
    with pytest.raises(NotFound):
        find_export(session, 999)
