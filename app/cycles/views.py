"""The cycle desk: which respondent is where, by regional group."""

from flask import Blueprint, g, render_template
from flask_babel import get_locale

from app.cycles.queries import all_cycles
from app.db import db
from app.domain.policy import Action
from app.domain.text import LocalizedText
from app.web.access import action
from app.web.rendering import text_view

blueprint = Blueprint("cycles", __name__, url_prefix="/cycles")


@blueprint.get("/")
@action(Action.SEE_CYCLES)
def cycles() -> str:
    shown = [
        (cycle, text_view(LocalizedText.model_validate(cycle.title), str(get_locale())))
        for cycle in all_cycles(db.session)
    ]
    return render_template("cycles/cycles.html", cycles=shown, reader=g.account)
