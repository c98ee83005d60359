"""Questions answered with a number."""

from collections.abc import Sequence
from typing import Literal, Self

from pydantic import model_validator

from app.domain.answers import NonAnswer, Tabulated, Unparsed, Value, WholeNumber, tabulate_non_answer
from app.domain.checks import Problem, error, warning
from app.domain.errors import message
from app.domain.question_types.base import QuestionBase
from app.domain.text import LocalizedText

LARGEST = 2_000_000_000  # fits the 32-bit integer column of `observation` on every database


class WholeNumberQuestion(QuestionBase):
    """A whole number between `minimum` and `maximum` (inclusive); above `unusual_above` a comment is asked for."""

    type: Literal["whole_number"]
    minimum: int = 0
    maximum: int = LARGEST
    unusual_above: int | None = None
    unit: LocalizedText | None = None

    @model_validator(mode="after")
    def _limits_in_order(self) -> Self:
        if not -LARGEST <= self.minimum <= self.maximum <= LARGEST:
            raise ValueError(f"minimum and maximum must be in order and within ±{LARGEST}")
        return self

    def parse(self, posted: Sequence[str]) -> Value:
        reason = self.non_answer_posted(posted)
        if reason is not None:
            return reason
        given = [text.strip() for text in posted if text.strip()]
        if len(given) == 1 and len(given[0]) <= 20 and given[0].removeprefix("-").isdecimal():
            number = int(given[0])  # reads the digits of every script, Arabic-Indic ones included
            if -LARGEST <= number <= LARGEST:
                return WholeNumber(number)
        return Unparsed(tuple(posted))

    def for_form(self, value: Value) -> tuple[str, ...]:
        match value:
            case WholeNumber(number):
                return (str(number),)
            case NonAnswer() if value is not NonAnswer.NOT_ANSWERED:
                return (value.value,)
            case Unparsed(typed):
                return typed
        return ()

    def for_print(self, value: Value, language: str) -> tuple[str, ...]:
        match value:
            case WholeNumber(number):
                unit = f" {self.unit.in_language(language)}" if self.unit else ""
                return (f"{number}{unit}",)
            case Unparsed(typed):
                return typed
        return ()

    def tabulate(self, value: Value) -> tuple[Tabulated, ...]:
        match value:
            case WholeNumber(number):
                return (Tabulated(kind="number", number=number),)
            case NonAnswer():
                return (tabulate_non_answer(value),)
        return (tabulate_non_answer(NonAnswer.NOT_ANSWERED),)

    def check(self, value: Value) -> tuple[Problem, ...]:
        if isinstance(value, Unparsed):
            return (self.unreadable(),)
        if not isinstance(value, WholeNumber):
            return ()
        if not self.minimum <= value.number <= self.maximum:
            limits = {"minimum": self.minimum, "maximum": self.maximum}
            return (error(self.key, message("Enter a number from %(minimum)d to %(maximum)d.", **limits)),)
        if self.unusual_above is not None and value.number > self.unusual_above:
            return (
                warning(
                    self.key,
                    message(
                        "%(number)d is more than most States report. If it is right, leave it as it is.",
                        number=value.number,
                    ),
                ),
            )
        return ()

    def unreadable(self) -> Problem:
        return error(
            self.key,
            message(
                "Enter a whole number in digits, such as 4, or choose the reason why there is none, not both."
            ),
        )
