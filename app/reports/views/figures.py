"""What stands behind one figure of the document: where the preview leads."""

from flask import current_app, render_template, request
from flask_babel import get_locale

from app.cycles.queries import find_carried, find_cycle, questionnaires_of
from app.db import db
from app.domain.in_words.names import fact_name
from app.domain.policy import Action
from app.domain.text import LocalizedText
from app.reports.explained import explained
from app.reports.making import traced
from app.reports.views.shared import blueprint, frozen_version
from app.web.access import action
from app.web.languages import translate
from app.web.rendering import text_view
from app.web.view_models import TextView


@blueprint.get("/cycles/<key>/report/figures/<path:figure>")
@action(Action.EXPORT_REPORT)
def figure(key: str, figure: str) -> str:
    """What it stands on now; of a figure of a frozen `version`, what it stood on when that was frozen."""
    cycle = find_cycle(db.session, key)
    carried = find_carried(questionnaires_of(db.session, cycle.id), request.args.get("questionnaire"))
    frozen = frozen_version(cycle.id, carried.version_id, request.args.get("version", ""))
    basis = traced(
        db.session,
        cycle=cycle,
        definitions=current_app.extensions["definitions"],
        questionnaire_key=carried.key,
        frozen=frozen,
    )
    language = str(get_locale())
    found = explained(db.session, basis, figure, language)
    what = found.explanation
    return render_template(
        "reports/figure.html",
        cycle=cycle,
        title=_title(key, language),
        questionnaire=basis.questionnaire.key,
        what=what,
        asked=text_view(what.question.text, language) if what.question else None,
        among=text_view(what.among.text, language) if what.among else None,
        code=found.code,
        measured=translate(what.measured),
        notes=[translate(note) for note in (what.rule, what.remark) if note is not None],
        states=len(found.states),
        groups=[
            (translate(fact_name(group)) if group else "", [one.name for one in states])
            for group, states in found.groups.items()
        ],
        earlier=_title(what.parts.cycle, language) if what.parts.cycle else None,
        counted=found.counted,
        frozen=frozen,
    )


def _title(key: str, language: str) -> TextView:
    title = LocalizedText.model_validate(find_cycle(db.session, key).title)
    return text_view(title, language)
