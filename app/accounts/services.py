"""Writes of accounts, sessions, respondents and memberships."""

import secrets
import uuid
from collections.abc import Iterable, Mapping
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.accounts.models import (
    INSTANCE_KINDS,
    Account,
    AccountSession,
    Instance,
    Membership,
    Respondent,
    Role,
    SignInAttempt,
)
from app.accounts.queries import (
    THROTTLE_WINDOW,
    find_account,
    instance_kind,
    refuse_if_throttled,
    same_email,
    throttle_keys,
)
from app.audit.services import record
from app.domain.errors import InvalidSetUp, NotPossibleNow, message
from app.domain.policy import Actor, MemberRole, RespondentKind
from app.domain.policy import Role as RoleName

__all__ = [
    "add_membership",
    "add_respondent",
    "create_account",
    "end_all_sessions",
    "end_session",
    "fix_instance_kind",
    "forget_failures",
    "load_member_states",
    "note_failure",
    "note_seen",
    "refuse_if_throttled",
    "revoke_sessions",
    "role_called",
    "start_session",
]

LANGUAGES_OF_NAMES = ("en", "fr", "es", "ru", "ar", "zh")


def fix_instance_kind(session: Session, *, now: datetime, kind: str) -> None:
    """Decide, once and for ever, what this instance is. Raises InvalidSetUp when it is already the other kind."""
    if kind not in INSTANCE_KINDS:
        raise InvalidSetUp(message("INSTANCE must be demonstration or real, not %(kind)s.", kind=kind))
    stored = instance_kind(session)
    if stored is None:
        session.add(Instance(id=1, kind=kind, set_up_at=now))
        session.flush()
    elif stored != kind:
        raise InvalidSetUp(
            message(
                "This database belongs to an instance of the kind %(stored)s and never changes kind. "
                "Start it with INSTANCE=%(stored)s, or give a new, empty database (DATABASE_URL or DATA_DIR).",
                stored=stored,
            )
        )


def create_account(
    session: Session,
    *,
    actor: Actor,
    now: datetime,
    audit_key: bytes,
    email: str,
    name: str,
    roles: Iterable[RoleName | str] = (),
    password_hash: str | None = None,
    language: str = "en",
) -> Account:
    """A new account. Without `password_hash` nobody can sign in before choosing a password through a link."""
    if find_account(session, email) is not None:
        raise NotPossibleNow(message("There is an account with the address %(email)s already.", email=email))
    names = sorted(RoleName(role).value for role in roles)
    account = Account(
        email=same_email(email),
        name=name,
        language=language,
        created_at=now,
        password=password_hash,
        fs_uniquifier=uuid.uuid4().hex,
        roles=[role_called(session, role) for role in names],
    )
    session.add(account)
    session.flush()
    facts = {"email": account.email, "roles": names}
    record(
        session,
        stream=f"account/{account.id}",
        action="created",
        actor=actor,
        now=now,
        facts=facts,
        key=audit_key,
    )
    return account


def role_called(session: Session, name: str) -> Role:
    """The role of that name, which the first person to have it brings with them."""
    found = session.scalar(sa.select(Role).where(Role.name == name))
    return found or Role(name=name)


def add_respondent(
    session: Session,
    *,
    actor: Actor,
    now: datetime,
    audit_key: bytes,
    code: str,
    names: Mapping[str, str],
    name_in_text: str,
    regional_group: str | None = None,
    kind: RespondentKind = RespondentKind.MEMBER_STATE,
    code_2: str | None = None,
    m49: str | None = None,
) -> Respondent:
    """A new respondent. `names` by language; `name_in_text` is how an English sentence names it."""
    respondent = Respondent(
        kind=kind,
        code=code,
        code_2=code_2,
        m49=m49,
        names=dict(names),
        name_in_text=name_in_text,
        regional_group=regional_group,
    )
    session.add(respondent)
    session.flush()
    facts = {"code": code, "kind": str(kind)}
    record(
        session,
        stream=f"respondent/{respondent.id}",
        action="added",
        actor=actor,
        now=now,
        facts=facts,
        key=audit_key,
    )
    return respondent


def load_member_states(
    session: Session, rows: Iterable[Mapping[str, str]], *, actor: Actor, now: datetime, audit_key: bytes
) -> int:
    """Add the Member States of `rows` that are not there yet; how many that were.

    `rows` have the columns iso3, iso2, m49, name_en_running, regional_group and name_xx for the six languages.
    """
    present = set(session.scalars(sa.select(Respondent.code).order_by(Respondent.code)))
    missing = [row for row in rows if row["iso3"] not in present]
    for row in missing:
        add_respondent(
            session,
            actor=actor,
            now=now,
            audit_key=audit_key,
            code=row["iso3"],
            code_2=row["iso2"],
            m49=row["m49"],
            names={language: row[f"name_{language}"] for language in LANGUAGES_OF_NAMES},
            name_in_text=row["name_en_running"],
            regional_group=row["regional_group"] or None,
        )
    return len(missing)


def add_membership(
    session: Session,
    *,
    actor: Actor,
    now: datetime,
    audit_key: bytes,
    respondent: Respondent,
    account: Account,
    role: MemberRole,
) -> Membership:
    """Give a person a role at one respondent."""
    membership = Membership(
        respondent_id=respondent.id, account_id=account.id, role=MemberRole(role).value, since=now
    )
    session.add(membership)
    session.flush()
    facts = {"account": account.id, "role": membership.role}
    record(
        session,
        stream=f"respondent/{respondent.id}",
        action="member_added",
        actor=actor,
        now=now,
        facts=facts,
        key=audit_key,
    )
    return membership


def start_session(
    session: Session, *, actor: Actor, now: datetime, audit_key: bytes, user_agent: str = ""
) -> str:
    """Sign `actor` in; the token that the browser's signed cookie carries."""
    token = secrets.token_urlsafe(32)
    row = {"token": token, "account_id": actor.account_id, "started_at": now, "last_seen_at": now}
    session.execute(sa.insert(AccountSession).values(**row, user_agent=user_agent[:300]))
    record(
        session,
        stream=f"account/{actor.account_id}",
        action="signed_in",
        actor=actor,
        now=now,
        facts={},
        key=audit_key,
    )
    return token


def end_session(session: Session, *, actor: Actor, now: datetime, audit_key: bytes, token: str) -> None:
    """Revoke one session of `actor`, at once and for every process."""
    session.execute(
        sa.update(AccountSession)
        .where(AccountSession.token == token, AccountSession.account_id == actor.account_id)
        .values(revoked_at=now)
    )
    record(
        session,
        stream=f"account/{actor.account_id}",
        action="signed_out",
        actor=actor,
        now=now,
        facts={},
        key=audit_key,
    )


def end_all_sessions(
    session: Session, *, actor: Actor, now: datetime, audit_key: bytes, account_id: int, reason: str
) -> None:
    """Revoke every session of an account, for instance because its password was chosen anew."""
    revoke_sessions(session, now=now, account_id=account_id)
    record(
        session,
        stream=f"account/{account_id}",
        action=reason,
        actor=actor,
        now=now,
        facts={},
        key=audit_key,
    )


def revoke_sessions(session: Session, *, now: datetime, account_id: int) -> int:
    """End every session of an account for the caller, who audits why; how many there were."""
    ended = session.execute(
        sa.update(AccountSession)
        .where(AccountSession.account_id == account_id, AccountSession.revoked_at.is_(None))
        .values(revoked_at=now)
        .returning(AccountSession.id)
    )
    return len(ended.all())


def note_seen(session: Session, *, session_id: int, now: datetime) -> None:
    """Not audited: it changes nothing but when the session ends by itself."""
    session.execute(sa.update(AccountSession).where(AccountSession.id == session_id).values(last_seen_at=now))


def note_failure(session: Session, now: datetime, email: str, address: str) -> None:
    """Count a failed attempt. Attempts that no longer count are removed."""
    session.execute(sa.delete(SignInAttempt).where(SignInAttempt.at <= now - THROTTLE_WINDOW))
    attempts = [{"who": who, "at": now} for who in throttle_keys(email, address)]
    session.execute(sa.insert(SignInAttempt), attempts)


def forget_failures(session: Session, email: str) -> None:
    """After a success the person starts from zero; the network address does not."""
    who = next(iter(throttle_keys(email, "")))
    session.execute(sa.delete(SignInAttempt).where(SignInAttempt.who == who))
