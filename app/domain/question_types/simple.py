"""The question types that hold no other questions: what parts, cells and questions of a repeat may be."""

from typing import Annotated, Any

from pydantic import Field

from app.domain.question_types.base import QuestionBase
from app.domain.question_types.choices import MultipleChoice, Ranking, SingleChoice, YesNoPlanned
from app.domain.question_types.dates import DateQuestion, DateRangeQuestion, PeriodQuestion
from app.domain.question_types.numbers import (
    AmountQuestion,
    DecimalQuestion,
    Percentage,
    WholeNumberQuestion,
    Year,
)
from app.domain.question_types.people import Contact, DeclarationQuestion
from app.domain.question_types.scales import Scale
from app.domain.question_types.texts import EmailQuestion, Note, ShortText, TextQuestion, WebAddress

AnyQuestion = QuestionBase[Any]

SimpleQuestion = Annotated[
    SingleChoice
    | MultipleChoice
    | YesNoPlanned
    | Scale
    | Ranking
    | WholeNumberQuestion
    | DecimalQuestion
    | Percentage
    | Year
    | AmountQuestion
    | DateQuestion
    | DateRangeQuestion
    | PeriodQuestion
    | ShortText
    | TextQuestion
    | EmailQuestion
    | WebAddress
    | Contact
    | DeclarationQuestion
    | Note,
    Field(discriminator="type"),
]
