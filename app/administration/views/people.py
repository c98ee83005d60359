"""The list of people, a person's page, and invitations."""

from typing import Any

from flask import g, render_template, request

from app.accounts.queries import idle_limit
from app.administration.forms import InviteForm
from app.administration.people import NewPerson, invite_again, invite_person
from app.administration.people_queries import (
    PAGE_SIZE,
    PeopleFilter,
    PeopleOrder,
    State,
    find_person,
    list_people,
    memberships_of,
    open_sessions,
    person_stream,
)
from app.administration.trail import TrailFilter, trail
from app.administration.views.shared import (
    as_asked,
    asked,
    asked_order,
    blueprint,
    confirmed,
    show_invitation,
    with_languages,
)
from app.administration.views.trail import views_of
from app.db import db
from app.domain.policy import Action, Role
from app.web.access import action
from app.web.clock import now
from app.web.instance import instance_settings
from app.web.paging import asked_page

HISTORY_SHOWN = 20


@blueprint.get("/people")
@action(Action.MANAGE_PEOPLE)
def people() -> str:
    wanted = PeopleFilter(
        text=asked("text"),
        role=asked("role"),
        state=asked("state"),
        order=asked_order("order", PeopleOrder, PeopleOrder.NAME),
        page=asked_page(),
    )
    found, total = list_people(db.session, wanted)
    return render_template(
        "administration/people.html",
        people=found,
        total=total,
        size=PAGE_SIZE,
        wanted=wanted,
        states=list(State),
    )


@blueprint.get("/people/<int:account_id>")
@action(Action.MANAGE_PEOPLE)
def person(account_id: int) -> str:
    found = find_person(db.session, account_id)
    limit = idle_limit(instance_settings().session_hours)
    history = trail(db.session, TrailFilter(stream=person_stream(account_id)), most=HISTORY_SHOWN)
    return render_template(
        "administration/person.html",
        person=found,
        memberships=memberships_of(db.session, account_id),
        sessions=open_sessions(db.session, account_id, now() - limit),
        history=views_of(history),
        own=account_id == g.actor.account_id,
    )


@blueprint.get("/people/invite")
@action(Action.MANAGE_PEOPLE)
def invite() -> str:
    form = with_languages(InviteForm(language=instance_settings().default_language))
    return render_template("administration/invite.html", form=form)


@blueprint.post("/people/invite")
@action(Action.MANAGE_PEOPLE)
def send_invitation() -> Any:
    form = with_languages(InviteForm())
    if not confirmed(form):
        return render_template("administration/invite.html", form=form), 422
    account = invite_person(
        db.session,
        **as_asked(),
        person=NewPerson(
            form.email.data,
            form.name.data,
            form.language.data,
            tuple(Role(role) for role in form.roles.data),
        ),
        idempotency_key=str(form.idempotency_key.data),
    )
    db.session.commit()
    return show_invitation(account.id)


@blueprint.post("/people/<int:account_id>/invite")
@action(Action.MANAGE_PEOPLE)
def renew_invitation(account_id: int) -> str:
    """A new link for somebody who has not used the first one."""
    key = request.form.get("idempotency_key", "")[:64]
    invite_again(db.session, **as_asked(), account_id=account_id, idempotency_key=key)
    db.session.commit()
    return show_invitation(account_id)
