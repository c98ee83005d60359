"""What every page of a submission starts from: the blueprint, the reader's own submission, its answers."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from flask import Blueprint, current_app, g

from app.db import db
from app.domain.answers import NonAnswer, Value
from app.domain.applicability import Applicability, applicability
from app.domain.checks import Problem
from app.domain.errors import NotFound, Refusal, message
from app.domain.policy import Action
from app.domain.progress import problems_of
from app.domain.question_types import AnyQuestion, Computed, Repeat
from app.domain.question_types.dates import DateRangeQuestion
from app.domain.questionnaire import Questionnaire, Section
from app.submissions.queries import (
    Held,
    Work,
    answers_before,
    assembled,
    find_work,
    held_answers,
    no_such_submission,
)
from app.submissions.saving import Conflict
from app.web.access import require
from app.web.clock import now
from app.web.languages import locale_code
from app.web.rendering import problem_view, question_view
from app.web.view_models import ConflictView, ProblemView, QuestionView

blueprint = Blueprint("submissions", "app.submissions.views", url_prefix="/submissions")
_ITEM = re.compile("[0-9A-Za-z]{1,20}")


def work_of(submission_id: int, wanted: Action) -> tuple[Work, Questionnaire]:
    """The submission, if it is the reader's own: another respondent's is not there at all."""
    work = find_work(db.session, submission_id, g.actor.account_id)
    if work.member_role is None:
        raise no_such_submission()
    require(wanted, work.facts())
    return work, current_app.extensions["definitions"].of_version(db.session, work.version_id)


@dataclass(frozen=True)
class Answered:
    """A submission with its answers, what applies in view of them, and what is wrong with them."""

    work: Work
    questionnaire: Questionnaire
    held: Mapping[str, Held]
    answers: Mapping[str, Value]
    found: Applicability

    @cached_property
    def before(self) -> Mapping[str, Value]:
        """The answers of the cycle before, which are read only where a check compares with them."""
        return answers_before(db.session, self.work, self.questionnaire.key)

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        before = self.before if self.questionnaire.looks_back else {}
        return problems_of(self.questionnaire, self.found, before)

    def problems_in(self, section: Section) -> tuple[Problem, ...]:
        """Those of one section, which is all that its page shows, however long the questionnaire is."""
        before = self.before if section.looks_back else {}
        return problems_of(self.questionnaire, self.found, before, section)

    def value(self, name: str) -> Value:
        """The answer called `name`: of a question, or "question/item"."""
        one = self.held.get(name)
        return one.value if one else NonAnswer.NOT_ANSWERED

    def revision(self, name: str) -> int:
        one = self.held.get(name)
        return one.revision if one else 0

    def comment(self, name: str) -> str:
        one = self.held.get(name)
        return one.comment if one else ""


def answered(work: Work, questionnaire: Questionnaire, held: Mapping[str, Held] | None = None) -> Answered:
    """The present answers of a submission, read here unless the caller has just read or saved them."""
    held = held_answers(db.session, work.id) if held is None else held
    answers = assembled({name: one.value for name, one in held.items()})
    found = applicability(questionnaire, answers, work.about(now().date()))
    return Answered(work, questionnaire, held, answers, found)


def section_of(questionnaire: Questionnaire, key: str) -> Section:
    try:
        return questionnaire.section_by_key[key]
    except KeyError:
        raise NotFound(message("There is no such section in this questionnaire.")) from None


def repeat_of(questionnaire: Questionnaire, question_key: str, item: str) -> Repeat:
    """The repeat that `item` is or may become one of. Raises NotFound."""
    question = questionnaire.by_key.get(question_key)
    if not isinstance(question, Repeat) or not _ITEM.fullmatch(item):
        raise no_such_list()
    return question


def no_such_list() -> NotFound:
    return NotFound(message("There is no such question in this questionnaire."))


def views_of(state: Answered, part: Section, conflicts: dict[str, Conflict]) -> list[QuestionView]:
    """The questions of a section as its page draws them."""
    problems: dict[str, list[ProblemView]] = {}
    for problem in state.problems_in(part):
        shown = problem_view(problem, state.questionnaire, reader_language())
        problems.setdefault(problem.question_key, []).append(shown)
    return [
        _view(state, question, problems.get(question.key, []), conflicts.get(question.key))
        for question in part.questions
    ]


def _view(
    state: Answered, question: AnyQuestion, problems: list[ProblemView], conflict: Conflict | None
) -> QuestionView:
    language, key = reader_language(), question.key
    applies = key in state.found.keys
    # As it is held, not as far as it applies: hidden fields keep what was typed, and show it when they apply again.
    value = state.answers.get(key, NonAnswer.NOT_ANSWERED)
    if isinstance(question, DateRangeQuestion) and question.starts_as and key not in state.held:
        value = state.work.period() or value
    if isinstance(question, Computed):
        value = state.found.values.get(key, value)
    view = question_view(
        question,
        language,
        name=key,
        value=value if conflict is None else conflict.mine,
        hidden=state.found.hidden_in(key),
        applies=applies or conflict is not None,
        problems=problems if conflict is None else (),
    )
    one = state.held.get(key)
    view = replace(
        view,
        revision=state.revision(key),
        consent=(one.consent or "") if one else "",
        comment=state.comment(key),
    )
    if conflict is None:
        return view
    theirs = question.for_print(conflict.theirs, language)
    return replace(
        view,
        revision=conflict.revision,
        comment=conflict.my_comment,
        conflict=ConflictView(theirs, conflict.saved_at, conflict.their_comment),
    )


def reader_language() -> str:
    return locale_code()


def may_fill(work: Work) -> bool:
    try:
        require(Action.FILL_SUBMISSION, work.facts())
    except Refusal:
        return False
    return True
