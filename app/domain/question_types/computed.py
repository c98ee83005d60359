"""Values that the form works out by itself: shown, never asked."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, ClassVar, Literal, Self

from pydantic import model_validator

from app.domain.answers import DecimalNumber, NonAnswer, Tabulated, Value, WholeNumber, WrittenText
from app.domain.checks import Operand
from app.domain.conditions import Heard, length_of
from app.domain.question_types.base import QuestionBase, Variable
from app.domain.question_types.hearing import Hearing, Standing
from app.domain.question_types.numbers import plain
from app.domain.text import LocalizedText
from app.domain.typed import Typed

Result = WholeNumber | DecimalNumber | WrittenText


class Computed(QuestionBase[Result]):
    """A number worked out from earlier answers (`value`), the length of a repeat (`count_of`), or a `fact`.

    What rests on something unanswered is itself not answered.
    """

    stands: ClassVar[Standing] = "alone"
    heard_as: ClassVar[Hearing] = "result"

    type: Literal["computed"]
    value: Operand | None = None
    count_of: str | None = None
    fact: Literal["respondent"] | None = None
    unit: LocalizedText | None = None

    @classmethod
    def least(cls, languages: Sequence[str]) -> dict[str, Any]:
        return {"fact": "respondent"}

    @model_validator(mode="after")
    def _one_source(self) -> Self:
        if sum(source is not None for source in (self.value, self.count_of, self.fact)) != 1:
            raise ValueError("A computed value comes from one of: value, count_of, fact")
        return self

    def compute(self, heard: Heard, names: Mapping[str, str]) -> Value:
        """The value, given the answers before it; `names` are the respondent's, by language."""
        if self.fact is not None:
            name = names.get("en") or next(iter(names.values()), "")
            return WrittenText(name) if name else NonAnswer.NOT_ANSWERED
        if self.count_of is not None:
            return WholeNumber(length_of(heard.answers.get(self.count_of)))
        number = self.value.value(heard, {}) if self.value is not None else None
        if number is None:
            return NonAnswer.NOT_ANSWERED
        whole = number == number.to_integral_value() and abs(number) < Decimal(10) ** 15
        return WholeNumber(int(number)) if whole else DecimalNumber(number.normalize())

    def variables(self) -> tuple[Variable, ...]:
        return (Variable(numbers=self.fact is None),)

    def effort(self) -> float:
        return 0

    def read(self, typed: Typed) -> None:
        return None

    def written(self, value: Result) -> Typed:
        return {}

    def words(self, value: Result, language: str) -> tuple[str, ...]:
        if isinstance(value, WrittenText):
            return (value.text,)
        shown = plain(Decimal(value.number))
        return (f"{shown} {self.unit.in_language(language)}" if self.unit else shown,)

    def observed(self, value: Result) -> tuple[Tabulated, ...]:
        if isinstance(value, WrittenText):
            return (Tabulated(kind="text"),)
        return (Tabulated(kind="number", number=value.number),)
