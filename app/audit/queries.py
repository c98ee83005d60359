"""Reads of the audit trail, and the proof that nobody changed it."""

import hashlib
import hmac
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.audit.models import AuditEvent, AuditHead
from app.domain.canonical import canonical

_ROWS_AT_ONCE = 1000


@dataclass(frozen=True)
class Head:
    """Where a stream ends: the number and the MAC of its last event (0 and '' before the first)."""

    seq: int
    mac: str


EMPTY = Head(0, "")


def chained_mac(
    key: bytes,
    before: Head,
    *,
    stream: str,
    at: datetime,
    actor_id: int | None,
    action: str,
    facts: Mapping[str, Any],
) -> str:
    """HMAC-SHA256, in lower-case hexadecimal, of the event that follows `before`."""
    content = {
        "stream": stream,
        "seq": before.seq + 1,
        "before": before.mac,
        "at": at.astimezone(UTC).isoformat(),
        "actor_id": actor_id,
        "action": action,
        "facts": dict(facts),
    }
    return hmac.new(key, canonical(content), hashlib.sha256).hexdigest()


def heads(session: Session) -> Mapping[str, Head]:
    """The end of every stream, in the order of their names; one that was only locked has none."""
    rows = session.execute(
        sa.select(AuditHead.stream, AuditHead.seq, AuditHead.mac)
        .where(AuditHead.seq > 0)
        .order_by(AuditHead.stream)
    )
    return {row.stream: Head(row.seq, row.mac) for row in rows}


def verify(session: Session, key: bytes) -> list[str]:
    """What is wrong with the trail, a sentence for each stream that does not hold; empty when all do."""
    ends = dict(heads(session))
    found = []
    for stream, events in groupby(_events(session), key=lambda event: str(event.stream)):
        found += _problems_of(stream, events, ends.pop(stream, EMPTY), key)
    return found + [f"{stream}: all {end.seq} events are missing." for stream, end in ends.items()]


def verify_anchored(session: Session, anchored: Mapping[str, Head]) -> list[str]:
    """What no longer agrees with heads that were written down outside the database."""
    found = []
    for stream, head in sorted(anchored.items()):
        mac = session.scalar(
            sa.select(AuditEvent.mac).where(AuditEvent.stream == stream, AuditEvent.seq == head.seq)
        )
        if mac != head.mac:
            found.append(f"{stream}: event {head.seq} is not the one that was anchored.")
    return found


def _events(session: Session) -> Iterator[sa.Row[Any]]:
    columns = AuditEvent.__table__.columns
    statement = sa.select(*columns).order_by(AuditEvent.stream, AuditEvent.seq)
    yield from session.execute(statement.execution_options(yield_per=_ROWS_AT_ONCE))


def _problems_of(stream: str, events: Iterable[sa.Row[Any]], end: Head, key: bytes) -> list[str]:
    """The first thing wrong with one stream; what follows a broken link cannot be judged."""
    before = EMPTY
    # The iterator is read to its end even after a problem, since `groupby` shares it with the next stream.
    problem = ""
    for event in events:
        if problem:
            continue
        if event.seq != before.seq + 1:
            problem = f"{stream}: event {before.seq + 1} is missing."
            continue
        expected = chained_mac(
            key,
            before,
            stream=stream,
            at=event.at,
            actor_id=event.actor_id,
            action=event.action,
            facts=event.facts,
        )
        if not hmac.compare_digest(expected, event.mac):
            problem = f"{stream}: event {event.seq} was changed, or belongs to another key."
        before = Head(event.seq, event.mac)
    if not problem and before != end:
        problem = f"{stream}: it ends at event {before.seq}, its head says {end.seq}."
    return [problem] if problem else []
