"""Writes of submissions: inviting, and saving answers. The official act of submitting is in `submitting.py`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.audit.services import record
from app.db import Base
from app.domain.answers import NonAnswer, Value, value_from_json
from app.domain.errors import NotPossibleNow, Unstorable, message
from app.domain.lifecycle import CAN_BE_FILLED, Event, Status, after
from app.domain.policy import Actor
from app.domain.questionnaire import Questionnaire
from app.submissions.models import AnswerRow, Submission, SubmissionEvent


@dataclass(frozen=True)
class Posted:
    """What a form holds for one question: its texts, and the revision it was shown with (0: none yet)."""

    typed: tuple[str, ...]
    revision: int


@dataclass(frozen=True)
class Conflict:
    """An answer that somebody else saved in the meantime: both texts are kept, nothing is overwritten."""

    mine: Value
    theirs: Value
    revision: int
    saved_at: datetime


@dataclass(frozen=True)
class SaveOutcome:
    """Revisions of the answers now held as posted, and the conflicts that still need a decision."""

    revisions: Mapping[str, int]
    changed: frozenset[str]
    conflicts: Mapping[str, Conflict]


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
    """Open a submission for each respondent, not started."""
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


def save_answers(
    session: Session,
    *,
    actor: Actor,
    now: datetime,
    audit_key: bytes,
    submission_id: int,
    questionnaire: Questionnaire,
    posted: Mapping[str, Posted],
    idempotency_key: str,
) -> SaveOutcome:
    """Save each answer that is fresh; give back those that somebody else changed since they were shown.

    Every answer stands alone. What cannot be read is kept as typed. Raises NotPossibleNow once the submission
    can no longer be filled, Unstorable for characters that no database keeps.
    """
    refuse_unstorable(posted)
    status = _lock(session, submission_id, now)
    outcome, fresh = _compare(questionnaire, posted, _current(session, submission_id, posted), now)
    if fresh:
        changes = {key: (value, outcome.revisions[key]) for key, value in fresh.items()}
        _write(session, actor, now, submission_id, changes, idempotency_key)
        _open_if_new(session, actor, now, submission_id, status)
        facts = {"revisions": {key: revision for key, (_, revision) in changes.items()}}
        stream = f"submission/{submission_id}"
        record(
            session, stream=stream, action="answers_saved", actor=actor, now=now, facts=facts, key=audit_key
        )
    return outcome


def _compare(
    questionnaire: Questionnaire,
    posted: Mapping[str, Posted],
    current: Mapping[str, tuple[Value, int, datetime]],
    now: datetime,
) -> tuple[SaveOutcome, Mapping[str, Value]]:
    """What becomes of each posted answer, and the values that are new and fresh."""
    revisions: dict[str, int] = {}
    fresh: dict[str, Value] = {}
    conflicts: dict[str, Conflict] = {}
    for key, entry in posted.items():
        value = questionnaire.by_key[key].parse(entry.typed)
        held, revision, saved_at = current.get(key, (NonAnswer.NOT_ANSWERED, 0, now))
        if value == held:
            revisions[key] = revision
        elif revision == entry.revision:
            revisions[key] = revision + 1
            fresh[key] = value
        else:
            conflicts[key] = Conflict(value, held, revision, saved_at)
    return SaveOutcome(revisions, frozenset(fresh), conflicts), fresh


def refuse_unstorable(posted: Mapping[str, Posted]) -> None:
    """Raise Unstorable when a text holds NUL or a lone surrogate, or was damaged on its way (U+FFFD)."""
    for entry in posted.values():
        for text in entry.typed:
            if any(character in "\x00\ufffd" or "\ud800" <= character <= "\udfff" for character in text):
                raise Unstorable(
                    message(
                        "One answer holds a character that cannot be stored. Nothing was saved."
                        " Take out the unusual characters and save again."
                    )
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


def lock_submission(session: Session, submission_id: int) -> Submission:
    """The submission, locked against every other writer until commit."""
    return session.scalars(
        sa.select(Submission)
        .where(Submission.id == submission_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()


def _lock(session: Session, submission_id: int, now: datetime) -> Status:
    """Mark the save, which locks the row on either database, and say what status it was locked in."""
    status = session.execute(
        sa.update(Submission)
        .where(Submission.id == submission_id, Submission.status.in_(CAN_BE_FILLED))
        .values(last_saved_at=now)
        .returning(Submission.status)
        .execution_options(synchronize_session=False)
    ).scalar_one_or_none()
    if status is None:
        raise NotPossibleNow(
            message(
                "This national report has been submitted. Its answers can only be read; nothing was changed."
            )
        )
    return Status(status)


def _current(
    session: Session, submission_id: int, posted: Mapping[str, Posted]
) -> Mapping[str, tuple[Value, int, datetime]]:
    rows = session.execute(
        sa.select(AnswerRow.question_key, AnswerRow.value, AnswerRow.revision, AnswerRow.saved_at)
        .where(AnswerRow.submission_id == submission_id, AnswerRow.question_key.in_(posted))
        .order_by(AnswerRow.question_key)
    )
    return {key: (value_from_json(value), revision, saved_at) for key, value, revision, saved_at in rows}


def _write(
    session: Session,
    actor: Actor,
    now: datetime,
    submission_id: int,
    changes: Mapping[str, tuple[Value, int]],
    idempotency_key: str,
) -> None:
    # Core and executemany: the ORM's load-then-update of ten answers costs seven times as much.
    rows = [
        {
            "submission_id": submission_id,
            "question_key": key,
            "item": "",
            "value": value.for_json(),
            "revision": revision,
            "saved_at": now,
            "saved_by": actor.account_id,
        }
        for key, (value, revision) in changes.items()
    ]
    new = [row for row in rows if row["revision"] == 1]
    known = [row for row in rows if row["revision"] != 1]
    if new:
        session.execute(_ANSWERS.insert(), new)
    if known:
        session.execute(_UPDATE, [{f"new_{name}": value for name, value in row.items()} for row in known])
    history = [row | {"idempotency_key": idempotency_key} for row in rows]
    session.execute(_REVISIONS.insert(), history)


def _open_if_new(session: Session, actor: Actor, now: datetime, submission_id: int, status: Status) -> None:
    if status is Status.NOT_STARTED:
        submission = lock_submission(session, submission_id)
        append_event(session, actor=actor, now=now, submission=submission, event=Event.OPENED)


_ANSWERS = Base.metadata.tables["answer"]
_REVISIONS = Base.metadata.tables["answer_revision"]
_UPDATE = (
    _ANSWERS.update()
    .where(
        AnswerRow.submission_id == sa.bindparam("new_submission_id"),
        AnswerRow.question_key == sa.bindparam("new_question_key"),
        AnswerRow.item == sa.bindparam("new_item"),
    )
    .values(
        value=sa.bindparam("new_value", type_=AnswerRow.value.type),
        revision=sa.bindparam("new_revision"),
        saved_at=sa.bindparam("new_saved_at", type_=AnswerRow.saved_at.type),
        saved_by=sa.bindparam("new_saved_by"),
    )
)
