"""Staff pages: the cycle desk, and a submission to read and accept."""

from typing import Any

from flask import Blueprint, current_app, flash, g, redirect, render_template, request, url_for
from flask_babel import get_locale, gettext
from werkzeug.wrappers import Response as BaseResponse

from app.cycles.queries import find_carried, find_cycle, questionnaires_of
from app.db import db
from app.domain.applicability import as_frozen
from app.domain.lifecycle import Status
from app.domain.own_answers import own_answers
from app.domain.policy import Action
from app.domain.text import LocalizedText
from app.review.queries import by_group, desk_rows
from app.review.services import accept
from app.submissions.files import find_file
from app.submissions.frozen import snapshot_answers, snapshot_comments, snapshot_own_answers
from app.submissions.queries import (
    Work,
    events_of,
    find_work,
    latest_snapshot,
)
from app.submissions.record import carried_answers
from app.web.access import action, require
from app.web.clock import now
from app.web.downloads import as_download
from app.web.reading import answers_by_section
from app.web.rendering import text_view
from app.web.sectors import sectors_apart
from app.web.view_models import TextView

blueprint = Blueprint("review", __name__)


@blueprint.get("/cycles/<key>")
@action(Action.SEE_CYCLES)
def desk(key: str) -> str:
    cycle = find_cycle(db.session, key)
    carried = questionnaires_of(db.session, cycle.id)
    chosen = find_carried(carried, request.args.get("questionnaire"))
    rows = desk_rows(db.session, cycle.id, chosen.version_id)
    wanted = request.args.get("status", "")
    return render_template(
        "review/desk.html",
        cycle=cycle,
        title=text_view(LocalizedText.model_validate(cycle.title), str(get_locale())),
        carried=[(one.key, _short_title(one.version_id)) for one in carried],
        chosen=chosen.key,
        groups=by_group(rows),
        rows=[row for row in rows if wanted in ("", row.status)],
        wanted=wanted,
        statuses=list(Status),
        figures={status: sum(1 for row in rows if row.status is status) for status in Status},
    )


def _short_title(version_id: int) -> TextView:
    questionnaire = current_app.extensions["definitions"].of_version(db.session, version_id)
    return text_view(questionnaire.short_title or questionnaire.title, str(get_locale()))


@blueprint.get("/review/<int:submission_id>")
@action(Action.REVIEW_SUBMISSION)
def submission(submission_id: int) -> str:
    """The newest snapshot, as it was submitted; never the draft behind it."""
    work = _received(submission_id)
    questionnaire = current_app.extensions["definitions"].of_version(db.session, work.version_id)
    snapshot = latest_snapshot(db.session, work.id)
    frozen = as_frozen(snapshot_answers(snapshot.canonical))
    of_sectors = own_answers(questionnaire, frozen, snapshot_own_answers(snapshot.canonical))
    return render_template(
        "review/submission.html",
        work=work,
        title=text_view(questionnaire.title, str(get_locale())),
        snapshot=snapshot,
        sections=answers_by_section(
            questionnaire,
            str(get_locale()),
            frozen,
            tuple(sectors_apart(questionnaire, of_sectors)),
            of_sectors,
            comments=snapshot_comments(snapshot.canonical),
            carried=carried_answers(db.session, work, snapshot.canonical),
            address=lambda file_id: url_for(".document", submission_id=work.id, file_id=file_id),
        ),
        events=events_of(db.session, work.id),
        is_counted=work.is_counted(now(), snapshot.submitted_at),
        can_accept=work.status in (Status.SUBMITTED, Status.UNDER_REVIEW),
    )


def _received(submission_id: int) -> Work:
    work = find_work(db.session, submission_id, g.actor.account_id)
    require(Action.REVIEW_SUBMISSION, work.facts())
    return work


@blueprint.get("/review/<int:submission_id>/files/<file_id>")
@action(Action.REVIEW_SUBMISSION)
def document(submission_id: int, file_id: str) -> BaseResponse:
    """A document of the newest snapshot, as it was sent; one of a later draft is not there."""
    work = _received(submission_id)
    file = find_file(snapshot_answers(latest_snapshot(db.session, work.id).canonical), file_id)
    content = current_app.extensions["files"].get(work.id, file.id)
    return as_download(content, file.media_type, file.name)


@blueprint.post("/review/<int:submission_id>/accept")
@action(Action.ACCEPT_SUBMISSION)
def accept_submission(submission_id: int) -> Any:
    work = find_work(db.session, submission_id, g.actor.account_id)
    require(Action.ACCEPT_SUBMISSION, work.facts())
    accept(db.session, actor=g.actor, now=now(), audit_key=current_app.config["AUDIT_KEY"], work=work)
    db.session.commit()
    flash(gettext("Accepted. Reports now count this national report."))
    return redirect(url_for(".desk", key=work.cycle_key), 303)
