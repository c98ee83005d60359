"""The settings of the instance, for the page being made."""

from dataclasses import dataclass, field

import structlog
from flask import Flask, current_app, g, has_request_context
from sqlalchemy.exc import SQLAlchemyError

from app.accounts.queries import SignedIn, stored_settings
from app.db import db, read_only
from app.domain.settings import DEFAULTS, Settings


@dataclass
class KnownSettings:
    """The settings as this process last read them, and the edition they belong to: replaced together."""

    last: tuple[str, Settings] = field(default=("", DEFAULTS))


def install(app: Flask) -> None:
    app.extensions["instance_settings"] = KnownSettings()
    app.jinja_env.globals["instance_settings"] = instance_settings


def instance_settings() -> Settings:
    """What holds for this page: one state of the settings, however often it is asked for."""
    if not has_request_context():
        return DEFAULTS
    if "instance_settings" not in g:
        g.instance_settings = _read()
    found: Settings = g.instance_settings
    return found


def _read() -> Settings:
    """For somebody signed in no statement while nothing changes: who they are was read with the edition."""
    known: KnownSettings = current_app.extensions["instance_settings"]
    account: SignedIn | None = g.get("account")
    edition, settings = known.last
    if account is not None and account.settings_edition in ("", edition):
        return settings if account.settings_edition else DEFAULTS
    try:
        with db.sessionmaker() as reading:
            settings = stored_settings(read_only(reading))
    except SQLAlchemyError:
        # The page may be the one that tells of a failure of the database.
        structlog.get_logger(__name__).warning("settings_not_read")
        return settings
    if account is not None:
        known.last = (account.settings_edition, settings)
    return settings
