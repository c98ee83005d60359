"""The part of a section that decides what applies, without its texts: what a browser needs to do the same at once."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from app.domain.conditions import Condition, looks_of
from app.domain.question_types import AnyQuestion, Compound, Computed, Grid, Repeat
from app.domain.question_types.base import ResponseOption
from app.domain.question_types.people import Lines
from app.domain.questionnaire import Section


@dataclass(frozen=True)
class Outline:
    """`document` is the section as JSON values; `looks_at` the questions that its conditions name."""

    document: Mapping[str, Any]
    looks_at: tuple[str, ...]


def outline(section: Section) -> Outline:
    """The outline of a section. It is the same for everybody, so keep it."""
    conditions = [
        section.shown_when,
        *(one for question in section.questions for one in conditions_in(question)),
    ]
    named = {look.question or look.count_of for one in conditions if one for look in looks_of(one)}
    document = {
        "key": section.key,
        "questions": [of_question(question) for question in section.questions],
    } | _shown(section.shown_when)
    return Outline(document, tuple(sorted(name for name in named if name)))


def _inside(question: AnyQuestion) -> Mapping[str, tuple[AnyQuestion, ...]]:
    match question:
        case Compound():
            return {"parts": question.parts}
        case Grid():
            return {"columns": question.columns}
        case Repeat():
            return {"questions": question.questions}
    return {}


def conditions_in(question: AnyQuestion) -> Iterator[Condition | None]:
    """Every condition of a question and of what is inside it."""
    yield question.shown_when
    rows = question.rows if isinstance(question, Grid) else ()
    for option in (*question.response_options(), *rows):
        yield option.shown_when
    for inner in _inside(question).values():
        for one in inner:
            yield from conditions_in(one)


def of_question(question: AnyQuestion) -> dict[str, Any]:
    """A question as a browser needs it to hear an answer: not its type, but as what its answers are heard."""
    found: dict[str, Any] = {"key": question.key, "heard_as": question.heard_as}
    found |= _shown(question.shown_when)
    if question.response_options():
        found["options"] = [_option(option) for option in question.response_options()]
    if question.non_answers:
        found["non_answers"] = list(question.non_answers)
    if isinstance(question, Lines):
        found["fields"] = list(question.fields())
    if isinstance(question, Grid):
        found["rows"] = [_option(row) for row in question.rows]
    if isinstance(question, Computed):
        found |= question.model_dump(mode="json", by_alias=True, include={"value", "count_of", "fact"})
    return found | {name: [of_question(one) for one in inner] for name, inner in _inside(question).items()}


def _option(option: ResponseOption) -> dict[str, Any]:
    return {"code": option.code} | ({"specify": True} if option.specify else {}) | _shown(option.shown_when)


def _shown(condition: Condition | None) -> dict[str, Any]:
    if condition is None:
        return {}
    return {"shown_when": condition.model_dump(mode="json", by_alias=True, exclude_unset=True)}
