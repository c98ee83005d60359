"""What the analysis of a definition finds, beyond its form: references that lead nowhere, names used twice."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from pydantic import BaseModel

from app.domain.conditions import (
    Condition,
    IncludesAnyOf,
    Is,
    IsAnyOf,
    Leaf,
    Place,
    depth_of,
    leaves,
    options_named,
)
from app.domain.question_types import MultipleChoice, Question, SingleChoice
from app.domain.questionnaire import Questionnaire
from app.domain.text import LocalizedText

CONSENT_CODES = {"publish", "attribute", "aggregate"}
DEEPEST_CONDITION = 40  # conditions inside one another; nobody can follow even that


@dataclass(frozen=True)
class Diagnostic:
    """What is wrong, where it is (steps into the document), and what to do. Only errors make it unusable."""

    place: Place
    text: str
    severity: Literal["error", "warning"] = "error"


def analyse(questionnaire: Questionnaire) -> tuple[Diagnostic, ...]:
    """Everything found in the definition; without errors it can be published."""
    return (
        *_sections(questionnaire),
        *_questions(questionnaire),
        *_chapters(questionnaire),
        *_consent(questionnaire),
        *_languages(questionnaire),
    )


def _sections(questionnaire: Questionnaire) -> Iterator[Diagnostic]:
    earlier: dict[str, Question] = {}
    keys: set[str] = set()
    for position, section in enumerate(questionnaire.sections):
        place: Place = ("sections", position)
        if section.key in keys:
            yield Diagnostic((*place, "key"), f"Another section has the key {section.key} already.")
        keys.add(section.key)
        if section.shown_when is not None:
            yield from _condition(section.shown_when, earlier, questionnaire, (*place, "shown_when"))
        earlier |= {question.key: question for question in section.questions}


def _questions(questionnaire: Questionnaire) -> Iterator[Diagnostic]:
    earlier: dict[str, Question] = {}
    for at, section in enumerate(questionnaire.sections):
        for position, question in enumerate(section.questions):
            place: Place = ("sections", at, "questions", position)
            if question.key in earlier:
                yield Diagnostic((*place, "key"), f"Another question has the key {question.key} already.")
            if question.shown_when is not None:
                yield from _condition(question.shown_when, earlier, questionnaire, (*place, "shown_when"))
            yield from _options(question, place)
            yield from _overlap(question, place)
            earlier[question.key] = question


def _options(question: Question, place: Place) -> Iterator[Diagnostic]:
    codes = [option.code for option in question.response_options()]
    for code in sorted({code for code in codes if codes.count(code) > 1}):
        yield Diagnostic((*place, "options"), f"The option code {code} is used twice.")
    for code in question.report.counts:
        if code not in codes:
            yield Diagnostic((*place, "report", "counts"), f"This question has no option {code} to count.")


def _overlap(question: Question, place: Place) -> Iterator[Diagnostic]:
    """The share of a statement adds the options it counts, and one State may choose several of these."""
    if isinstance(question, MultipleChoice) and len(question.report.counts) > 1:
        text = "A question with several answers can count one option only: the shares would overlap."
        yield Diagnostic((*place, "report", "counts"), text)


def _condition(
    condition: Condition, earlier: Mapping[str, Question], questionnaire: Questionnaire, place: Place
) -> Iterator[Diagnostic]:
    if depth_of(condition) > DEEPEST_CONDITION:
        text = f"This nests more than {DEEPEST_CONDITION} conditions in one another. Say it more simply."
        yield Diagnostic(place, text)
    for at, leaf in leaves(condition, place):
        key, asked = leaf.question, earlier.get(leaf.question)
        if asked is not None:
            yield from (Diagnostic(at, text) for text in _unfit(leaf, asked))
        elif key in questionnaire.by_key:
            yield Diagnostic(at, f"The condition looks at {key}, which is not asked before this place.")
        else:
            yield Diagnostic(at, f"The condition looks at {key}, but there is no such question.")


def _unfit(leaf: Leaf, asked: Question) -> Iterator[str]:
    """What keeps the condition from ever holding for an answer to the question that it looks at."""
    if not asked.asks:
        yield f"The condition looks at {asked.key}, which is a note: nobody answers it."
        return
    if isinstance(leaf, Is | IsAnyOf) and isinstance(asked, MultipleChoice):
        yield f"{asked.key} takes several answers: use includes_any_of with a list of options."
    if isinstance(leaf, IncludesAnyOf) and not isinstance(asked, MultipleChoice):
        yield f"{asked.key} takes one answer: use is or is_any_of."
    codes = {option.code for option in asked.response_options()}
    for code in options_named(leaf):
        if code not in codes:
            yield f"The condition names {code}, which is not an option of {asked.key}."


def _chapters(questionnaire: Questionnaire) -> Iterator[Diagnostic]:
    """A section that has something to state is in exactly one chapter, any other section in one at most."""
    times: Counter[str] = Counter()
    for position, chapter in enumerate(questionnaire.report.chapters):
        place: Place = ("report", "chapters", position, "sections")
        for key in chapter.sections:
            times[key] += 1
            if key not in questionnaire.section_by_key:
                yield Diagnostic(place, f"There is no section {key}.")
            elif times[key] == 2:
                yield Diagnostic(place, f"Section {key} is in two chapters. Keep it in one.")
    for at, section in enumerate(questionnaire.sections):
        states = any(question.report.statement is not None for question in section.questions)
        if states and not times[section.key]:
            text = f"Section {section.key} has statements to report. Name it in a chapter of report.chapters."
            yield Diagnostic(("sections", at), text)


def _consent(questionnaire: Questionnaire) -> Iterator[Diagnostic]:
    key = questionnaire.consent_question
    if key is None:
        return
    question = questionnaire.by_key.get(key)
    if question is None:
        yield Diagnostic(("consent_question",), f"There is no question {key}.")
    elif (
        not isinstance(question, SingleChoice)
        or {option.code for option in question.options} != CONSENT_CODES
    ):
        codes = ", ".join(sorted(CONSENT_CODES))
        yield Diagnostic(
            ("consent_question",), f"{key} must be a single_choice with exactly the options {codes}."
        )


def _languages(questionnaire: Questionnaire) -> Iterator[Diagnostic]:
    """The first language is the one that every text must have; another falls back to it while it is translated."""
    first, *others = questionnaire.languages
    for place, text in _texts(questionnaire, ()):
        if first not in text.root:
            yield Diagnostic(place, f"This text is missing in {first}, the first of the languages.")
        missing = [language for language in others if language not in text.root]
        if missing:
            yield Diagnostic(place, f"This text is not translated yet: {', '.join(missing)}.", "warning")


def _texts(part: object, place: Place) -> Iterator[tuple[Place, LocalizedText]]:
    """Every text that the definition wrote, with its place; what a question type brings with it is left out."""
    if isinstance(part, LocalizedText):
        yield place, part
    elif isinstance(part, BaseModel):
        for name in type(part).model_fields:
            if name in part.model_fields_set:
                yield from _texts(getattr(part, name), (*place, name))
    elif isinstance(part, tuple):
        for position, item in enumerate(part):
            yield from _texts(item, (*place, position))
