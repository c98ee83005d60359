"""Questions answered with a number: whole, decimal, a percentage, a year, an amount of money."""

import re
from abc import abstractmethod
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, ClassVar, Literal, Self

from babel.core import get_global
from pydantic import Field, model_validator

from app.domain.answers import Amount, DecimalNumber, Tabulated, WholeNumber
from app.domain.checks import Problem, error, warning
from app.domain.errors import Message, message
from app.domain.question_types.base import QuestionBase, V, Variable
from app.domain.question_types.hearing import Hearing
from app.domain.text import LocalizedText
from app.domain.typed import Typed, alone

LARGEST = 2_000_000_000  # for whole numbers: what people count
LARGEST_AMOUNT = 1_000_000_000_000  # for decimals: with two places still exact as a double
MOST_PLACES = 4
# A comma with three digits behind it may separate thousands or decimals: nobody can say which, so it is not read.
_DIGITS = re.compile(r"-?\d{1,15}(?:[.٫]\d{1,10}|,(?!\d{3}$)\d{1,10})?")
PLACES_OF_MONEY = 2
_ASKED_SINCE = (2016, 1, 1)  # the outcome document; a currency that was replaced since then is still reported
CURRENCIES: tuple[str, ...] = tuple(
    sorted(
        {
            code
            for spans in get_global("territory_currencies").values()
            for code, _, end, tender in spans
            if tender and (end is None or tuple(end) >= _ASKED_SINCE)
        }
    )
)


def read_decimal(text: str) -> Decimal | None:
    """A number in the digits of any script, with a point or a comma before the decimals; None if it is none."""
    text = text.strip().replace("\N{MINUS SIGN}", "-")
    if not _DIGITS.fullmatch(text):
        return None
    return Decimal(text.replace(",", ".").replace("٫", "."))


def plain(number: Decimal) -> str:
    """ "12.5", never "1.25E+1"."""
    return f"{number:f}"


class Numeric(QuestionBase[V]):
    """What all questions answered with a number share."""

    unit: LocalizedText | None = None
    unusual_above: int | None = None

    def variables(self) -> tuple[Variable, ...]:
        return (Variable(numbers=True),)

    def effort(self) -> float:
        return 1  # numbers are looked up

    @abstractmethod
    def limits(self) -> tuple[Decimal, Decimal]:
        """The smallest and the largest number that can be submitted."""

    def whole(self) -> bool:
        """Whether there is no number between two whole ones."""
        return False

    def _in_words(self, number: str, language: str) -> tuple[str, ...]:
        return (f"{number} {self.unit.in_language(language)}" if self.unit else number,)

    def _outside(self, number: Decimal) -> Iterator[Problem]:
        low, high = self.limits()
        if not low <= number <= high:
            limits = {"minimum": plain(low), "maximum": plain(high)}
            yield error(self.key, message("Enter a number from %(minimum)s to %(maximum)s.", **limits))
        elif self.unusual_above is not None and number > self.unusual_above:
            yield warning(
                self.key,
                message(
                    "%(number)s is more than most States report. If it is right, leave it as it is.",
                    number=plain(number),
                ),
            )

    def _too_fine(self, number: Decimal, places: int) -> Iterator[Problem]:
        exponent: Any = number.as_tuple().exponent
        if -exponent > places:
            yield error(self.key, message("Give at most %(places)d decimals.", places=places))


class _Whole(Numeric[WholeNumber]):
    heard_as: ClassVar[Hearing] = "whole"

    def whole(self) -> bool:
        return True

    def read(self, typed: Typed) -> WholeNumber | None:
        texts = typed.get("", ())
        text = texts[0].strip().replace("\N{MINUS SIGN}", "-") if len(texts) == 1 and len(typed) == 1 else ""
        if len(text) > 20 or not text.removeprefix("-").isdecimal():
            return None
        number = int(text)  # reads the digits of every script, Arabic-Indic ones included
        return WholeNumber(number) if -LARGEST <= number <= LARGEST else None

    def written(self, value: WholeNumber) -> Typed:
        return alone(str(value.number))

    def words(self, value: WholeNumber, language: str) -> tuple[str, ...]:
        return self._in_words(str(value.number), language)

    def observed(self, value: WholeNumber) -> tuple[Tabulated, ...]:
        return (Tabulated(kind="number", number=value.number),)

    def unreadable(self) -> Problem:
        return error(self.key, self._how())

    def _how(self) -> Message:
        return message(
            "Enter a whole number in digits, such as 4, or choose the reason why there is none, not both."
        )


class WholeNumberQuestion(_Whole):
    """A whole number between `minimum` and `maximum` (inclusive); above `unusual_above` a comment is asked for."""

    type: Literal["whole_number"]
    minimum: int = 0
    maximum: int = LARGEST

    @model_validator(mode="after")
    def _limits_in_order(self) -> Self:
        if not -LARGEST <= self.minimum <= self.maximum <= LARGEST:
            raise ValueError(f"minimum and maximum must be in order and within ±{LARGEST}")
        return self

    def limits(self) -> tuple[Decimal, Decimal]:
        return Decimal(self.minimum), Decimal(self.maximum)

    def problems(self, value: WholeNumber) -> Iterator[Problem]:
        yield from self._outside(Decimal(value.number))


class Year(_Whole):
    """A calendar year in four digits."""

    type: Literal["year"]
    minimum: int = Field(default=1900, ge=1, le=9999)
    maximum: int = Field(default=2100, ge=1, le=9999)

    @model_validator(mode="after")
    def _limits_in_order(self) -> Self:
        if self.minimum > self.maximum:
            raise ValueError("minimum and maximum must be in order")
        return self

    def limits(self) -> tuple[Decimal, Decimal]:
        return Decimal(self.minimum), Decimal(self.maximum)

    def problems(self, value: WholeNumber) -> Iterator[Problem]:
        if not self.minimum <= value.number <= self.maximum:
            limits = {"minimum": self.minimum, "maximum": self.maximum}
            yield error(self.key, message("Enter a year from %(minimum)d to %(maximum)d.", **limits))

    def _how(self) -> Message:
        return message("Enter the year in four digits, such as 2019.")


class _Decimals(Numeric[DecimalNumber]):
    heard_as: ClassVar[Hearing] = "decimal"

    places: int = Field(default=1, ge=0, le=MOST_PLACES)

    def read(self, typed: Typed) -> DecimalNumber | None:
        texts = typed.get("", ())
        number = read_decimal(texts[0]) if len(texts) == 1 and len(typed) == 1 else None
        return None if number is None else DecimalNumber(number)

    def written(self, value: DecimalNumber) -> Typed:
        return alone(plain(value.number))

    def observed(self, value: DecimalNumber) -> tuple[Tabulated, ...]:
        return (Tabulated(kind="number", number=value.number),)

    def unreadable(self) -> Problem:
        return error(
            self.key,
            message(
                "Enter a number in digits, such as 2.5, or choose the reason why there is none, not both."
            ),
        )

    def problems(self, value: DecimalNumber) -> Iterator[Problem]:
        yield from self._too_fine(value.number, self.places)
        yield from self._outside(value.number)


class DecimalQuestion(_Decimals):
    """A number with at most `places` decimals between `minimum` and `maximum` (inclusive)."""

    type: Literal["decimal"]
    minimum: int = 0
    maximum: int = LARGEST_AMOUNT

    @model_validator(mode="after")
    def _limits_in_order(self) -> Self:
        if not -LARGEST_AMOUNT <= self.minimum <= self.maximum <= LARGEST_AMOUNT:
            raise ValueError(f"minimum and maximum must be in order and within ±{LARGEST_AMOUNT}")
        return self

    def words(self, value: DecimalNumber, language: str) -> tuple[str, ...]:
        return self._in_words(plain(value.number), language)

    def limits(self) -> tuple[Decimal, Decimal]:
        return Decimal(self.minimum), Decimal(self.maximum)


class Percentage(_Decimals):
    """A share in per cent, 0 to 100, with at most `places` decimals."""

    type: Literal["percentage"]

    def words(self, value: DecimalNumber, language: str) -> tuple[str, ...]:
        return (f"{plain(value.number)} %",)

    def limits(self) -> tuple[Decimal, Decimal]:
        return Decimal(0), Decimal(100)


class AmountQuestion(Numeric[Amount]):
    """An amount of money: fields `amount` and `currency` (ISO 4217). It is never converted here."""

    heard_as: ClassVar[Hearing] = "amount"

    type: Literal["amount"]

    def read(self, typed: Typed) -> Amount | None:
        amounts, currencies = typed.get("amount", ()), typed.get("currency", ())
        if len(amounts) != 1 or len(currencies) != 1 or len(typed) != 2:
            return None
        number = read_decimal(amounts[0])
        currency = currencies[0].strip().upper()
        return Amount(number, currency) if number is not None and currency in CURRENCIES else None

    def written(self, value: Amount) -> Typed:
        return {"amount": (plain(value.number),), "currency": (value.currency,)}

    def words(self, value: Amount, language: str) -> tuple[str, ...]:
        return (f"{value.currency} {value.number:,f}",)

    def observed(self, value: Amount) -> tuple[Tabulated, ...]:
        return (Tabulated(kind="number", number=value.number),)

    def limits(self) -> tuple[Decimal, Decimal]:
        return Decimal(0), Decimal(LARGEST_AMOUNT)

    def problems(self, value: Amount) -> Iterator[Problem]:
        yield from self._too_fine(value.number, PLACES_OF_MONEY)
        yield from self._outside(value.number)

    def unreadable(self) -> Problem:
        return error(
            self.key,
            message(
                "Enter the amount in digits, such as 12500, without separators, and choose the currency."
            ),
        )
