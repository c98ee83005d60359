"""Flask-Security: password hashing, recovery tokens and, later, second factors. Its own pages are not registered."""

import hashlib
from collections.abc import Callable
from datetime import timedelta

from flask import Flask, g
from flask_security import FSQLALiteUserDatastore, Security
from flask_security.recoverable import (
    generate_reset_password_token,
    reset_password_token_status,
    update_password,
)

from app.accounts.models import Account, Role, WebAuthn
from app.accounts.queries import SignedIn
from app.db import db

# Flask-Security's functions, with the types that it leaves out: a link's token; whether a token has expired, is
# invalid, and whose it is; a new password for an account.
recovery_token: Callable[[Account], str] = generate_reset_password_token
recovery_of: Callable[[str], tuple[bool, bool, Account | None]] = reset_password_token_status
change_password: Callable[[Account, str], None] = update_password


def install(app: Flask) -> None:
    salt = hashlib.sha256(f"passwords:{app.config['SECRET_KEY']}".encode()).hexdigest()
    app.config.update(  # passwords are hashed with Argon2id, the default
        SECURITY_PASSWORD_SALT=salt,
        # Argon2 salts by itself; hashing twice would tie every password to SECRET_KEY.
        SECURITY_PASSWORD_SINGLE_HASH=True,
        SECURITY_REGISTERABLE=False,
        SECURITY_RESET_PASSWORD_WITHIN=timedelta(days=3),
        SECURITY_SEND_PASSWORD_RESET_NOTICE_EMAIL=False,
        SECURITY_CLI_USERS_NAME="",  # its commands would change accounts past the audit trail
        SECURITY_CLI_ROLES_NAME="",
        SESSION_PROTECTION=None,  # an address that changes on the way home must not end a session
    )
    security = Security(app, FSQLALiteUserDatastore(db, Account, Role, WebAuthn), register_blueprint=False)
    # Who is signed in is known from `account_session` (web/access.py), with no further query.
    security.principal.identity_loaders.clear()
    security.login_manager.user_loader(_signed_in)
    security.login_manager.request_loader(lambda request: None)


def _signed_in(user_id: str) -> SignedIn | None:
    found: SignedIn | None = g.get("account")
    return found
