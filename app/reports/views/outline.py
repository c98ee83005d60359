"""The report desk: the outline of a report, to order, include and retitle what it holds."""

from flask import flash, redirect, render_template, request
from flask_babel import gettext
from werkzeug.wrappers import Response

from app.db import db
from app.domain.policy import Action
from app.domain.report_outline import Include, OutlineEdit, OutlineRefused, Retitle, Shift
from app.reports.desk import chapters_of, length_of, part_of, title_of_part, totals_of
from app.reports.queries import comments_on
from app.reports.services import ReportChanged
from app.reports.views.opened import Opened, make_edit, open_report
from app.reports.views.shared import blueprint
from app.web.access import action
from app.web.languages import translate

MOVES = {"up": -1, "down": 1}


@blueprint.get("/cycles/<key>/report/outline")
@action(Action.EDIT_REPORT)
def outline(key: str) -> str:
    return _page(open_report(key))


@blueprint.post("/cycles/<key>/report/outline")
@action(Action.EDIT_REPORT)
def rearrange(key: str) -> Response:
    """Move a part, take it in or leave it out; each button names what it does to what."""
    report = open_report(key)
    name, _, part_key = request.form.get("act", "").partition(" ")
    if name in MOVES:
        return _answer(report, Shift(part_key, MOVES[name]), part_key)
    return _answer(report, Include(part_key, name == "include"), part_key)


@blueprint.get("/cycles/<key>/report/titles/<part_key>")
@action(Action.EDIT_REPORT)
def titles(key: str, part_key: str) -> str:
    """The title of a chapter or section, in the language of the report. Raises NotFound."""
    report = open_report(key)
    composed = report.composed()
    title, given = title_of_part(composed.draft, part_key)
    return render_template(
        "reports/retitle.html",
        part_key=part_key,
        heading=title,
        is_given=report.language in given,
        revision=composed.standing.revision,
        **report.views(),
    )


@blueprint.post("/cycles/<key>/report/titles/<part_key>")
@action(Action.EDIT_REPORT)
def retitle(key: str, part_key: str) -> Response:
    """Give a title, or with an empty one give the planned title back."""
    report = open_report(key)
    return _answer(report, Retitle(part_key, report.language, request.form.get("title", "")), part_key)


def _answer(report: Opened, edit: OutlineEdit, part_key: str) -> Response:
    """Make the edit and go back to its place; what is refused is said there."""
    try:
        make_edit(report, edit)
        db.session.commit()
    except (OutlineRefused, ReportChanged) as refusal:
        db.session.rollback()
        flash(translate(refusal.message))
    else:
        flash(gettext("Saved."))
    return redirect(report.url(".outline", _anchor=part_key), 303)


def _page(report: Opened) -> str:
    composed = report.composed()
    draft = composed.draft
    said = [
        one.part_key for one in comments_on(db.session, composed.standing.report_id) if not one.resolved_at
    ]
    return render_template(
        "reports/outline.html",
        summary=part_of(draft, draft.outline.summary),
        chapters=list(chapters_of(draft)),
        in_document={block.key for block in draft.outline.printed()},
        length=length_of(composed.document, gettext("Summary")),
        totals=totals_of(draft),
        counted=len(composed.counted.snapshot_ids),
        comments={key: said.count(key) for key in said},
        revision=composed.standing.revision,
        **report.views(),
    )
