"""The registry of question types: one class per type; adding a type means adding its class here."""

from typing import Annotated, Any, get_args

from pydantic import Field

from app.domain.question_types.attachment import Attachment
from app.domain.question_types.base import QuestionBase, ResponseOption
from app.domain.question_types.choices import MultipleChoice, SingleChoice, YesNoPlanned
from app.domain.question_types.compound import Compound
from app.domain.question_types.computed import Computed
from app.domain.question_types.grid import Grid
from app.domain.question_types.numbers import WholeNumberQuestion
from app.domain.question_types.repeat import Repeat
from app.domain.question_types.simple import AnyQuestion, SimpleQuestion
from app.domain.question_types.texts import Note, TextQuestion

Question = Annotated[
    SimpleQuestion | Compound | Grid | Repeat | Attachment | Computed, Field(discriminator="type")
]


def _classes(union: Any) -> list[type[AnyQuestion]]:
    found: list[type[AnyQuestion]] = []
    for kind in get_args(union):
        found.extend(_classes(get_args(kind)[0]) if get_args(kind) else [kind])
    return found


QUESTION_TYPES: dict[str, type[AnyQuestion]] = {
    kind.named(): kind for kind in _classes(get_args(Question)[0])
}

__all__ = [
    "QUESTION_TYPES",
    "AnyQuestion",
    "Attachment",
    "Compound",
    "Computed",
    "Grid",
    "MultipleChoice",
    "Note",
    "Question",
    "QuestionBase",
    "Repeat",
    "ResponseOption",
    "SingleChoice",
    "TextQuestion",
    "WholeNumberQuestion",
    "YesNoPlanned",
]
