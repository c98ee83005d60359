"""Answers to look at a questionnaire with: always the same, fitting, and plainly invented."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from app.domain.answers import Items, NonAnswer, Value
from app.domain.question_types import AnyQuestion, Compound, Grid, MultipleChoice, Repeat, TextQuestion
from app.domain.question_types.choices import OneOption, Ranking
from app.domain.question_types.dates import DateQuestion, DateRangeQuestion, PeriodQuestion
from app.domain.question_types.numbers import AmountQuestion, Numeric, plain
from app.domain.question_types.texts import ShortText
from app.domain.questionnaire import Questionnaire
from app.domain.typed import Typed, alone, joined, within

WORDS: Mapping[str, str] = {
    "en": "Sample answer",
    "fr": "Exemple de réponse",
    "es": "Respuesta de ejemplo",
    "ru": "Пример ответа",
    "ar": "إجابة نموذجية",
    "zh": "示例回答",
}
ITEM = "sample"  # the ids of the items of a list begin so
USUAL = 12  # a number that most limits allow
_DAY: Typed = {"year": ("2025",), "month": ("6",), "day": ("30",)}


def sample_answers(questionnaire: Questionnaire, language: str) -> Mapping[str, Value]:
    """An answer to every question for which one can be made up, whether or not it applies."""
    made = {
        question.key: sample_answer(question, language)
        for _, question in questionnaire.walk()
        if question.asks
    }
    return {key: value for key, value in made.items() if value is not NonAnswer.NOT_ANSWERED}


def sample_answer(question: AnyQuestion, language: str) -> Value:
    if isinstance(question, Repeat):
        fields = joined(within(inner.key, _typed(inner, language)) for inner in question.questions)
        names = [f"{ITEM}{number}" for number in range(1, max(1, question.at_least) + 1)]
        return Items(tuple((name, question.parse_item(fields)) for name in names))
    return question.parse(_typed(question, language))


def _typed(question: AnyQuestion, language: str) -> Typed:
    match question:
        case Compound():
            return joined(within(inner.key, _typed(inner, language)) for inner in question.parts)
        case Grid():
            cells = joined(within(inner.key, _typed(inner, language)) for inner in question.columns)
            return joined(within(row.code, cells) for row in question.rows)
        case OneOption() | MultipleChoice() | Ranking():
            return _chosen(question)
        case Numeric():
            return _number(question)
    return _written(question, language) or _dated(question) or question.sample()


def _written(question: AnyQuestion, language: str) -> Typed:
    match question:
        case TextQuestion():
            return alone(" ".join(WORDS[language].split()[: question.max_words]))
        case ShortText():
            return alone(WORDS[language][: question.max_characters].strip())
    return {}


def _chosen(question: OneOption | MultipleChoice | Ranking) -> Typed:
    """The first options: as many as must be."""
    options = sorted(question.response_options(), key=lambda option: option.exclusive or option.specify)
    codes = [option.code for option in options]
    if isinstance(question, OneOption):
        return alone(codes[0])
    if isinstance(question, Ranking):
        count = question.at_least or min(2, question.ranks())
        return {str(rank): (code,) for rank, code in enumerate(codes[:count], start=1)}
    alone_or_two = 1 if options[0].exclusive else min(2, question.at_most or 2)
    return alone(*codes[: question.at_least or alone_or_two])


def _number(question: Numeric[Any]) -> Typed:
    low, high = question.limits()
    number = plain(min(high, max(low, Decimal(USUAL))))
    return (
        {"amount": (number,), "currency": ("USD",)} if isinstance(question, AmountQuestion) else alone(number)
    )


def _dated(question: AnyQuestion) -> Typed:
    match question:
        case DateQuestion():
            return _DAY
        case DateRangeQuestion():
            return joined([within("from", {**_DAY, "year": ("2020",)}), within("to", _DAY)])
        case PeriodQuestion():
            return alone("2025")
    return {}
