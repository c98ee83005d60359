"""Staff pages: the cycle desk, and a submission to read and accept."""

from typing import Any

from flask import Blueprint, current_app, flash, g, redirect, render_template, request, url_for
from flask_babel import get_locale, gettext

from app.cycles.queries import find_cycle
from app.db import db
from app.domain.answers import value_from_json
from app.domain.canonical import read_json
from app.domain.lifecycle import Status
from app.domain.policy import Action
from app.domain.text import LocalizedText
from app.review.queries import by_group, desk_rows
from app.review.services import accept
from app.submissions.queries import events_of, find_work, latest_snapshot
from app.web.access import action, require
from app.web.clock import now
from app.web.rendering import answers_by_section, text_view

blueprint = Blueprint("review", __name__)


@blueprint.get("/cycles/<key>")
@action(Action.SEE_CYCLES)
def desk(key: str) -> str:
    cycle = find_cycle(db.session, key)
    rows = desk_rows(db.session, cycle.id)
    wanted = request.args.get("status", "")
    return render_template(
        "review/desk.html",
        cycle=cycle,
        title=text_view(LocalizedText.model_validate(cycle.title), str(get_locale())),
        groups=by_group(rows),
        rows=[row for row in rows if wanted in ("", row.status)],
        wanted=wanted,
        statuses=list(Status),
        figures={status: sum(1 for row in rows if row.status is status) for status in Status},
    )


@blueprint.get("/review/<int:submission_id>")
@action(Action.REVIEW_SUBMISSION)
def submission(submission_id: int) -> str:
    """The newest snapshot, as it was submitted; never the draft behind it."""
    work = find_work(db.session, submission_id, g.actor.account_id)
    require(Action.REVIEW_SUBMISSION, work.facts())
    questionnaire = current_app.extensions["definitions"].of_version(db.session, work.version_id)
    snapshot = latest_snapshot(db.session, work.id)
    frozen = read_json(snapshot.canonical)["answers"]
    answers = {key: value_from_json(value) for key, value in frozen.items() if "not_asked" not in value}
    return render_template(
        "review/submission.html",
        work=work,
        title=text_view(questionnaire.title, str(get_locale())),
        snapshot=snapshot,
        sections=answers_by_section(questionnaire, str(get_locale()), answers, frozenset(answers)),
        events=events_of(db.session, work.id),
        can_accept=work.status in (Status.SUBMITTED, Status.UNDER_REVIEW),
    )


@blueprint.post("/review/<int:submission_id>/accept")
@action(Action.ACCEPT_SUBMISSION)
def accept_submission(submission_id: int) -> Any:
    work = find_work(db.session, submission_id, g.actor.account_id)
    require(Action.ACCEPT_SUBMISSION, work.facts())
    accept(db.session, actor=g.actor, now=now(), audit_key=current_app.config["AUDIT_KEY"], work=work)
    db.session.commit()
    flash(gettext("Accepted. Reports now count this national report."))
    return redirect(url_for(".desk", key=work.cycle_key), 303)
