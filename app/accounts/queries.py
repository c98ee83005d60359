"""Reads of accounts, sessions and respondents."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.accounts.models import (
    Account,
    AccountSession,
    Instance,
    Respondent,
    Role,
    Setting,
    SignInAttempt,
    account_role,
)
from app.audit.models import AuditHead
from app.domain.errors import NotFound, TooManyAttempts, message
from app.domain.policy import Actor
from app.domain.policy import Role as RoleName
from app.domain.settings import DEFAULTS, SettingName, Settings, settings_from

IDLE_LIMIT = timedelta(hours=DEFAULTS.session_hours)  # until a setting says otherwise
SETTINGS_STREAM = "settings"
THROTTLE_WINDOW = timedelta(minutes=15)
FAILURES_PER_EMAIL = 5
FAILURES_PER_ADDRESS = 50


@dataclass(frozen=True)
class SignedIn:
    """The account behind a request. Flask-Login's `current_user` is this too, so that it costs no query."""

    id: int
    name: str
    email: str
    language: str
    time_zone: str
    roles: frozenset[RoleName]
    session_id: int
    last_seen_at: datetime
    settings_edition: str = (
        ""  # which state the settings of the instance are in; empty before the first change
    )

    is_authenticated = True
    is_active = True
    is_anonymous = False

    def get_id(self) -> str:
        return str(self.id)

    def actor(self) -> Actor:
        return Actor(self.id, self.name, self.roles)


@dataclass(frozen=True)
class Credentials:
    """What sign-in compares. `password_hash` is None until the person has chosen a password."""

    account_id: int
    name: str
    password_hash: str | None


# Of the tables' columns and not the classes', so that the row does not pass through the ORM: every request asks.
_ACCOUNTS = Account.__table__.c
_SESSIONS = AccountSession.__table__.c
_ROLE_NAMES = (
    sa.select(sa.func.aggregate_strings(Role.__table__.c.name, ","))
    .select_from(account_role.join(Role.__table__))
    .where(account_role.c.account_id == _ACCOUNTS.id)
    .scalar_subquery()
)
# Read along with who asks, so that the settings cost a page nothing while they stay as they are.
_EDITION = sa.select(AuditHead.mac).where(AuditHead.stream == SETTINGS_STREAM).scalar_subquery()
_SESSION_HOURS = (
    sa.select(Setting.value).where(Setting.name == SettingName.SESSION_HOURS.value).scalar_subquery()
)
_SIGNED_IN = (
    sa.select(
        _ACCOUNTS.id,
        _ACCOUNTS.name,
        _ACCOUNTS.email,
        _ACCOUNTS.language,
        _ACCOUNTS.time_zone,
        _ROLE_NAMES.label("roles"),
        _SESSIONS.id.label("session_id"),
        _SESSIONS.last_seen_at,
        _EDITION.label("edition"),
        _SESSION_HOURS.label("session_hours"),
    )
    .select_from(Account.__table__)
    .join(AccountSession.__table__, _SESSIONS.account_id == _ACCOUNTS.id)
    .where(
        _SESSIONS.token == sa.bindparam("token"),
        _SESSIONS.revoked_at.is_(None),
        _ACCOUNTS.active,
    )
)


def find_signed_in(session: Session, token: str, now: datetime) -> SignedIn | None:
    """Who is behind the session `token`, in one statement; None when it was revoked, idle too long or unknown."""
    row = session.execute(_SIGNED_IN, {"token": token}).one_or_none()
    if row is None or row.last_seen_at <= now - idle_limit(row.session_hours):
        return None
    names = row.roles.split(",") if row.roles else []
    return SignedIn(
        id=row.id,
        name=row.name,
        email=row.email,
        language=row.language,
        time_zone=row.time_zone,
        roles=frozenset(RoleName(name) for name in names),
        session_id=row.session_id,
        last_seen_at=row.last_seen_at,
        settings_edition=row.edition or "",
    )


def idle_limit(session_hours: int | None) -> timedelta:
    """How long a session lasts without a request, given what is stored of that setting."""
    return IDLE_LIMIT if session_hours is None else timedelta(hours=session_hours)


def stored_settings(session: Session) -> Settings:
    """The settings of the instance, the usual ones where nobody has changed them."""
    rows = session.execute(sa.select(Setting.name, Setting.value).order_by(Setting.name))
    return settings_from({row.name: row.value for row in rows})


def same_email(text: str) -> str:
    """The one spelling under which an address is stored and looked up."""
    return text.strip().lower()


def find_credentials(session: Session, email: str) -> Credentials | None:
    """What an active account signs in with."""
    row = session.execute(
        sa.select(Account.id, Account.name, Account.password).where(
            Account.email == same_email(email), Account.active
        )
    ).one_or_none()
    return Credentials(row.id, row.name, row.password) if row else None


def password_hash_of(session: Session, account_id: int | None) -> str:
    """The hash of the account's password. Raises NotFound without one."""
    found = session.scalar(sa.select(Account.password).where(Account.id == account_id))
    if found is None:
        raise NotFound(message("This account has no password yet. Use the link in your invitation first."))
    return found


def find_account(session: Session, email: str) -> Account | None:
    return session.scalar(sa.select(Account).where(Account.email == same_email(email)))


def find_respondent(session: Session, code: str) -> Respondent:
    """The respondent with that code (ISO 3166-1 alpha-3). Raises NotFound."""
    found = session.scalar(sa.select(Respondent).where(Respondent.code == code.upper()))
    if found is None:
        raise NotFound(message("There is no respondent with the code %(code)s.", code=code))
    return found


def all_respondents(session: Session) -> Sequence[Respondent]:
    return session.scalars(sa.select(Respondent).order_by(Respondent.code)).all()


def instance_kind(session: Session) -> str | None:
    """`demonstration` or `real`; None before set-up."""
    return session.scalar(sa.select(Instance.kind))


def throttle_keys(email: str, address: str) -> Mapping[str, int]:
    """Under which names failures are counted (SHA-256, so that the table holds no addresses), and how many may be."""
    return {
        hashlib.sha256(f"email:{same_email(email)}".encode()).hexdigest(): FAILURES_PER_EMAIL,
        hashlib.sha256(f"address:{address}".encode()).hexdigest(): FAILURES_PER_ADDRESS,
    }


def refuse_if_throttled(session: Session, now: datetime, email: str, address: str) -> None:
    """Raises TooManyAttempts after too many failures for the e-mail address, or from the network address."""
    limits = throttle_keys(email, address)
    counted = session.execute(
        sa.select(SignInAttempt.who, sa.func.count())
        .where(SignInAttempt.who.in_(list(limits)), SignInAttempt.at > now - THROTTLE_WINDOW)
        .group_by(SignInAttempt.who)
        .order_by(SignInAttempt.who)
    )
    if any(count >= limits[who] for who, count in counted):
        minutes = int(THROTTLE_WINDOW.total_seconds() // 60)
        raise TooManyAttempts(
            message(
                "There were too many attempts. Wait %(minutes)d minutes, then try again.", minutes=minutes
            )
        )
