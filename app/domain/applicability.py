"""Applicability: which questions apply, given the answers."""

from collections.abc import Mapping

from app.domain.answers import NonAnswer, Tabulated, Value
from app.domain.question_types.base import NOT_ASKED
from app.domain.questionnaire import Questionnaire


def applicable_keys(questionnaire: Questionnaire, answers: Mapping[str, Value]) -> frozenset[str]:
    """The keys of the questions and notes that apply.

    Conditions look at earlier questions only, so one pass in order decides. An answer to a question that does
    not apply is kept, but no condition sees it.
    """
    applies: set[str] = set()
    heard: dict[str, Value] = {}
    for section in questionnaire.sections:
        if section.shown_when is not None and not section.shown_when.holds(heard):
            continue
        for question in section.questions:
            if question.shown_when is not None and not question.shown_when.holds(heard):
                continue
            applies.add(question.key)
            if question.key in answers:
                heard[question.key] = answers[question.key]
    return frozenset(applies)


def tabulate(
    questionnaire: Questionnaire, answers: Mapping[str, Value]
) -> Mapping[str, tuple[Tabulated, ...]]:
    """The observations of every question asked of anybody, by question key: exactly one each with position 0."""
    applies = applicable_keys(questionnaire, answers)
    return {
        question.key: question.tabulate(answers.get(question.key, NonAnswer.NOT_ANSWERED))
        if question.key in applies
        else (NOT_ASKED,)
        for question in questionnaire.questions_asked()
    }
