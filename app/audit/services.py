"""Writing the audit trail."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from app.audit.models import AuditEvent, AuditHead
from app.audit.queries import EMPTY, Head, chained_mac
from app.domain.policy import Actor

_HEAD = (
    sa.select(AuditHead.seq, AuditHead.mac)
    .where(AuditHead.stream == sa.bindparam("stream"))
    .with_for_update()  # SQLite needs no row lock: its write transactions stand in line from their start
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
) -> None:
    """Append an event to the chain of `stream`, in the caller's transaction. `facts` are JSON values."""
    before = _locked_head(session, stream)
    mac = chained_mac(
        key, before, stream=stream, at=now, actor_id=actor.account_id, action=action, facts=facts
    )
    event = sa.insert(AuditEvent).values(
        stream=stream,
        seq=before.seq + 1,
        at=now,
        actor_id=actor.account_id,
        action=action,
        facts=dict(facts),
        mac=mac,
    )
    head = (
        sa.update(AuditHead)
        .where(AuditHead.stream == stream)
        .values(seq=before.seq + 1, mac=mac)
        .execution_options(synchronize_session=False)
    )
    if session.get_bind().dialect.name == "postgresql":
        session.execute(head.add_cte(event.cte("event")))  # one round trip instead of two
    else:
        session.execute(event)
        session.execute(head)


def _locked_head(session: Session, stream: str) -> Head:
    """The end of `stream`, held against other writers of it until this transaction ends."""
    row = session.execute(_HEAD, {"stream": stream}).one_or_none()
    if row is None:
        # Two first writers may meet here: one inserts, the other waits for it, and both then read the same row.
        insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
        start = insert(AuditHead).values(stream=stream, seq=EMPTY.seq, mac=EMPTY.mac)
        session.execute(start.on_conflict_do_nothing())
        row = session.execute(_HEAD, {"stream": stream}).one()
    return Head(row.seq, row.mac)
