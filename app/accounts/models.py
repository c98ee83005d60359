"""People who sign in, the respondents they report for, and what kind of instance this is."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from flask_security import AsaList, RoleMixin, UserMixin, WebAuthnMixin
from sqlalchemy.ext.mutable import MutableList
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.db import Base, Json, UtcDateTime, one_of
from app.domain.policy import MemberRole, RespondentKind
from app.domain.settings import SettingName

INSTANCE_KINDS = ("demonstration", "real")

account_role = sa.Table(
    "account_role",
    Base.metadata,
    sa.Column("account_id", sa.ForeignKey("account.id"), primary_key=True),
    sa.Column("role_id", sa.ForeignKey("role.id"), primary_key=True),
)


class Instance(Base):
    """The one row that says whether this is a demonstration or real; decided at set-up, for ever."""

    __tablename__ = "instance"
    __table_args__ = (sa.CheckConstraint("id = 1", name="single"), one_of("kind", INSTANCE_KINDS))

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kind: Mapped[str] = mapped_column(sa.String(20))
    set_up_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Role(Base, RoleMixin):
    """A role for the whole instance: admin or staff. Roles for one respondent are memberships."""

    __tablename__ = "role"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(sa.String(80), unique=True)


class Account(Base, UserMixin):
    """A person who signs in. Columns from `fs_uniquifier` on are those that Flask-Security keeps."""

    __tablename__ = "account"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(sa.String(255), unique=True)
    name: Mapped[str] = mapped_column(sa.String(200))
    language: Mapped[str] = mapped_column(sa.String(2), default="en")
    time_zone: Mapped[str] = mapped_column(sa.String(60), default="UTC")
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    password: Mapped[str | None] = mapped_column(sa.String(255))
    active: Mapped[bool] = mapped_column(default=True)
    # Counts changes of roles and of `active`, so that two administrators notice one another.
    revision: Mapped[int] = mapped_column(default=1, server_default="1")
    fs_uniquifier: Mapped[str] = mapped_column(sa.String(64), unique=True)
    fs_webauthn_user_handle: Mapped[str | None] = mapped_column(  # type: ignore[assignment]
        sa.String(64), unique=True
    )
    tf_primary_method: Mapped[str | None] = mapped_column(sa.String(64))
    tf_totp_secret: Mapped[str | None] = mapped_column(sa.String(255))
    tf_phone_number: Mapped[str | None] = mapped_column(sa.String(128))
    mf_recovery_codes: Mapped[list[str] | None] = mapped_column(MutableList.as_mutable(AsaList()))

    roles: Mapped[list[Role]] = relationship(  # type: ignore[assignment]
        secondary=account_role, order_by=Role.name, lazy="selectin"
    )
    webauthn: Mapped[list["WebAuthn"]] = relationship(  # type: ignore[assignment]
        back_populates="user", cascade="all, delete-orphan"
    )


class WebAuthn(Base, WebAuthnMixin):
    """A passkey; Flask-Security names the columns."""

    __tablename__ = "webauthn"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id"), index=True)
    credential_id: Mapped[bytes] = mapped_column(sa.LargeBinary(1024), unique=True)
    public_key: Mapped[bytes] = mapped_column(sa.LargeBinary(1024))
    sign_count: Mapped[int] = mapped_column(default=0)
    transports: Mapped[list[str] | None] = mapped_column(MutableList.as_mutable(AsaList()))
    backup_state: Mapped[bool] = mapped_column(default=False)
    device_type: Mapped[str] = mapped_column(sa.String(64))
    extensions: Mapped[str | None] = mapped_column(sa.String(255))
    create_datetime: Mapped[datetime] = mapped_column(UtcDateTime)
    lastuse_datetime: Mapped[datetime] = mapped_column(UtcDateTime)
    name: Mapped[str] = mapped_column(sa.String(64))
    usage: Mapped[str] = mapped_column(sa.String(64))

    user: Mapped[Account] = relationship(back_populates="webauthn")


class AccountSession(Base):
    """One signed-in browser. Its `token` is in the signed cookie; a revoked row ends the session at once."""

    __tablename__ = "account_session"

    id: Mapped[int] = mapped_column(primary_key=True)
    token: Mapped[str] = mapped_column(sa.String(64), unique=True)
    account_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id"), index=True)
    started_at: Mapped[datetime] = mapped_column(UtcDateTime)
    last_seen_at: Mapped[datetime] = mapped_column(UtcDateTime)
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    user_agent: Mapped[str] = mapped_column(sa.String(300), default="")


class SignInAttempt(Base):
    """A failed attempt to sign in, kept in SQL because a counter in memory would count per process."""

    __tablename__ = "sign_in_attempt"
    __table_args__ = (sa.Index(None, "who", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    who: Mapped[str] = mapped_column(sa.String(64))
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class Respondent(Base):
    """Who reports. `code` is ISO 3166-1 alpha-3 (user-assigned XAA… in a demonstration); `names` by language."""

    __tablename__ = "respondent"
    __table_args__ = (one_of("kind", RespondentKind),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(sa.String(20), default=RespondentKind.MEMBER_STATE)
    code: Mapped[str] = mapped_column(sa.String(10), unique=True)
    code_2: Mapped[str | None] = mapped_column(sa.String(2), unique=True)
    m49: Mapped[str | None] = mapped_column(sa.String(3), unique=True)
    names: Mapped[dict[str, Any]] = mapped_column(Json)
    name_in_text: Mapped[str] = mapped_column(sa.String(200))
    regional_group: Mapped[str | None] = mapped_column(sa.String(30), index=True)
    retired_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    revision: Mapped[int] = mapped_column(default=1, server_default="1")


class Membership(Base):
    """A person's role at one respondent, now. One that has ended becomes a `PastMembership`."""

    __tablename__ = "membership"
    __table_args__ = (one_of("role", MemberRole),)

    respondent_id: Mapped[int] = mapped_column(sa.ForeignKey("respondent.id"), primary_key=True)
    account_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id"), primary_key=True, index=True)
    role: Mapped[str] = mapped_column(sa.String(20))
    since: Mapped[datetime] = mapped_column(UtcDateTime)


class PastMembership(Base):
    """A membership that has ended: kept to be read, and apart, so that no query can mistake it for a present one."""

    __tablename__ = "past_membership"
    __table_args__ = (one_of("role", MemberRole), sa.CheckConstraint("since <= until", name="in_order"))

    id: Mapped[int] = mapped_column(primary_key=True)
    respondent_id: Mapped[int] = mapped_column(sa.ForeignKey("respondent.id"), index=True)
    account_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id"), index=True)
    role: Mapped[str] = mapped_column(sa.String(20))
    since: Mapped[datetime] = mapped_column(UtcDateTime)
    until: Mapped[datetime] = mapped_column(UtcDateTime)


class Invitation(Base):
    """That somebody was sent a link to choose a first password. The key makes a second click the same invitation."""

    __tablename__ = "invitation"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id"), index=True)
    invited_at: Mapped[datetime] = mapped_column(UtcDateTime)
    idempotency_key: Mapped[str] = mapped_column(sa.String(64), unique=True)


class Setting(Base):
    """A setting of the instance that was changed at least once; `value` as `app/domain/settings.py` types it."""

    __tablename__ = "setting"
    __table_args__ = (one_of("name", SettingName), sa.CheckConstraint("revision > 0", name="revision"))

    name: Mapped[str] = mapped_column(sa.String(30), primary_key=True)
    value: Mapped[Any] = mapped_column(Json)
    revision: Mapped[int] = mapped_column()
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    changed_by: Mapped[int | None] = mapped_column(sa.ForeignKey("account.id"))
