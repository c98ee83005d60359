"""The registry of question types: one class per type; adding a type means adding its class here."""

from typing import Annotated, get_args

from pydantic import Field

from app.domain.question_types.base import QuestionBase, ResponseOption
from app.domain.question_types.choices import MultipleChoice, SingleChoice, YesNoPlanned
from app.domain.question_types.numbers import WholeNumberQuestion
from app.domain.question_types.texts import Note, TextQuestion

Question = Annotated[
    SingleChoice | MultipleChoice | YesNoPlanned | WholeNumberQuestion | TextQuestion | Note,
    Field(discriminator="type"),
]

QUESTION_TYPES: dict[str, type[QuestionBase]] = {
    get_args(kind.model_fields["type"].annotation)[0]: kind for kind in get_args(get_args(Question)[0])
}

__all__ = [
    "QUESTION_TYPES",
    "MultipleChoice",
    "Note",
    "Question",
    "QuestionBase",
    "ResponseOption",
    "SingleChoice",
    "TextQuestion",
    "WholeNumberQuestion",
    "YesNoPlanned",
]
