"""An export in the background: watched, left and come back to, cancelled, started again, served again; a dead one."""

import re
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from app.cycles.queries import find_cycle, questionnaires_of
from app.db import db
from app.reports.jobs import run_export
from app.reports.models import ExportStatus, ReportExport
from tests.journeys.conftest import OpenPage

DESK = "/cycles/demo/report"


@pytest.fixture(autouse=True)
def worker(site_app: Flask) -> Iterator[None]:
    """A worker beside the site: elsewhere in the journeys a request makes its export itself.

    It starts with no file kept: the file of an earlier journey would be served again, without any progress to watch.
    """
    for kept in site_app.extensions["exports"].folder.glob("*"):
        kept.unlink()
    exports: list[threading.Thread] = []

    def work(export_id: int) -> None:
        with site_app.app_context():
            run_export(site_app, export_id)

    def queue(export_id: int) -> None:
        exports.append(threading.Thread(target=work, args=(export_id,)))
        exports[-1].start()

    usual, site_app.extensions["export_report"] = site_app.extensions["export_report"], queue
    yield
    for export in exports:
        export.join()
    site_app.extensions["export_report"] = usual


def start(page: Page) -> None:
    page.goto(DESK)
    page.click("form[data-once] button")
    page.wait_for_url("**/exports/*")


def cancel(page: Page) -> None:
    page.click("form[action$='/cancel'] button")
    expect(page.locator("form[action$='/retry'] button")).to_be_visible()


def test_an_export_is_watched_left_cancelled_started_again_and_served_again(open_page: OpenPage) -> None:
    staff = open_page("staff")
    start(staff)
    expect(staff.locator("main .hint")).to_contain_text(re.compile(r"Page \d+ of (about )?\d+"))
    address, before = staff.url, staff.get_attribute("progress", "value")
    expect(staff.locator("progress")).not_to_have_attribute("value", str(before))

    staff.goto(DESK)
    expect(staff.locator("main .tasks li").first).to_contain_text("In progress")
    staff.click("main .tasks li:first-child a")
    expect(staff).to_have_url(address)
    staff.focus("form[action$='/cancel'] button")
    expect(staff.locator("progress")).to_have_attribute("value", re.compile(r"\d+"))
    expect(staff.locator("form[action$='/cancel'] button")).to_be_focused()

    cancel(staff)
    expect(staff.locator("main")).to_contain_text("The export was cancelled. Nothing of it was kept.")
    assert staff.request.get(f"{address}/file").status == 404
    staff.click("form[action$='/retry'] button")
    expect(staff.locator("main a[href*='/file?download']")).to_be_visible()
    expect(staff.locator("main")).to_contain_text(re.compile(r"The document is ready: \d+ pages\."))

    start(staff)
    expect(staff).to_have_url(address)
    expect(staff.locator("main .said")).to_contain_text("Nothing changed since the export of ")
    expect(staff.locator("main .said")).to_contain_text(": this is the same file.")


def test_without_javascript_an_export_is_cancelled_too(open_page: OpenPage) -> None:
    staff = open_page("staff", javascript=False, language="ar", width=390)
    staff.goto(f"{DESK}?questionnaire=cnd-60-6-p11")
    staff.click("form[data-once] button")
    staff.click("main .actions a")
    cancel(staff)
    staff.goto(DESK + "?questionnaire=cnd-60-6-p11")
    expect(staff.locator("main .tasks li")).to_have_count(1)


def test_a_page_that_cancels_too_late_says_so_and_shows_the_document(
    open_page: OpenPage, site_app: Flask
) -> None:
    staff = open_page("staff", javascript=False)  # so that the button still stands there
    export_id = abandoned(site_app, "a-late-cancel", datetime.now(UTC))
    staff.goto(f"/exports/{export_id}")
    with site_app.app_context(), db.sessionmaker() as session:
        session.get_one(ReportExport, export_id).status = ExportStatus.DONE
        session.commit()
    staff.click("form[action$='/cancel'] button")
    expect(staff.locator("main .said")).to_contain_text("had ended before it could be cancelled")
    expect(staff.locator("main")).to_contain_text("The document is ready.")


def abandoned(app: Flask, key: str, moment: datetime) -> int:
    """An export that a worker took, and that has not been heard of since `moment`."""
    with app.app_context(), db.sessionmaker() as session:
        cycle = find_cycle(session, "demo")
        export = ReportExport(
            cycle_id=cycle.id,
            version_id=questionnaires_of(session, cycle.id)[0].version_id,
            language="en",
            status=ExportStatus.RUNNING,
            requested_at=moment,
            idempotency_key=key,
            beat_at=moment,
        )
        session.add(export)
        session.commit()
        return export.id


def test_a_killed_worker_shows_as_failed_and_can_be_retried(open_page: OpenPage, site_app: Flask) -> None:
    staff = open_page("staff")
    export_id = abandoned(site_app, "an-abandoned-export", datetime.now(UTC) - timedelta(minutes=2))
    assert staff.request.get(f"/exports/{export_id}/file").status == 404
    staff.goto(f"/exports/{export_id}")
    expect(staff.locator("main [role=alert]")).to_contain_text("did not finish")
    staff.click("main form button")
    expect(staff.locator("main a[href*='/file?download']")).to_be_visible()
    assert staff.request.get(f"/exports/{export_id}/status").json()["state"] == "done"
