"""The question types: a class in a module of this package is one. They are found, and listed nowhere."""

from typing import TYPE_CHECKING

from app.domain.question_types.attachment import Attachment
from app.domain.question_types.base import AnyQuestion, QuestionBase, ResponseOption
from app.domain.question_types.choices import MultipleChoice, SingleChoice, YesNoPlanned
from app.domain.question_types.compound import Compound
from app.domain.question_types.computed import Computed
from app.domain.question_types.finding import any_of, complete, found_in
from app.domain.question_types.grid import Grid
from app.domain.question_types.numbers import WholeNumberQuestion
from app.domain.question_types.repeat import Repeat
from app.domain.question_types.texts import Note, TextQuestion

QUESTION_TYPES: dict[str, type[AnyQuestion]] = found_in(__name__, __path__)
complete(QUESTION_TYPES)

if TYPE_CHECKING:
    Question = AnyQuestion
else:
    Question = any_of(QUESTION_TYPES.values())

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
