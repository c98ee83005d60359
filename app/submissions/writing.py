"""How changed answers reach the database: one lock, one statement per kind of row, together with the audit event."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.audit.queries import Head
from app.audit.services import Along, locked_head
from app.db import Base
from app.domain.errors import NotPossibleNow, message
from app.domain.lifecycle import CAN_BE_FILLED, Event, Status
from app.domain.policy import Actor
from app.submissions.queries import Held, name_parts
from app.submissions.services import append_event, lock_submission, stream_of


def lock_to_fill(session: Session, submission_id: int) -> tuple[Status, Head]:
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


def write_answers(
    session: Session, actor: Actor, submission_id: int, changes: Mapping[str, Held], idempotency_key: str
) -> Along:
    """Write all `changes`, by name, but the last, and give that one back to be sent along with the audit event."""
    rows = [
        {
            "new_submission_id": submission_id,
            **dict(zip(_NAMED_BY, name_parts(name), strict=True)),
            "new_value": held.value.for_json(),
            "new_revision": held.revision,
            "new_saved_at": held.saved_at,
            "new_saved_by": actor.account_id,
            "new_consent": held.consent,
            "new_comment": held.comment or None,
            "new_idempotency_key": idempotency_key,
        }
        for name, held in changes.items()
    ]
    *others, last = rows
    upsert = _UPSERTS[session.get_bind().dialect.name]
    if others:
        # Core and executemany: the ORM's load-then-update of ten answers costs seven times as much.
        session.execute(upsert, others)
        session.execute(_HISTORY, others)
    return Along((_TOUCH, upsert, _HISTORY), last)


def used_otherwise() -> NotPossibleNow:
    """What is said when something else comes under an idempotency key that has been used: nothing is overwritten."""
    return NotPossibleNow(
        message(
            "This page has been sent before, with something else on it. What was sent first is saved; what was sent"
            " now is not. Go back, copy what you wrote, load the page again and save it there."
        )
    )


@contextmanager
def each_key_once() -> Iterator[None]:
    """Raises NotPossibleNow where a revision of the same answer was saved under the same idempotency key.

    The same content comes no further than the comparison, so this is another content. The constraint tells, since to
    look first would cost a statement at every save.
    """
    try:
        yield
    except IntegrityError as failed:
        if "idempotency_key" in str(failed.orig):
            raise used_otherwise() from None
        raise


def open_if_new(session: Session, actor: Actor, now: datetime, submission_id: int, status: Status) -> None:
    if status is Status.NOT_STARTED:
        submission = lock_submission(session, submission_id)
        append_event(session, actor=actor, now=now, submission=submission, event=Event.OPENED)


_NAMED_BY = ("new_question_key", "new_item", "new_sector")
_ANSWERS = Base.metadata.tables["answer"]
_REVISIONS = Base.metadata.tables["answer_revision"]
_HEADS = Base.metadata.tables["audit_head"]
_SUBMISSIONS = Base.metadata.tables["submission"]


def _new(table: sa.Table) -> Mapping[str, sa.BindParameter[Any]]:
    return {column.name: sa.bindparam(f"new_{column.name}", type_=column.type) for column in table.c}


def _upsert(insert: Any) -> sa.Insert:
    """The same on either dialect, each with an `insert` of its own."""
    fresh = insert(_ANSWERS).values(_new(_ANSWERS))
    names = ("value", "revision", "saved_at", "saved_by", "consent", "comment")
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
