"""Memberships of a respondent: adding somebody, who is invited where unknown, and ending one with its date."""

from datetime import date, timedelta
from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext
from flask_wtf import FlaskForm

from app.administration.forms import MEMBER_ROLE_WORDS, EndMembershipForm, MemberForm
from app.administration.people import NewPerson
from app.administration.respondent_queries import Member, members_of, respondent_called
from app.administration.respondents import add_member, end_membership
from app.administration.views.shared import (
    as_asked,
    blueprint,
    confirmed,
    show_invitation,
    with_languages,
)
from app.db import db
from app.domain.errors import NotFound, message
from app.domain.policy import Action, MemberRole
from app.web.access import action
from app.web.clock import now
from app.web.instance import instance_settings
from app.web.languages import as_date, in_language, reading_day


@blueprint.get("/respondents/<code>/members/add")
@action(Action.MANAGE_RESPONDENTS)
def new_member(code: str) -> str:
    form = with_languages(MemberForm(language=instance_settings().default_language))
    return render_template(
        "administration/new_member.html", respondent=respondent_called(db.session, code), form=form
    )


@blueprint.post("/respondents/<code>/members/add")
@action(Action.MANAGE_RESPONDENTS)
def join(code: str) -> Any:
    form = with_languages(MemberForm())
    if not form.validate_on_submit():
        found = respondent_called(db.session, code)
        return render_template("administration/new_member.html", respondent=found, form=form), 422
    account, invited = add_member(
        db.session,
        **as_asked(),
        code=code,
        person=NewPerson(form.email.data, form.name.data, form.language.data),
        role=MemberRole(form.role.data),
        idempotency_key=str(form.idempotency_key.data),
    )
    account_id, name = account.id, account.name
    db.session.commit()
    if invited:
        return show_invitation(account_id)
    flash(gettext("%(name)s is a member now.", name=name))
    return redirect(url_for(".respondent", code=code), 303)


@blueprint.get("/respondents/<code>/members/<int:account_id>/end")
@action(Action.MANAGE_RESPONDENTS)
def ending(code: str, account_id: int) -> str:
    return _ending_page(code, account_id, EndMembershipForm(until=now().date()))


@blueprint.post("/respondents/<code>/members/<int:account_id>/end")
@action(Action.MANAGE_RESPONDENTS)
def end(code: str, account_id: int) -> Any:
    form = EndMembershipForm()
    if not confirmed(form):
        return _ending_page(code, account_id, form), 422
    until = _end_of(form.until.data or now().date())
    end_membership(db.session, **as_asked(), code=code, account_id=account_id, until=until)
    db.session.commit()
    flash(gettext("The membership has ended. It stays in the list of past ones."))
    return redirect(url_for(".respondent", code=code), 303)


def _end_of(day: date) -> Any:
    """The last moment of `day` in the reader's zone, or now while it lasts. A day still to come ends after now."""
    at = now()
    if day == at.astimezone(reading_day(day).tzinfo).date():
        return at
    return reading_day(day + timedelta(days=1)) - timedelta(seconds=1)


def _ending_page(code: str, account_id: int, form: FlaskForm) -> str:
    found = respondent_called(db.session, code)
    member = _present(members_of(db.session, found.id), account_id)
    return render_template(
        "administration/confirm.html",
        title=gettext("End the membership of %(name)s", name=member.name),
        effects=[
            gettext(
                "%(role)s of %(respondent)s since %(since)s.",
                role=MEMBER_ROLE_WORDS[member.role],
                respondent=in_language(found.names),
                since=as_date(member.since),
            ),
            gettext("The person can no longer open what this respondent reports, whatever day is entered."),
            gettext("All sessions of the person end at once: the next page asks to sign in."),
            gettext("What the person has saved stays. The membership stays in the list of past ones."),
        ],
        button=gettext("End the membership"),
        back=url_for(".respondent", code=code),
        back_words=in_language(found.names),
        form=form,
    )


def _present(members: Any, account_id: int) -> Member:
    for member in members:
        if member.account_id == account_id and member.until is None:
            found: Member = member
            return found
    raise NotFound(message("This person is not a member of the respondent."))
