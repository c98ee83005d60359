"""Settings of the instance: the list, and a page for each."""

from collections.abc import Mapping
from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext, lazy_gettext
from flask_wtf import FlaskForm

from app.administration.forms import (
    AddressForm,
    HoursForm,
    LanguageForm,
    LanguagesForm,
    offer,
    texts_form,
)
from app.administration.settings import HeldSetting, change_setting, held_settings
from app.administration.views.shared import as_asked, blueprint
from app.db import db
from app.domain.errors import InvalidSetting, NotFound, message
from app.domain.policy import Action
from app.domain.settings import LONGEST_SESSION, SHORTEST_SESSION, SettingName
from app.web.access import action
from app.web.languages import INTERFACE_LANGUAGES, translate

TITLES: Mapping[SettingName, Any] = {
    SettingName.NAME: lazy_gettext("Name of the instance"),
    SettingName.CONTACT: lazy_gettext("Contact address shown to officials"),
    SettingName.DEFAULT_LANGUAGE: lazy_gettext("Default language"),
    SettingName.LANGUAGES: lazy_gettext("Languages offered"),
    SettingName.FOOTER: lazy_gettext("Text at the foot of every page"),
    SettingName.HELP: lazy_gettext("Help at the foot of every page"),
    SettingName.SESSION_HOURS: lazy_gettext("Hours until an unused session ends"),
}
EFFECTS: Mapping[SettingName, Any] = {
    SettingName.NAME: lazy_gettext("Stands at the top of every page and in the title of its window."),
    SettingName.CONTACT: lazy_gettext("Stands at the foot of every page."),
    SettingName.DEFAULT_LANGUAGE: lazy_gettext(
        "For visitors whose browser asks for no language that is offered, and for people who are invited."
    ),
    SettingName.LANGUAGES: lazy_gettext("The languages among which everybody can choose."),
    SettingName.FOOTER: lazy_gettext("In place of the name of the resolution."),
    SettingName.HELP: lazy_gettext("Opens at the foot of every page. Empty: there is no help to open."),
    SettingName.SESSION_HOURS: lazy_gettext(
        "From %(shortest)d to %(longest)d. A shorter time holds at once, for sessions that are open too.",
        shortest=SHORTEST_SESSION,
        longest=LONGEST_SESSION,
    ),
}
TEXTS = (SettingName.NAME, SettingName.FOOTER, SettingName.HELP)


@blueprint.get("/settings")
@action(Action.CHANGE_SETTINGS)
def settings() -> str:
    held = held_settings(db.session)
    shown = [(TITLES[name], EFFECTS[name], one, in_words(name, one.value)) for name, one in held.items()]
    return render_template("administration/settings.html", settings=shown)


@blueprint.get("/settings/<name>")
@action(Action.CHANGE_SETTINGS)
def setting(name: str) -> str:
    wanted = _called(name)
    held = held_settings(db.session)[wanted]
    return _page(wanted, _filled(held))


@blueprint.post("/settings/<name>")
@action(Action.CHANGE_SETTINGS)
def change(name: str) -> Any:
    wanted = _called(name)
    form = _form(wanted)
    if not form.validate_on_submit():
        return _page(wanted, form), 422
    value = _value(wanted, form)
    try:
        stored_meanwhile = change_setting(
            db.session,
            **as_asked(),
            name=wanted,
            value=value,
            expected=form.expected.data,
            languages=tuple(INTERFACE_LANGUAGES),
        )
    except InvalidSetting as refusal:
        db.session.rollback()
        _complain(form, translate(refusal.message))
        return _page(wanted, form), 422
    if stored_meanwhile is not None:
        db.session.rollback()
        return _page(wanted, form, other=stored_meanwhile), 409
    db.session.commit()
    flash(gettext("The setting is changed."))
    return redirect(url_for(".settings"), 303)


def in_words(name: SettingName, value: Any) -> list[tuple[str, str]]:
    """A setting's value as lines to read: each a language where it is a text, and the text."""
    if name in TEXTS:
        return [(INTERFACE_LANGUAGES.get(code, code), text) for code, text in sorted(value.items()) if text]
    if name is SettingName.DEFAULT_LANGUAGE:
        return [("", INTERFACE_LANGUAGES.get(value, value))]
    if name is SettingName.LANGUAGES:
        return [("", INTERFACE_LANGUAGES.get(code, code)) for code in value or INTERFACE_LANGUAGES]
    return [("", str(value))] if value else []


def _called(name: str) -> SettingName:
    if name not in set(SettingName):
        raise NotFound(message("There is no such setting."))
    return SettingName(name)


def _form(name: SettingName, **values: Any) -> FlaskForm:
    """The form of a setting, holding `values` unless something was posted."""
    if name in TEXTS:
        form = texts_form(INTERFACE_LANGUAGES, long=name is not SettingName.NAME)
        if not form.is_submitted():
            form.process(None, **values)
        return form
    kinds: Mapping[SettingName, type[FlaskForm]] = {
        SettingName.CONTACT: AddressForm,
        SettingName.DEFAULT_LANGUAGE: LanguageForm,
        SettingName.LANGUAGES: LanguagesForm,
        SettingName.SESSION_HOURS: HoursForm,
    }
    form = kinds[name](**values)
    if name in (SettingName.DEFAULT_LANGUAGE, SettingName.LANGUAGES):
        offer(form["value"], INTERFACE_LANGUAGES)
    return form


def _filled(held: HeldSetting) -> FlaskForm:
    if held.name in TEXTS:
        texts = {f"text_{code}": text for code, text in held.value.items()}
        return _form(held.name, expected=held.revision, **texts)
    value = held.value
    if held.name is SettingName.LANGUAGES:
        value = value or list(INTERFACE_LANGUAGES)
    return _form(held.name, expected=held.revision, value=value)


def _value(name: SettingName, form: FlaskForm) -> Any:
    """The JSON value of what was typed."""
    if name in TEXTS:
        typed = {
            code: (form[f"text_{code}"].data or "").replace("\r\n", "\n") for code in INTERFACE_LANGUAGES
        }
        return {code: text for code, text in typed.items() if text}
    return form.value.data or "" if name is SettingName.CONTACT else form.value.data


def _complain(form: FlaskForm, text: str) -> None:
    field = next(field for field in form if field.name not in ("expected", "csrf_token"))
    field.errors = [text]


def _page(name: SettingName, form: FlaskForm, other: HeldSetting | None = None) -> str:
    if other is not None:
        # Saving again now is a decision about what the other has stored.
        form.expected.data, form.expected.raw_data = other.revision, None
    return render_template(
        "administration/setting.html",
        name=name,
        title=TITLES[name],
        effect=EFFECTS[name],
        form=form,
        fields=[field for field in form if field.name not in ("expected", "csrf_token")],
        other=other,
        other_words=in_words(name, other.value) if other else [],
        own_words=in_words(name, _value(name, form)) if other else [],
    )
