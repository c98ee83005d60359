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
from app.domain.carrying import carried_over, carrying_options, on_record
from app.domain.checks import Problem, Severity
from app.domain.errors import NotFound, Refusal, message
from app.domain.hearing import Hearing
from app.domain.own_answers import Own, for_sector, own_answers, own_name
from app.domain.policy import Action
from app.domain.progress import problems_of
from app.domain.question_types import AnyQuestion, Computed, Repeat
from app.domain.question_types.dates import DateRangeQuestion
from app.domain.questionnaire import Questionnaire, Section
from app.questionnaires.queries import Definitions
from app.submissions.keeping import At, KeptAnswers, Present
from app.submissions.queries import (
    Held,
    Work,
    find_work,
    held_answers,
    no_such_submission,
)
from app.submissions.record import record_before
from app.submissions.saving import Conflict, SaveOutcome
from app.submissions.views.wording import reader_language
from app.web.access import require
from app.web.clock import now
from app.web.reading import records_under
from app.web.rendering import problem_view, question_view
from app.web.sectors import problem_of_sector, sector_name
from app.web.view_models import ConflictView, ProblemView, QuestionView, RecordView, TextView

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
        return record_before(db.session, self.work, self.questionnaire.key).answers

    @classmethod
    def of(cls, work: Work, questionnaire: Questionnaire, one: Present) -> "Answered":
        return cls(work, questionnaire, one.held, one.answers, one.found)

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        before = self.before if self.questionnaire.looks_back else {}
        return problems_of(self.questionnaire, self.found, before)

    @cached_property
    def carried(self) -> Mapping[str, Value]:
        """The previous answers that stay on record because there is nothing new."""
        before = self.before if self.questionnaire.looks_back else {}
        return {key: before[key] for key in carried_over(self.questionnaire, self.found, before)}

    def problems_in(self, section: Section) -> tuple[Problem, ...]:
        """Those of one section, which is all that its page shows, however long the questionnaire is."""
        before = self.before if section.looks_back else {}
        return problems_of(self.questionnaire, self.found, before, section)

    @cached_property
    def of_sectors(self) -> tuple[Own, ...]:
        """What sectors answer themselves, as far as it applies."""
        values = {name: one.value for name, one in self.held.items()}
        return own_answers(self.questionnaire, self.found, values)

    def has_errors_in(self, section: Section) -> bool:
        """Whether anything in a section keeps the submission from being sent, own answers of sectors included."""
        keys = {question.key for question in section.questions}
        own = [problem for one in self.of_sectors if one.question.key in keys for problem in one.problems()]
        return any(problem.severity is Severity.ERROR for problem in (*self.problems_in(section), *own))

    def value(self, name: str) -> Value:
        """The answer called `name`: of a question, "question/item", or "question@sector"."""
        one = self.held.get(name)
        return one.value if one else NonAnswer.NOT_ANSWERED

    def revision(self, name: str) -> int:
        one = self.held.get(name)
        return one.revision if one else 0

    def comment(self, name: str) -> str:
        one = self.held.get(name)
        return one.comment if one else ""


def present(work: Work, questionnaire: Questionnaire) -> Present:
    """The present answers of a submission, and what applies."""
    found = _present(work, questionnaire, work.head, lambda: held_answers(db.session, work.id))
    if request.method in ("GET", "HEAD"):  # a request that writes may have read what is not committed yet
        kept_answers().keep(found)
    return found


def answered(work: Work, questionnaire: Questionnaire) -> Answered:
    """The same, as pages need it: with what is wrong."""
    return Answered.of(work, questionnaire, present(work, questionnaire))


def answered_around(
    work: Work, questionnaire: Questionnaire, outcome: SaveOutcome
) -> tuple[Answered, Answered]:
    """The answers before and after a save. Call it when that is committed: from then on others may see it."""
    before = _present(work, questionnaire, outcome.head_before, lambda: outcome.before)
    after = before.after(outcome.head, outcome.held, _hearing(work, questionnaire))
    kept_answers().keep(after)
    return Answered.of(work, questionnaire, before), Answered.of(work, questionnaire, after)


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
    records = _records_in(state, part)
    for problem in state.problems_in(part):
        shown = problem_view(problem, state.questionnaire, reader_language(state.questionnaire))
        problems.setdefault(problem.question_key, []).append(shown)
    return [
        replace(
            _view(state, question, question.key, problems.get(question.key, []), conflicts.get(question.key)),
            own=tuple(
                _own_view(state, question, sector, conflicts.get(own_name(question.key, sector)))
                for sector in question.own_answers
            ),
            on_record=records.get(question.key, ()),
        )
        for question in part.questions
    ]


def _records_in(state: Answered, part: Section) -> Mapping[str, tuple[RecordView, ...]]:
    """What the previous report answers behind the questions that may keep it on record, chosen or not."""
    if not any(carrying_options(question) for question in part.questions):
        return {}
    known = on_record(part.questions, state.before)
    return records_under(
        state.questionnaire, reader_language(state.questionnaire), {key: state.before[key] for key in known}
    )


def _own_view(state: Answered, question: AnyQuestion, sector: str, conflict: Conflict | None) -> QuestionView:
    """The question once more with the fields of one sector; the sector's name stands in place of its text."""
    own, name = for_sector(question, sector), own_name(question.key, sector)
    problems = [
        problem_of_sector(problem, state.questionnaire, reader_language(state.questionnaire), name)
        for problem in own.check(state.value(name))
    ]
    view = _view(state, own, name, problems, conflict)
    title = TextView(sector_name(sector), "")
    return replace(view, number="", text=title, guidance=None, purpose=None, why=None, terms=())


def _view(
    state: Answered, question: AnyQuestion, name: str, problems: list[ProblemView], conflict: Conflict | None
) -> QuestionView:
    language, key = reader_language(state.questionnaire), question.key
    applies = key in state.found.keys
    # As it is held, not as far as it applies: hidden fields keep what was typed, and show it when they apply again.
    value = state.answers.get(key, NonAnswer.NOT_ANSWERED) if name == key else state.value(name)
    if isinstance(question, DateRangeQuestion) and question.starts_as and name not in state.held:
        value = state.work.period() or value
    if isinstance(question, Computed):
        value = state.found.values.get(key, value)
    view = question_view(
        question,
        language,
        name=name,
        value=value if conflict is None else conflict.mine,
        hidden=state.found.hidden_in(key),
        applies=applies or conflict is not None,
        problems=problems if conflict is None else (),
    )
    one = state.held.get(name)
    view = replace(
        view,
        revision=state.revision(name),
        consent=(one.consent or "") if one else "",
        comment=state.comment(name),
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


def may_fill(work: Work) -> bool:
    try:
        require(Action.FILL_SUBMISSION, work.facts())
    except Refusal:
        return False
    return True
