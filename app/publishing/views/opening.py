"""Opening a cycle: a form, its effect in numbers, and the act."""

from datetime import timedelta
from typing import Any

from flask import Blueprint, current_app, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext, ngettext

from app.cycles.services import CyclePlan
from app.db import db
from app.domain.document_head import DocumentHead
from app.domain.errors import NotPossibleNow
from app.domain.policy import Action, Role
from app.domain.text import LocalizedText
from app.publishing.forms import OpeningForm
from app.publishing.opening import KeyTaken, Sending, offered, open_and_send, sending_of
from app.web.access import action
from app.web.clock import now
from app.web.languages import locale_code, on_the_wall, reading_instant, translate, zone_in_words
from app.web.rendering import text_view

blueprint = Blueprint("opening", __name__, url_prefix="/cycles")
TITLES = {"en": "title_en", "ar": "title_ar"}
IN_ENGLISH = (
    "session",
    "place_and_dates",
    "agenda_item",
)  # of the head of the document, whose page has all languages
TIME_TO_REPORT, TIME_TO_CORRECT = timedelta(days=150), timedelta(days=30)  # suggested; both can be changed
NO_FIELDS = ("csrf_token", "step")


@blueprint.get("/open")
@action(Action.OPEN_CYCLE)
def page() -> str:
    """The form; `version` in the address chooses questionnaires already."""
    opens = on_the_wall(now()).replace(second=0)
    evening = opens.replace(hour=23, minute=59)
    chosen = [int(one) for one in request.args.getlist("version") if one.isascii() and one.isdigit()]
    form = OpeningForm(
        opens_at=opens,
        deadline_at=evening + TIME_TO_REPORT,
        cut_off_at=evening + TIME_TO_REPORT + TIME_TO_CORRECT,
        versions=chosen,
    )
    return _form_page(_offering(form))


@blueprint.post("/open")
@action(Action.OPEN_CYCLE)
def proceed() -> Any:
    """Show the effect, or open the cycle where it was shown, or go back to the form."""
    form = _offering(OpeningForm())
    step = request.form.get("step", "")
    if step == "change":
        return _form_page(form)
    if not form.validate_on_submit():
        return _form_page(form), 422
    plan, version_ids = _plan(form), [int(one) for one in form.versions.data or ()]
    try:
        if step != "open":
            sending = sending_of(db.session, now=now(), plan=plan, version_ids=version_ids)
            return _effect_page(plan, sending)
        return _opened(plan, version_ids)
    except KeyTaken as refusal:
        form.key.errors = [translate(refusal.message)]
    except NotPossibleNow as refusal:
        form.versions.errors = [translate(refusal.message)]
    db.session.rollback()
    return _form_page(_offering(form)), 422


def _opened(plan: CyclePlan, version_ids: list[int]) -> Any:
    cycle = open_and_send(
        db.session,
        actor=g.actor,
        now=now(),
        audit_key=current_app.config["AUDIT_KEY"],
        plan=plan,
        version_ids=version_ids,
    )
    key = cycle.key
    db.session.commit()
    flash(gettext("The cycle is open. Everybody concerned finds it under “My national reports”."))
    is_staff = Role.STAFF in g.actor.roles
    desk = url_for("review.desk", key=key) if is_staff else url_for("questionnaires.questionnaires")
    return redirect(desk, 303)


def _offering(form: OpeningForm) -> OpeningForm:
    """The form with the versions that can be sent now."""
    form.versions.choices = [
        (
            version.id,
            gettext("%(title)s, version %(version)s", title=_title(version.document), version=version.label),
        )
        for version in offered(db.session)
    ]
    return form


def _plan(form: OpeningForm) -> CyclePlan:
    titles = {language: form[name].data for language, name in TITLES.items() if form[name].data}
    moments = (form.opens_at.data, form.deadline_at.data, form.cut_off_at.data)
    opens_at, deadline_at, cut_off_at = (reading_instant(wall) for wall in moments if wall is not None)
    return CyclePlan(
        key=str(form.key.data),
        title=LocalizedText.model_validate(titles),
        opens_at=opens_at,
        deadline_at=deadline_at,
        cut_off_at=cut_off_at,
        head=DocumentHead.model_validate(
            {name: {"en": form[name].data} for name in IN_ENGLISH if form[name].data}
        ),
        period_from=form.period_from.data,
        period_to=form.period_to.data,
    )


def _form_page(form: OpeningForm) -> str:
    return render_template("publishing/opening.html", form=form, zone=zone_in_words())


def _effect_page(plan: CyclePlan, sending: Sending) -> str:
    posted = [(name, value) for name, value in request.form.items(multi=True) if name not in NO_FIELDS]
    return render_template(
        "publishing/opening_effect.html",
        plan=plan,
        title=text_view(plan.title, locale_code()),
        sending=sending,
        shares=[
            (
                share.kind.value,
                len(share.respondent_ids),
                ngettext("%(num)d questionnaire", "%(num)d questionnaires", len(share.versions)),
            )
            for share in sending.shares
        ],
        titles=[(_title(version.document), version.label) for version in sending.versions],
        posted=posted,
    )


def _title(document: Any) -> str:
    return text_view(LocalizedText.model_validate(document["title"]), locale_code()).text
