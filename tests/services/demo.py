"""Shortcuts into the seeded demonstration."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.accounts.models import Account, Membership, Respondent
from app.domain.lifecycle import Status
from app.domain.policy import Actor, MemberRole, Role
from app.submissions.models import Submission

STAFF = Actor(None, "Demo staff member", frozenset({Role.STAFF}))


def submission_of(session: Session, code: str) -> Submission:
    """The submission of the respondent `code`: XAC has been accepted, XAN is not started."""
    return session.scalars(
        sa.select(Submission)
        .join(Respondent, Respondent.id == Submission.respondent_id)
        .where(Respondent.code == code)
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
