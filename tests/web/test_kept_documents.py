"""Pages of the report desk show a document that is kept, and never one that something has changed since."""

import re

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app.accounts.models import Respondent
from app.cycles.queries import find_cycle, questionnaires_of
from app.domain.lifecycle import Status
from app.reports.kept_documents import MOST
from app.reports.queries import counted_snapshots
from app.submissions.models import Snapshot, Submission
from tests.conftest import SignIn
from tests.web.test_statements import statements

PREVIEW = "/cycles/demo/report/preview"
LANGUAGES = ("en", "fr", "ar")


@pytest.fixture
def staff(sign_in: SignIn) -> FlaskClient:
    return sign_in("staff")


def cost(session: Session, staff: FlaskClient, language: str) -> int:
    return len(statements(session, staff, f"{PREVIEW}?language={language}"))


def counted_of(session: Session) -> tuple[int, ...]:
    cycle = find_cycle(session, "demo")
    leading = questionnaires_of(session, cycle.id)[0]
    return counted_snapshots(session, cycle, leading.version_id).snapshot_ids


def words(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", "", page).split())


def test_a_document_is_composed_once(session: Session, staff: FlaskClient) -> None:
    first, again = staff.get(PREVIEW).text, staff.get(PREVIEW).text
    assert first == again
    kept = cost(session, staff, "en")
    assert kept < cost(session, staff, "fr")


def test_the_two_that_were_opened_last_are_kept(session: Session, staff: FlaskClient) -> None:
    assert len(LANGUAGES) > MOST
    for language in LANGUAGES:
        staff.get(f"{PREVIEW}?language={language}")
    anew = [cost(session, staff, language) for language in LANGUAGES]
    again = [cost(session, staff, language) for language in reversed(LANGUAGES)]
    assert [once < twice for once, twice in zip(again, reversed(anew), strict=True)] == [True, True, False]


def test_a_report_that_is_withdrawn_is_not_counted_any_more(session: Session, staff: FlaskClient) -> None:
    assert "the replies of 35 of the 60" in words(staff.get(PREVIEW).text)
    counted = counted_of(session)
    session.get_one(Submission, session.get_one(Snapshot, counted[0]).submission_id).status = Status.WITHDRAWN
    session.commit()
    assert "the replies of 34 of the 60" in words(staff.get(PREVIEW).text)


def test_a_state_that_is_called_otherwise_is_quoted_by_that_name(
    session: Session, staff: FlaskClient
) -> None:
    assert "Demo State A-05 reported: “" in words(staff.get(PREVIEW).text)
    state = session.scalars(sa.select(Respondent).where(Respondent.name_in_text == "Demo State A-05")).one()
    state.name_in_text = "the Republic of A-05"
    session.commit()
    text = words(staff.get(PREVIEW).text)
    assert "The Republic of A-05 reported: “" in text
    assert "Demo State A-05 reported" not in text
