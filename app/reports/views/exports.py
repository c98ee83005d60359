"""The report desk: exports of a cycle's document, their progress and their files."""

from pathlib import Path
from typing import Any

from babel import Locale
from flask import current_app, g, jsonify, redirect, render_template, request, send_file, url_for
from flask_babel import get_locale

from app.cycles.models import ReportingCycle
from app.cycles.queries import Carried, find_carried, find_cycle, questionnaires_of
from app.db import db
from app.domain.errors import NotFound, message
from app.domain.policy import Action, RespondentKind
from app.domain.text import LocalizedText
from app.domain.voice import LANGUAGES
from app.reports.forms import ExportForm
from app.reports.models import ExportStatus, ReportExport
from app.reports.queries import counted_snapshots, exports_of, find_export
from app.reports.services import has_stopped, request_export, retry_export
from app.reports.views.shared import blueprint
from app.web.access import action
from app.web.clock import now
from app.web.rendering import text_view
from app.web.view_models import TextView


@blueprint.get("/cycles/<key>/report")
@action(Action.EXPORT_REPORT)
def desk(key: str) -> str:
    cycle = find_cycle(db.session, key)
    on_states = _on_states(cycle)
    chosen = find_carried(on_states, request.args.get("questionnaire"))
    exports = exports_of(db.session, cycle.id, chosen.version_id)
    return render_template(
        "reports/desk.html",
        cycle=cycle,
        title=text_view(LocalizedText.model_validate(cycle.title), str(get_locale())),
        carried=[(one.key, _title(one.version_id)) for one in on_states],
        chosen=chosen.key,
        languages=_languages(chosen.version_id),
        counted=len(counted_snapshots(db.session, cycle, chosen.version_id).snapshot_ids),
        exports=[(export, _state(export)) for export in exports],
    )


def _on_states(cycle: ReportingCycle) -> list[Carried]:
    """The questionnaires of a cycle that Member States answer: those have a report of their own."""
    definitions = current_app.extensions["definitions"]
    return [
        one
        for one in questionnaires_of(db.session, cycle.id)
        if RespondentKind.MEMBER_STATE in definitions.of_version(db.session, one.version_id).kinds
    ]


def _languages(version_id: int) -> dict[str, str]:
    """The languages that a document of a version can be written in, by their own names."""
    questionnaire = current_app.extensions["definitions"].of_version(db.session, version_id)
    written = [code for code in LANGUAGES if code in questionnaire.languages]
    return {code: Locale.parse(code).get_display_name(code) or code for code in written}


def _title(version_id: int) -> TextView:
    questionnaire = current_app.extensions["definitions"].of_version(db.session, version_id)
    return text_view(questionnaire.short_title or questionnaire.title, str(get_locale()))


@blueprint.post("/cycles/<key>/report")
@action(Action.EXPORT_REPORT)
def start(key: str) -> Any:
    cycle = find_cycle(db.session, key)
    form = ExportForm()
    if not form.validate_on_submit():
        return redirect(url_for(".desk", key=key), 303)
    export = request_export(
        db.session,
        actor=g.actor,
        now=now(),
        audit_key=current_app.config["AUDIT_KEY"],
        cycle=cycle,
        version_id=find_carried(_on_states(cycle), form.questionnaire.data).version_id,
        language="en",
        idempotency_key=str(form.idempotency_key.data),
    )
    return _queue(export.id)


@blueprint.get("/exports/<int:export_id>")
@action(Action.EXPORT_REPORT)
def export(export_id: int) -> str:
    found = find_export(db.session, export_id)
    return render_template("reports/export.html", export=found, state=_state(found))


@blueprint.get("/exports/<int:export_id>/status")
@action(Action.EXPORT_REPORT)
def status(export_id: int) -> Any:
    """The progress as a fragment, for the page that watches it."""
    found = find_export(db.session, export_id)
    state = _state(found)
    return jsonify(state=state, html=render_template("reports/_progress.html", export=found, state=state))


@blueprint.get("/exports/<int:export_id>/file")
@action(Action.EXPORT_REPORT)
def file(export_id: int) -> Any:
    found = find_export(db.session, export_id)
    if found.status != ExportStatus.DONE or not found.file_name:
        raise NotFound(message("This export has no file yet."))
    path = Path(current_app.config["DATA_DIR"]) / "exports" / found.file_name
    return send_file(
        path,
        mimetype="application/pdf",
        as_attachment="download" in request.args,
        download_name=found.file_name,
    )


@blueprint.post("/exports/<int:export_id>/retry")
@action(Action.EXPORT_REPORT)
def retry(export_id: int) -> Any:
    found = find_export(db.session, export_id)
    retry_export(
        db.session, actor=g.actor, now=now(), audit_key=current_app.config["AUDIT_KEY"], export=found
    )
    return _queue(export_id)


def _queue(export_id: int) -> Any:
    """Commit, and only then tell the worker; no transaction of this request is open when it starts."""
    db.session.commit()
    current_app.extensions["export_report"](export_id)
    return redirect(url_for(".export", export_id=export_id), 303)


def _state(export: ReportExport) -> str:
    """The status as people see it: an export without a sign of life has failed, whatever its row says."""
    return ExportStatus.FAILED.value if has_stopped(export, now()) else export.status
