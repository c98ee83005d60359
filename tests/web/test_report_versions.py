"""Frozen versions of a report on their pages: what they keep, how they compare, and what is exported of them."""

import re
from html import unescape

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app.reports.models import ReportExport
from app.submissions.models import Submission
from tests.conftest import SignIn, field
from tests.services.demo import submission_of
from tests.web.test_report_desk import REPORT, read, send, write

VERSIONS = f"{REPORT}/versions"
FREEZE = f"{REPORT}/freeze"


@pytest.fixture
def staff(sign_in: SignIn) -> FlaskClient:
    return sign_in("staff")


def froze(client: FlaskClient, note: str = "") -> int:
    data_set = field(client.get(FREEZE).text, "data_set")
    return int(send(client, FREEZE, data_set=data_set, note=note).status_code)


def withdraw(session: Session) -> None:
    """One of the accepted reports is not counted any more."""
    submission: Submission = submission_of(session, "XAC")
    submission.status = "withdrawn"
    session.commit()


def test_freezing_shows_its_effect_first_and_keeps_a_version(staff: FlaskClient) -> None:
    page = staff.get(FREEZE).text
    assert "Freeze version 1" in page
    assert ">35<" in page
    assert froze(staff, "For the bureau") == 303
    page = staff.get(VERSIONS).text
    assert "For the bureau" in page
    assert "Freeze version 2" in staff.get(FREEZE).text


def test_a_frozen_version_prints_the_same_whatever_happens_later(
    staff: FlaskClient, session: Session
) -> None:
    write(staff, "Frozen [[P2-B01:base]] words.")
    froze(staff)
    before = staff.get(f"{REPORT}/preview?version=1").text
    write(staff, "Other words.")
    withdraw(session)
    assert staff.get(f"{REPORT}/preview?version=1").text == before
    now = staff.get(f"{REPORT}/preview").text
    assert "Other words (see table" in now
    explained = unescape(re.findall(r'data-figure="P2-B01:base" href="([^"]+)"', before)[0])
    then, today = staff.get(explained).text, staff.get(explained.replace("version=1", "version=")).text
    assert ["35 national" in page for page in (then, today)] == [True, False]
    assert ["a figure of version 1" in page for page in (then, today)] == [True, False]
    assert "replies of 34 of the 60" in read(staff, f"{REPORT}/preview")


def test_two_versions_are_compared_word_by_word(staff: FlaskClient, session: Session) -> None:
    froze(staff)
    write(staff, "Other words.")
    froze(staff)
    page = staff.get(f"{REPORT}/compare?from=1&to=2").text
    assert "One text reads otherwise." in page
    assert "<ins>Other" in page
    assert "The two count the same replies." in page
    withdraw(session)
    page = staff.get(f"{REPORT}/compare?from=2&to=").text
    assert "The first counts 35 replies, the second 34." in page
    assert staff.get(f"{REPORT}/compare?from=9&to=1").status_code == 404
    assert "Compare two versions" in staff.get(VERSIONS).text


def test_equal_versions_have_nothing_that_reads_otherwise(staff: FlaskClient) -> None:
    froze(staff)
    assert "Every text is the same." in staff.get(f"{REPORT}/compare?from=1&to=").text


def test_what_was_counted_meanwhile_is_looked_at_before_it_is_frozen(
    staff: FlaskClient, session: Session
) -> None:
    page = staff.get(FREEZE).text
    sent = {name: field(page, name) for name in ("csrf_token", "idempotency_key", "expected", "data_set")}
    withdraw(session)
    reply = staff.post(FREEZE, data=sent)
    assert (reply.status_code, "Other replies are counted now" in reply.text) == (409, True)
    assert "No version is frozen yet." in staff.get(VERSIONS).text


def test_a_note_that_is_too_long_is_refused_with_a_reason(staff: FlaskClient) -> None:
    assert froze(staff, "x" * 301) == 422


def test_an_edit_meanwhile_is_looked_at_before_it_is_frozen(staff: FlaskClient) -> None:
    page = staff.get(FREEZE).text
    sent = {name: field(page, name) for name in ("csrf_token", "idempotency_key", "expected", "data_set")}
    write(staff, "Other words.")
    reply = staff.post(FREEZE, data=sent)
    assert (reply.status_code, "changed since you looked" in reply.text) == (409, True)


def test_an_export_of_a_version_is_of_its_data_set(staff: FlaskClient, session: Session) -> None:
    froze(staff)
    frozen = field(staff.get(FREEZE).text, "data_set").split()[0]  # the other is that of the earlier cycle
    withdraw(session)
    page = staff.get(VERSIONS).text
    form = {name: field(page, name) for name in ("csrf_token", "idempotency_key", "questionnaire", "version")}
    reply = staff.post(REPORT, data=form)
    export = session.get_one(ReportExport, int(reply.location.rsplit("/", 1)[1]))
    assert (export.status, export.data_set_hash) == ("done", frozen)
    assert staff.post(REPORT, data=form | {"version": "7", "idempotency_key": "k" * 20}).status_code == 404


def test_an_edit_of_the_report_makes_another_file_and_none_the_same(staff: FlaskClient) -> None:
    def export() -> str:
        page = staff.get(REPORT).text
        form = {name: field(page, name) for name in ("csrf_token", "idempotency_key", "questionnaire")}
        return str(staff.post(REPORT, data=form).location)

    first = export()
    assert export() == first
    write(staff, "Other words.")
    assert export() != first


def test_staff_choose_the_edition_and_the_standard_that_they_export(
    staff: FlaskClient, session: Session
) -> None:
    page = staff.get(REPORT).text
    form = {name: field(page, name) for name in ("csrf_token", "idempotency_key", "questionnaire")}
    assert page.count('name="edition"') == 2
    nothing = staff.post(REPORT, data=form | {"edition": "poster"})
    assert nothing.location.endswith(REPORT)
    assert staff.post(REPORT, data=form | {"standard": "x-4"}).location.endswith(REPORT)
    reply = staff.post(REPORT, data=form | {"edition": "conference_room_paper", "standard": "a-3a"})
    export = session.get_one(ReportExport, int(reply.location.rsplit("/", 1)[1]))
    assert (export.status, export.edition, export.standard) == ("done", "conference_room_paper", "a-3a")
    desk = staff.get(REPORT).text
    assert "Conference room paper</small>" in desk
    assert "For the archive (PDF/A-3a)</small>" in desk


def test_an_export_is_in_the_language_that_was_chosen(staff: FlaskClient, session: Session) -> None:
    page = staff.get(REPORT).text
    form = {name: field(page, name) for name in ("csrf_token", "idempotency_key", "questionnaire")}
    reply = staff.post(REPORT, data={**form, "language": "fr"})
    export = session.get_one(ReportExport, int(reply.location.rsplit("/", 1)[1]))
    assert (export.language, export.status) == ("fr", "done")
    assert "Inter-agency coordination · French" in read(staff, reply.location)


def test_an_export_is_offered_in_the_languages_of_the_questionnaire_alone(staff: FlaskClient) -> None:
    assert '<option value="ar" >' in staff.get(REPORT).text
    assert 'id="language"' not in staff.get(f"{REPORT}?questionnaire=cnd-60-6-p11").text
