"""The replies of each regional group to one variable, without what would tell single answers."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from app.domain.answers import NonAnswer
from app.domain.counts import Count, OptionCount, answered_in, missing_in, options_in
from app.domain.disclosure import Line, withheld
from app.domain.question_types.base import Variable


@dataclass(frozen=True)
class GroupCount:
    """The replies of one regional group. `options` is None where they are not broken down."""

    group: str
    base: int
    options: tuple[OptionCount, ...] | None


def groups_of(
    variable: Variable, counts: Sequence[Count], states: Mapping[str, int]
) -> tuple[GroupCount, ...]:
    """The replies by group, in the order of the groups' names; `states` as `find` takes it, of this variable."""
    per_group: dict[str, list[Count]] = {}
    for count in counts:
        per_group.setdefault(count.group, []).append(count)
    lines = {
        group: _line(variable, rows, states.get(group, 0) if variable.per == "item" else None)
        for group, rows in sorted(per_group.items())
    }
    hidden = withheld(lines)
    return tuple(
        GroupCount(
            group, line.base, None if group in hidden else options_in(variable, per_group[group], line.base)
        )
        for group, line in lines.items()
    )


def _line(variable: Variable, counts: Sequence[Count], states: int | None) -> Line:
    without = missing_in(counts)[NonAnswer.NO_INFORMATION]
    codes = [option.code for option in variable.options]
    return Line(
        base=answered_in(counts) + without,
        cells=(*(_sum(counts, code) for code in codes), without),
        aggregate_only=(*(_kept(counts, code) for code in codes), _kept(counts, NonAnswer.NO_INFORMATION)),
        states=states,
    )


def _sum(counts: Iterable[Count], code: str) -> int:
    return sum(one.count for one in counts if one.choice == code)


def _kept(counts: Iterable[Count], code: str) -> int:
    """How many of the replies that say `code`, an option or the kind of non-answer, are for totals only."""
    return sum(one.aggregate_only for one in counts if code in (one.choice, one.non_answer))
