"""“Nothing new since the previous report”: which earlier answers stay on record, and whether there are any.

An option of a choice that decides about later questions of its section may carry over (`carries_over`): where it is
chosen, the questions that this hides keep what the respondent answered to them in the previous report. Nothing is
copied: a snapshot says which earlier snapshot holds the answer, and a report counts it in a line of its own.
"""

from collections.abc import Iterator, Mapping

from app.domain.answers import Choice, Value, is_answered
from app.domain.applicability import Applicability
from app.domain.checks import Problem, warning
from app.domain.conditions import looks_of
from app.domain.errors import message
from app.domain.question_types import Question
from app.domain.questionnaire import Questionnaire, Section

Answers = Mapping[str, Value]


def carrying_options(question: Question) -> frozenset[str]:
    """The options that keep the previous answers on record."""
    return frozenset(option.code for option in question.response_options() if option.carries_over)


def behind(section: Section, gate: Question) -> tuple[Question, ...]:
    """The questions of the section that the gate decides about, by itself or through one of them."""
    deciding, found = {gate.key}, []
    for question in section.questions:
        looks = looks_of(question.shown_when) if question.shown_when is not None else ()
        if any(look.question in deciding or look.count_of in deciding for look in looks):
            deciding.add(question.key)
            found.append(question)
    return tuple(question for question in found if question.asks)


def gates(questionnaire: Questionnaire) -> Iterator[tuple[Question, tuple[Question, ...]]]:
    """Every question with an option that carries over, and those behind it."""
    for section in questionnaire.sections:
        for question in section.questions:
            if carrying_options(question):
                yield question, behind(section, question)


def on_record(questions: tuple[Question, ...], before: Answers) -> tuple[str, ...]:
    """The questions to which there is an answer in the previous report; "no information" is one."""
    return tuple(question.key for question in questions if is_answered(before.get(question.key)))


def carried_over(questionnaire: Questionnaire, found: Applicability, before: Answers) -> tuple[str, ...]:
    """The questions that are not asked because there is nothing new, and have an answer in the previous report."""
    return tuple(
        key
        for gate, questions in gates(questionnaire)
        if says_nothing_new(gate, found)
        for key in on_record(questions, before)
        if key not in found.keys
    )


def says_nothing_new(gate: Question, found: Applicability) -> bool:
    value = found.values.get(gate.key)
    return isinstance(value, Choice) and value.option in carrying_options(gate)


def without_record(section: Section, gate: Question, value: Value, before: Answers) -> Iterator[Problem]:
    """That nothing is carried over, where there is no previous answer."""
    chosen = isinstance(value, Choice) and value.option in carrying_options(gate)
    if chosen and not on_record(behind(section, gate), before):
        text = message(
            "No earlier report of yours answers these questions, so nothing is carried over. You can answer them now."
        )
        yield warning(gate.key, text)
