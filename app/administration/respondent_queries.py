"""Reads of the register of respondents, for administrators."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute, Session

from app.accounts.models import Account, Membership, PastMembership, Respondent
from app.domain.errors import NotFound, message
from app.domain.policy import RespondentKind

PAGE_SIZE = 50


class RegisterOrder(StrEnum):
    NAME = "name"
    CODE = "code"
    MEMBERS = "members"


@dataclass(frozen=True)
class RegisterFilter:
    """What the register is narrowed to. Names are sorted in `language`; `page` counts from 1."""

    kind: str = ""
    text: str = ""
    state: str = ""
    order: RegisterOrder = RegisterOrder.NAME
    page: int = 1
    language: str = "en"


@dataclass(frozen=True)
class Entry:
    """A line of the register."""

    code: str
    kind: str
    names: Mapping[str, str]
    regional_group: str | None
    retired_at: datetime | None
    members: int


@dataclass(frozen=True)
class Member:
    """Somebody's role at a respondent, now or before."""

    account_id: int
    name: str
    email: str
    active: bool
    role: str
    since: datetime
    until: datetime | None


def respondent_stream(respondent_id: int) -> str:
    return f"respondent/{respondent_id}"


_MEMBERS = sa.select(sa.func.count()).where(Membership.respondent_id == Respondent.id).scalar_subquery()
_ENTRIES = sa.select(
    Respondent.code,
    Respondent.kind,
    Respondent.names,
    Respondent.regional_group,
    Respondent.retired_at,
    _MEMBERS.label("members"),
    sa.func.count().over().label("total"),
)


def holds_text(column: InstrumentedAttribute[dict[str, Any]], text: str) -> sa.ColumnElement[bool]:
    """Whether the JSON of `column` holds `text`: as it is (PostgreSQL), or as SQLite's JSON escapes it."""
    stored = sa.cast(column, sa.Text)
    escaped = json.dumps(text)[1:-1]
    return sa.or_(stored.icontains(text, autoescape=True), stored.icontains(escaped, autoescape=True))


def register(session: Session, wanted: RegisterFilter) -> tuple[Sequence[Entry], int]:
    """One page of the register, and how many respondents there are on all pages."""
    statement = _ENTRIES
    if wanted.kind in set(RespondentKind):
        statement = statement.where(Respondent.kind == wanted.kind)
    if wanted.text:
        statement = statement.where(
            sa.or_(
                Respondent.code == wanted.text.upper(),
                holds_text(Respondent.names, wanted.text),
            )
        )
    if wanted.state in ("retired", "present"):
        retired = Respondent.retired_at.is_not(None)
        statement = statement.where(retired if wanted.state == "retired" else sa.not_(retired))
    rows = session.execute(
        statement.order_by(*_order(wanted)).limit(PAGE_SIZE).offset((wanted.page - 1) * PAGE_SIZE)
    ).all()
    return [Entry(*row[:-1]) for row in rows], rows[0].total if rows else 0


def _order(wanted: RegisterFilter) -> tuple[sa.ColumnElement[Any], ...]:
    code = Respondent.code.expression
    if wanted.order is RegisterOrder.CODE:
        return (code,)
    name = sa.func.coalesce(Respondent.names[wanted.language].as_string(), Respondent.names["en"].as_string())
    return (sa.desc(_MEMBERS), name, code) if wanted.order is RegisterOrder.MEMBERS else (name, code)


def respondent_called(session: Session, code: str) -> Respondent:
    """The respondent with exactly that code. Raises NotFound."""
    found = session.scalar(sa.select(Respondent).where(Respondent.code == code))
    if found is None:
        raise NotFound(message("There is no such respondent."))
    return found


def members_of(session: Session, respondent_id: int) -> Sequence[Member]:
    """Present members by role and name, then past ones, the latest first."""
    now = sa.select(
        Membership.account_id,
        Membership.role,
        Membership.since,
        sa.null().label("until"),
        Membership.respondent_id,
    )
    before = sa.select(
        PastMembership.account_id,
        PastMembership.role,
        PastMembership.since,
        PastMembership.until,
        PastMembership.respondent_id,
    )
    held = sa.union_all(before, now).subquery()
    rows = session.execute(
        sa.select(
            Account.id, Account.name, Account.email, Account.active, held.c.role, held.c.since, held.c.until
        )
        .join(held, held.c.account_id == Account.id)
        .where(held.c.respondent_id == respondent_id)
        .order_by(held.c.until.desc().nulls_first(), held.c.role, Account.name, Account.id)
    )
    return [Member(*row) for row in rows]
