"""Check answers, declare and submit, receipt."""

from dataclasses import replace
from typing import Any

from flask import current_app, g, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response as BaseResponse

from app.db import db
from app.domain.lifecycle import CAN_BE_FILLED
from app.domain.policy import Action
from app.domain.progress import gaps_of
from app.domain.questionnaire import Questionnaire
from app.submissions.forms import DeclarationForm
from app.submissions.queries import Work, comments_of, events_of, latest_snapshot
from app.submissions.submitting import Declaration, submit
from app.submissions.views.shared import answered, blueprint, may_fill, work_of
from app.submissions.views.wording import reader_language
from app.web.access import action
from app.web.clock import now
from app.web.reading import answers_by_section
from app.web.reauthentication import is_own_password
from app.web.rendering import problem_view, text_view
from app.web.sectors import problem_of_sector, sectors_apart


@blueprint.get("/<int:submission_id>/check")
@action(Action.READ_SUBMISSION)
def check(submission_id: int) -> str:
    work, questionnaire = work_of(submission_id, Action.READ_SUBMISSION)
    return _check_page("submissions/check.html", work, questionnaire)


def _check_page(template: str, work: Work, questionnaire: Questionnaire, **more: Any) -> str:
    state = answered(work, questionnaire)
    language = reader_language(questionnaire)
    gaps = (
        # A gap is answered or left; there is nothing to explain.
        replace(problem_view(gap, questionnaire, language), asks_comment=False)
        for gap in gaps_of(questionnaire, state.found)
    )
    problems = [*(problem_view(problem, questionnaire, language) for problem in state.problems), *gaps]
    problems += [
        problem_of_sector(problem, questionnaire, language, own.name)
        for own in state.of_sectors
        for problem in own.problems()
    ]
    problems += sectors_apart(questionnaire, state.of_sectors)
    return render_template(
        template,
        work=work,
        title=text_view(questionnaire.title, reader_language(questionnaire)),
        sections=answers_by_section(
            questionnaire,
            language,
            state.found,
            problems,
            state.of_sectors,
            comments=comments_of(state.held, state.found),
            carried=state.carried,
            address=lambda file_id: url_for(".document", submission_id=work.id, file_id=file_id),
        ),
        section_of={problem.key: questionnaire.section_of[problem.key].key for problem in problems},
        errors=[problem for problem in problems if problem.is_error],
        warnings=[problem for problem in problems if not problem.is_error],
        can_submit=work.status in CAN_BE_FILLED and may_fill(work),
        late=now() > work.deadline_at,
        **more,
    )


@blueprint.get("/<int:submission_id>/submit")
@action(Action.SUBMIT)
def declare(submission_id: int) -> Any:
    work, questionnaire = work_of(submission_id, Action.SUBMIT)
    if work.status not in CAN_BE_FILLED:
        return redirect(url_for(".receipt", submission_id=work.id), 303)
    return _check_page("submissions/submit.html", work, questionnaire, form=DeclarationForm())


@blueprint.post("/<int:submission_id>/submit")
@action(Action.SUBMIT)
def send(submission_id: int) -> Any:
    form = DeclarationForm()
    valid = form.validate_on_submit()
    recognized = valid and is_own_password(str(form.password.data))
    work, questionnaire = work_of(submission_id, Action.SUBMIT)
    if valid and not recognized:
        form.password.errors = [gettext("This is not your password. Enter it again.")]
        valid = False
    if not valid:
        return _check_page("submissions/submit.html", work, questionnaire, form=form), 422
    submit(
        db.session,
        actor=g.actor,
        now=now(),
        audit_key=current_app.config["AUDIT_KEY"],
        work=work,
        questionnaire=questionnaire,
        declaration=Declaration(name=str(form.name.data), function=str(form.function.data)),
        idempotency_key=str(form.idempotency_key.data),
    )
    db.session.commit()
    return redirect(url_for(".receipt", submission_id=work.id), 303)


@blueprint.get("/<int:submission_id>/receipt")
@action(Action.READ_SUBMISSION)
def receipt(submission_id: int) -> str:
    work, questionnaire = work_of(submission_id, Action.READ_SUBMISSION)
    snapshot = latest_snapshot(db.session, work.id)
    return render_template(
        "submissions/receipt.html",
        work=work,
        title=text_view(questionnaire.title, reader_language(questionnaire)),
        snapshot=snapshot,
        is_counted=work.is_counted(now(), snapshot.submitted_at),
        events=events_of(db.session, work.id),
    )


@blueprint.get("/<int:submission_id>/receipt.json")
@action(Action.READ_SUBMISSION)
def receipt_json(submission_id: int) -> BaseResponse:
    """The very bytes that the check value on the receipt belongs to."""
    work, _ = work_of(submission_id, Action.READ_SUBMISSION)
    snapshot = latest_snapshot(db.session, work.id)
    response = current_app.response_class(snapshot.canonical, mimetype="application/json")
    response.headers["Content-Disposition"] = f'attachment; filename="{snapshot.receipt}.json"'
    return response
