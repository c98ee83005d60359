"""Writes that begin and move on a submission: inviting, and the facts from which its status follows.

Answers are saved in `saving.py`, lists changed in `listing.py`; the official act of submitting is in `submitting.py`.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.accounts.models import Respondent
from app.audit.services import record
from app.domain.errors import NotPossibleNow, message
from app.domain.lifecycle import Event, Status, after
from app.domain.policy import Actor
from app.submissions.models import Submission, SubmissionEvent


def invite(
    session: Session,
    *,
    actor: Actor,
    now: datetime,
    audit_key: bytes,
    cycle_id: int,
    version_id: int,
    respondent_ids: Sequence[int],
) -> Sequence[Submission]:
    """Open a submission for each respondent, not started. Raises NotPossibleNow when one of them is retired."""
    _refuse_retired(session, respondent_ids)
    invited = [
        Submission(
            cycle_id=cycle_id,
            version_id=version_id,
            respondent_id=respondent_id,
            status=Status.NOT_STARTED,
            invited_at=now,
        )
        for respondent_id in respondent_ids
    ]
    session.add_all(invited)
    session.flush()
    facts = {"respondent_ids": list(respondent_ids), "version_id": version_id}
    record(
        session,
        stream=f"cycle/{cycle_id}",
        action="invited",
        actor=actor,
        now=now,
        facts=facts,
        key=audit_key,
    )
    return invited


def _refuse_retired(session: Session, respondent_ids: Sequence[int]) -> None:
    retired = session.scalars(
        sa.select(Respondent.code)
        .where(Respondent.id.in_(respondent_ids), Respondent.retired_at.is_not(None))
        .order_by(Respondent.code)
    ).all()
    if retired:
        raise NotPossibleNow(
            message("Nothing new is sent to retired respondents: %(codes)s.", codes=", ".join(retired))
        )


def append_event(
    session: Session,
    *,
    actor: Actor,
    now: datetime,
    submission: Submission,
    event: Event,
    facts: Mapping[str, Any] | None = None,
    snapshot_id: int | None = None,
    idempotency_key: str | None = None,
) -> SubmissionEvent:
    """Add a fact and move the status on. Raises NotPossibleNow where the lifecycle has no such step."""
    submission.status = after(Status(submission.status), event)
    seq = session.execute(
        sa.select(sa.func.coalesce(sa.func.max(SubmissionEvent.seq), 0) + 1).where(
            SubmissionEvent.submission_id == submission.id
        )
    ).scalar_one()
    row = SubmissionEvent(
        submission_id=submission.id,
        seq=seq,
        event=event,
        at=now,
        actor_id=actor.account_id,
        facts=dict(facts or {}),
        snapshot_id=snapshot_id,
        idempotency_key=idempotency_key,
    )
    session.add(row)
    session.flush()
    return row


def stream_of(submission_id: int) -> str:
    """The chain of the audit trail that belongs to a submission."""
    return f"submission/{submission_id}"


def lock_submission(session: Session, submission_id: int) -> Submission:
    """The submission, locked against every other writer until commit."""
    return session.scalars(
        sa.select(Submission)
        .where(Submission.id == submission_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()
