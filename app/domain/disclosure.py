"""Which lines of a table are withheld, so that it tells nobody's answer.

The lines of a table divide the replies: regional groups, the options of another question, those who replied in both
cycles and those who did not. The base of each line is printed, and so is the line of all replies together, so what is
withheld of one line could be had by subtraction. Therefore:

1. a line of fewer than five States is withheld, whatever they allow: so few say little, and give themselves away;
2. a line of any size is withheld where all its replies say the same and one of them was given for use in aggregated
   form only: it would say what each of its States answered;
3. lines are withheld beside these, the smallest first, until no cell of a withheld line has one possible value alone.

For the third, let `base` be a withheld line's, `count` an option's in all withheld lines together, and `all` their
bases together. What is printed leaves the cell every value from max(0, base + count - all) to min(base, count), and one
alone exactly where the base is 0 or `all`, or the count is 0 or `all`. An option that no reply chose, or every one, is
told by the line of all replies and cannot be kept.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

SMALLEST_GROUP = 5


@dataclass(frozen=True)
class Line:
    """`base` replies, how many of them are in each cell, and how many of those for use in aggregated form only.

    A reply is in at most one cell, or in any number of them. `aggregate_only` is empty where nobody knows whose
    replies the line holds. `states` is how many States the replies are of, where that is not their number.
    """

    base: int
    cells: tuple[int, ...]
    aggregate_only: tuple[int, ...] = ()
    states: int | None = None

    @property
    def is_small(self) -> bool:
        return (self.base if self.states is None else self.states) < SMALLEST_GROUP

    @property
    def tells(self) -> bool:
        """Whether it says what each of its replies says, and one of them is for use in aggregated form only."""
        return any(
            count == self.base and kept for count, kept in zip(self.cells, self.aggregate_only, strict=False)
        )


def withheld(lines: Mapping[str, Line], *, named: bool = True) -> frozenset[str]:
    """The names of the lines whose cells are not shown: the empty ones are among them, and need no others.

    `named` says that it is known which States a line holds, as of regional groups. Of those who chose an option it is
    not: then no line is withheld for what it tells, and small ones are shielded where they hold replies for use in
    aggregated form only. Regional groups are shielded always, since not to be shielded would tell what they allow.
    """
    hidden = {name for name, line in lines.items() if line.is_small or (named and line.tells)}
    if not named and not any(sum(lines[name].aggregate_only) for name in hidden):
        return frozenset(hidden)
    shown = [name for name in lines if name not in hidden]
    while shown and not _are_safe(hidden, lines):
        # One that does alone is taken before a smaller one that does not; names decide between equals.
        chosen = min(shown, key=lambda name: (not _are_safe({*hidden, name}, lines), lines[name].base, name))
        hidden.add(chosen)
        shown.remove(chosen)
    return frozenset(hidden)


def _are_safe(hidden: Collection[str], lines: Mapping[str, Line]) -> bool:
    """Whether no cell of a hidden line can be computed that the line of all replies does not tell already."""
    within = [lines[name] for name in hidden if lines[name].base]
    if len(within) < 2:
        return not within
    of_all, of_hidden = sum(line.base for line in lines.values()), sum(line.base for line in within)
    counts = zip(_added(lines.values()), _added(within), strict=True)
    return all(told in (0, of_all) or 0 < count < of_hidden for told, count in counts)


def _added(lines: Collection[Line]) -> list[int]:
    """The cells of several lines, column by column."""
    return [sum(column) for column in zip(*(line.cells for line in lines), strict=True)]
