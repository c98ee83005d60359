"""How far a submission has come: what applies, what is answered, what is wrong."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.domain.answers import NonAnswer, Value, is_answered
from app.domain.applicability import applicable_keys
from app.domain.checks import Problem, Severity, warning
from app.domain.errors import message
from app.domain.questionnaire import Questionnaire, Section


@dataclass(frozen=True)
class SectionProgress:
    """One section of one submission; counts are of questions that apply, notes left out."""

    section: Section
    asked: int
    answered: int
    problems: tuple[Problem, ...]

    @property
    def errors(self) -> int:
        return sum(1 for problem in self.problems if problem.severity is Severity.ERROR)


def problems_of(questionnaire: Questionnaire, answers: Mapping[str, Value]) -> tuple[Problem, ...]:
    """Problems in the answers that apply, in order asked; answers that do not apply are left in peace."""
    applies = applicable_keys(questionnaire, answers)
    found: list[Problem] = []
    for question in questionnaire.questions_asked():
        if question.key in applies and question.key in answers:
            found.extend(question.check(answers[question.key]))
    return tuple(found)


def gaps_of(questionnaire: Questionnaire, answers: Mapping[str, Value]) -> tuple[Problem, ...]:
    """Required questions that apply and have no answer, as warnings: reporting is voluntary, a gap never blocks."""
    applies = applicable_keys(questionnaire, answers)
    return tuple(
        warning(question.key, message("Not answered yet. You can submit without it."))
        for question in questionnaire.questions_asked()
        if question.required and question.key in applies and not is_answered(answers.get(question.key))
    )


def progress(questionnaire: Questionnaire, answers: Mapping[str, Value]) -> tuple[SectionProgress, ...]:
    """Progress of every section that has something to ask, in order."""
    applies = applicable_keys(questionnaire, answers)
    problems = problems_of(questionnaire, answers)
    found = []
    for section in questionnaire.sections:
        asked = [question.key for question in section.questions if question.asks and question.key in applies]
        if asked:
            answered = sum(1 for key in asked if is_answered(answers.get(key, NonAnswer.NOT_ANSWERED)))
            own = tuple(problem for problem in problems if problem.question_key in asked)
            found.append(SectionProgress(section, len(asked), answered, own))
    return tuple(found)
