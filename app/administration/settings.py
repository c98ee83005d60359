"""Changing a setting of the instance: one at a time, each with the revision that it was decided on."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.accounts.models import Account, Setting
from app.accounts.queries import SETTINGS_STREAM, stored_settings
from app.administration.people import refuse_former_admin
from app.audit.services import locked_head, record
from app.domain.errors import InvalidSetting
from app.domain.policy import Actor
from app.domain.settings import DEFAULTS, SettingName, problems_of


@dataclass(frozen=True)
class HeldSetting:
    """What a setting is, who made it so and when; revision 0 while it is as it came."""

    name: SettingName
    value: Any
    revision: int = 0
    changed_at: datetime | None = None
    changed_by: str | None = None


def held_settings(session: Session) -> dict[SettingName, HeldSetting]:
    """All settings in their order, those nobody has changed included."""
    rows = session.execute(
        sa.select(Setting.name, Setting.value, Setting.revision, Setting.changed_at, Account.name)
        .outerjoin(Account, Account.id == Setting.changed_by)
        .order_by(Setting.name)
    )
    changed = {SettingName(row[0]): HeldSetting(SettingName(row[0]), *row[1:]) for row in rows}
    return {name: changed.get(name) or HeldSetting(name, DEFAULTS.value_of(name)) for name in SettingName}


def change_setting(
    session: Session,
    *,
    actor: Actor,
    now: datetime,
    audit_key: bytes,
    name: SettingName,
    value: Any,
    expected: int,
    languages: tuple[str, ...],
) -> HeldSetting | None:
    """Store `value`, a JSON value of the setting's type; None when it is stored, else what somebody stored meanwhile.

    `languages` are those of the interface. Raises InvalidSetting when the settings do not fit together with it.
    """
    before = locked_head(session, SETTINGS_STREAM)
    refuse_former_admin(session, actor)
    held = held_settings(session)[name]
    if held.value == value:
        return None
    if held.revision != expected:
        return held
    typed = tuple(value) if isinstance(value, list) else value
    wanted: dict[str, Any] = {name.value: typed}
    problem = problems_of(replace(stored_settings(session), **wanted), languages).get(name)
    if problem is not None:
        raise InvalidSetting(problem)
    _store(session, name, value, revision=held.revision + 1, now=now, actor=actor)
    facts = {"setting": name.value, "from": held.value, "to": value}
    record(
        session,
        stream=SETTINGS_STREAM,
        action="setting_changed",
        actor=actor,
        now=now,
        facts=facts,
        key=audit_key,
        before=before,
    )
    return None


def _store(
    session: Session, name: SettingName, value: Any, *, revision: int, now: datetime, actor: Actor
) -> None:
    row = session.get(Setting, name.value) or Setting(name=name.value)
    row.value, row.revision = value, revision
    row.changed_at, row.changed_by = now, actor.account_id
    session.add(row)
    session.flush()
