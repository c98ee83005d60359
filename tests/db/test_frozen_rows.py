"""What is published, submitted or recorded never changes: the database refuses direct SQL too."""

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

CHANGES = [
    "UPDATE questionnaire_version SET content_hash = 'x'",
    "UPDATE questionnaire_version SET document = '{}'",
    "UPDATE questionnaire_version SET status = 'draft', published_at = NULL",
    "DELETE FROM questionnaire_version",
    "UPDATE snapshot SET canonical = '{}'",
    "DELETE FROM snapshot",
    "UPDATE observation SET consent = 'publish'",
    "DELETE FROM observation",
    "UPDATE sector_observation SET differs = false",
    "DELETE FROM sector_observation",
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


def test_a_published_version_can_be_retired(session: Session) -> None:
    session.execute(sa.text("UPDATE questionnaire_version SET status = 'retired'"))
    statuses = session.scalars(sa.text("SELECT DISTINCT status FROM questionnaire_version")).all()
    assert statuses == ["retired"]
