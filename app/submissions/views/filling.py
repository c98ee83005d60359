"""My national reports, the overview and the sections. Thin: read, ask a service, commit, redirect or draw."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

from flask import current_app, flash, g, jsonify, redirect, render_template, request, session, url_for
from flask_babel import gettext

from app.db import db
from app.domain.applicability import applicability
from app.domain.errors import NotFound, NotPossibleNow, message
from app.domain.lifecycle import CAN_BE_FILLED
from app.domain.own_answers import own_names, split_name
from app.domain.policy import Action
from app.domain.progress import asks_now, progress
from app.domain.question_types import Attachment, Repeat
from app.domain.questionnaire import Questionnaire, Section
from app.submissions.forms import SaveForm, posted_answers
from app.submissions.queries import Work, answers_of_many, own_works
from app.submissions.saving import Conflict, SaveOutcome, save_answers
from app.submissions.views.shared import (
    Answered,
    answered,
    answered_around,
    blueprint,
    kept_answers,
    may_fill,
    no_such_list,
    present,
    repeat_of,
    section_of,
    views_of,
    work_of,
)
from app.submissions.views.wording import CHOSEN, reader_language, wording_of
from app.web.access import action, local_target
from app.web.clock import now
from app.web.languages import reading_time
from app.web.rendering import text_view
from app.web.view_models import QuestionView


@blueprint.get("/")
@action(Action.LIST_OWN_SUBMISSIONS)
def own() -> str:
    works = own_works(db.session, g.actor.account_id)
    answers = answers_of_many(db.session, [work.id for work in works])
    cards = []
    for work in works:
        questionnaire = current_app.extensions["definitions"].of_version(db.session, work.version_id)
        found = applicability(questionnaire, answers[work.id], work.about(now().date()))
        parts = progress(questionnaire, found)
        title = text_view(questionnaire.title, reader_language(questionnaire))
        asked, done = sum(part.asked for part in parts), sum(part.answered for part in parts)
        cards.append({"work": work, "title": title, "asked": asked, "answered": done})
    return render_template("submissions/own.html", cards=cards, now=now())


@blueprint.get("/<int:submission_id>")
@action(Action.READ_SUBMISSION)
def overview(submission_id: int) -> str:
    work, questionnaire = work_of(submission_id, Action.READ_SUBMISSION)
    parts = progress(questionnaire, present(work, questionnaire).found)
    unfinished = [part for part in parts if part.answered < part.asked or part.errors]
    return render_template(
        "submissions/overview.html",
        work=work,
        title=text_view(questionnaire.title, reader_language(questionnaire)),
        parts=[(part, text_view(part.section.title, reader_language(questionnaire))) for part in parts],
        wording=wording_of(questionnaire),
        next_part=unfinished[0] if unfinished else None,
        asked=sum(part.asked for part in parts),
        answered=sum(part.answered for part in parts),
        can_fill=work.status in CAN_BE_FILLED,
        now=now(),
    )


@blueprint.get("/<int:submission_id>/questions-in/<code>")
@action(Action.READ_SUBMISSION)
def choose_wording(submission_id: int, code: str) -> Any:
    """Show the questions in another language of the questionnaire; the rest of the page stays in its own."""
    _, questionnaire = work_of(submission_id, Action.READ_SUBMISSION)
    if code not in questionnaire.languages:
        raise NotFound(message("The questionnaire is not written in this language yet."))
    session[CHOSEN] = code
    return redirect(local_target(request.args.get("next")))


@blueprint.get("/<int:submission_id>/sections/<key>")
@action(Action.READ_SUBMISSION)
def section(submission_id: int, key: str) -> str:
    work, questionnaire = work_of(submission_id, Action.READ_SUBMISSION)
    return _section_page(answered(work, questionnaire), section_of(questionnaire, key), {})


@blueprint.post("/<int:submission_id>/sections/<key>")
@action(Action.FILL_SUBMISSION)
def save_section(submission_id: int, key: str) -> Any:
    work, questionnaire = work_of(submission_id, Action.FILL_SUBMISSION)
    part = section_of(questionnaire, key)
    asked = [question for question in part.questions if question.asks]
    names = [name for question in asked for name in (question.key, *own_names(question))]
    outcome = save_posted(work, questionnaire, names)
    db.session.commit()
    before, state = answered_around(work, questionnaire, outcome)
    if outcome.conflicts:
        return _section_page(state, part, dict(outcome.conflicts)), 409
    step = request.form.get("then", "")
    if step:  # a button beside a list: what was typed is saved, and now its own page follows
        return redirect(url_for(".list_step", submission_id=work.id, key=key, step=step), 303)
    first_new = next((one.key for one in part.questions if _appeared(before, state, one.key)), None)
    if first_new is not None:
        flash(gettext("Saved. Your answers brought up new questions."))
        return redirect(url_for(".section", submission_id=work.id, key=key, _anchor=f"q-{first_new}"), 303)
    if state.has_errors_in(part):
        return redirect(url_for(".section", submission_id=work.id, key=key, _anchor="problems"), 303)
    flash(gettext("Saved."))
    return redirect(_after(state, part), 303)


def _appeared(before: Answered, after: Answered, key: str) -> bool:
    """Whether the question, or something inside it, came to apply."""
    if key in after.found.keys and key not in before.found.keys:
        return True
    return bool(before.found.hidden_in(key) - after.found.hidden_in(key)) and key in before.found.keys


def _after(state: Answered, part: Section) -> str:
    """Where *Save and continue* leads: the next section that applies, or the check of all answers."""
    sections = state.questionnaire.sections
    later = sections[sections.index(part) + 1 :]
    for found in later:
        if any(asks_now(question, state.found) for question in found.questions):
            return url_for(".section", submission_id=state.work.id, key=found.key)
    return url_for(".check", submission_id=state.work.id)


def save_posted(work: Work, questionnaire: Questionnaire, names: Collection[str]) -> SaveOutcome:
    """Save what the form of this request holds for the answers `names`."""
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
        posted=posted_answers(names, request.form),
        idempotency_key=str(form.idempotency_key.data),
        kept=kept_answers(),
    )


@blueprint.post("/<int:submission_id>/answers/<question_key>", defaults={"item": ""})
@blueprint.post("/<int:submission_id>/answers/<question_key>/<item>")
@action(Action.FILL_SUBMISSION)
def autosave(submission_id: int, question_key: str, item: str) -> Any:
    """Save one answer as it changes, or what one sector answers ("P2-D06@health"); tell the page what applies now."""
    work, questionnaire = work_of(submission_id, Action.FILL_SUBMISSION)
    key, _ = split_name(question_key)
    part = questionnaire.section_of.get(key)
    if part is None or question_key not in (key, *own_names(questionnaire.by_key[key])):
        raise no_such_list()
    if item:
        repeat_of(questionnaire, question_key, item)
    name = f"{question_key}/{item}" if item else question_key
    outcome = save_posted(work, questionnaire, [name])
    db.session.commit()
    _, state = answered_around(work, questionnaire, outcome)
    one = part.model_copy(update={"questions": (questionnaire.by_key[key],)})
    settled = views_of(state, one, dict(outcome.conflicts))[0]
    view = next(one for one in (settled, *settled.own) if one.name == question_key)
    if item:
        view = _of_item(view, name, state.comment(name))
    has_notice = view.problems or view.conflict
    saved = gettext("Saved %(time)s", time=reading_time(now())) if not outcome.conflicts else ""
    return jsonify(
        saved=saved,
        revision=state.revision(name),
        notice=render_template("submissions/_notice.html", question=view) if has_notice and not item else "",
        comment=render_template("submissions/_comment.html", question=view) if view.asks_comment else "",
        applies={question.key: question.key in state.found.keys for question in part.questions},
        hidden={one.key: sorted(state.found.hidden_in(one.key)) for one in part.questions},
    )


def _of_item(view: QuestionView, name: str, comment: str) -> QuestionView:
    """What the page of one entry shows of the problems of a list, and the comment on the entry."""
    item = name.partition("/")[2]
    theirs = tuple(one for one in view.problems if one.place.split(".")[1:2] == [item])
    return replace(view, name=name, comment=comment, problems=theirs)


def _section_page(state: Answered, part: Section, conflicts: dict[str, Conflict]) -> str:
    work, language = state.work, reader_language(state.questionnaire)
    views = views_of(state, part, conflicts)
    drawn = [one for view in views for one in (view, *view.own)]
    return render_template(
        "submissions/section.html",
        work=work,
        section=part,
        title=text_view(part.title, language),
        introduction=text_view(part.introduction, language) if part.introduction else None,
        questions_shown=views,
        problems=[problem for view in drawn if view.applies for problem in view.problems if problem.is_error],
        conflicts=[view for view in drawn if view.conflict],
        can_fill=work.status in CAN_BE_FILLED and may_fill(work),
        reading_only=work.status in CAN_BE_FILLED and not may_fill(work),
        conditions=conditions_of(state, part),
        wording=wording_of(state.questionnaire),
    )


def conditions_of(state: Answered, part: Section) -> Mapping[str, Any]:
    """What the browser needs to see at once what applies: the conditions of the section, and what they look at."""
    about = current_app.extensions["definitions"].outline_of(state.work.version_id, part)
    lists = {question.key for question in part.questions if isinstance(question, Repeat | Attachment)}
    elsewhere = {key for key in about.looks_at if state.questionnaire.section_of[key].key != part.key}
    answers = {
        key: state.found.values[key].for_json()
        for key in sorted(lists | elsewhere)
        if key in state.found.keys
    }
    return {"section": about.document, "answers": answers, "facts": state.found.facts}
