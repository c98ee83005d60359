"""What every page of a submission starts from: the blueprint, the reader's own submission, its answers."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from flask import Blueprint, current_app, g, request

from app.audit.queries import Head
from app.db import db
from app.domain.answers import NonAnswer, Value
from app.domain.applicability import Applicability
from app.domain.checks import Problem
from app.domain.errors import NotFound, Refusal, message
from app.domain.hearing import Hearing
from app.domain.policy import Action
from app.domain.progress import problems_of
from app.domain.question_types import AnyQuestion, Computed, Repeat
from app.domain.questionnaire import Questionnaire, Section
from app.questionnaires.queries import Definitions
from app.submissions.keeping import At, KeptAnswers, Present
from app.submissions.queries import (
    Held,
    Work,
    answers_before,
    find_work,
    held_answers,
    no_such_submission,
)
from app.submissions.saving import Conflict, SaveOutcome
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
    """A submission with its answers, what applies in view of them, and what is wrong with them.

    `before` are the answers of the cycle before.
    """

    work: Work
    questionnaire: Questionnaire
    held: Mapping[str, Held]
    answers: Mapping[str, Value]
    found: Applicability
    before: Mapping[str, Value]

    @classmethod
    def of(
        cls, work: Work, questionnaire: Questionnaire, one: Present, before: Mapping[str, Value]
    ) -> "Answered":
        return cls(work, questionnaire, one.held, one.answers, one.found, before)

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        return problems_of(self.questionnaire, self.found, self.before)

    def problems_in(self, section: Section) -> tuple[Problem, ...]:
        """Those of one section, which is all that its page shows, however long the questionnaire is."""
        return problems_of(self.questionnaire, self.found, self.before, section)

    def value(self, name: str) -> Value:
        """The answer called `name`: of a question, or "question/item"."""
        one = self.held.get(name)
        return one.value if one else NonAnswer.NOT_ANSWERED

    def revision(self, name: str) -> int:
        one = self.held.get(name)
        return one.revision if one else 0


def present(work: Work, questionnaire: Questionnaire) -> Present:
    """The present answers of a submission, and what applies."""
    found = _present(work, questionnaire, work.head, lambda: held_answers(db.session, work.id))
    if request.method in ("GET", "HEAD"):  # a request that writes may have read what is not committed yet
        kept_answers().keep(found)
    return found


def answered(work: Work, questionnaire: Questionnaire) -> Answered:
    """The same, as pages need it: with the answers of the cycle before, where checks look at them."""
    return Answered.of(work, questionnaire, present(work, questionnaire), _before(work, questionnaire))


def answered_around(
    work: Work, questionnaire: Questionnaire, outcome: SaveOutcome
) -> tuple[Answered, Answered]:
    """The answers before and after a save. Call it when that is committed: from then on others may see it."""
    before = _present(work, questionnaire, outcome.head_before, lambda: outcome.before)
    after = before.after(outcome.head, outcome.held, _hearing(work, questionnaire))
    kept_answers().keep(after)
    cycle_before = _before(work, questionnaire)
    return (
        Answered.of(work, questionnaire, before, cycle_before),
        Answered.of(work, questionnaire, after, cycle_before),
    )


def kept_answers() -> KeptAnswers:
    kept: KeptAnswers = current_app.extensions["kept_answers"]
    return kept


def _present(
    work: Work, questionnaire: Questionnaire, head: Head, read: Callable[[], Mapping[str, Held]]
) -> Present:
    at = replace(At.of(work, now().date()), head=head)
    return kept_answers().present(at, _hearing(work, questionnaire), read)


def _hearing(work: Work, questionnaire: Questionnaire) -> Hearing:
    definitions: Definitions = current_app.extensions["definitions"]
    return definitions.hearing_of(work.version_id, questionnaire)


def _before(work: Work, questionnaire: Questionnaire) -> Mapping[str, Value]:
    return answers_before(db.session, work, questionnaire.key) if questionnaire.looks_back else {}


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
        revision=state.revision(key) if conflict is None else conflict.revision,
        consent=(one.consent or "") if one else "",
    )
    if conflict is None:
        return view
    theirs = question.for_print(conflict.theirs, language)
    return replace(view, conflict=ConflictView(theirs, conflict.saved_at))


def reader_language() -> str:
    return locale_code()


def may_fill(work: Work) -> bool:
    try:
        require(Action.FILL_SUBMISSION, work.facts())
    except Refusal:
        return False
    return True
