"""Reads of people for administrators: the list, and everything that a person's page shows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.accounts.models import (
    Account,
    AccountSession,
    Invitation,
    Membership,
    PastMembership,
    Respondent,
    Role,
    account_role,
)
from app.audit.models import AuditEvent
from app.domain.errors import NotFound, message
from app.domain.policy import MemberRole
from app.domain.policy import Role as RoleName

PAGE_SIZE = 50
HISTORY_SHOWN = 20
ACCESS_CHANGES = ("roles_changed", "suspended", "allowed_again")


class State(StrEnum):
    """Whether a person can sign in."""

    ACTIVE = "active"
    INVITED = "invited"
    SUSPENDED = "suspended"


class PeopleOrder(StrEnum):
    NAME = "name"
    EMAIL = "email"
    NEWEST = "newest"
    LAST_SEEN = "last_seen"


@dataclass(frozen=True)
class PeopleFilter:
    """What the list is narrowed to: every field may be empty. `page` counts from 1."""

    text: str = ""
    role: str = ""
    state: str = ""
    order: PeopleOrder = PeopleOrder.NAME
    page: int = 1


@dataclass(frozen=True)
class Person:
    """A line of the list, and the head of a person's page. `roles` are those for the whole instance."""

    id: int
    name: str
    email: str
    language: str
    active: bool
    has_password: bool
    revision: int
    created_at: datetime
    roles: tuple[str, ...]
    memberships: int
    last_seen_at: datetime | None
    invited_at: datetime | None

    @property
    def state(self) -> State:
        if not self.active:
            return State.SUSPENDED
        return State.ACTIVE if self.has_password else State.INVITED


@dataclass(frozen=True)
class Held:
    """A membership, present or past: at which respondent, as what, since and until when."""

    code: str
    names: Mapping[str, str]
    role: str
    since: datetime
    until: datetime | None


def person_stream(account_id: int) -> str:
    return f"account/{account_id}"


_ROLES = (
    sa.select(sa.func.aggregate_strings(Role.name, ","))
    .join(account_role, account_role.c.role_id == Role.id)
    .where(account_role.c.account_id == Account.id)
    .scalar_subquery()
)
_MEMBERSHIPS = (
    sa.select(sa.func.count()).where(Membership.account_id == Account.id).correlate(Account).scalar_subquery()
)
_LAST_SEEN = (
    sa.select(sa.func.max(AccountSession.last_seen_at))
    .where(AccountSession.account_id == Account.id)
    .scalar_subquery()
)
_INVITED = (
    sa.select(sa.func.max(Invitation.invited_at)).where(Invitation.account_id == Account.id).scalar_subquery()
)
_PEOPLE = sa.select(
    Account.id,
    Account.name,
    Account.email,
    Account.language,
    Account.active,
    Account.password.is_not(None).label("has_password"),
    Account.revision,
    Account.created_at,
    _ROLES.label("roles"),
    _MEMBERSHIPS.label("memberships"),
    _LAST_SEEN.label("last_seen_at"),
    _INVITED.label("invited_at"),
)
_STATES: Mapping[str, sa.ColumnElement[bool]] = {
    State.ACTIVE: sa.and_(Account.active, Account.password.is_not(None)),
    State.INVITED: sa.and_(Account.active, Account.password.is_(None)),
    State.SUSPENDED: sa.not_(Account.active),
}
_ORDERS: Mapping[PeopleOrder, tuple[sa.ColumnElement[Any], ...]] = {
    PeopleOrder.NAME: (sa.func.lower(Account.name), Account.id.expression),
    PeopleOrder.EMAIL: (Account.email.expression,),
    PeopleOrder.NEWEST: (Account.created_at.desc(), Account.id.desc()),
    PeopleOrder.LAST_SEEN: (_LAST_SEEN.desc().nulls_last(), Account.id.expression),
}


def list_people(session: Session, wanted: PeopleFilter) -> tuple[Sequence[Person], int]:
    """One page of the list, and how many people there are on all pages."""
    counted = _narrowed(_PEOPLE.add_columns(sa.func.count().over().label("total")), wanted)
    rows = session.execute(
        counted.order_by(*_ORDERS[wanted.order]).limit(PAGE_SIZE).offset((wanted.page - 1) * PAGE_SIZE)
    ).all()
    return [_person(row) for row in rows], rows[0].total if rows else 0


def _narrowed(statement: sa.Select[Any], wanted: PeopleFilter) -> sa.Select[Any]:
    if wanted.text:
        statement = statement.where(
            sa.or_(
                Account.name.icontains(wanted.text, autoescape=True),
                Account.email.icontains(wanted.text, autoescape=True),
            )
        )
    if wanted.state in _STATES:
        statement = statement.where(_STATES[wanted.state])
    if wanted.role in set(RoleName):
        holders = sa.select(account_role.c.account_id).join(Role, Role.id == account_role.c.role_id)
        statement = statement.where(Account.id.in_(holders.where(Role.name == wanted.role)))
    elif wanted.role in set(MemberRole):
        members = sa.select(Membership.account_id).where(Membership.role == wanted.role)
        statement = statement.where(Account.id.in_(members))
    return statement


def _person(row: sa.Row[Any]) -> Person:
    values = {name: value for name, value in row._mapping.items() if name != "total"}
    return Person(**values | {"roles": tuple(sorted(row.roles.split(","))) if row.roles else ()})


def find_person(session: Session, account_id: int) -> Person:
    """Raises NotFound."""
    row = session.execute(_PEOPLE.where(Account.id == account_id)).one_or_none()
    if row is None:
        raise NotFound(message("There is no such person."))
    return _person(row)


def memberships_of(session: Session, account_id: int) -> Sequence[Held]:
    """Present ones first, then past ones, the latest first."""
    now = sa.select(
        Membership.respondent_id,
        Membership.role,
        Membership.since,
        sa.null().label("until"),
        Membership.account_id,
    )
    before = sa.select(
        PastMembership.respondent_id,
        PastMembership.role,
        PastMembership.since,
        PastMembership.until,
        PastMembership.account_id,
    )
    held = sa.union_all(before, now).subquery()
    rows = session.execute(
        sa.select(Respondent.code, Respondent.names, held.c.role, held.c.since, held.c.until)
        .join(Respondent, Respondent.id == held.c.respondent_id)
        .where(held.c.account_id == account_id)
        .order_by(held.c.until.desc().nulls_first(), Respondent.code)
    )
    return [Held(*row) for row in rows]


def open_sessions(session: Session, account_id: int, since: datetime) -> Sequence[AccountSession]:
    """The sessions that have not ended, where the last request of one that has not is after `since`."""
    return session.scalars(
        sa.select(AccountSession)
        .where(
            AccountSession.account_id == account_id,
            AccountSession.revoked_at.is_(None),
            AccountSession.last_seen_at > since,
        )
        .order_by(AccountSession.last_seen_at.desc(), AccountSession.id)
        .limit(PAGE_SIZE)
    ).all()


def last_change(session: Session, account_id: int) -> str | None:
    """Who last changed what an account may do."""
    return session.scalar(
        sa.select(Account.name)
        .join(AuditEvent, AuditEvent.actor_id == Account.id)
        .where(AuditEvent.stream == person_stream(account_id), AuditEvent.action.in_(ACCESS_CHANGES))
        .order_by(AuditEvent.seq.desc())
        .limit(1)
    )
