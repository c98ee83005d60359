"""The questionnaires and their versions, for administrators."""

from flask import Blueprint, current_app, render_template
from werkzeug.wrappers import Response

from app.db import db
from app.domain.policy import Action
from app.exchange.json_schema import as_text
from app.questionnaires.queries import all_versions
from app.web.access import action

blueprint = Blueprint("questionnaires", __name__, url_prefix="/questionnaires")


@blueprint.get("/")
@action(Action.SEE_QUESTIONNAIRES)
def questionnaires() -> str:
    return render_template("questionnaires/questionnaires.html", versions=all_versions(db.session))


@blueprint.get("/schema.json")
def schema() -> Response:
    """The JSON Schema of the definition format, for editors and other tools; it says nothing of any respondent."""
    return current_app.response_class(as_text(), mimetype="application/schema+json")
