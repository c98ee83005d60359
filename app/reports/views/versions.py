"""Versions of a report: frozen to their data, compared word by word, and seen as they print."""

import re
from html import escape, unescape
from urllib.parse import quote

from flask import flash, make_response, redirect, render_template, request
from flask_babel import gettext
from werkzeug.wrappers import Response

from app.db import db
from app.domain.errors import NotAccepted, NotPossibleNow
from app.domain.policy import Action
from app.reports.desk import changes_between, length_of, totals_of
from app.reports.making import Composed
from app.reports.queries import Frozen, comments_on, data_sets, find_report, versions_of
from app.reports.services import freeze
from app.reports.template import html_of
from app.reports.views.opened import Opened, open_report, with_key, writing
from app.reports.views.shared import blueprint, frozen_version, whole_number
from app.web.access import action
from app.web.languages import translate

_HEAD_OF_BARS = (
    '<th scope="col" class="bars"></th>'  # empty, which a screen reader must not read as a heading
)
_FIGURE = re.compile(r'<(span|td)([^>]*) data-figure="([^"]+)">([^<]*)</\1>')


@blueprint.get("/cycles/<key>/report/versions")
@action(Action.EDIT_REPORT)
def versions(key: str) -> str:
    report = open_report(key)
    return render_template("reports/versions.html", versions=_versions(report), **report.views())


@blueprint.get("/cycles/<key>/report/freeze")
@action(Action.EDIT_REPORT)
def freeze_page(key: str) -> str:
    """What freezing would do, in numbers."""
    report = open_report(key)
    return _freeze_page(report, report.composed())


@blueprint.post("/cycles/<key>/report/freeze")
@action(Action.EDIT_REPORT)
def freeze_version(key: str) -> Response:
    """Freeze what the page before showed; refused where it is not the same any more."""
    report = open_report(key)
    composed = report.composed()
    note = request.form.get("note", "")
    basis = composed.basis.of
    if request.form.get("data_set", "") != data_sets(basis.counted, basis.earlier, basis.codes):
        refused = gettext("Other replies are counted now than when you looked. Look again, then freeze it.")
        return make_response(_freeze_page(report, composed, note, refused), 409)
    try:
        version = freeze(
            db.session,
            of=report.of,
            expected=whole_number(request.form.get("expected", "")),
            idempotency_key=with_key(),
            counted=basis.counted,
            earlier=basis.earlier,
            codes=basis.codes,
            response=composed.draft.response,
            problems=totals_of(composed.draft).problems,
            note=note,
            **writing(),
        )
        db.session.commit()
    except (NotPossibleNow, NotAccepted) as refusal:
        db.session.rollback()
        page = _freeze_page(report, report.composed(), note, translate(refusal.message))
        return make_response(page, 409 if isinstance(refusal, NotPossibleNow) else 422)
    flash(gettext("Version %(number)d is frozen.", number=version.number))
    return redirect(report.url(".versions"), 303)


@blueprint.get("/cycles/<key>/report/compare")
@action(Action.EDIT_REPORT)
def compare(key: str) -> str:
    """Two versions word by word; without a number, the report as it stands."""
    report = open_report(key)
    before, after = (_composed(report, request.args.get(name, "")) for name in ("from", "to"))
    return render_template(
        "reports/compare.html",
        versions=_versions(report),
        before=request.args.get("from", ""),
        after=request.args.get("to", ""),
        same_data=before.counted.data_set_hash == after.counted.data_set_hash,
        same_codes=before.basis.of.codes.sha256 == after.basis.of.codes.sha256,
        same_earlier=_of_earlier(before) == _of_earlier(after),
        replies=(len(before.counted.snapshot_ids), len(after.counted.snapshot_ids)),
        changes=list(changes_between(before.draft, after.draft)),
        **report.views(),
    )


@blueprint.get("/cycles/<key>/report/preview")
@action(Action.EDIT_REPORT)
def preview(key: str) -> str:
    """The document as it prints, in the style of print; each figure leads to its explanation."""
    report, number = open_report(key), request.args.get("version", "")
    html = html_of(_composed(report, number).document)
    head = render_template("reports/_preview_head.html")
    back = render_template("reports/_preview_back.html", report=report)
    html = html.replace("</head>", f"{head}</head>", 1).replace("</body>", "</main></body>")
    html = re.sub(r"(<body[^>]*>)", lambda found: f"{found[1]}{back}<main>", html, count=1)
    html = html.replace(_HEAD_OF_BARS, '<td class="bars"></td>')
    return _FIGURE.sub(lambda found: _linked(report, number, *found.groups()), html)


def _linked(report: Opened, version: str, tag: str, attributes: str, name: str, text: str) -> str:
    """A figure that leads to its explanation; name and text are escaped already, an address needs the name itself.

    What is explained are the data of the document that is seen: of its frozen `version`, if it is one.
    """
    desk, _, rest = report.url(".desk", **({"version": version} if version else {})).partition("?")
    address = f"{desk}/figures/{quote(unescape(name), safe='')}?{escape(rest)}"
    link = f'<a data-figure="{name}" href="{address}">{text}</a>'
    return f"<td{attributes}>{link}</td>" if tag == "td" else link


def _report_id(report: Opened) -> int | None:
    held = find_report(db.session, report.cycle.id, report.chosen.version_id)
    return held.id if held else None


def _versions(report: Opened) -> list[Frozen]:
    return list(versions_of(db.session, _report_id(report)))


def _composed(report: Opened, number: str) -> Composed:
    """The report as it stands, or its version `number`. Raises NotFound."""
    return report.composed(frozen_version(report.cycle.id, report.chosen.version_id, number))


def _of_earlier(composed: Composed) -> str:
    """The hash of what is counted of the earlier cycle."""
    earlier = composed.basis.of.earlier
    return earlier.counted.data_set_hash if earlier else ""


def _freeze_page(report: Opened, composed: Composed, note: str = "", refused: str = "") -> str:
    before = versions_of(db.session, composed.standing.report_id)
    open_comments = [
        one for one in comments_on(db.session, composed.standing.report_id) if not one.resolved_at
    ]
    basis = composed.basis.of
    now = data_sets(basis.counted, basis.earlier, basis.codes)
    return render_template(
        "reports/freeze.html",
        number=before[0].number + 1 if before else 1,
        last=before[0] if before else None,
        counted=composed.counted,
        earlier=basis.earlier,
        data_sets=now,
        same_data=bool(before) and data_sets(before[0].counted, before[0].earlier, before[0].codes) == now,
        length=length_of(composed.document, gettext("Summary")),
        totals=totals_of(composed.draft),
        open_comments=len(open_comments),
        revision=composed.standing.revision,
        note=note,
        refused=refused,
        **report.views(),
    )
