"""Proof, before an act that binds or cannot be taken back, that whoever asks is the person who signed in."""

from flask import g
from flask_security.utils import verify_password

from app.accounts.queries import password_hash_of, refuse_if_throttled
from app.accounts.services import note_failure
from app.db import db, read_only
from app.web.clock import now


def is_own_password(password: str) -> bool:
    """Whether it is the password of the person who asks. Raises TooManyAttempts.

    The slow hash is computed while no transaction is open: at a deadline many submit at once, and on SQLite they
    would otherwise all wait for it. So call it before anything else that touches the database. Guesses are counted by
    account, apart from those at sign-in, so that a stranger at the sign-in page cannot keep anybody from submitting.
    """
    who = f"confirmation of account {g.actor.account_id}"
    with db.sessionmaker() as reading:
        refuse_if_throttled(read_only(reading), now(), who, who)
        password_hash = password_hash_of(reading, g.actor.account_id)
    if verify_password(password, password_hash):
        return True
    note_failure(db.session, now(), who, who)
    db.session.commit()
    return False
