"""An export whose worker was killed shows as failed, and a second try brings the document."""

from datetime import UTC, datetime, timedelta

from flask import Flask
from playwright.sync_api import expect

from app.cycles.queries import find_cycle, questionnaires_of
from app.db import db
from app.reports.models import ExportStatus, ReportExport
from tests.journeys.conftest import OpenPage


def abandoned(app: Flask) -> int:
    """An export that a worker took two minutes ago, and that has not been heard of since."""
    long_ago = datetime.now(UTC) - timedelta(minutes=2)
    with app.app_context(), db.sessionmaker() as session:
        cycle = find_cycle(session, "demo")
        export = ReportExport(
            cycle_id=cycle.id,
            version_id=questionnaires_of(session, cycle.id)[0].version_id,
            language="en",
            status=ExportStatus.RUNNING,
            requested_at=long_ago,
            idempotency_key="an-abandoned-export",
            beat_at=long_ago,
        )
        session.add(export)
        session.commit()
        return export.id


def test_a_killed_worker_shows_as_failed_and_can_be_retried(open_page: OpenPage, site_app: Flask) -> None:
    staff = open_page("staff")
    export_id = abandoned(site_app)
    assert staff.request.get(f"/exports/{export_id}/file").status == 404
    staff.goto(f"/exports/{export_id}")
    expect(staff.locator("main [role=alert]")).to_contain_text("did not finish")
    staff.click("main form button")
    expect(staff.locator("main a[href*='/file?download']")).to_be_visible()
    assert staff.request.get(f"/exports/{export_id}/status").json()["state"] == "done"
