"""Numbers → their median, quartiles, range and total, without a value by which its State would be known."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate

from app.domain.disclosure import SMALLEST_GROUP


@dataclass(frozen=True)
class NumberCount:
    """How many replies give one number, and how many of them for use in aggregated form only."""

    number: Fraction
    count: int = 1
    aggregate_only: int = 0


@dataclass(frozen=True)
class NumberSummary:
    """Median, and quartiles as the medians of the two halves (an odd count leaves its middle value out of both).

    The range is None where one of its ends would be told of few replies that were given for totals only.
    """

    count: int
    minimum: Fraction | None
    lower_quartile: Fraction
    median: Fraction
    upper_quartile: Fraction
    maximum: Fraction | None
    total: Fraction


def summarize(numbers: Sequence[NumberCount]) -> NumberSummary | None:
    """The summary of numbers in ascending order, or None where they are too few to hide single replies."""
    ends = list(accumulate(one.count for one in numbers))
    count = ends[-1] if ends else 0
    if count < SMALLEST_GROUP:
        return None

    def median(begin: int, end: int) -> Fraction:
        """Of the values from the one at `begin` to the one before `end`."""
        places = ((begin + end - 1) // 2, (begin + end) // 2)
        return sum((numbers[bisect_right(ends, place)].number for place in places), Fraction(0)) / 2

    half = count // 2
    told = not any(_gives_away(end) for end in (numbers[0], numbers[-1]))
    return NumberSummary(
        count=count,
        minimum=numbers[0].number if told else None,
        lower_quartile=median(0, half),
        median=median(0, count),
        upper_quartile=median(count - half, count),
        maximum=numbers[-1].number if told else None,
        total=sum((one.number * one.count for one in numbers), Fraction(0)),
    )


def _gives_away(end: NumberCount) -> bool:
    """Whether the end of a range is the number of few replies, none of which may be known by it.

    Both ends are kept then: of six or eight numbers the total would give one away where the other is told.
    """
    return end.count == end.aggregate_only < SMALLEST_GROUP
