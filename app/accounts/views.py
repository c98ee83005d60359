"""Signing in and out, recovery, the language of the interface, the way home, and the health check."""

from typing import Any

import sqlalchemy as sa
from flask import Blueprint, current_app, flash, g, redirect, render_template, request, session, url_for
from flask_babel import gettext
from flask_mailman import EmailMessage
from flask_security import hash_password, login_user, logout_user
from flask_security.utils import verify_password

from app.accounts.forms import NewPasswordForm, RecoveryForm, SignInForm
from app.accounts.models import Account
from app.accounts.queries import Credentials, find_account, find_credentials, refuse_if_throttled
from app.accounts.security import change_password, recovery_of, recovery_token
from app.accounts.services import (
    end_all_sessions,
    end_session,
    forget_failures,
    note_failure,
    start_session,
)
from app.db import db, read_only
from app.domain.errors import NotFound, message
from app.domain.policy import Action, Actor, Role
from app.web.access import SESSION_KEY, action, local_target
from app.web.clock import now
from app.web.languages import offered_languages

blueprint = Blueprint("accounts", __name__)


@blueprint.get("/healthz")
def health() -> Any:
    db.session.execute(sa.text("SELECT 1"))
    return current_app.response_class("ok\n", mimetype="text/plain")


@blueprint.get("/")
@action(Action.USE_OWN_ACCOUNT)
def home() -> Any:
    if Role.STAFF in g.actor.roles:
        return redirect(url_for("cycles.cycles"))
    if Role.ADMIN in g.actor.roles:
        return redirect(url_for("questionnaires.questionnaires"))
    return redirect(url_for("submissions.own"))


@blueprint.get("/sign-in")
def sign_in() -> Any:
    if g.account is not None:
        return redirect(local_target(request.args.get("next")))
    return render_template("accounts/sign_in.html", form=SignInForm())


@blueprint.post("/sign-in")
def check_sign_in() -> Any:
    form = SignInForm()
    if not form.validate_on_submit():
        return render_template("accounts/sign_in.html", form=form), 422
    found = _checked_credentials(str(form.email.data), str(form.password.data))
    if found is None:
        # One sentence for both cases: nobody learns here which addresses have an account.
        form.email.errors = [gettext("The e-mail address or the password is not right. Try again.")]
        return render_template("accounts/sign_in.html", form=form), 422
    actor = Actor(found.account_id, found.name)
    token = start_session(
        db.session,
        actor=actor,
        now=now(),
        audit_key=current_app.config["AUDIT_KEY"],
        user_agent=request.user_agent.string,
    )
    forget_failures(db.session, str(form.email.data))
    account = db.session.get_one(Account, found.account_id)
    _start_browser_session(account, token)
    db.session.commit()
    return redirect(local_target(request.args.get("next")), 303)


def _checked_credentials(email: str, password: str) -> Credentials | None:
    """The account, if the password is right. The slow hash is computed while no transaction is open."""
    address = request.remote_addr or ""
    with db.sessionmaker() as reading:
        refuse_if_throttled(read_only(reading), now(), email, address)
        found = find_credentials(reading, email)
    if found is None or found.password_hash is None:
        hash_password(password)  # as slow as the comparison, so that time does not tell who has an account
    elif verify_password(password, found.password_hash):
        return found
    note_failure(db.session, now(), email, address)
    db.session.commit()
    return None


def _start_browser_session(account: Account, token: str) -> None:
    """A new cookie, so that one planted before sign-in is worth nothing; only the language is kept."""
    language = session.get("language")
    session.clear()
    if language:
        session["language"] = language
    session[SESSION_KEY] = token
    login_user(account, remember=False)


@blueprint.post("/sign-out")
def sign_out() -> Any:
    language = session.get("language")
    if g.account is not None:
        end_session(
            db.session,
            actor=g.actor,
            now=now(),
            audit_key=current_app.config["AUDIT_KEY"],
            token=session[SESSION_KEY],
        )
        db.session.commit()
    logout_user()
    session.clear()
    if language:
        session["language"] = language
    flash(gettext("You are signed out."))
    return redirect(url_for(".sign_in"), 303)


@blueprint.get("/language/<code>")
def choose_language(code: str) -> Any:
    if code not in offered_languages():
        raise NotFound(message("The interface is not available in this language yet."))
    session["language"] = code
    return redirect(local_target(request.args.get("next")))


@blueprint.get("/recover")
def recover() -> str:
    return render_template("accounts/recover.html", form=RecoveryForm())


@blueprint.post("/recover")
def send_recovery() -> Any:
    form = RecoveryForm()
    if not form.validate_on_submit():
        return render_template("accounts/recover.html", form=form), 422
    who, address = f"recovery of {form.email.data}", request.remote_addr or ""
    with db.sessionmaker() as reading:  # making a token is slow, and needs no lock
        refuse_if_throttled(read_only(reading), now(), who, address)
        account = find_account(reading, str(form.email.data))
        text = _recovery_text(account) if account is not None and account.active else None
    note_failure(db.session, now(), who, address)
    db.session.commit()
    if text:
        EmailMessage(gettext("Choose a new password"), text, to=[str(form.email.data)]).send()
    flash(gettext("If there is an account with this address, a link is on its way to it."))
    return redirect(url_for(".sign_in"), 303)


def _recovery_text(account: Account) -> str:
    path = url_for(".choose_password", token=recovery_token(account))
    return render_template(
        "accounts/recover.txt", account=account, link=current_app.config["PUBLIC_URL"].rstrip("/") + path
    )


@blueprint.get("/recover/<token>")
def choose_password(token: str) -> str:
    account = _account_of(token)
    return render_template("accounts/new_password.html", form=NewPasswordForm(), owner=account)


@blueprint.post("/recover/<token>")
def set_password(token: str) -> Any:
    account = _account_of(token)
    form = NewPasswordForm()
    if not form.validate_on_submit():
        return render_template("accounts/new_password.html", form=form, owner=account), 422
    change_password(account, str(form.password.data))
    end_all_sessions(
        db.session,
        actor=Actor(account.id, account.name),
        now=now(),
        audit_key=current_app.config["AUDIT_KEY"],
        account_id=account.id,
        reason="password_chosen",
    )
    db.session.commit()
    flash(gettext("Your new password is set. Sign in with it."))
    return redirect(url_for(".sign_in"), 303)


def _account_of(token: str) -> Account:
    """Whose link this is. A link works once, for three days."""
    expired, invalid, account = recovery_of(token)
    if expired or invalid or account is None or not account.active:
        raise NotFound(message("This link is no longer valid. Ask for a new one."))
    return account
