"""The list of cycles, and what the document of one says of the session that it goes to."""

from typing import Any

from flask import Blueprint, current_app, flash, g, redirect, render_template, url_for
from flask_babel import get_locale, gettext

from app.cycles.forms import HeadForm, as_filled, head_form
from app.cycles.models import ReportingCycle
from app.cycles.queries import all_cycles, find_cycle
from app.cycles.services import change_head as store_head
from app.db import db
from app.domain.document_head import DocumentHead
from app.domain.errors import NotPossibleNow
from app.domain.policy import Action
from app.domain.text import LocalizedText
from app.domain.voice import LANGUAGES
from app.web.access import action
from app.web.clock import now
from app.web.languages import language_name, translate
from app.web.rendering import text_view

blueprint = Blueprint("cycles", __name__, url_prefix="/cycles")
ENGLISH_FIRST = ("en", *(code for code in LANGUAGES if code != "en"))


@blueprint.get("/")
@action(Action.SEE_CYCLES)
def cycles() -> str:
    shown = [
        (cycle, text_view(LocalizedText.model_validate(cycle.title), str(get_locale())))
        for cycle in all_cycles(db.session)
    ]
    return render_template("cycles/cycles.html", cycles=shown, reader=g.account)


@blueprint.get("/<key>/head")
@action(Action.EDIT_CYCLE)
def head(key: str) -> str:
    cycle = find_cycle(db.session, key)
    held = as_filled(DocumentHead.model_validate(cycle.head))
    return _head_page(cycle, head_form(expected=cycle.head_revision, **held))


@blueprint.post("/<key>/head")
@action(Action.EDIT_CYCLE)
def change_head(key: str) -> Any:
    cycle, form = find_cycle(db.session, key), head_form()
    if not form.validate_on_submit():
        return _head_page(cycle, form), 422
    try:
        store_head(
            db.session,
            actor=g.actor,
            now=now(),
            audit_key=current_app.config["AUDIT_KEY"],
            cycle_id=cycle.id,
            head=form.head(),
            expected=int(form.expected.data or 0),
            idempotency_key=str(form.idempotency_key.data),
        )
    except NotPossibleNow as refused:
        db.session.rollback()
        return _head_page(find_cycle(db.session, key), form, translate(refused.message)), 409
    db.session.commit()
    flash(gettext("Saved. Documents that are made from now on say so."))
    return redirect(url_for(".head", key=key), 303)


def _head_page(cycle: ReportingCycle, form: HeadForm, refused: str = "") -> str:
    """Where it was refused, what others stored stands beside what was typed, and saving again decides."""
    stored = as_filled(DocumentHead.model_validate(cycle.head)) if refused else {}
    if refused:
        form.expected.data, form.expected.raw_data = cycle.head_revision, None
    return render_template(
        "cycles/head.html",
        cycle=cycle,
        title=text_view(LocalizedText.model_validate(cycle.title), str(get_locale())),
        form=form,
        languages=[(code, language_name(code), form.fields_of(code)) for code in ENGLISH_FIRST],
        refused=refused,
        stored=stored,
    )
