"""The register of respondents: the list, a respondent's page, adding, renaming and retiring one."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext, ngettext
from flask_wtf import FlaskForm

from app.accounts.services import LANGUAGES_OF_NAMES
from app.administration.forms import ConfirmForm, NamesForm, RespondentForm
from app.administration.respondent_queries import (
    PAGE_SIZE,
    RegisterFilter,
    RegisterOrder,
    members_of,
    register,
    respondent_called,
    respondent_stream,
)
from app.administration.respondents import NewRespondent, add_to_register, rename, set_retired
from app.administration.trail import TrailFilter, trail
from app.administration.views.shared import (
    as_asked,
    asked,
    asked_order,
    blueprint,
    confirmed,
)
from app.administration.views.trail import views_of
from app.db import db
from app.domain.policy import Action, RespondentKind
from app.web.access import action
from app.web.languages import in_language, locale_code
from app.web.paging import asked_page

HISTORY_SHOWN = 20


@blueprint.get("/respondents")
@action(Action.MANAGE_RESPONDENTS)
def respondents() -> str:
    wanted = RegisterFilter(
        kind=asked("kind"),
        text=asked("text"),
        state=asked("state"),
        order=asked_order("order", RegisterOrder, RegisterOrder.NAME),
        page=asked_page(),
        language=locale_code(),
    )
    found, total = register(db.session, wanted)
    return render_template(
        "administration/respondents.html",
        entries=found,
        total=total,
        size=PAGE_SIZE,
        wanted=wanted,
        kinds=list(RespondentKind),
    )


@blueprint.get("/respondents/<code>")
@action(Action.MANAGE_RESPONDENTS)
def respondent(code: str) -> str:
    found = respondent_called(db.session, code)
    history = trail(db.session, TrailFilter(stream=respondent_stream(found.id)), most=HISTORY_SHOWN)
    return render_template(
        "administration/respondent.html",
        respondent=found,
        members=members_of(db.session, found.id),
        history=views_of(history),
        stream=respondent_stream(found.id),
    )


@blueprint.get("/respondents/add")
@action(Action.MANAGE_RESPONDENTS)
def new_respondent() -> str:
    return render_template("administration/new_respondent.html", form=RespondentForm(expected=0))


@blueprint.post("/respondents/add")
@action(Action.MANAGE_RESPONDENTS)
def add_respondent() -> Any:
    form = RespondentForm()
    if not form.validate_on_submit():
        return render_template("administration/new_respondent.html", form=form), 422
    names = _names(form)
    new = NewRespondent(
        str(form.code.data), RespondentKind(form.kind.data), names, form.name_in_text.data or names["en"]
    )
    added = add_to_register(db.session, **as_asked(), new=new)
    code = added.code
    db.session.commit()
    flash(gettext("The respondent is in the register."))
    return redirect(url_for(".respondent", code=code), 303)


@blueprint.get("/respondents/<code>/names")
@action(Action.MANAGE_RESPONDENTS)
def names(code: str) -> str:
    found = respondent_called(db.session, code)
    typed = {f"name_{language}": text for language, text in found.names.items()}
    form = NamesForm(expected=found.revision, name_in_text=found.name_in_text, **typed)
    return render_template("administration/names.html", respondent=found, form=form)


@blueprint.post("/respondents/<code>/names")
@action(Action.MANAGE_RESPONDENTS)
def change_names(code: str) -> Any:
    form = NamesForm()
    if not form.validate_on_submit():
        found = respondent_called(db.session, code)
        return render_template("administration/names.html", respondent=found, form=form), 422
    names = _names(form)
    rename(
        db.session,
        **as_asked(),
        code=code,
        names=names,
        name_in_text=form.name_in_text.data or names["en"],
        expected=int(form.expected.data or 0),
    )
    db.session.commit()
    flash(gettext("The respondent has its new name."))
    return redirect(url_for(".respondent", code=code), 303)


def _names(form: FlaskForm) -> dict[str, str]:
    typed = {language: form[f"name_{language}"].data for language in LANGUAGES_OF_NAMES}
    return {language: text for language, text in typed.items() if text}


@blueprint.get("/respondents/<code>/retire")
@action(Action.MANAGE_RESPONDENTS)
def retiring(code: str) -> str:
    found = respondent_called(db.session, code)
    return _retiring_page(code, ConfirmForm(expected=found.revision))


@blueprint.post("/respondents/<code>/retire")
@action(Action.MANAGE_RESPONDENTS)
def retire(code: str) -> Any:
    return _set_retired(code, True)


@blueprint.post("/respondents/<code>/return")
@action(Action.MANAGE_RESPONDENTS)
def take_up_again(code: str) -> Any:
    return _set_retired(code, False)


def _set_retired(code: str, retired: bool) -> Any:
    form = ConfirmForm()
    if not confirmed(form):
        return _retiring_page(code, form), 422
    set_retired(db.session, **as_asked(), code=code, retired=retired, expected=form.revision)
    db.session.commit()
    flash(gettext("Done. The history below shows it."))
    return redirect(url_for(".respondent", code=code), 303)


def _retiring_page(code: str, form: ConfirmForm) -> str:
    """Asks before retiring a respondent, or before taking it up again."""
    found = respondent_called(db.session, code)
    name = in_language(found.names)
    if found.retired_at is None:
        title, button = gettext("Retire %(name)s", name=name), gettext("Retire")
        present = sum(member.until is None for member in members_of(db.session, found.id))
        effects = [
            gettext("No new questionnaire is sent to it, and nobody can be made a member."),
            gettext("Everything that it has reported stays, and stays in the reports."),
            ngettext(
                "%(num)d person stays a member and can read and finish what was sent before.",
                "%(num)d people stay members and can read and finish what was sent before.",
                present,
            ),
        ]
        target = url_for(".retire", code=code)
    else:
        title, button = gettext("Take up %(name)s again", name=name), gettext("Take up again")
        effects = [gettext("Questionnaires can be sent to it again, and people made members.")]
        target = url_for(".take_up_again", code=code)
    return render_template(
        "administration/confirm.html",
        title=title,
        effects=effects,
        button=button,
        target=target,
        back=url_for(".respondent", code=code),
        back_words=name,
        form=form,
    )
