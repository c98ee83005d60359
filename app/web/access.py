"""Who asks, and whether they may: before every view, and once more with the facts in it.

Each view is marked with its `Action`, or is one of PUBLIC_ENDPOINTS; the app does not start otherwise.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any, TypeVar
from urllib.parse import urlsplit

import structlog
from flask import Flask, current_app, g, redirect, request, session, url_for
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session
from werkzeug.exceptions import Unauthorized

from app.accounts.queries import SignedIn, find_signed_in
from app.accounts.services import note_seen
from app.db import db, read_only
from app.domain.errors import NotAllowed, message
from app.domain.lifecycle import Status
from app.domain.policy import Action, Actor, Facts, MemberRole, Role, allows
from app.web.clock import now

View = TypeVar("View", bound=Callable[..., Any])

PUBLIC_ENDPOINTS = frozenset(
    {
        "static",
        "accounts.health",
        "accounts.sign_in",
        "accounts.check_sign_in",
        "accounts.sign_out",
        "accounts.recover",
        "accounts.send_recovery",
        "accounts.choose_password",
        "accounts.set_password",
        "accounts.choose_language",
        "questionnaires.schema",
        # Whoever holds a link may see that one draft, and comment: the token in the link is the key.
        "questionnaires.consulted",
        "questionnaires.comment_on",
    }
)
SESSION_KEY = "signed_in"
SEEN_EVERY = timedelta(minutes=1)
NOBODY = Actor(account_id=None, name="")

_MARK = "__action__"
_LARGEST = "__largest__"


def action(wanted: Action) -> Callable[[View], View]:
    """Mark a view with what a person does by calling it."""

    def mark(view: View) -> View:
        setattr(view, _MARK, wanted)
        return view

    return mark


def takes(largest: int) -> Callable[[View], View]:
    """Mark a view that takes a body of up to `largest` bytes, where pages take far less."""

    def mark(view: View) -> View:
        setattr(view, _LARGEST, largest)
        return view

    return mark


def largest_taken() -> int | None:
    """The bytes that the asked-for view takes where it takes more than a page has."""
    largest: int | None = getattr(current_app.view_functions.get(request.endpoint or ""), _LARGEST, None)
    return largest


def require(wanted: Action, facts: Facts) -> None:
    """Raises NotAllowed unless the person who asks may do it, given the facts."""
    if not allows(wanted, g.actor, facts):
        raise NotAllowed(message("Your role does not allow this. Ask the focal point or the Secretariat."))


def guard(app: Flask) -> None:
    """Put the door in front of every endpoint. Call it last. Raises RuntimeError where a view declares nothing."""
    actions = endpoint_actions(app)
    unmarked = sorted(
        endpoint
        for endpoint in app.view_functions
        if endpoint not in PUBLIC_ENDPOINTS and endpoint not in actions
    )
    if unmarked:
        raise RuntimeError(f"these endpoints declare no action and are not public: {', '.join(unmarked)}")
    app.extensions["actions"] = actions
    # Before the hooks of the extensions: those ask who is signed in.
    app.before_request_funcs.setdefault(None, []).insert(0, _at_the_door)


def endpoint_actions(app: Flask) -> dict[str, Action]:
    """What each endpoint that is not public declares."""
    marks = {endpoint: getattr(view, _MARK, None) for endpoint, view in app.view_functions.items()}
    return {endpoint: mark for endpoint, mark in marks.items() if mark is not None}


@lru_cache(maxsize=512)
def could_ever(wanted: Action, roles: frozenset[Role]) -> bool:
    """Whether any facts at all would allow it: if not, the view need not even look."""
    actor = Actor(account_id=0, name="", roles=roles)
    return any(
        allows(wanted, actor, Facts(member_role=member_role, status=status))
        for member_role in (None, *MemberRole)
        for status in (None, *Status)
    )


def local_target(target: str | None) -> str:
    """`target` if it is a path on this site, else the way home."""
    home = url_for("accounts.home")
    if not target or not target.startswith("/") or target.startswith("//"):
        return home
    # Browsers read a backslash as a slash and drop control characters, so that "/\evil" leads elsewhere.
    if "\\" in target or any(ord(character) < 32 for character in target):
        return home
    parts = urlsplit(target)
    return home if parts.scheme or parts.netloc else target


def _at_the_door() -> Any:
    g.account, g.actor = None, NOBODY
    if request.endpoint == "static":
        return None
    reads = request.method in ("GET", "HEAD", "OPTIONS")
    if reads:
        # On the connection that the page reads with.
        _recognize(read_only(db.session))
    else:
        # In a short transaction of its own, since the one that writes begins only when the body is here.
        with db.sessionmaker() as reading:
            _recognize(read_only(reading))
        request.max_content_length = largest_taken() or request.max_content_length
        # A client that stalls in the middle of its body must not do so while SQLite's write lock is held.
        request.get_data(cache=True, parse_form_data=True)
    if request.endpoint is None or request.endpoint in PUBLIC_ENDPOINTS:
        return None
    if g.account is None:
        if reads:
            return redirect(url_for("accounts.sign_in", next=request.full_path.rstrip("?")))
        raise Unauthorized
    if not could_ever(current_app.extensions["actions"][request.endpoint], g.actor.roles):
        raise NotAllowed(message("Your role does not open this page."))
    return None


def _recognize(reading: Session) -> None:
    """Set `g.account` and `g.actor` from the session."""
    token = session.get(SESSION_KEY)
    if not token:
        return
    at = now()
    account = find_signed_in(reading, token, at)
    if account is None:
        session.pop(SESSION_KEY)
        return
    g.account, g.actor = account, account.actor()
    if at - account.last_seen_at >= SEEN_EVERY:
        # No other transaction of this request may be open, so that the write waits for nobody who waits for it.
        reading.close()
        _note_seen(account, at)
        read_only(reading)


def _note_seen(account: SignedIn, at: datetime) -> None:
    try:
        with db.sessionmaker.begin() as writing:
            note_seen(writing, session_id=account.session_id, now=at)
    except OperationalError:
        # A page is worth more than the minute at which it was asked for.
        structlog.get_logger(__name__).warning("last_seen_not_written", session=account.session_id)
