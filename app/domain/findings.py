"""Counts → findings: the base of each share, shares, medians, and what is too small to be broken down.

The base of a share is the replies that hold an answer, "no information" included. Not asked, *not applicable* and
*not answered* leave it. *Planned* is an option like any other: it counts as yes only where a definition says so.
Sources: the content's rules on missing answers, and the report style's on small numbers.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from app.domain.counted import NOBODY, NOTHING, Together, counted_variables
from app.domain.question_types import Question
from app.domain.question_types.base import Variable
from app.domain.questionnaire import Questionnaire

SMALLEST_BASE_OF_A_SHARE = 20
SMALLEST_GROUP = 5


@dataclass(frozen=True)
class Count:
    """How many observations are alike: one row of the `GROUP BY` over the counted snapshots.

    `first` is whether their position is 0. Every snapshot has exactly one such row for every variable, so the first
    ones count replies and all of them together count options. `row` is the row of a grid, '' for anything else.
    """

    question_key: str
    row: str
    first: bool
    kind: str
    choice: str | None
    non_answer: str | None
    group: str
    count: int


@dataclass(frozen=True)
class OptionCount:
    """How many replies chose an option. `share` is in whole per cent of the base, None where the base is too small.

    `first` is how many named it first, which says something of rankings only.
    """

    code: str
    count: int
    share: int | None
    first: int = 0


@dataclass(frozen=True)
class GroupCount:
    """The replies of one regional group. `options` is None where they are too few to be broken down."""

    group: str
    base: int
    options: tuple[OptionCount, ...] | None


@dataclass(frozen=True)
class NumberSummary:
    """Median, and quartiles as the medians of the two halves (an odd count leaves its middle value out of both)."""

    count: int
    minimum: Fraction
    lower_quartile: Fraction
    median: Fraction
    upper_quartile: Fraction
    maximum: Fraction
    total: Fraction


@dataclass(frozen=True)
class Finding:
    """The result of one variable of one question, in replies: snapshots, or the items of a repeat.

    `name` is its identity: "P2-B01", a part "P2-E01_status", a row "P2-C01/health_education".

    `reported` is how many replies make the question's statement true: the sum of the counted options of a single
    choice, the one counted option of a multiple choice, the replies with a number or a text otherwise. It is None
    where that cannot be said: no option is counted, or a multiple choice counts several, which may overlap.
    `carried_over` are reports that say nothing new where an earlier one answers; they are not among the not asked.
    `together` counts national reports where options make the statement true together, of a list in all its entries.
    """

    question_key: str
    name: str
    answered: int
    no_information: int
    not_applicable: int
    not_answered: int
    not_asked: int
    options: tuple[OptionCount, ...]
    reported: int | None
    groups: tuple[GroupCount, ...]
    numbers: NumberSummary | None = None
    together: Together | None = None
    carried_over: int = 0

    @property
    def base(self) -> int:
        return self.answered + self.no_information

    @property
    def asked(self) -> int:
        return self.base + self.not_applicable + self.not_answered

    @property
    def replies(self) -> int:
        """Every counted snapshot, whatever it holds."""
        return self.asked + self.not_asked + self.carried_over

    def share(self, count: int) -> int | None:
        """`count` in whole per cent of the base, or None where the base is too small."""
        return per_cent(count, self.base) if self.base >= SMALLEST_BASE_OF_A_SHARE else None


def per_cent(count: int, base: int) -> int:
    """A share in whole per cent, halves rounded up. Raises ZeroDivisionError without a base."""
    return (200 * count + base) // (2 * base)


def find(
    questionnaire: Questionnaire,
    counts: Iterable[Count],
    numbers: Mapping[str, Sequence[Fraction]],
    together: Mapping[str, Together] = NOTHING,
    carried: Mapping[str, int] = NOTHING,
) -> Mapping[str, Finding]:
    """The finding of every variable of every question that is counted, by name and in order.

    `numbers` holds the sorted values of what is answered with a number, by name, `together` what `counted_together`
    asks for, `carried` how many reports carry over the previous answer, by question. Raises ValueError where `counts`
    hold what the questionnaire does not ask or offer: they belong to another version.
    """
    variables = counted_variables(questionnaire)
    counted: dict[str, list[Count]] = {name: [] for name in variables}
    for count in counts:
        name = f"{count.question_key}/{count.row}" if count.row else count.question_key
        if name not in variables:
            raise ValueError(f"counted, but not asked: {name}")
        counted[name].append(count)
    return {
        name: _of_reports(
            _finding(question, variable, name, counted[name], numbers.get(name, ())),
            variable,
            together.get(name, NOBODY) if variable.counts_all else None,
            carried.get(question.key, 0),
        )
        for name, (question, variable) in variables.items()
    }


def summarize(numbers: Sequence[Fraction]) -> NumberSummary | None:
    """The summary of sorted `numbers`, or None where there are too few to keep single replies out of sight."""
    if len(numbers) < SMALLEST_GROUP:
        return None
    half = len(numbers) // 2
    return NumberSummary(
        count=len(numbers),
        minimum=numbers[0],
        lower_quartile=_median(numbers[:half]),
        median=_median(numbers),
        upper_quartile=_median(numbers[-half:]),
        maximum=numbers[-1],
        total=sum(numbers, Fraction(0)),
    )


def _median(numbers: Sequence[Fraction]) -> Fraction:
    middle = len(numbers) // 2
    return (numbers[middle] + numbers[-1 - middle]) / 2


def _finding(
    question: Question, variable: Variable, name: str, counts: Sequence[Count], numbers: Sequence[Fraction]
) -> Finding:
    missing = _non_answers(counts)
    answered = _answered(counts)
    base = answered + missing["no_information"]
    options = _options(variable, counts, base)
    return Finding(
        question_key=question.key,
        name=name,
        answered=answered,
        no_information=missing["no_information"],
        not_applicable=missing["not_applicable"],
        not_answered=missing["not_answered"],
        not_asked=missing["not_asked"],
        options=options,
        reported=_reported(variable, options, answered),
        groups=_groups(variable, counts),
        numbers=summarize(numbers),
    )


def _of_reports(finding: Finding, variable: Variable, together: Together | None, carried: int) -> Finding:
    """With what is counted of national reports: entries of a list make no statement true by themselves."""
    if variable.per == "report":
        finding = replace(finding, not_asked=finding.not_asked - carried, carried_over=carried)
    if together is None:
        return finding
    reported = together.reported if variable.per == "report" else None
    return replace(finding, together=together, reported=reported)


def _answered(counts: Iterable[Count]) -> int:
    return sum(count.count for count in counts if count.first and count.kind != "non_answer")


def _non_answers(counts: Iterable[Count]) -> Counter[str]:
    missing: Counter[str] = Counter()
    for count in counts:
        if count.non_answer is not None:
            missing[count.non_answer] += count.count
    return missing


def _options(variable: Variable, counts: Iterable[Count], base: int) -> tuple[OptionCount, ...]:
    chosen = Counter({option.code: 0 for option in variable.options})
    first: Counter[str] = Counter()
    for count in counts:
        if count.choice is not None:
            if count.choice not in chosen:
                raise ValueError(f"counted, but not offered: {count.choice} of {count.question_key}")
            chosen[count.choice] += count.count
            first[count.choice] += count.count if count.first else 0
    shares = base >= SMALLEST_BASE_OF_A_SHARE
    return tuple(
        OptionCount(code, number, per_cent(number, base) if shares else None, first[code])
        for code, number in chosen.items()
    )


def _reported(variable: Variable, options: Sequence[OptionCount], answered: int) -> int | None:
    if not options:
        return answered
    counted = [option.count for option in options if option.code in variable.counts]
    may_overlap = variable.several and len(counted) > 1
    return None if may_overlap or not counted else sum(counted)


def _groups(variable: Variable, counts: Sequence[Count]) -> tuple[GroupCount, ...]:
    """The replies by group, in the order of the groups' names."""
    per_group: dict[str, list[Count]] = {}
    for count in counts:
        per_group.setdefault(count.group, []).append(count)
    bases = {
        group: _answered(rows) + _non_answers(rows)["no_information"]
        for group, rows in sorted(per_group.items())
    }
    hidden = hidden_groups(bases)
    return tuple(
        GroupCount(group, base, None if group in hidden else _options(variable, per_group[group], base))
        for group, base in bases.items()
    )


def hidden_groups(bases: Mapping[str, int]) -> frozenset[str]:
    """Groups that are not broken down: the small ones and, where one alone is hidden, the next smallest too.

    Otherwise the total less the groups shown would give the hidden one away. Whether it holds replies that were given
    for use in aggregated form only is not asked: the answer would itself say something about them.
    """
    small = {group for group, base in bases.items() if base < SMALLEST_GROUP}
    if len([group for group in small if bases[group]]) == 1:
        others = [group for group in bases if group not in small]
        small.update(sorted(others, key=lambda group: bases[group])[:1])
    return frozenset(small)
