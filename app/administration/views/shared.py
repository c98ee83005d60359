"""What the pages of administrators share: their blueprint, addresses of filtered lists, the invitation."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, TypeVar

import structlog
from flask import Blueprint, current_app, g, render_template, request, url_for
from flask_babel import force_locale, gettext
from flask_mailman import EmailMessage
from flask_wtf import FlaskForm

from app.accounts.models import Account
from app.accounts.security import recovery_token
from app.administration.forms import KIND_WORDS, MEMBER_ROLE_WORDS, ROLE_WORDS, offer
from app.db import db, read_only
from app.domain.errors import NotPossibleNow, message
from app.domain.policy import Action
from app.web.access import action
from app.web.clock import now
from app.web.languages import offered_languages
from app.web.paging import here
from app.web.reauthentication import is_own_password

blueprint = Blueprint("administration", __name__, url_prefix="/administration")
_NO_MAIL = ("console", "dummy")
Choice = TypeVar("Choice", bound=StrEnum)


@blueprint.get("/")
@action(Action.SEE_ADMINISTRATION)
def places() -> str:
    return render_template("administration/places.html")


@blueprint.context_processor
def _words() -> dict[str, Any]:
    return {
        "here": here,
        "role_words": ROLE_WORDS,
        "member_role_words": MEMBER_ROLE_WORDS,
        "kind_words": KIND_WORDS,
    }


def asked(name: str) -> str:
    """A filter in the address, short enough to be meant; without what no text column holds."""
    return request.args.get(name, "").replace("\0", "").encode("utf-8", "ignore").decode().strip()[:200]


def asked_order(name: str, kind: type[Choice], usual: Choice) -> Choice:
    text = request.args.get(name, "")
    return kind(text) if text in set(kind) else usual


def as_asked() -> dict[str, Any]:
    """Who writes, when, and the key of the trail: what every service takes."""
    return {"actor": g.actor, "now": now(), "audit_key": current_app.config["AUDIT_KEY"]}


def confirmed(form: FlaskForm) -> bool:
    """Whether the form is complete and its password that of the person who asks. Call it before other reads."""
    if not form.validate_on_submit():
        return False
    if is_own_password(str(form.password.data)):
        return True
    form.password.errors = [gettext("This is not your password. Enter it again.")]
    return False


def with_languages(form: FlaskForm) -> FlaskForm:
    """The form, its field `language` offering what the instance offers."""
    offer(form.language, offered_languages())
    return form


def show_invitation(account_id: int) -> str:
    """The page that shows an invitation's link, this once, after the commit; the link is sent where mail is set up.

    Raises NotPossibleNow where the person has chosen a password already: the link would let somebody else choose one.
    """
    with db.sessionmaker() as reading:  # making a token is slow, and needs no lock
        account = read_only(reading).get_one(Account, account_id)
        if account.password is not None:
            raise NotPossibleNow(message("This person has used the invitation already."))
        person = {
            "name": account.name,
            "email": account.email,
            "language": account.language,
            "id": account.id,
        }
        path = url_for("accounts.choose_password", token=recovery_token(account))
    link = current_app.config["PUBLIC_URL"].rstrip("/") + path
    return render_template(
        "administration/invited.html",
        person=person,
        link=link,
        valid_until=now() + current_app.config["SECURITY_RESET_PASSWORD_WITHIN"],
        sent=_sent(person, link),
    )


def _sent(person: Mapping[str, Any], link: str) -> bool:
    """Whether the link went by mail; in the language of the person who is invited, not of the one who invites."""
    if current_app.extensions["mailman"].backend in _NO_MAIL:
        return False
    _forget_language()
    with force_locale(person["language"]):
        text = render_template("administration/invitation.txt", person=person, link=link)
        subject = gettext("Invitation to report")
    _forget_language()
    try:
        EmailMessage(subject, text, to=[str(person["email"])]).send()
    except OSError as failure:  # the link on the page is then the only one
        structlog.get_logger(__name__).warning("invitation_not_sent", failure=str(failure))
        return False
    return True


def _forget_language() -> None:
    """The page has looked up its language and catalogue once; what is written next is in another one."""
    g.pop("catalogue", None)
    g.pop("locale_code", None)
