"""Writes of the register: adding, renaming and retiring respondents; beginning and ending memberships."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.accounts.models import Account, Membership, PastMembership, Respondent
from app.accounts.services import add_membership, add_respondent, revoke_sessions
from app.administration.people import NewPerson, known_or_invited, refuse_former_admin
from app.administration.respondent_queries import respondent_stream
from app.audit.services import locked_head, record
from app.domain.errors import NotFound, NotPossibleNow, message
from app.domain.policy import Actor, MemberRole, RespondentKind

REGISTER = "register"


@dataclass(frozen=True)
class NewRespondent:
    """A respondent to add. `names` by language, the English one always among them."""

    code: str
    kind: RespondentKind
    names: Mapping[str, str]
    name_in_text: str


def add_to_register(
    session: Session, *, actor: Actor, now: datetime, audit_key: bytes, new: NewRespondent
) -> Respondent:
    """A new respondent; the one there is when exactly this one was added before. Raises NotPossibleNow."""
    if new.kind is RespondentKind.MEMBER_STATE:
        raise NotPossibleNow(
            message("Member States come with the list of the instance, and are not added here.")
        )
    locked_head(session, REGISTER)  # two clicks stand in line here, so that the second finds the first
    refuse_former_admin(session, actor)
    found = session.scalar(sa.select(Respondent).where(Respondent.code == new.code))
    if found is not None:
        if (found.kind, found.names) == (new.kind.value, dict(new.names)):
            return found
        raise NotPossibleNow(message("There is a respondent with the code %(code)s already.", code=new.code))
    return add_respondent(
        session,
        actor=actor,
        now=now,
        audit_key=audit_key,
        code=new.code,
        kind=new.kind,
        names=new.names,
        name_in_text=new.name_in_text,
    )


def rename(
    session: Session,
    *,
    actor: Actor,
    now: datetime,
    audit_key: bytes,
    code: str,
    names: Mapping[str, str],
    name_in_text: str,
    expected: int,
) -> None:
    """Call a respondent differently from now on. Raises NotPossibleNow for Member States, and when it is stale."""
    respondent = _locked(session, actor, code)
    before = {"names": respondent.names, "name_in_text": respondent.name_in_text}
    after = {"names": dict(names), "name_in_text": name_in_text}
    if before == after:
        return
    _refuse_listed(respondent)
    _refuse_stale(respondent, expected)
    respondent.names, respondent.name_in_text = dict(names), name_in_text
    respondent.revision += 1
    _record(session, respondent, "renamed", actor, now, audit_key, {"from": before, "to": after})


def set_retired(
    session: Session,
    *,
    actor: Actor,
    now: datetime,
    audit_key: bytes,
    code: str,
    retired: bool,
    expected: int,
) -> None:
    """Ask a respondent nothing new any more, or again. Raises NotPossibleNow as `rename` does."""
    respondent = _locked(session, actor, code)
    if (respondent.retired_at is not None) == retired:
        return
    _refuse_listed(respondent)
    _refuse_stale(respondent, expected)
    respondent.retired_at = now if retired else None
    respondent.revision += 1
    action = "respondent_retired" if retired else "respondent_returned"
    _record(session, respondent, action, actor, now, audit_key, {})


def add_member(
    session: Session,
    *,
    actor: Actor,
    now: datetime,
    audit_key: bytes,
    code: str,
    person: NewPerson,
    role: MemberRole,
    idempotency_key: str,
) -> tuple[Account, bool]:
    """Give somebody a role, inviting them when they have no account; whether they were. Raises NotPossibleNow."""
    respondent = _locked(session, actor, code)
    if respondent.retired_at is not None:
        raise NotPossibleNow(
            message("This respondent is retired. Take it up again before members are added.")
        )
    account, invited = known_or_invited(
        session, actor=actor, now=now, audit_key=audit_key, person=person, idempotency_key=idempotency_key
    )
    held = session.get(Membership, (respondent.id, account.id))
    if held is not None and held.role != role:
        raise NotPossibleNow(
            message(
                "%(name)s has another role at this respondent. End that membership first.", name=account.name
            )
        )
    if held is None:
        add_membership(
            session,
            actor=actor,
            now=now,
            audit_key=audit_key,
            respondent=respondent,
            account=account,
            role=role,
        )
    return account, invited


def end_membership(
    session: Session,
    *,
    actor: Actor,
    now: datetime,
    audit_key: bytes,
    code: str,
    account_id: int,
    until: datetime,
) -> None:
    """Take a role away at once, noting `until` when it was held; the person's sessions end. Twice is once.

    Raises NotFound where there never was one, NotPossibleNow for a date before it began or still to come.
    """
    respondent = _locked(session, actor, code)
    held = session.get(Membership, (respondent.id, account_id))
    if held is None:
        _refuse_unknown(session, respondent.id, account_id)
        return
    if not held.since <= until <= now:
        raise NotPossibleNow(message("A membership ends on a day from its beginning to today."))
    session.add(
        PastMembership(
            respondent_id=held.respondent_id,
            account_id=held.account_id,
            role=held.role,
            since=held.since,
            until=until,
        )
    )
    session.delete(held)
    ended = revoke_sessions(session, now=now, account_id=account_id)
    facts = {"account": account_id, "role": held.role, "until": until.isoformat(), "sessions_ended": ended}
    _record(session, respondent, "member_ended", actor, now, audit_key, facts)


def _locked(session: Session, actor: Actor, code: str) -> Respondent:
    found = session.scalar(
        sa.select(Respondent)
        .where(Respondent.code == code)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if found is None:
        raise NotFound(message("There is no such respondent."))
    refuse_former_admin(session, actor)
    return found


def _refuse_listed(respondent: Respondent) -> None:
    if respondent.kind == RespondentKind.MEMBER_STATE:
        raise NotPossibleNow(message("Member States are as the list of the instance has them."))


def _refuse_stale(respondent: Respondent, expected: int) -> None:
    if respondent.revision != expected:
        raise NotPossibleNow(
            message(
                "Somebody else changed this respondent meanwhile, so nothing was changed now. Open the page again: it "
                "shows what holds."
            )
        )


def _refuse_unknown(session: Session, respondent_id: int, account_id: int) -> None:
    before = session.scalar(
        sa.select(sa.func.count()).where(
            PastMembership.respondent_id == respondent_id, PastMembership.account_id == account_id
        )
    )
    if not before:
        raise NotFound(message("This person is not a member of the respondent."))


def _record(
    session: Session,
    respondent: Respondent,
    action: str,
    actor: Actor,
    now: datetime,
    key: bytes,
    facts: Mapping[str, Any],
) -> None:
    session.flush()
    stream = respondent_stream(respondent.id)
    record(session, stream=stream, action=action, actor=actor, now=now, facts=facts, key=key)
