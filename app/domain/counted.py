"""What is counted of a questionnaire, by name, and what is counted of whole national reports beside single replies."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from app.domain.question_types import AnyQuestion, Question
from app.domain.question_types.base import Variable
from app.domain.questionnaire import Questionnaire

NOTHING: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True)
class Together:
    """How many national reports answer a question, and in how many of those all of its `counts_all` are chosen."""

    base: int
    reported: int


NOBODY = Together(0, 0)


def name_of(question: AnyQuestion, variable: Variable) -> str:
    """The identity of what is counted: question, part and row."""
    part = f"_{variable.part}" if variable.part else ""
    row = f"/{variable.row}" if variable.row else ""
    return f"{question.key}{part}{row}"


def place_of(question: AnyQuestion, variable: Variable) -> tuple[str, str]:
    """The key, with its part, and the row under which observations of it stand."""
    return name_of(question, replace(variable, row="")), variable.row


def counted_variables(questionnaire: Questionnaire) -> Mapping[str, tuple[Question, Variable]]:
    """Everything that is counted, by the name of its finding and in order."""
    return {
        name_of(question, variable): (question, variable)
        for question in questionnaire.questions_asked()
        if question.counted
        for variable in question.variables()
    }


def counted_in_entries(questionnaire: Questionnaire) -> frozenset[str]:
    """The keys, with their parts, of what is counted in entries of lists instead of national reports."""
    return frozenset(
        place_of(question, variable)[0]
        for question, variable in counted_variables(questionnaire).values()
        if variable.per == "item"
    )


def counted_options(questionnaire: Questionnaire) -> Mapping[str, tuple[str, ...]]:
    """The options any of which makes a statement true, by the name of the finding."""
    return {name: variable.counts for name, (_, variable) in counted_variables(questionnaire).items()}


def counted_together(questionnaire: Questionnaire) -> Mapping[str, frozenset[str]]:
    """The options that make a statement true together, by the name of the finding."""
    return {
        name: frozenset(variable.counts_all)
        for name, (_, variable) in counted_variables(questionnaire).items()
        if variable.counts_all
    }
