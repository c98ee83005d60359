"""Lists of a section: the items of a repeat, each on a page of its own; documents are added in `documents.py`."""

import secrets
from dataclasses import replace
from typing import Any

from flask import current_app, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext

from app.db import db
from app.domain.answers import Files, Items, Parts
from app.domain.checks import Severity
from app.domain.lifecycle import CAN_BE_FILLED
from app.domain.policy import Action
from app.domain.question_types import AnyQuestion, Attachment, Repeat
from app.domain.question_types.compound import strip
from app.domain.questionnaire import Questionnaire
from app.submissions.listing import Listing, move_item, no_such_entry, remove_file, remove_item
from app.submissions.queries import Work
from app.submissions.saving import Conflict
from app.submissions.views.filling import conditions_of, save_posted
from app.submissions.views.shared import (
    Answered,
    answered,
    answered_around,
    blueprint,
    may_fill,
    no_such_list,
    repeat_of,
    section_of,
    work_of,
)
from app.submissions.views.wording import reader_language
from app.web.access import action
from app.web.clock import now
from app.web.rendering import child_views, problem_view, text_view
from app.web.view_models import ProblemView


@blueprint.get("/<int:submission_id>/sections/<key>/list/<step>")
@action(Action.FILL_SUBMISSION)
def list_step(submission_id: int, key: str, step: str) -> Any:
    """What a button beside a list leads to, after the section was saved: adding, editing, or asking before removing."""
    work, questionnaire = work_of(submission_id, Action.FILL_SUBMISSION)
    section_of(questionnaire, key)
    wanted, _, rest = step.partition(" ")
    question_key, _, entry = rest.partition(" ")
    question = questionnaire.by_key.get(question_key)
    if isinstance(question, Attachment) and wanted == "add":
        return redirect(url_for(".documents", submission_id=work.id, question_key=question_key), 303)
    if not isinstance(question, Repeat | Attachment):
        raise no_such_list()
    if wanted in ("add", "edit"):
        item = entry or secrets.token_hex(6)
        return redirect(url_for(".item", submission_id=work.id, question_key=question_key, item=item), 303)
    if wanted not in ("up", "down", "remove"):
        raise no_such_list()
    state = answered(work, questionnaire)
    return render_template(
        "submissions/entry.html",
        work=work,
        section_key=questionnaire.section_of[question_key].key,
        question=text_view(question.text, reader_language(questionnaire)),
        question_key=question_key,
        entry=entry,
        entry_title=_title_of(question, state, entry),
        wanted=wanted,
    )


def _title_of(question: AnyQuestion, state: Answered, entry: str) -> str:
    """What the list calls its entry. Raises NotFound."""
    value = state.answers.get(question.key)
    titles: dict[str, str] = {}
    if isinstance(question, Repeat) and isinstance(value, Items):
        titles = {
            name: question.title_of(parts, reader_language(state.questionnaire))
            for name, parts in value.items
        }
    elif isinstance(value, Files):
        titles = {file.id: file.title for file in value.files}
    if entry not in titles:
        raise no_such_entry()
    return titles[entry]


@blueprint.post("/<int:submission_id>/lists/<question_key>/<entry>/<wanted>")
@action(Action.FILL_SUBMISSION)
def change_list(submission_id: int, question_key: str, entry: str, wanted: str) -> Any:
    """Move an entry of a list up or down, or take it out."""
    work, questionnaire = work_of(submission_id, Action.FILL_SUBMISSION)
    question = questionnaire.by_key.get(question_key)
    listing = listing_of(work, question_key)
    if isinstance(question, Attachment) and wanted == "remove":
        remove_file(listing, entry)
    elif isinstance(question, Repeat) and wanted == "remove":
        remove_item(listing, entry)
    elif isinstance(question, Repeat) and wanted in ("up", "down"):
        move_item(listing, entry, -1 if wanted == "up" else 1)
    else:
        raise no_such_list()
    db.session.commit()
    flash(gettext("Saved."))
    return back_to(work, questionnaire, question_key)


def listing_of(work: Work, question_key: str) -> Listing:
    return Listing(
        session=db.session,
        actor=g.actor,
        now=now(),
        audit_key=current_app.config["AUDIT_KEY"],
        submission_id=work.id,
        key=question_key,
        idempotency_key=request.form.get("idempotency_key", "")[:64] or secrets.token_hex(16),
    )


def back_to(work: Work, questionnaire: Questionnaire, question_key: str) -> Any:
    key = questionnaire.section_of[question_key].key
    anchor = f"q-{question_key}"
    return redirect(url_for(".section", submission_id=work.id, key=key, _anchor=anchor), 303)


@blueprint.get("/<int:submission_id>/lists/<question_key>/<item>")
@action(Action.READ_SUBMISSION)
def item(submission_id: int, question_key: str, item: str) -> str:
    """One item of a repeat, on a page of its own."""
    work, questionnaire = work_of(submission_id, Action.READ_SUBMISSION)
    repeat = repeat_of(questionnaire, question_key, item)
    state = answered(work, questionnaire)
    if not _is_listed(state, repeat, item) and not _can_fill(work):
        raise no_such_entry()
    return _item_page(state, repeat, item, None)


def _can_fill(work: Work) -> bool:
    return work.status in CAN_BE_FILLED and may_fill(work)


def _is_listed(state: Answered, repeat: Repeat, item: str) -> bool:
    value = state.answers.get(repeat.key)
    return isinstance(value, Items) and any(known == item for known, _ in value.items)


@blueprint.post("/<int:submission_id>/lists/<question_key>/<item>")
@action(Action.FILL_SUBMISSION)
def save_item(submission_id: int, question_key: str, item: str) -> Any:
    work, questionnaire = work_of(submission_id, Action.FILL_SUBMISSION)
    repeat = repeat_of(questionnaire, question_key, item)
    name = f"{question_key}/{item}"
    outcome = save_posted(work, questionnaire, [name])
    db.session.commit()
    before, state = answered_around(work, questionnaire, outcome)
    if name in outcome.conflicts:
        return _item_page(state, repeat, item, outcome.conflicts[name]), 409
    if _hidden_in(before, repeat, item) - _hidden_in(state, repeat, item):
        flash(gettext("Saved. Your answers brought up new questions."))
        return redirect(url_for(".item", submission_id=work.id, question_key=question_key, item=item), 303)
    if any(_is_error_in(problem, question_key, item) for problem in state.problems):
        return redirect(
            url_for(".item", submission_id=work.id, question_key=question_key, item=item, _anchor="problems"),
            303,
        )
    flash(gettext("Saved."))
    return back_to(work, questionnaire, question_key)


def _is_error_in(problem: Any, question_key: str, item: str) -> bool:
    inside = problem.field.split(".")[0] == item
    return problem.severity is Severity.ERROR and problem.question_key == question_key and inside


def _item_page(state: Answered, repeat: Repeat, item: str, conflict: Conflict | None) -> str:
    work, language = state.work, reader_language(state.questionnaire)
    name = f"{repeat.key}/{item}"
    held = state.value(name) if conflict is None else conflict.mine
    parts = held if isinstance(held, Parts) else Parts()
    problems = [
        problem_view(problem, state.questionnaire, language)
        for problem in state.problems
        if problem.question_key == repeat.key and problem.field.split(".")[0] == item
    ]
    # On this page the fields are called after the item, so the problems are too.
    placed = [_placed(problem, repeat.key, item, name) for problem in problems]
    section = state.questionnaire.section_of[repeat.key]
    return render_template(
        "submissions/item.html",
        work=work,
        section=section,
        title=text_view(repeat.text, language),
        entry_title=repeat.title_of(parts, language),
        name=name,
        item=item,
        question_key=repeat.key,
        revision=state.revision(name) if conflict is None else conflict.revision,
        questions_shown=child_views(
            name,
            repeat.item_children(parts),
            _hidden_in(state, repeat, item),
            language,
            placed,
        ),
        problems=[problem for problem in placed if problem.is_error],
        comment=state.comment(name) if conflict is None else conflict.my_comment,
        asks_comment=any(problem.asks_comment for problem in placed),
        conflict=conflict,
        theirs=_in_words(repeat, conflict, language) if conflict else (),
        can_fill=_can_fill(work),
        conditions=conditions_of(state, section),
    )


def _placed(problem: ProblemView, key: str, item: str, name: str) -> ProblemView:
    rest = problem.place.removeprefix(f"{key}.{item}")
    return replace(problem, place=f"{name}{rest}")


def _hidden_in(state: Answered, repeat: Repeat, item: str) -> frozenset[str]:
    """What does not apply inside an item: of one that is not listed yet, what does not while it has no answers."""
    value = state.found.values.get(repeat.key)
    if isinstance(value, Items) and any(known == item for known, _ in value.items):
        return frozenset(strip(state.found.hidden_in(repeat.key), item))
    return frozenset(strip(repeat.hidden(Items(((item, Parts()),)), state.found.heard()), item))


def _in_words(repeat: Repeat, conflict: Conflict, language: str) -> tuple[str, ...]:
    theirs = conflict.theirs if isinstance(conflict.theirs, Parts) else Parts()
    return repeat.words(Items((("", theirs),)), language)
