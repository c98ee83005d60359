"""The questionnaires and their versions, for administrators."""

from flask import Blueprint, render_template

from app.db import db
from app.domain.policy import Action
from app.questionnaires.queries import all_versions
from app.web.access import action

blueprint = Blueprint("questionnaires", __name__, url_prefix="/questionnaires")


@blueprint.get("/")
@action(Action.SEE_QUESTIONNAIRES)
def questionnaires() -> str:
    return render_template("questionnaires/questionnaires.html", versions=all_versions(db.session))
