"""The report of the demonstration's present cycle, edited as a page does."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from app.cycles.queries import find_cycle
from app.domain.policy import Actor
from app.domain.questionnaire import Questionnaire
from app.domain.report_outline import OutlineEdit
from app.questionnaires.queries import find_version
from app.reports.services import Of, Revised, edit_report
from tests.conftest import AUDIT_KEY, NOW
from tests.services.demo import STAFF

LATER = NOW + timedelta(minutes=5)


def the_report(session: Session, cycle: str = "demo") -> Of:
    version = find_version(session, "cnd-60-6-p2")
    return Of(find_cycle(session, cycle), version.id, Questionnaire.model_validate(version.document))


def change(
    session: Session,
    edit: OutlineEdit,
    expected: int = 0,
    key: str = "a-first-change",
    *,
    actor: Actor = STAFF,
    now: datetime = NOW,
) -> Revised:
    return edit_report(
        session,
        actor=actor,
        now=now,
        audit_key=AUDIT_KEY,
        of=the_report(session),
        expected=expected,
        idempotency_key=key,
        edit=edit,
    )
