"""The questionnaires and their versions, and how a new one or a new draft begins."""

from flask import current_app, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from app.db import db
from app.domain.errors import InvalidDefinition, NotPossibleNow
from app.domain.policy import Action
from app.exchange.json_schema import as_text
from app.questionnaires.beginning import CopyOf, Fresh, Next, start_draft
from app.questionnaires.forms.words import VALUES
from app.questionnaires.models import VersionStatus
from app.questionnaires.queries import all_versions
from app.questionnaires.views.shared import blueprint
from app.web.access import action
from app.web.clock import now
from app.web.languages import translate


@blueprint.get("/")
@action(Action.SEE_QUESTIONNAIRES)
def questionnaires() -> str:
    versions = all_versions(db.session)
    drafted = {one.questionnaire.key for one in versions if one.status == VersionStatus.DRAFT}
    return render_template("questionnaires/questionnaires.html", versions=versions, drafted=drafted)


@blueprint.get("/new")
@action(Action.EDIT_QUESTIONNAIRES)
def new() -> str:
    """What a new questionnaire needs to begin: a key and a title."""
    return _new_page("")


@blueprint.post("/new")
@action(Action.EDIT_QUESTIONNAIRES)
def begin() -> Response | tuple[str, int]:
    """Begin a questionnaire that asks nothing yet, or as a copy of another one."""
    key, title = (request.form.get(name, "").strip() for name in ("key", "title"))
    language, source = request.form.get("language", "en"), request.form.get("source", "")
    beginning = CopyOf(source, key, title, language) if source else Fresh(key, title, language)
    try:
        _start(beginning)
    except (InvalidDefinition, NotPossibleNow) as refusal:
        db.session.rollback()
        return _new_page(translate(refusal.message)), 422
    return redirect(url_for(".draft", key=key), 303)


@blueprint.post("/<key>/next")
@action(Action.EDIT_QUESTIONNAIRES)
def begin_next(key: str) -> Response:
    """Begin the draft of the next version of a questionnaire."""
    _start(Next(key))
    return redirect(url_for(".draft", key=key), 303)


def _start(beginning: Fresh | Next | CopyOf) -> None:
    start_draft(
        db.session, actor=g.actor, now=now(), audit_key=current_app.config["AUDIT_KEY"], beginning=beginning
    )
    db.session.commit()
    flash(gettext("The draft has begun."))


def _new_page(mistake: str) -> str:
    sources = {one.questionnaire.key: one.document["title"] for one in all_versions(db.session)}
    return render_template(
        "questionnaires/new.html",
        mistake=mistake,
        typed=request.form,
        languages=VALUES["languages"],
        sources=sources,
    )


@blueprint.get("/schema.json")
def schema() -> Response:
    """The JSON Schema of the definition format, for editors and other tools; it says nothing of any respondent."""
    return current_app.response_class(as_text(), mimetype="application/schema+json")
