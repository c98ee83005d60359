"""Writes about people: inviting them, their roles for the whole instance, and whether they may sign in.

Every act but an invitation names the revision of the account that it was decided on.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.accounts.models import Account, Invitation, Role, account_role
from app.accounts.queries import find_account
from app.accounts.services import create_account, revoke_sessions, role_called
from app.administration.people_queries import last_change, person_stream
from app.audit.services import locked_head, record
from app.domain.errors import NotAllowed, NotFound, NotPossibleNow, message
from app.domain.policy import Actor
from app.domain.policy import Role as RoleName

INVITATIONS = "invitations"


@dataclass(frozen=True)
class NewPerson:
    """Whom to invite."""

    email: str
    name: str
    language: str
    roles: tuple[RoleName, ...] = ()


def invite_person(
    session: Session,
    *,
    actor: Actor,
    now: datetime,
    audit_key: bytes,
    person: NewPerson,
    idempotency_key: str,
) -> Account:
    """A new account, noted as invited; the same one again for the same key. Raises NotPossibleNow when it exists."""
    locked_head(session, INVITATIONS)  # two clicks stand in line here, so that the second finds the first
    before = _invited_before(session, idempotency_key)
    if before is not None:
        return before
    account = create_account(
        session,
        actor=actor,
        now=now,
        audit_key=audit_key,
        email=person.email,
        name=person.name,
        roles=person.roles,
        language=person.language,
    )
    _note_invitation(session, account, now=now, idempotency_key=idempotency_key)
    return account


def invite_again(
    session: Session, *, actor: Actor, now: datetime, audit_key: bytes, account_id: int, idempotency_key: str
) -> Account:
    """Note one more invitation of somebody who has not chosen a password. Raises NotPossibleNow for others."""
    account = _locked(session, account_id)
    if account.password is not None or not account.active:
        raise NotPossibleNow(message("This person has used the invitation already, or may not sign in."))
    if _invited_before(session, idempotency_key) is None:
        _note_invitation(session, account, now=now, idempotency_key=idempotency_key)
        _record(session, account, "invited_again", actor, now, audit_key, {})
    return account


def change_roles(
    session: Session,
    *,
    actor: Actor,
    now: datetime,
    audit_key: bytes,
    account_id: int,
    roles: Collection[RoleName],
    expected: int,
) -> None:
    """Give exactly these roles and end all sessions. Raises NotAllowed, NotPossibleNow."""
    account = _under_lock(session, actor, account_id)
    wanted, held = sorted(role.value for role in roles), sorted(role.name for role in account.roles)
    if wanted == held:
        return
    _refuse_stale(session, account, expected)
    if RoleName.ADMIN.value in held and RoleName.ADMIN.value not in wanted:
        _refuse_last_admin(session, account)
    account.roles = [role_called(session, name) for name in wanted]
    account.revision += 1
    ended = revoke_sessions(session, now=now, account_id=account.id)
    facts = {"from": held, "to": wanted, "sessions_ended": ended}
    _record(session, account, "roles_changed", actor, now, audit_key, facts)


def suspend(
    session: Session, *, actor: Actor, now: datetime, audit_key: bytes, account_id: int, expected: int
) -> None:
    """Let a person sign in no more, and end all sessions. Raises NotAllowed, NotPossibleNow."""
    account = _under_lock(session, actor, account_id)
    if not account.active:
        return
    _refuse_stale(session, account, expected)
    _refuse_last_admin(session, account)
    account.active = False
    account.revision += 1
    ended = revoke_sessions(session, now=now, account_id=account.id)
    _record(session, account, "suspended", actor, now, audit_key, {"sessions_ended": ended})


def allow_again(
    session: Session, *, actor: Actor, now: datetime, audit_key: bytes, account_id: int, expected: int
) -> None:
    """Let a suspended person sign in again. Raises NotAllowed, NotPossibleNow."""
    account = _under_lock(session, actor, account_id)
    if account.active:
        return
    _refuse_stale(session, account, expected)
    account.active = True
    account.revision += 1
    _record(session, account, "allowed_again", actor, now, audit_key, {})


def end_sessions_of(
    session: Session, *, actor: Actor, now: datetime, audit_key: bytes, account_id: int
) -> int:
    """End all sessions of a person, who may sign in anew; how many there were."""
    account = _locked(session, account_id)
    ended = revoke_sessions(session, now=now, account_id=account.id)
    if ended:
        _record(session, account, "sessions_ended", actor, now, audit_key, {"sessions_ended": ended})
    return ended


def refuse_former_admin(session: Session, actor: Actor) -> None:
    """Raises NotAllowed when whoever asks was demoted or suspended since this request came in."""
    if actor.account_id is not None and actor.account_id not in _active_admins(session):
        raise NotAllowed(message("You are no longer an administrator, so nothing was changed."))


def _under_lock(session: Session, actor: Actor, account_id: int) -> Account:
    """The account, held together with the right to be an administrator, which is decided by one at a time.

    SQLite's writers stand in line anyway; on PostgreSQL the row of the role is what they wait for.
    """
    role = sa.select(Role.id).where(Role.name == RoleName.ADMIN.value).with_for_update()
    session.execute(role).one_or_none()
    refuse_former_admin(session, actor)
    if account_id == actor.account_id:
        raise NotAllowed(
            message("Nobody changes their own role or access. Ask another administrator to do it.")
        )
    return _locked(session, account_id)


def _locked(session: Session, account_id: int) -> Account:
    found = session.scalar(
        sa.select(Account)
        .where(Account.id == account_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if found is None:
        raise NotFound(message("There is no such person."))
    return found


def _active_admins(session: Session) -> set[int]:
    rows = session.scalars(
        sa.select(Account.id)
        .join(account_role, account_role.c.account_id == Account.id)
        .join(Role, Role.id == account_role.c.role_id)
        .where(Role.name == RoleName.ADMIN.value, Account.active)
        .order_by(Account.id)
    )
    return set(rows)


def _refuse_last_admin(session: Session, account: Account) -> None:
    if _active_admins(session) == {account.id}:
        raise NotPossibleNow(
            message("%(name)s is the last administrator. Make somebody else one first.", name=account.name)
        )


def _refuse_stale(session: Session, account: Account, expected: int) -> None:
    if account.revision != expected:
        raise NotPossibleNow(
            message(
                "%(who)s changed the access of %(name)s meanwhile, so nothing was changed now. Open the page again: "
                "it shows what holds.",
                who=last_change(session, account.id) or "?",
                name=account.name,
            )
        )


def _invited_before(session: Session, idempotency_key: str) -> Account | None:
    return session.scalar(
        sa.select(Account)
        .join(Invitation, Invitation.account_id == Account.id)
        .where(Invitation.idempotency_key == idempotency_key)
    )


def _note_invitation(session: Session, account: Account, *, now: datetime, idempotency_key: str) -> None:
    session.add(Invitation(account_id=account.id, invited_at=now, idempotency_key=idempotency_key))
    session.flush()


def _record(
    session: Session,
    account: Account,
    action: str,
    actor: Actor,
    now: datetime,
    key: bytes,
    facts: Mapping[str, Any],
) -> None:
    session.flush()
    stream = person_stream(account.id)
    record(session, stream=stream, action=action, actor=actor, now=now, facts=facts, key=key)


def known_or_invited(
    session: Session,
    *,
    actor: Actor,
    now: datetime,
    audit_key: bytes,
    person: NewPerson,
    idempotency_key: str,
) -> tuple[Account, bool]:
    """The account with the address, or a new one; and whether it was invited just now or by the same key before."""
    known = find_account(session, person.email)
    if known is not None:
        before = _invited_before(session, idempotency_key)
        return known, before is not None and before.id == known.id
    account = invite_person(
        session, actor=actor, now=now, audit_key=audit_key, person=person, idempotency_key=idempotency_key
    )
    return account, True
