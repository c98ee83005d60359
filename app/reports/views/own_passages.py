"""Passage check, the side of a State: its words as they will print, beside the figures that its answers are in."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import flash, g, redirect, render_template, url_for
from flask_babel import get_locale, gettext

from app.db import db
from app.domain.counted import NOTHING, name_of
from app.domain.errors import InvalidDefinition, NotFound, NotPossibleNow, Refusal, message
from app.domain.findings import SMALLEST_BASE_OF_A_SHARE, find
from app.domain.lifecycle import RECEIVED
from app.domain.passages import Outcome
from app.domain.policy import Action, allows
from app.domain.question_types import Question
from app.domain.questionnaire import Questionnaire
from app.domain.quoting import LONGEST_QUOTATION
from app.reports.forms import PassageForm
from app.reports.looking import Filter, Looked
from app.reports.models import Passage
from app.reports.queries import counted_snapshots, tallied
from app.reports.queries.passages import OwnPassages, own_passages
from app.reports.services.passages import Answer, answer_passage
from app.reports.views.passages import editor, part_of, places_of
from app.reports.views.result_views import MatrixView, ResultView, views_of
from app.reports.views.shared import blueprint
from app.submissions.queries import Work
from app.submissions.views.shared import work_of
from app.web.access import action
from app.web.clock import now
from app.web.languages import translate
from app.web.rendering import text_view
from app.web.view_models import TextView


@dataclass(frozen=True)
class Part:
    """A question with the figures of all counted States, and the passages of one of them, by what they answer in it."""

    question: Question
    title: TextView
    views: Sequence[ResultView | MatrixView]
    passages: Sequence[tuple[Passage, TextView | None]]


@dataclass(frozen=True)
class Refused:
    """What was not taken, and why: nothing that was typed is lost."""

    passage_id: int
    typed: str
    why: str


@blueprint.app_template_global("passages_of")
def passages_of(work: Work) -> OwnPassages | None:
    """What a page of a submission says of its passages: a report that is not received has none, and asks nothing."""
    return own_passages(db.session, work.id, work.respondent_id) if work.status in RECEIVED else None


@blueprint.get("/submissions/<int:submission_id>/passages")
@action(Action.READ_SUBMISSION)
def check_passages(submission_id: int) -> str:
    return _page(*work_of(submission_id, Action.READ_SUBMISSION))


@blueprint.post("/submissions/<int:submission_id>/passages/<int:passage_id>")
@action(Action.ANSWER_PASSAGES)
def answer_for_passage(submission_id: int, passage_id: int) -> Any:
    form = PassageForm()
    work, questionnaire = work_of(submission_id, Action.ANSWER_PASSAGES)
    typed = str(form.correction.data or "")
    if not form.validate_on_submit():
        why = gettext("Something was missing from what was sent. Choose a button again.")
        return _page(work, questionnaire, Refused(passage_id, typed, why)), 422
    answer = Answer(
        submission_id=work.id,
        respondent_id=work.respondent_id,
        passage_id=passage_id,
        outcome=Outcome(str(form.outcome.data)),
        correction=typed,
        expected=int(form.expected.data or 0),
        key=str(form.idempotency_key.data),
    )
    try:
        answer_passage(db.session, editor(), answer)
    except (NotPossibleNow, InvalidDefinition) as refusal:
        return _refused(submission_id, passage_id, typed, refusal)
    db.session.commit()
    flash(_DONE[answer.outcome]())
    return redirect(url_for(".check_passages", submission_id=work.id, _anchor=f"passage-{passage_id}"), 303)


_DONE = {
    Outcome.CONFIRMED: lambda: gettext("Confirmed. The passage is printed as it is."),
    Outcome.CORRECTED: lambda: gettext("Corrected. Your new words are printed, as corrected by the State."),
    Outcome.WITHDRAWN: lambda: gettext("Withdrawn. The passage is not printed."),
}


def _refused(submission_id: int, passage_id: int, typed: str, refusal: Refusal) -> Any:
    db.session.rollback()
    work, questionnaire = work_of(submission_id, Action.ANSWER_PASSAGES)
    return _page(work, questionnaire, Refused(passage_id, typed, translate(refusal.message))), 409


def _page(work: Work, questionnaire: Questionnaire, refused: Refused | None = None) -> str:
    own = own_passages(db.session, work.id, work.respondent_id)
    if own is None:
        raise NotFound(
            message("The report does not quote this national report, so there is nothing to check.")
        )
    is_over = now() > own.check.deadline_at
    return render_template(
        "reports/own_passages.html",
        work=work,
        title=text_view(questionnaire.title, str(get_locale())),
        own=own,
        parts=_parts(own, questionnaire),
        is_over=is_over,
        may_answer=allows(Action.ANSWER_PASSAGES, g.actor, work.facts()) and not is_over,
        refused=refused,
        longest=LONGEST_QUOTATION,
        smallest_base=SMALLEST_BASE_OF_A_SHARE,
    )


def _parts(own: OwnPassages, questionnaire: Questionnaire) -> Sequence[Part]:
    """The questions with passages, in the order of the document, with what all counted States answered to each."""
    passages, language = own.passages, str(get_locale())
    counted = counted_snapshots(db.session, own.cycle, own.check.version_id)
    at = places_of(questionnaire)
    questions = list(dict.fromkeys(at[one.place].question.key for one in passages))
    names = {
        name_of(questionnaire.by_key[key], variable)
        for key in questions
        for variable in questionnaire.by_key[key].variables()
    }
    keys = sorted({name.partition("/")[0] for name in names})
    found = find(questionnaire, tallied(db.session, counted, keys).counts, NOTHING)
    findings = {name: finding for name, finding in found.items() if name in names}
    replies = len(counted.snapshot_ids)
    looked = Looked(findings, dict.fromkeys(findings, ""), replies, replies, counted, counted)
    return [
        Part(
            questionnaire.by_key[key],
            text_view(questionnaire.by_key[key].text, language),
            views_of(questionnaire.by_key[key], looked, Filter(), language),
            [(one, part_of(at[one.place])) for one in passages if at[one.place].question.key == key],
        )
        for key in questions
    ]
