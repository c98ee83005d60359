"""Questions as templates see them: plain view models, one macro per question type."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import Flask
from flask_babel import gettext

from app.domain.answers import NonAnswer, Value, WrittenText
from app.domain.checks import Problem, Severity
from app.domain.question_types import MultipleChoice, Question, TextQuestion, WholeNumberQuestion
from app.domain.questionnaire import Questionnaire, Section
from app.domain.text import LocalizedText, count_words
from app.web.languages import translate

# The macro of templates/questions.html that draws each question type.
RENDERERS: Mapping[str, str] = {
    "single_choice": "one_option",
    "multiple_choice": "several_options",
    "yes_no_planned": "one_option",
    "whole_number": "number",
    "text": "written",
    "note": "note",
}


@dataclass(frozen=True)
class TextView:
    """A text of the definition, and the language it is in when that is not the page's."""

    text: str
    language: str


@dataclass(frozen=True)
class OptionView:
    value: str
    label: TextView
    checked: bool
    exclusive: bool = False


@dataclass(frozen=True)
class ProblemView:
    key: str
    number: str
    text: str
    is_error: bool


@dataclass(frozen=True)
class ConflictView:
    """Somebody else's answer, beside which the reader's own stays in the field."""

    theirs: tuple[str, ...]
    saved_at: Any


@dataclass(frozen=True)
class QuestionView:
    """One question on a page. `typed` is what its fields hold; `revision` is what a save must name."""

    key: str
    macro: str
    number: str
    text: TextView
    guidance: TextView | None
    required: bool
    applies: bool
    revision: int
    options: tuple[OptionView, ...]
    non_answers: tuple[OptionView, ...]
    typed: str
    problems: tuple[ProblemView, ...]
    conflict: ConflictView | None = None
    unit: TextView | None = None
    max_words: int = 0
    words: int = 0
    lines: int = 1
    minimum: int | None = None
    maximum: int | None = None


@dataclass(frozen=True)
class AnswerView:
    """One answer in words, for reading."""

    key: str
    number: str
    text: TextView
    answer: tuple[str, ...]
    non_answer: str
    problems: tuple[ProblemView, ...] = ()


def install(app: Flask) -> None:
    app.jinja_env.globals["new_key"] = lambda: secrets.token_hex(16)


def text_view(text: LocalizedText, language: str) -> TextView:
    return TextView(text.in_language(language), text.language_for(language))


def non_answer_label(reason: str) -> str:
    """What a reader sees where there is no value."""
    labels = {
        NonAnswer.NO_INFORMATION: gettext("No information available"),
        NonAnswer.NOT_APPLICABLE: gettext("Not applicable"),
        NonAnswer.NOT_ANSWERED: gettext("Not answered"),
    }
    return str(labels[NonAnswer(reason)])


def problem_view(problem: Problem, questionnaire: Questionnaire) -> ProblemView:
    return ProblemView(
        key=problem.question_key,
        number=questionnaire.by_key[problem.question_key].number,
        text=translate(problem.message),
        is_error=problem.severity is Severity.ERROR,
    )


def question_view(
    question: Question,
    language: str,
    *,
    value: Value,
    revision: int,
    applies: bool,
    problems: Sequence[ProblemView] = (),
    conflict: ConflictView | None = None,
) -> QuestionView:
    """`question` with its present answer, ready to be drawn."""
    typed = question.for_form(value)
    codes = {option.code for option in question.response_options()} | set(question.non_answers)
    free = [text for text in typed if text not in codes]
    return QuestionView(
        key=question.key,
        macro=RENDERERS[question.type],
        number=question.number,
        text=text_view(question.text, language),
        guidance=text_view(question.guidance, language) if question.guidance else None,
        required=question.required,
        applies=applies,
        revision=revision,
        options=tuple(
            OptionView(option.code, text_view(option.text, language), option.code in typed, option.exclusive)
            for option in question.response_options()
        ),
        non_answers=tuple(
            OptionView(reason, TextView(non_answer_label(reason), ""), reason in typed, exclusive=True)
            for reason in question.non_answers
        ),
        typed=free[0] if free else "",
        problems=tuple(problems),
        conflict=conflict,
        **_details(question, value, language),
    )


def _details(question: Question, value: Value, language: str) -> dict[str, Any]:
    match question:
        case TextQuestion():
            words = count_words(value.text) if isinstance(value, WrittenText) else 0
            return {"max_words": question.max_words, "words": words, "lines": question.lines}
        case WholeNumberQuestion():
            unit = text_view(question.unit, language) if question.unit else None
            return {"unit": unit, "minimum": question.minimum, "maximum": question.maximum}
        case MultipleChoice():
            return {"lines": len(question.options)}
    return {}


def answer_view(
    question: Question, language: str, value: Value, problems: Sequence[ProblemView] = ()
) -> AnswerView:
    """`value` in words, for the pages that only show answers."""
    return AnswerView(
        key=question.key,
        number=question.number,
        text=text_view(question.text, language),
        answer=question.for_print(value, language),
        non_answer=non_answer_label(value) if isinstance(value, NonAnswer) else "",
        problems=tuple(problems),
    )


def answers_by_section(
    questionnaire: Questionnaire,
    language: str,
    answers: Mapping[str, Value],
    applies: frozenset[str],
    problems: Sequence[ProblemView] = (),
) -> list[tuple[Section, TextView, list[AnswerView]]]:
    """Every question that applies, in words, under its section."""
    found = []
    for section in questionnaire.sections:
        views = [
            answer_view(
                question,
                language,
                answers.get(question.key, NonAnswer.NOT_ANSWERED),
                [problem for problem in problems if problem.key == question.key],
            )
            for question in section.questions
            if question.asks and question.key in applies
        ]
        if views:
            found.append((section, text_view(section.title, language), views))
    return found
