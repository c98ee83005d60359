"""The report desk: exports of a cycle's document, their progress and their files."""

from pathlib import Path
from typing import Any

from flask import current_app, g, jsonify, redirect, render_template, request, send_file, url_for

from app.cycles.queries import find_carried, find_cycle
from app.db import db
from app.domain.errors import NotFound, message
from app.domain.policy import Action
from app.reports.forms import ExportForm
from app.reports.models import ExportStatus, ReportExport
from app.reports.queries import counted_snapshots, exports_of, find_export, find_report, find_version
from app.reports.services import has_stopped, request_export, retry_export
from app.reports.views.opened import open_report
from app.reports.views.shared import blueprint, on_states, whole_number
from app.web.access import action
from app.web.clock import now


@blueprint.get("/cycles/<key>/report")
@action(Action.EXPORT_REPORT)
def desk(key: str) -> str:
    report = open_report(key)
    version_id = report.chosen.version_id
    exports = exports_of(db.session, report.cycle.id, version_id)
    return render_template(
        "reports/desk.html",
        counted=len(counted_snapshots(db.session, report.cycle, version_id).snapshot_ids),
        exports=[(export, _state(export)) for export in exports],
        **report.views(),
    )


@blueprint.post("/cycles/<key>/report")
@action(Action.EXPORT_REPORT)
def start(key: str) -> Any:
    cycle = find_cycle(db.session, key)
    form = ExportForm()
    if not form.validate_on_submit():
        return redirect(url_for(".desk", key=key), 303)
    version_id = find_carried(on_states(cycle), form.questionnaire.data).version_id
    export = request_export(
        db.session,
        actor=g.actor,
        now=now(),
        audit_key=current_app.config["AUDIT_KEY"],
        cycle=cycle,
        version_id=version_id,
        language="en",
        idempotency_key=str(form.idempotency_key.data),
        report_version_id=_frozen(cycle.id, version_id, form.version.data or ""),
    )
    return _queue(export.id)


def _frozen(cycle_id: int, version_id: int, number: str) -> int | None:
    """The frozen version to print, by its number; None prints the report as it stands. Raises NotFound."""
    if not number:
        return None
    report = find_report(db.session, cycle_id, version_id)
    return find_version(db.session, report.id if report else None, whole_number(number)).id


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
