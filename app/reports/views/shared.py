"""What the pages of reports share."""

from flask import Blueprint, current_app
from flask_babel import get_locale

from app.cycles.models import ReportingCycle
from app.cycles.queries import Carried, questionnaires_of
from app.db import db
from app.domain.policy import RespondentKind
from app.web.rendering import text_view
from app.web.view_models import TextView

blueprint = Blueprint("reports", __name__)


def on_states(cycle: ReportingCycle) -> list[Carried]:
    """The questionnaires of a cycle that Member States answer: those have a report of their own."""
    definitions = current_app.extensions["definitions"]
    return [
        one
        for one in questionnaires_of(db.session, cycle.id)
        if RespondentKind.MEMBER_STATE in definitions.of_version(db.session, one.version_id).kinds
    ]


def title_of(version_id: int) -> TextView:
    questionnaire = current_app.extensions["definitions"].of_version(db.session, version_id)
    return text_view(questionnaire.short_title or questionnaire.title, str(get_locale()))


def whole_number(text: str) -> int:
    """A number as an address or a form gives it; -1, which nothing has, for what is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1
