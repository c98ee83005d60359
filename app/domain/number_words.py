"""Numbers as a report writes them in English: in words below 10 and at the start of a sentence, else in figures."""

from decimal import Decimal
from fractions import Fraction

_BELOW_TWENTY = [
    "no",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def in_text(number: int) -> str:
    """ "nine", "12", "10,700"."""
    return _BELOW_TWENTY[number] if 0 <= number < 10 else f"{number:,}"


def at_start(number: int) -> str:
    """ "Nine", "Twenty-four", "One hundred and ninety-three"; figures from 1,000."""
    return _in_words(number).capitalize() if 0 <= number < 1000 else f"{number:,}"


def _in_words(number: int) -> str:
    if number < 20:
        return _BELOW_TWENTY[number]
    if number < 100:
        tens, ones = divmod(number, 10)
        return _TENS[tens - 2] + (f"-{_BELOW_TWENTY[ones]}" if ones else "")
    hundreds, rest = divmod(number, 100)
    return f"{_BELOW_TWENTY[hundreds]} hundred" + (f" and {_in_words(rest)}" if rest else "")


def in_figures(number: Fraction, *, grouped: bool = True) -> str:
    """ "3", "2.5", "1,200": exact, since medians of numbers with few decimals have few decimals too.

    Calendar years are not `grouped`.
    """
    exact = (Decimal(number.numerator) / Decimal(number.denominator)).normalize()
    return f"{exact:,f}" if grouped else f"{exact:f}"


def states(number: int, *, start: bool = False) -> str:
    """ "one State", "12 States"; with `start`, as a sentence begins: "Twelve States", "No State"."""
    if not start:
        return f"{in_text(number)} State{'' if number == 1 else 's'}"
    return f"{at_start(number)} State{'' if number < 2 else 's'}"


def joined(parts: list[str]) -> str:
    """ "a", "a and b", "a, b and c"."""
    return " and ".join([", ".join(parts[:-1]), parts[-1]]) if len(parts) > 1 else "".join(parts)
