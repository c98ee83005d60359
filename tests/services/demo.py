"""Shortcuts into the seeded demonstration."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.accounts.models import Account, Membership, Respondent
from app.cycles.models import ReportingCycle
from app.demonstration.seed import DOMAIN
from app.domain.lifecycle import Status
from app.domain.policy import Actor, MemberRole, Role
from app.questionnaires.models import QuestionnaireRecord, QuestionnaireVersion
from app.submissions.models import Submission
from tests.conftest import NOW

READER = "observer.a-03"  # who is made a member elsewhere by `join`
STAFF = Actor(None, "Demo staff member", frozenset({Role.STAFF}))


def submission_of(session: Session, code: str) -> Submission:
    """The report on paragraph 2 of the respondent `code` in the present cycle: XAC accepted, XAN not started."""
    return session.scalars(
        sa.select(Submission)
        .join(Respondent, Respondent.id == Submission.respondent_id)
        .join(ReportingCycle, ReportingCycle.id == Submission.cycle_id)
        .join(QuestionnaireVersion, QuestionnaireVersion.id == Submission.version_id)
        .join(QuestionnaireRecord, QuestionnaireRecord.id == QuestionnaireVersion.questionnaire_id)
        .where(
            Respondent.code == code,
            ReportingCycle.key == "demo",
            QuestionnaireRecord.key == "cnd-60-6-p2",
        )
    ).one()


def not_started(session: Session) -> Submission:
    submission = submission_of(session, "XAN")
    assert submission.status == Status.NOT_STARTED
    return submission


def actor_of(session: Session, submission: Submission) -> Actor:
    """The focal point of a submission."""
    account = session.scalars(
        sa.select(Account)
        .join(Membership, Membership.account_id == Account.id)
        .where(
            Membership.respondent_id == submission.respondent_id,
            Membership.role == MemberRole.FOCAL_POINT,
        )
    ).one()
    return Actor(account.id, account.name)


def join(session: Session, role: MemberRole) -> None:
    """Make `READER` a member of the State that has not started."""
    account = session.scalars(sa.select(Account).where(Account.email == f"{READER}@{DOMAIN}")).one()
    respondent_id = submission_of(session, "XAN").respondent_id
    session.add(Membership(account_id=account.id, respondent_id=respondent_id, role=role, since=NOW))
    session.commit()
