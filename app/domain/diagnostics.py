"""What the analysis of a definition finds, beyond its form: references that lead nowhere, names used twice."""

from collections.abc import Iterator
from dataclasses import dataclass

from app.domain.conditions import Condition, leaves, options_named
from app.domain.question_types import Question, SingleChoice
from app.domain.questionnaire import Questionnaire

CONSENT_CODES = {"publish", "attribute", "aggregate"}
Place = tuple[str | int, ...]


@dataclass(frozen=True)
class Diagnostic:
    """A mistake, where it is (steps into the document), and what to do."""

    place: Place
    text: str


def analyse(questionnaire: Questionnaire) -> tuple[Diagnostic, ...]:
    """Everything that makes the definition unusable; nothing found means that it can be published."""
    return (
        *_sections(questionnaire),
        *_questions(questionnaire),
        *_chapters(questionnaire),
        *_consent(questionnaire),
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
            earlier[question.key] = question


def _options(question: Question, place: Place) -> Iterator[Diagnostic]:
    codes = [option.code for option in question.response_options()]
    for code in sorted({code for code in codes if codes.count(code) > 1}):
        yield Diagnostic((*place, "options"), f"The option code {code} is used twice.")
    for code in question.report.counts:
        if code not in codes:
            yield Diagnostic((*place, "report", "counts"), f"This question has no option {code} to count.")


def _condition(
    condition: Condition, earlier: dict[str, Question], questionnaire: Questionnaire, place: Place
) -> Iterator[Diagnostic]:
    for leaf in leaves(condition):
        asked = earlier.get(leaf.question)
        if asked is None and leaf.question in questionnaire.by_key:
            yield Diagnostic(
                place, f"The condition looks at {leaf.question}, which is not asked before this place."
            )
        elif asked is None:
            yield Diagnostic(place, f"The condition looks at {leaf.question}, but there is no such question.")
        else:
            codes = {option.code for option in asked.response_options()}
            for code in options_named(leaf):
                if code not in codes:
                    yield Diagnostic(
                        place, f"The condition names {code}, which is not an option of {leaf.question}."
                    )


def _chapters(questionnaire: Questionnaire) -> Iterator[Diagnostic]:
    for position, chapter in enumerate(questionnaire.report.chapters):
        for key in chapter.sections:
            if key not in questionnaire.section_by_key:
                yield Diagnostic(("report", "chapters", position, "sections"), f"There is no section {key}.")


def _consent(questionnaire: Questionnaire) -> Iterator[Diagnostic]:
    key = questionnaire.consent_question
    if key is None:
        return
    question = questionnaire.by_key.get(key)
    if (
        not isinstance(question, SingleChoice)
        or {option.code for option in question.options} != CONSENT_CODES
    ):
        codes = ", ".join(sorted(CONSENT_CODES))
        yield Diagnostic(
            ("consent_question",), f"{key} must be a single_choice with exactly the options {codes}."
        )
