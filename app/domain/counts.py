"""What the database counted of one variable: replies with an answer, without one and why, and those of each option."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from app.domain.question_types.base import Variable

SMALLEST_BASE_OF_A_SHARE = 20


@dataclass(frozen=True)
class Count:
    """How many observations are alike: one row of the `GROUP BY` over the counted snapshots.

    `first` is whether their position is 0. Every snapshot has exactly one such row for every variable, so the first
    ones count replies and all of them together count options. `row` is the row of a grid, '' for anything else.
    `aggregate_only` is how many of them were given for use in aggregated form only.
    """

    question_key: str
    row: str
    first: bool
    kind: str
    choice: str | None
    non_answer: str | None
    group: str
    count: int
    aggregate_only: int = 0


@dataclass(frozen=True)
class OptionCount:
    """How many replies chose an option. `share` is in whole per cent of the base, None where the base is too small.

    `first` is how many named it first, which says something of rankings only.
    """

    code: str
    count: int
    share: int | None
    first: int = 0


def per_cent(count: int, base: int) -> int:
    """A share in whole per cent, halves rounded up. Raises ZeroDivisionError without a base."""
    return (200 * count + base) // (2 * base)


def share_of(count: int, base: int) -> int | None:
    """A share in whole per cent, or None where the base is too small for one."""
    return per_cent(count, base) if base >= SMALLEST_BASE_OF_A_SHARE else None


def answered_in(counts: Iterable[Count]) -> int:
    return sum(count.count for count in counts if count.first and count.kind != "non_answer")


def missing_in(counts: Iterable[Count]) -> Counter[str]:
    """The replies without an answer, by the reason."""
    missing: Counter[str] = Counter()
    for count in counts:
        if count.non_answer is not None:
            missing[count.non_answer] += count.count
    return missing


def options_in(variable: Variable, counts: Iterable[Count], base: int) -> tuple[OptionCount, ...]:
    """Every option of the variable, in its order. Raises ValueError where something else was chosen."""
    chosen = Counter({option.code: 0 for option in variable.options})
    first: Counter[str] = Counter()
    for count in counts:
        if count.choice is not None:
            if count.choice not in chosen:
                raise ValueError(f"counted, but not offered: {count.choice} of {count.question_key}")
            chosen[count.choice] += count.count
            first[count.choice] += count.count if count.first else 0
    return tuple(
        OptionCount(code, number, share_of(number, base), first[code]) for code, number in chosen.items()
    )
