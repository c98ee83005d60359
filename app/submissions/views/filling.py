"""My national reports, the overview and the sections. Thin: read, ask a service, commit, redirect or draw."""

from collections.abc import Container, Mapping
from dataclasses import replace
from typing import Any

from flask import current_app, flash, g, jsonify, redirect, render_template, request, url_for
from flask_babel import gettext

from app.db import db
from app.domain.answers import NonAnswer, Value
from app.domain.applicability import applicable_keys
from app.domain.checks import Severity
from app.domain.errors import NotFound, NotPossibleNow, message
from app.domain.lifecycle import CAN_BE_FILLED
from app.domain.policy import Action
from app.domain.progress import problems_of, progress
from app.domain.questionnaire import Questionnaire, Section
from app.submissions.forms import SaveForm, posted_answers
from app.submissions.queries import (
    Held,
    Work,
    answers_of,
    answers_of_many,
    held_answers,
    own_works,
)
from app.submissions.services import Conflict, SaveOutcome, save_answers
from app.submissions.views.shared import blueprint, may_fill, reader_language, section_of, work_of
from app.web.access import action
from app.web.clock import now
from app.web.languages import reading_time
from app.web.rendering import (
    ConflictView,
    QuestionView,
    problem_view,
    question_view,
    text_view,
)


@blueprint.get("/")
@action(Action.LIST_OWN_SUBMISSIONS)
def own() -> str:
    works = own_works(db.session, g.actor.account_id)
    answers = answers_of_many(db.session, [work.id for work in works])
    cards = []
    for work in works:
        questionnaire = current_app.extensions["definitions"].of_version(db.session, work.version_id)
        parts = progress(questionnaire, answers[work.id])
        title = text_view(questionnaire.title, reader_language())
        asked, answered = sum(part.asked for part in parts), sum(part.answered for part in parts)
        cards.append({"work": work, "title": title, "asked": asked, "answered": answered})
    return render_template("submissions/own.html", cards=cards, now=now())


@blueprint.get("/<int:submission_id>")
@action(Action.READ_SUBMISSION)
def overview(submission_id: int) -> str:
    work, questionnaire = work_of(submission_id, Action.READ_SUBMISSION)
    parts = progress(questionnaire, answers_of(db.session, work.id))
    unfinished = [part for part in parts if part.answered < part.asked or part.errors]
    return render_template(
        "submissions/overview.html",
        work=work,
        title=text_view(questionnaire.title, reader_language()),
        parts=[(part, text_view(part.section.title, reader_language())) for part in parts],
        next_part=unfinished[0] if unfinished else None,
        asked=sum(part.asked for part in parts),
        answered=sum(part.answered for part in parts),
        can_fill=work.status in CAN_BE_FILLED,
        now=now(),
    )


@blueprint.get("/<int:submission_id>/sections/<key>")
@action(Action.READ_SUBMISSION)
def section(submission_id: int, key: str) -> str:
    work, questionnaire = work_of(submission_id, Action.READ_SUBMISSION)
    return _section_page(work, questionnaire, section_of(questionnaire, key))


@blueprint.post("/<int:submission_id>/sections/<key>")
@action(Action.FILL_SUBMISSION)
def save_section(submission_id: int, key: str) -> Any:
    work, questionnaire = work_of(submission_id, Action.FILL_SUBMISSION)
    part = section_of(questionnaire, key)
    outcome = _save(work, questionnaire, part)
    db.session.commit()
    if outcome.conflicts:
        return _section_page(work, questionnaire, part, conflicts=outcome.conflicts), 409
    answers = _values(outcome.held)
    appeared = applicable_keys(questionnaire, answers) - applicable_keys(
        questionnaire, _values(outcome.before)
    )
    first_new = next((question.key for question in part.questions if question.key in appeared), None)
    if first_new is not None:
        flash(gettext("Saved. Your answers brought up new questions."))
        return redirect(url_for(".section", submission_id=work.id, key=key, _anchor=f"q-{first_new}"), 303)
    errors = [
        problem for problem in problems_of(questionnaire, answers) if problem.severity is Severity.ERROR
    ]
    if any(questionnaire.section_of[problem.question_key].key == key for problem in errors):
        return redirect(url_for(".section", submission_id=work.id, key=key, _anchor="problems"), 303)
    flash(gettext("Saved."))
    return redirect(_after(work, questionnaire, part, answers), 303)


def _after(work: Work, questionnaire: Questionnaire, part: Section, answers: Mapping[str, Any]) -> str:
    """Where *Save and continue* leads: the next section that applies, or the check of all answers."""
    keys = [found.section.key for found in progress(questionnaire, answers)]
    later = keys[keys.index(part.key) + 1 :] if part.key in keys else []
    if later:
        return url_for(".section", submission_id=work.id, key=later[0])
    return url_for(".check", submission_id=work.id)


def _save(work: Work, questionnaire: Questionnaire, part: Section) -> SaveOutcome:
    form = SaveForm()
    if not form.validate_on_submit():
        raise NotPossibleNow(
            message("The page was not complete when it was sent. Load it again; your text is kept.")
        )
    return save_answers(
        db.session,
        actor=g.actor,
        now=now(),
        audit_key=current_app.config["AUDIT_KEY"],
        submission_id=work.id,
        questionnaire=questionnaire,
        posted=posted_answers(part, request.form),
        idempotency_key=str(form.idempotency_key.data),
    )


@blueprint.post("/<int:submission_id>/answers/<question_key>")
@action(Action.FILL_SUBMISSION)
def autosave(submission_id: int, question_key: str) -> Any:
    """Save one answer as it changes; the page is told what applies now."""
    work, questionnaire = work_of(submission_id, Action.FILL_SUBMISSION)
    part = questionnaire.section_of.get(question_key)
    if part is None:
        raise NotFound(message("There is no such question in this questionnaire."))
    only = replace_questions(part, question_key)
    outcome = _save(work, questionnaire, only)
    db.session.commit()
    applies = applicable_keys(questionnaire, _values(outcome.held))
    view = _views(questionnaire, only, outcome.conflicts, outcome.held, applies)[0]
    has_notice = view.problems or view.conflict
    return jsonify(
        saved=gettext("Saved %(time)s", time=reading_time(now())) if not outcome.conflicts else "",
        revision=view.revision,
        notice=render_template("submissions/_notice.html", question=view) if has_notice else "",
        applies={question.key: question.key in applies for question in part.questions},
    )


def replace_questions(part: Section, question_key: str) -> Section:
    """`part` with that one question only."""
    return part.model_copy(
        update={"questions": tuple(question for question in part.questions if question.key == question_key)}
    )


def _section_page(
    work: Work, questionnaire: Questionnaire, part: Section, conflicts: Mapping[str, Conflict] | None = None
) -> str:
    held = held_answers(db.session, work.id)
    applies = applicable_keys(questionnaire, _values(held))
    views = _views(questionnaire, part, conflicts or {}, held, applies)
    return render_template(
        "submissions/section.html",
        work=work,
        section=part,
        title=text_view(part.title, reader_language()),
        introduction=text_view(part.introduction, reader_language()) if part.introduction else None,
        questions_shown=views,
        problems=[problem for view in views if view.applies for problem in view.problems if problem.is_error],
        conflicts=[view for view in views if view.conflict],
        can_fill=work.status in CAN_BE_FILLED and may_fill(work),
        reading_only=work.status in CAN_BE_FILLED and not may_fill(work),
    )


def _values(held: Mapping[str, Held]) -> Mapping[str, Value]:
    return {key: one.value for key, one in held.items()}


def _views(
    questionnaire: Questionnaire,
    part: Section,
    conflicts: Mapping[str, Conflict],
    held: Mapping[str, Held],
    applies: Container[str],
) -> list[QuestionView]:
    language = reader_language()
    views = []
    for question in part.questions:
        one = held.get(question.key)
        value = one.value if one else NonAnswer.NOT_ANSWERED
        view = question_view(
            question,
            language,
            value=value,
            revision=one.revision if one else 0,
            applies=question.key in applies,
            problems=[problem_view(problem, questionnaire) for problem in question.check(value)],
        )
        if question.key in conflicts:
            conflict = conflicts[question.key]
            theirs = question.for_print(conflict.theirs, language)
            mine = question_view(
                question, language, value=conflict.mine, revision=conflict.revision, applies=True
            )
            view = replace(mine, conflict=ConflictView(theirs, conflict.saved_at))
        views.append(view)
    return views
