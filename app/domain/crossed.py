"""One question by another: how those who chose each option of the first replied to the second.

The base is the replies with an answer to both, "no information" included; each line has its own. Cells are withheld
where their line or, read the other way, their column may not be broken down. Beside the lines stand the replies with
an answer to the second question alone: the question's own table less the lines shown would tell them. Who chose an
option is not told, so that small lines are shielded only where they hold replies for use in aggregated form only.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from app.domain.counts import share_of
from app.domain.disclosure import Line, withheld
from app.domain.figures import among_id
from app.domain.pairs import Pair, codes_of
from app.domain.question_types.base import Variable

BESIDE = ""  # the replies outside the base of the question that makes the lines


@dataclass(frozen=True)
class CrossedCell:
    """`count` of the replies of a line chose `option` of the other question; None where that is withheld.

    `share` is in whole per cent of the line's base, None where that is too small too.
    """

    option: str
    count: int | None
    share: int | None


@dataclass(frozen=True)
class CrossedLine:
    """The replies that chose `option`, "no_information" among the options: `base` answered the other question too."""

    option: str
    base: int
    cells: tuple[CrossedCell, ...]


@dataclass(frozen=True)
class Crossed:
    """The result of `name` by `other`, both names of findings; `base` is the replies with an answer to both."""

    name: str
    other: str
    base: int
    lines: tuple[CrossedLine, ...]

    def base_id(self, line: CrossedLine) -> str:
        """ "P2-B01=yes*P2-F05:base"."""
        return among_id(self.other, "base", among=f"{self.name}={line.option}")

    def cell_id(self, line: CrossedLine, cell: CrossedCell, measure: str) -> str:
        """ "P2-B01=yes*P2-F05=no:count"; `measure` is "count" or "share"."""
        return among_id(self.other, measure, option=cell.option, among=f"{self.name}={line.option}")


def can_be_crossed(variable: Variable) -> bool:
    """Whether it is a choice of a State; entries of a list have nothing to be joined by."""
    return bool(variable.options) and variable.per == "report"


def cross(
    name: str, variable: Variable, other: str, other_variable: Variable, pairs: Sequence[Pair]
) -> Crossed:
    """The finding from what the database counted. Raises ValueError where one of the two cannot be crossed."""
    if name == other or not (can_be_crossed(variable) and can_be_crossed(other_variable)):
        raise ValueError(f"{name} cannot be crossed with {other}")
    codes, columns = codes_of(variable), codes_of(other_variable)
    turned = [pair.turned() for pair in pairs]
    lines = _lines(pairs, codes, columns)
    hidden = _hidden(lines, pairs, columns, several=variable.several)
    hidden_columns = _hidden(_lines(turned, columns, codes), turned, codes, several=other_variable.several)
    return Crossed(
        name,
        other,
        sum(pair.count for pair in pairs if pair.is_reply and None not in (pair.one, pair.other)),
        tuple(
            CrossedLine(
                code,
                line.base,
                tuple(
                    CrossedCell(column, None, None)
                    if code in hidden or column in hidden_columns
                    else CrossedCell(column, count, share_of(count, line.base))
                    for column, count in zip(columns, line.cells, strict=True)
                ),
            )
            for code, line in lines.items()
        ),
    )


def _lines(pairs: Sequence[Pair], codes: Sequence[str], columns: Sequence[str]) -> Mapping[str, Line]:
    """A line for each code, which those who chose several are in several of."""
    cells = {(code, column): 0 for code in codes for column in columns}
    kept = dict.fromkeys(cells, 0)
    bases = dict.fromkeys(codes, 0)
    for pair in pairs:
        if pair.one is not None and pair.other is not None:
            if (pair.one, pair.other) not in cells:
                raise ValueError(f"counted, but not offered: {pair.one} and {pair.other}")
            cells[pair.one, pair.other] += pair.count
            kept[pair.one, pair.other] += pair.kept
            bases[pair.one] += pair.count if pair.other_first else 0
    return {
        code: Line(
            bases[code],
            tuple(cells[code, column] for column in columns),
            tuple(kept[code, column] for column in columns),
        )
        for code in codes
    }


def _hidden(
    lines: Mapping[str, Line], pairs: Sequence[Pair], columns: Sequence[str], *, several: bool
) -> frozenset[str]:
    """The lines with replies that may not be broken down; where they overlap, each has all others against it."""
    whole = _whole(pairs, columns)
    if several:
        apart = (
            withheld({code: line, BESIDE: _rest(whole, [line])}, named=False) for code, line in lines.items()
        )
        hidden = frozenset(chain.from_iterable(apart))
    else:
        hidden = withheld({**lines, BESIDE: _rest(whole, lines.values())}, named=False)
    return frozenset(code for code, line in lines.items() if code in hidden and line.base)


def _whole(pairs: Sequence[Pair], columns: Sequence[str]) -> Line:
    """Every reply with an answer to the other question, whatever it says to the first."""
    replies = [pair for pair in pairs if pair.first and pair.other is not None]
    chosen: Counter[str | None] = Counter()
    kept: Counter[str | None] = Counter()
    for pair in replies:
        chosen[pair.other] += pair.count
        kept[pair.other] += pair.kept
    return Line(
        sum(pair.count for pair in replies if pair.other_first),
        tuple(chosen[column] for column in columns),
        tuple(kept[column] for column in columns),
    )


def _rest(whole: Line, lines: Collection[Line]) -> Line:
    """What subtraction leaves of the whole."""
    places = range(len(whole.cells))
    return Line(
        whole.base - sum(line.base for line in lines),
        tuple(whole.cells[place] - sum(line.cells[place] for line in lines) for place in places),
        tuple(
            whole.aggregate_only[place] - sum(line.aggregate_only[place] for line in lines)
            for place in places
        ),
    )
