"""Counts → findings: the base of each share, shares, medians, and what is too small to be broken down.

The base of a share is the replies that hold an answer, "no information" included. Not asked, *not applicable* and
*not answered* leave it. *Planned* is an option like any other: it counts as yes only where a definition says so.
Sources: the content's rules on missing answers, and the report style's on small numbers.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from app.domain.by_group import GroupCount, groups_of
from app.domain.counted import NOBODY, NOTHING, Together, counted_variables
from app.domain.counts import (
    SMALLEST_BASE_OF_A_SHARE,
    Count,
    OptionCount,
    answered_in,
    missing_in,
    options_in,
    per_cent,
    share_of,
)
from app.domain.disclosure import SMALLEST_GROUP
from app.domain.question_types import Question
from app.domain.question_types.base import Variable
from app.domain.questionnaire import Questionnaire
from app.domain.summaries import NumberCount, NumberSummary, summarize

__all__ = [
    "SMALLEST_BASE_OF_A_SHARE",
    "SMALLEST_GROUP",
    "Count",
    "Finding",
    "GroupCount",
    "NumberCount",
    "NumberSummary",
    "OptionCount",
    "find",
    "per_cent",
    "summarize",
]


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
        return share_of(count, self.base)


def find(
    questionnaire: Questionnaire,
    counts: Iterable[Count],
    numbers: Mapping[str, Sequence[NumberCount]],
    together: Mapping[str, Together] = NOTHING,
    carried: Mapping[str, int] = NOTHING,
    states: Mapping[str, Mapping[str, int]] = NOTHING,
) -> Mapping[str, Finding]:
    """The finding of every variable of every question that is counted, by name and in order.

    `numbers` holds the numbers given in ascending order, by name, `together` what `counted_together` asks for,
    `carried` how many reports carry over the previous answer, by question, `states` how many States the entries of a
    list with an answer are of, by name and group. Raises ValueError where `counts` hold what the questionnaire does not
    ask or offer: they belong to another version.
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
            _finding(
                question, variable, name, counted[name], numbers.get(name, ()), states.get(name, NOTHING)
            ),
            variable,
            together.get(name, NOBODY) if variable.counts_all else None,
            carried.get(question.key, 0),
        )
        for name, (question, variable) in variables.items()
    }


def _finding(
    question: Question,
    variable: Variable,
    name: str,
    counts: Sequence[Count],
    numbers: Sequence[NumberCount],
    states: Mapping[str, int],
) -> Finding:
    missing = missing_in(counts)
    answered = answered_in(counts)
    base = answered + missing["no_information"]
    options = options_in(variable, counts, base)
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
        groups=groups_of(variable, counts, states),
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


def _reported(variable: Variable, options: Sequence[OptionCount], answered: int) -> int | None:
    if not options:
        return answered
    counted = [option.count for option in options if option.code in variable.counts]
    may_overlap = variable.several and len(counted) > 1
    return None if may_overlap or not counted else sum(counted)
