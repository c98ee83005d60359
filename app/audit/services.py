"""Writing the audit trail."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from app.audit.models import AuditHead
from app.audit.queries import EMPTY, Head, chained_mac
from app.db import Base
from app.domain.policy import Actor


@dataclass(frozen=True)
class Along:
    """Writes of the caller that go with an event, none of which reads what another has written.

    Their parameters must be named unlike any column, and begin with neither `event_` nor `head_`.
    """

    statements: tuple[sa.UpdateBase, ...]
    values: Mapping[str, Any]


NOTHING = Along((), {})

_EVENTS = Base.metadata.tables["audit_event"]
_HEADS = Base.metadata.tables["audit_head"]
_HEAD = (
    sa.select(AuditHead.seq, AuditHead.mac)
    .where(AuditHead.stream == sa.bindparam("stream"))
    .with_for_update()  # SQLite needs no row lock: its write transactions stand in line from their start
)
_EVENT = _EVENTS.insert().values(
    {column.name: sa.bindparam(f"event_{column.name}", type_=column.type) for column in _EVENTS.c}
)
_MOVE_HEAD = (
    _HEADS.update()
    .where(_HEADS.c.stream == sa.bindparam("head_stream"))
    .values(seq=sa.bindparam("head_seq"), mac=sa.bindparam("head_mac"))
)


def record(
    session: Session,
    *,
    stream: str,
    action: str,
    actor: Actor,
    now: datetime,
    facts: Mapping[str, Any],
    key: bytes,
    before: Head | None = None,
    along: Along = NOTHING,
) -> Head:
    """Append an event to the chain of `stream`, in the caller's transaction, and give the new end of the stream.

    `facts` are JSON values. `before` is the end of the stream where the caller has locked it already.
    """
    before = before or locked_head(session, stream)
    who = actor.account_id
    mac = chained_mac(key, before, stream=stream, at=now, actor_id=who, action=action, facts=facts)
    seq = before.seq + 1
    values = {
        **along.values,
        "event_stream": stream,
        "event_seq": seq,
        "event_at": now,
        "event_actor_id": who,
        "event_action": action,
        "event_facts": dict(facts),
        "event_mac": mac,
        "head_stream": stream,
        "head_seq": seq,
        "head_mac": mac,
    }
    statements = (*along.statements, _EVENT, _MOVE_HEAD)
    if session.get_bind().dialect.name == "postgresql":
        statements = (_as_one(statements),)  # one round trip instead of many
    for statement in statements:
        session.execute(statement, values)
    return Head(seq, mac)


@lru_cache(maxsize=32)
def _as_one(statements: tuple[sa.UpdateBase, ...]) -> sa.UpdateBase:
    """Kept, since SQLAlchemy finds what it compiled for a statement fastest by the same statement."""
    *others, last = statements
    return last.add_cte(*(other.cte(f"write_{place}") for place, other in enumerate(others)))


def locked_head(session: Session, stream: str) -> Head:
    """The end of `stream`, held against other writers of it until this transaction ends."""
    row = session.execute(_HEAD, {"stream": stream}).one_or_none()
    if row is None:
        # Two first writers may meet here: one inserts, the other waits for it, and both then read the same row.
        insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
        start = insert(AuditHead).values(stream=stream, seq=EMPTY.seq, mac=EMPTY.mac)
        session.execute(start.on_conflict_do_nothing())
        row = session.execute(_HEAD, {"stream": stream}).one()
    return Head(row.seq, row.mac)
