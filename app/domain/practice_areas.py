"""The thematic area of the outcome document to which a State counts a practice of its list."""

from app.domain.answers import Choice, Parts, Value
from app.domain.question_types import AnyQuestion, Compound, Repeat
from app.domain.question_types.choices import OneOption
from app.domain.text import LocalizedText

PRACTICE_AREA = "practice_area"
"""The concept of the question that asks for it; where it has parts, the first asks for the main area."""


def area_of(question: Repeat, entry: Parts) -> LocalizedText | None:
    """The (main) thematic area of an entry; None where the list does not ask for it, or it was not said."""
    for asked in question.questions:
        if asked.concept == PRACTICE_AREA:
            return _chosen(asked, entry.get(asked.key))
    return None


def _chosen(asked: AnyQuestion, value: Value) -> LocalizedText | None:
    if isinstance(asked, Compound):
        return _chosen(asked.parts[0], value.get(asked.parts[0].key)) if isinstance(value, Parts) else None
    if not isinstance(asked, OneOption) or not isinstance(value, Choice):
        return None
    return next((one.text for one in asked.response_options() if one.code == value.option), None)
