"""What the pages of reports share."""

from dataclasses import dataclass

from flask import Blueprint, current_app, request
from flask_babel import get_locale

from app.cycles.models import ReportingCycle
from app.cycles.queries import Carried, find_carried, find_cycle, questionnaires_of
from app.db import db
from app.domain.policy import RespondentKind
from app.domain.questionnaire import Questionnaire
from app.domain.text import LocalizedText
from app.reports.queries import Counted, Frozen, counted_snapshots, find_report, find_version
from app.web.rendering import text_view
from app.web.view_models import TextView

blueprint = Blueprint("reports", __name__)


@dataclass(frozen=True)
class Instrument:
    """The questionnaire of a cycle that a page is about, what else the cycle carries, and what is counted of it."""

    cycle: ReportingCycle
    carried: list[Carried]
    chosen: Carried
    questionnaire: Questionnaire
    counted: Counted

    @property
    def cycle_title(self) -> TextView:
        return text_view(LocalizedText.model_validate(self.cycle.title), str(get_locale()))


def states_questionnaires(cycle: ReportingCycle) -> list[Carried]:
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


def instrument(key: str) -> Instrument:
    """The cycle `key` and the questionnaire that the address names, or the leading one. Raises NotFound."""
    cycle = find_cycle(db.session, key)
    carried = states_questionnaires(cycle)
    chosen = find_carried(carried, request.args.get("questionnaire"))
    return Instrument(
        cycle,
        carried,
        chosen,
        current_app.extensions["definitions"].of_version(db.session, chosen.version_id),
        counted_snapshots(db.session, cycle, chosen.version_id),
    )


def frozen_version(cycle_id: int, version_id: int, number: str) -> Frozen | None:
    """The frozen version of a report, by its number; None stands for the report as it stands. Raises NotFound."""
    if not number:
        return None
    report = find_report(db.session, cycle_id, version_id)
    return find_version(db.session, report.id if report else None, whole_number(number))


def whole_number(text: str) -> int:
    """A number as an address or a form gives it; -1, which nothing has, for what is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1
