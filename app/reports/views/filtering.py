"""The filter of a result in its address: region, cycle, and the answer to another question."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask import request

from app.db import db
from app.domain.policy import RegionalGroup
from app.domain.question_types import Question
from app.domain.questionnaire import Questionnaire
from app.domain.text import LocalizedText
from app.reports.looking import Filter
from app.reports.queries.narrowing import Chosen, cycles_with
from app.reports.views.shared import Instrument
from app.web.rendering import text_view
from app.web.view_models import TextView

LONGEST = 110  # characters of a question in a list to choose from


@dataclass(frozen=True)
class FieldsView:
    """What can be chosen, by the value in the address, and what is. `options` are those of the other question."""

    cycles: tuple[tuple[str, TextView], ...]
    groups: tuple[str, ...]
    questions: tuple[tuple[str, str], ...]
    options: tuple[tuple[str, TextView], ...]
    group: str
    by: str
    answer: str


def filter_of(questionnaire: Questionnaire, question: Question) -> Filter:
    """What the address asks for; what it names that is not there is no filter."""
    other = _other(questionnaire, question)
    return Filter(_group(), Chosen(other.key, _answer(other)) if other and _answer(other) else None)


def fields_of(asked: Instrument, question: Question, language: str) -> FieldsView:
    other = _other(asked.questionnaire, question)
    return FieldsView(
        cycles=tuple(
            (cycle.key, text_view(LocalizedText.model_validate(cycle.title), language))
            for cycle in cycles_with(db.session, asked.questionnaire.key)
        ),
        groups=tuple(RegionalGroup),
        questions=tuple(
            (one.key, shortened(f"{one.number} {one.text.in_language(language)}".strip()))
            for one in _others(asked.questionnaire, question)
        ),
        options=tuple(
            (option.code, text_view(option.text, language))
            for option in (other.response_options() if other else ())
        ),
        group=_group(),
        by=other.key if other else "",
        answer=_answer(other) if other else "",
    )


def _group() -> str:
    group = request.args.get("group", "")
    return group if group in set(RegionalGroup) else ""


def _others(questionnaire: Questionnaire, question: Question) -> Iterator[Question]:
    """The questions whose answers are options, one by one."""
    return (
        one
        for one in questionnaire.questions_asked()
        if one.key != question.key and one.counted and one.variables()[0].options and one.response_options()
    )


def _other(questionnaire: Questionnaire, question: Question) -> Question | None:
    by = request.args.get("by", "")
    return next((one for one in _others(questionnaire, question) if one.key == by), None)


def _answer(other: Question) -> str:
    answer = request.args.get("answer", "")
    return answer if answer in {option.code for option in other.response_options()} else ""


def shortened(text: str) -> str:
    """As a list of choices can hold it."""
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
