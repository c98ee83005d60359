"""Review by staff: accepting what was submitted."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.audit.services import record
from app.domain.lifecycle import Event, Status
from app.domain.policy import Actor
from app.submissions.queries import Work, latest_snapshot
from app.submissions.services import append_event, lock_submission


def accept(
    session: Session,
    *,
    actor: Actor,
    now: datetime,
    audit_key: bytes,
    work: Work,
    idempotency_key: str | None = None,
) -> None:
    """Accept the newest snapshot, so that reports count it. Accepting twice changes nothing.

    Raises NotPossibleNow when nothing is waiting for review.
    """
    submission = lock_submission(session, work.id)
    if submission.status == Status.ACCEPTED:
        return
    snapshot = latest_snapshot(session, work.id)
    if submission.status == Status.SUBMITTED:
        append_event(session, actor=actor, now=now, submission=submission, event=Event.REVIEW_STARTED)
    append_event(
        session,
        actor=actor,
        now=now,
        submission=submission,
        event=Event.ACCEPTED,
        snapshot_id=snapshot.id,
        idempotency_key=idempotency_key,
    )
    record(
        session,
        stream=f"submission/{work.id}",
        action="accepted",
        actor=actor,
        now=now,
        facts={"receipt": snapshot.receipt, "sha256": snapshot.sha256},
        key=audit_key,
    )


def start_review(session: Session, *, actor: Actor, now: datetime, audit_key: bytes, work: Work) -> None:
    """Take a submitted report into review. Raises NotPossibleNow in any other status."""
    submission = lock_submission(session, work.id)
    append_event(session, actor=actor, now=now, submission=submission, event=Event.REVIEW_STARTED)
    record(
        session,
        stream=f"submission/{work.id}",
        action="review_started",
        actor=actor,
        now=now,
        facts={},
        key=audit_key,
    )
