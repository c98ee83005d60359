"""What an administrator does to a person: each act shows its effect first, and asks who is there."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import flash, g, redirect, render_template, url_for
from flask_babel import gettext, ngettext
from flask_wtf import FlaskForm

from app.accounts.queries import idle_limit
from app.administration.forms import ConfirmForm, RolesForm
from app.administration.people import allow_again, change_roles, end_sessions_of, suspend
from app.administration.people_queries import Person, find_person, open_sessions
from app.administration.views.shared import as_asked, blueprint, confirmed
from app.db import db
from app.domain.errors import NotAllowed, NotFound, message
from app.domain.policy import Action, Role
from app.web.access import action
from app.web.clock import now
from app.web.instance import instance_settings


@dataclass(frozen=True)
class Act:
    """One thing to do to a person: its form, what it does, and its words."""

    form: Callable[..., FlaskForm]
    do: Callable[[int, FlaskForm], object]
    title: Callable[[str], str]
    effects: Callable[[Person, int], list[str]]
    button: Callable[[], str]
    own: bool = False  # whether one may do it to oneself


def _sessions_end(sessions: int) -> str:
    return str(
        ngettext(
            "%(num)d session ends at once: the next page asks to sign in.",
            "%(num)d sessions end at once: the next page asks to sign in.",
            sessions,
        )
    )


def _of_suspending(person: Person, sessions: int) -> list[str]:
    return [
        gettext("Nobody can sign in with this account until it is allowed again."),
        _sessions_end(sessions),
        ngettext(
            "%(num)d membership stays, and counts again when the account is allowed again.",
            "%(num)d memberships stay, and count again when the account is allowed again.",
            person.memberships,
        ),
        gettext("What this person has saved stays as it is."),
    ]


def _of_allowing(person: Person, sessions: int) -> list[str]:
    return [gettext("The person can sign in again, with the same password, roles and memberships.")]


def _of_ending(person: Person, sessions: int) -> list[str]:
    return [_sessions_end(sessions), gettext("The person can sign in again at any time.")]


def _of_roles(person: Person, sessions: int) -> list[str]:
    return [
        _sessions_end(sessions),
        gettext("After signing in again, the person sees what the new roles open, and nothing else."),
    ]


def _expected(form: FlaskForm) -> int:
    return int(form.expected.data)


ACTS: Mapping[str, Act] = {
    "suspend": Act(
        ConfirmForm,
        lambda who, form: suspend(db.session, **as_asked(), account_id=who, expected=_expected(form)),
        lambda name: gettext("Suspend %(name)s", name=name),
        _of_suspending,
        lambda: gettext("Suspend"),
    ),
    "allow": Act(
        ConfirmForm,
        lambda who, form: allow_again(db.session, **as_asked(), account_id=who, expected=_expected(form)),
        lambda name: gettext("Allow %(name)s to sign in again", name=name),
        _of_allowing,
        lambda: gettext("Allow again"),
    ),
    "end-sessions": Act(
        ConfirmForm,
        lambda who, form: end_sessions_of(db.session, **as_asked(), account_id=who),
        lambda name: gettext("End the sessions of %(name)s", name=name),
        _of_ending,
        lambda: gettext("End all sessions"),
        own=True,
    ),
    "roles": Act(
        RolesForm,
        lambda who, form: change_roles(
            db.session,
            **as_asked(),
            account_id=who,
            roles=[Role(role) for role in form.roles.data or ()],
            expected=_expected(form),
        ),
        lambda name: gettext("Roles of %(name)s", name=name),
        _of_roles,
        lambda: gettext("Change the roles"),
    ),
}


@blueprint.get("/people/<int:account_id>/<act>")
@action(Action.MANAGE_PEOPLE)
def act_on_person(account_id: int, act: str) -> str:
    wanted, person = _act(act, account_id), find_person(db.session, account_id)
    form = wanted.form(expected=person.revision, roles=list(person.roles))
    return _page(wanted, person, form)


@blueprint.post("/people/<int:account_id>/<act>")
@action(Action.MANAGE_PEOPLE)
def do_to_person(account_id: int, act: str) -> Any:
    wanted = _act(act, account_id)
    form = wanted.form()
    if not confirmed(form):
        return _page(wanted, find_person(db.session, account_id), form), 422
    wanted.do(account_id, form)
    db.session.commit()
    flash(gettext("Done. The history below shows it."))
    return redirect(url_for(".person", account_id=account_id), 303)


def _act(name: str, account_id: int) -> Act:
    if name not in ACTS:
        raise NotFound(message("There is nothing here of this name."))
    if account_id == g.actor.account_id and not ACTS[name].own:
        raise NotAllowed(
            message("Nobody changes their own role or access. Ask another administrator to do it.")
        )
    return ACTS[name]


def _page(wanted: Act, person: Person, form: FlaskForm) -> str:
    limit = idle_limit(instance_settings().session_hours)
    sessions = len(open_sessions(db.session, person.id, now() - limit))
    return render_template(
        "administration/confirm.html",
        title=wanted.title(person.name),
        effects=wanted.effects(person, sessions),
        button=wanted.button(),
        back=url_for(".person", account_id=person.id),
        back_words=person.name,
        form=form,
    )
