"""Writes of submissions: inviting, and saving answers. The official act of submitting is in `submitting.py`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from app.audit.queries import Head
from app.audit.services import Along, locked_head, record
from app.db import Base
from app.domain.answers import NonAnswer, Value
from app.domain.errors import NotPossibleNow, Unstorable, message
from app.domain.lifecycle import CAN_BE_FILLED, Event, Status, after
from app.domain.policy import Actor
from app.domain.questionnaire import Questionnaire
from app.submissions.models import Submission, SubmissionEvent
from app.submissions.queries import Held, held_answers


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
    """What became of the posted answers: those that changed, and the conflicts that still need a decision.

    `before` and `held` are all answers of the submission before and after, so that nobody need read them again.
    """

    before: Mapping[str, Held]
    held: Mapping[str, Held]
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
    status, head = _lock(session, submission_id)
    outcome = _compare(questionnaire, posted, held_answers(session, submission_id), now)
    if outcome.changed:
        _open_if_new(session, actor, now, submission_id, status)
        changes = {key: outcome.held[key] for key in sorted(outcome.changed)}
        record(
            session,
            stream=stream_of(submission_id),
            action="answers_saved",
            actor=actor,
            now=now,
            facts={"revisions": {key: held.revision for key, held in changes.items()}},
            key=audit_key,
            before=head,
            along=_write(session, actor, submission_id, changes, idempotency_key),
        )
    return outcome


def _compare(
    questionnaire: Questionnaire, posted: Mapping[str, Posted], before: Mapping[str, Held], now: datetime
) -> SaveOutcome:
    """What becomes of each posted answer: it is there already, or fresh, or somebody else changed it."""
    fresh: dict[str, Held] = {}
    conflicts: dict[str, Conflict] = {}
    for key, entry in posted.items():
        value = questionnaire.by_key[key].parse(entry.typed)
        held = before.get(key, Held(NonAnswer.NOT_ANSWERED, 0, now))
        if value == held.value:
            continue
        if held.revision == entry.revision:
            fresh[key] = Held(value, held.revision + 1, now)
        else:
            conflicts[key] = Conflict(value, held.value, held.revision, held.saved_at)
    return SaveOutcome(before, {**before, **fresh}, frozenset(fresh), conflicts)


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


def stream_of(submission_id: int) -> str:
    """The chain of the audit trail that belongs to a submission."""
    return f"submission/{submission_id}"


def _lock(session: Session, submission_id: int) -> tuple[Status, Head]:
    """The status and the end of the audit trail, both held until commit. Raises NotPossibleNow when it is too late."""
    names = {"submission_id": submission_id, "stream": stream_of(submission_id)}
    row = session.execute(_LOCK, names).one_or_none()
    if row is None:
        # The first save of all. The submission is locked first, as everywhere: writers cannot wait for each other.
        lock_submission(session, submission_id)
        locked_head(session, stream_of(submission_id))
        row = session.execute(_LOCK, names).one()
    if row.status not in CAN_BE_FILLED:
        raise NotPossibleNow(
            message(
                "This national report has been submitted. Its answers can only be read; nothing was changed."
            )
        )
    return Status(row.status), Head(row.seq, row.mac)


def _write(
    session: Session,
    actor: Actor,
    submission_id: int,
    changes: Mapping[str, Held],
    idempotency_key: str,
) -> Along:
    """Write all `changes` but the last, and give that one back to be sent along with the audit event."""
    rows = [
        {
            "new_submission_id": submission_id,
            "new_question_key": key,
            "new_item": "",
            "new_value": held.value.for_json(),
            "new_revision": held.revision,
            "new_saved_at": held.saved_at,
            "new_saved_by": actor.account_id,
            "new_idempotency_key": idempotency_key,
        }
        for key, held in changes.items()
    ]
    *others, last = rows
    upsert = _UPSERTS[session.get_bind().dialect.name]
    if others:
        # Core and executemany: the ORM's load-then-update of ten answers costs seven times as much.
        session.execute(upsert, others)
        session.execute(_HISTORY, others)
    return Along((_TOUCH, upsert, _HISTORY), last)


def _open_if_new(session: Session, actor: Actor, now: datetime, submission_id: int, status: Status) -> None:
    if status is Status.NOT_STARTED:
        submission = lock_submission(session, submission_id)
        append_event(session, actor=actor, now=now, submission=submission, event=Event.OPENED)


_ANSWERS = Base.metadata.tables["answer"]
_REVISIONS = Base.metadata.tables["answer_revision"]
_HEADS = Base.metadata.tables["audit_head"]
_SUBMISSIONS = Base.metadata.tables["submission"]


def _new(table: sa.Table) -> Mapping[str, sa.BindParameter[Any]]:
    return {column.name: sa.bindparam(f"new_{column.name}", type_=column.type) for column in table.c}


def _upsert(insert: Any) -> sa.Insert:
    """The same on either dialect, each with an `insert` of its own."""
    fresh = insert(_ANSWERS).values(_new(_ANSWERS))
    names = ("value", "revision", "saved_at", "saved_by")
    changed: sa.Insert = fresh.on_conflict_do_update(
        index_elements=list(_ANSWERS.primary_key), set_={name: fresh.excluded[name] for name in names}
    )
    return changed


_UPSERTS = {"postgresql": _upsert(postgresql.insert), "sqlite": _upsert(sqlite.insert)}
_HISTORY = _REVISIONS.insert().values(_new(_REVISIONS))
_TOUCH = (
    _SUBMISSIONS.update()
    .where(_SUBMISSIONS.c.id == sa.bindparam("new_submission_id"))
    .values(last_saved_at=sa.bindparam("new_saved_at", type_=_SUBMISSIONS.c.last_saved_at.type))
)
_LOCK = (
    sa.select(_SUBMISSIONS.c.status, _HEADS.c.seq, _HEADS.c.mac)
    .join(_HEADS, _HEADS.c.stream == sa.bindparam("stream"))
    .where(_SUBMISSIONS.c.id == sa.bindparam("submission_id"))
    .with_for_update()  # in this order, submission then trail, as everywhere; SQLite stands in line anyway
)
