"""What is published, submitted or recorded never changes: the database refuses direct SQL too."""

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from app.questionnaires.models import QuestionnaireVersion
from tests.services.drafts import new_desk

CHANGES = [
    "UPDATE questionnaire_version SET content_hash = 'x'",
    "UPDATE questionnaire_version SET document = '{}'",
    "UPDATE questionnaire_version SET status = 'draft', published_at = NULL",
    "DELETE FROM questionnaire_version",
    "UPDATE snapshot SET canonical = '{}'",
    "DELETE FROM snapshot",
    "UPDATE observation SET consent = 'publish'",
    "DELETE FROM observation",
    "UPDATE answer_revision SET revision = revision + 100",
    "DELETE FROM answer_revision",
    "UPDATE submission_event SET event = 'accepted'",
    "DELETE FROM submission_event",
    "UPDATE audit_event SET action = 'x'",
    "DELETE FROM audit_event",
    "UPDATE instance SET kind = 'real'",
    "DELETE FROM instance",
]


@pytest.mark.parametrize("change", CHANGES)
def test_the_database_refuses(session: Session, change: str) -> None:
    with pytest.raises(DBAPIError, match="frozen"):
        session.execute(sa.text(change))


OTHERWISE = {"id": "id + 900", "questionnaire_id": "questionnaire_id + 900", "number": "number + 900"}
OTHERWISE |= {"document": "'{}'", "content_hash": "'x'", "revision": "revision + 1"}
OTHERWISE |= {"created_at": "'2001-01-01'", "published_at": "'2001-01-01'"}


@pytest.mark.parametrize("column", sorted({*QuestionnaireVersion.__table__.columns.keys()} - {"status"}))
def test_no_column_of_a_published_version_changes(session: Session, column: str) -> None:
    """Whatever columns there are: one that this test does not know fails it."""
    otherwise = sa.update(QuestionnaireVersion).values({column: sa.text(OTHERWISE[column])})
    with pytest.raises(DBAPIError, match="frozen"):
        session.execute(otherwise)


def test_a_draft_can_change(session: Session) -> None:
    desk = new_desk(session)
    session.execute(sa.text("UPDATE questionnaire_version SET number = 9 WHERE status = 'draft'"))
    assert desk.version().number == 9


def test_a_published_version_can_be_retired(session: Session) -> None:
    session.execute(sa.text("UPDATE questionnaire_version SET status = 'retired'"))
    statuses = session.scalars(sa.text("SELECT DISTINCT status FROM questionnaire_version")).all()
    assert statuses == ["retired"]
