"""Reads of the audit trail: filtered, newest first, paged by where the page before ended."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from app.accounts.models import Account, Respondent
from app.administration.respondent_queries import holds_text
from app.audit.models import AuditEvent

PAGE_SIZE = 50
LARGEST_FILE = 10_000  # events in one file


@dataclass(frozen=True)
class Place:
    """An event's place in the order of the trail."""

    at: datetime
    stream: str
    seq: int

    def __str__(self) -> str:
        """As it stands in an address: "2026-11-24T09:00:00.000001+00:00 7 account/3"."""
        return f"{self.at.astimezone(UTC).isoformat()} {self.seq} {self.stream}"


def place_from(text: str) -> Place | None:
    """The place that `text` names; None when it names none."""
    at, _, rest = text.partition(" ")
    seq, _, stream = rest.partition(" ")
    try:
        place = Place(datetime.fromisoformat(at), stream, int(seq))
    except ValueError:
        return None
    return place if stream and place.at.tzinfo is not None and 0 < place.seq < 2**31 else None


@dataclass(frozen=True)
class TrailFilter:
    """What the trail is narrowed to; every field may be empty.

    `who` is part of a name or address, or "system"; `stream` a kind ("account") or one stream ("account/3"). `since`
    is in, `until` is not.
    """

    who: str = ""
    action: str = ""
    stream: str = ""
    text: str = ""
    since: datetime | None = None
    until: datetime | None = None
    after: Place | None = None


@dataclass(frozen=True)
class Fact:
    """One event. `who` is None for the system; `about` names the person or respondent it was done to."""

    at: datetime
    stream: str
    seq: int
    action: str
    facts: dict[str, Any]
    who: str | None
    who_id: int | None
    about: str | dict[str, str] | None

    @property
    def kind(self) -> str:
        return self.stream.partition("/")[0]

    @property
    def thing(self) -> str:
        """Which of its kind, as the stream has it."""
        return self.stream.partition("/")[2]

    @property
    def lines(self) -> list[tuple[str, str]]:
        """The particulars to read, one beside the other."""
        return [(name.replace("_", " "), _as_line(value)) for name, value in sorted(self.facts.items())]

    @property
    def facts_text(self) -> str:
        return json.dumps(self.facts, ensure_ascii=False, sort_keys=True) if self.facts else ""

    @property
    def place(self) -> Place:
        return Place(self.at, self.stream, self.seq)


def _as_line(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(map(_as_line, value)) or "–"
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict) else str(value)


_ACTOR, _SUBJECT = aliased(Account), aliased(Account)
_FACTS = (
    sa.select(
        AuditEvent.at,
        AuditEvent.stream,
        AuditEvent.seq,
        AuditEvent.action,
        AuditEvent.facts,
        _ACTOR.name.label("who"),
        AuditEvent.actor_id,
        _SUBJECT.name.label("person"),
        Respondent.names,
    )
    .outerjoin(_ACTOR, _ACTOR.id == AuditEvent.actor_id)
    .outerjoin(_SUBJECT, AuditEvent.stream == sa.literal("account/") + sa.cast(_SUBJECT.id, sa.String))
    .outerjoin(Respondent, AuditEvent.stream == sa.literal("respondent/") + sa.cast(Respondent.id, sa.String))
    .order_by(AuditEvent.at.desc(), AuditEvent.stream.desc(), AuditEvent.seq.desc())
)


def trail(session: Session, wanted: TrailFilter, *, most: int = PAGE_SIZE) -> Sequence[Fact]:
    """Up to `most` events, newest first, that come after `wanted.after`."""
    rows = session.execute(_FACTS.where(*_conditions(wanted)).limit(most))
    return [
        Fact(
            row.at, row.stream, row.seq, row.action, row.facts, row.who, row.actor_id, row.person or row.names
        )
        for row in rows
    ]


def _conditions(wanted: TrailFilter) -> list[sa.ColumnElement[bool]]:
    found = [
        _by(wanted.who) if wanted.who else None,
        AuditEvent.action == wanted.action if wanted.action else None,
        _of(wanted.stream) if wanted.stream else None,
        holds_text(AuditEvent.facts, wanted.text) if wanted.text else None,
        AuditEvent.at >= wanted.since if wanted.since else None,
        AuditEvent.at < wanted.until if wanted.until else None,
        _after(wanted.after) if wanted.after else None,
    ]
    return [condition for condition in found if condition is not None]


def _by(who: str) -> sa.ColumnElement[bool]:
    if who == "system":
        return AuditEvent.actor_id.is_(None)
    people = sa.select(Account.id).where(
        sa.or_(Account.name.icontains(who, autoescape=True), Account.email.icontains(who, autoescape=True))
    )
    return AuditEvent.actor_id.in_(people)


def _of(stream: str) -> sa.ColumnElement[bool]:
    if "/" in stream:
        return AuditEvent.stream == stream
    return sa.or_(AuditEvent.stream == stream, AuditEvent.stream.startswith(f"{stream}/", autoescape=True))


def _after(place: Place) -> sa.ColumnElement[bool]:
    return sa.or_(
        AuditEvent.at < place.at,
        sa.and_(
            AuditEvent.at == place.at,
            sa.or_(
                AuditEvent.stream < place.stream,
                sa.and_(AuditEvent.stream == place.stream, AuditEvent.seq < place.seq),
            ),
        ),
    )
