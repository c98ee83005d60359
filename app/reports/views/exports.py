"""The report desk: exports of a cycle's document, their progress and their files."""

from typing import Any

from flask import current_app, flash, g, jsonify, redirect, render_template, request, send_file, url_for
from flask_babel import gettext

from app.cycles.models import ReportingCycle
from app.cycles.queries import find_carried, find_cycle
from app.db import db
from app.domain.edition import EditionKind
from app.domain.errors import NotPossibleNow
from app.domain.policy import Action
from app.printing.rendering import Standard
from app.reports.content import basis_of
from app.reports.forms import ExportForm
from app.reports.keeping import Kept
from app.reports.models import ExportStatus, ReportExport
from app.reports.queries import (
    Frozen,
    counted_snapshots,
    exports_of,
    find_export,
    unfinished_export,
)
from app.reports.services import cancel_export, has_stopped, request_export, retry_export
from app.reports.views.opened import open_report
from app.reports.views.shared import blueprint, frozen_version, states_questionnaires, title_of
from app.web.access import action
from app.web.clock import now
from app.web.languages import as_instant, language_name, translate


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
        form=ExportForm(),
        **report.views(),
    )


@blueprint.post("/cycles/<key>/report")
@action(Action.EXPORT_REPORT)
def start(key: str) -> Any:
    cycle = find_cycle(db.session, key)
    form = ExportForm()
    if not form.validate_on_submit():
        return redirect(url_for(".desk", key=key), 303)
    version_id = find_carried(states_questionnaires(cycle), form.questionnaire.data).version_id
    frozen = frozen_version(cycle.id, version_id, form.version.data or "")
    edition, standard = EditionKind(form.edition.data), form.standard.data
    language = open_report(key).language  # only one that the questionnaire is written in
    content_key = _content_key(cycle, version_id, frozen, edition, standard, language)
    same = _files().unchanged(db.session, content_key)
    if same is not None:
        when = as_instant(same.finished_at or same.requested_at)
        flash(gettext("Nothing changed since the export of %(when)s: this is the same file.", when=when))
        return redirect(url_for(".export", export_id=same.id), 303)
    on_its_way = unfinished_export(db.session, content_key)
    if on_its_way is not None and not has_stopped(on_its_way, now()):
        return redirect(url_for(".export", export_id=on_its_way.id), 303)
    export = request_export(
        db.session,
        actor=g.actor,
        now=now(),
        audit_key=current_app.config["AUDIT_KEY"],
        cycle=cycle,
        version_id=version_id,
        language=language,
        content_key=content_key,
        idempotency_key=str(form.idempotency_key.data),
        report_version_id=frozen.id if frozen else None,
        edition=edition,
        standard=standard,
    )
    return _queue(export.id)


def _content_key(
    cycle: ReportingCycle,
    version_id: int,
    frozen: Frozen | None,
    edition: EditionKind,
    standard: Standard,
    language: str,
) -> str:
    """What an export would be of if it were made now."""
    demonstration = current_app.config["INSTANCE"] == "demonstration"
    basis = basis_of(
        db.session,
        cycle=cycle,
        version_id=version_id,
        language=language,
        demonstration=demonstration,
        frozen=frozen,
        kind=edition,
        standard=standard,
    )
    return basis.content.key()


def _files() -> Kept:
    files: Kept = current_app.extensions["exports"]
    return files


@blueprint.get("/exports/<int:export_id>")
@action(Action.EXPORT_REPORT)
def export(export_id: int) -> str:
    found = find_export(db.session, export_id)
    return render_template(
        "reports/export.html",
        export=found,
        state=_state(found),
        cycle=db.session.get_one(ReportingCycle, found.cycle_id),
        questionnaire=current_app.extensions["definitions"].of_version(db.session, found.version_id).key,
        title=title_of(found.version_id),
        written_in=language_name(found.language),
    )


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
    path = _files().path_of(found)
    return send_file(
        path,
        mimetype="application/pdf",
        as_attachment="download" in request.args,
        download_name=found.file_name,
    )


@blueprint.post("/exports/<int:export_id>/cancel")
@action(Action.EXPORT_REPORT)
def cancel(export_id: int) -> Any:
    find_export(db.session, export_id)
    try:
        cancel_export(
            db.session,
            actor=g.actor,
            now=now(),
            audit_key=current_app.config["AUDIT_KEY"],
            export_id=export_id,
        )
    except NotPossibleNow as refusal:  # it ended while somebody reached for the button: its page says how
        flash(translate(refusal.message))
        return redirect(url_for(".export", export_id=export_id), 303)
    db.session.commit()
    return redirect(url_for(".export", export_id=export_id), 303)


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
