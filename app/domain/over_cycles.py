"""One finding over cycles: beside that of an earlier cycle, and of the States that replied both times.

States reply to one cycle and not to the next, so that a difference of two results may be one of the States and not of
their answers. A trend is claimed of the States that replied both times alone, and only where they carry a share.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.domain.continuing import Break, Continued, Counted
from app.domain.counts import SMALLEST_BASE_OF_A_SHARE, share_of
from app.domain.disclosure import Line, withheld
from app.domain.figures import figure_id
from app.domain.findings import Finding
from app.domain.pairs import Pair
from app.domain.question_types.base import Variable


@dataclass(frozen=True)
class Panel:
    """The States with an answer both times: `base` of them, and of how many the statement is true before and after."""

    base: int
    before: int
    after: int

    @property
    def before_share(self) -> int | None:
        """In whole per cent, or None where the panel is too small for a share."""
        return share_of(self.before, self.base)

    @property
    def after_share(self) -> int | None:
        return share_of(self.after, self.base)


@dataclass(frozen=True)
class OverCycles:
    """The finding `name` beside the one of the earlier cycle `cycle`, which is None where there is a break.

    `panel` is None where the statement cannot be counted, or where it would tell single answers.
    """

    name: str
    cycle: str
    broken: Break | None
    before: Finding | None = None
    panel: Panel | None = None

    @property
    def alike(self) -> bool:
        """Whether a trend may be claimed: of the panel, which are the same States."""
        return self.panel is not None and self.panel.base >= SMALLEST_BASE_OF_A_SHARE

    def figure(self, measure: str) -> str:
        """ "P2-B01~demo-2024:reported"; also `base`, `share`, `panel_base`, `panel_before`, `panel_after_share`."""
        return figure_id(self.name, measure, cycle=self.cycle)


@dataclass(frozen=True)
class Before:
    """What the earlier cycle `cycle` says: its findings, which of them each finding of now continues, and the pairs.

    The findings are of counts alone: numbers and regional groups are compared nowhere. `pairs` are by the present name
    of the finding; a State that replied to one cycle alone is in none.
    """

    cycle: str
    links: Mapping[str, Continued]
    findings: Mapping[str, Finding]
    pairs: Mapping[str, Sequence[Pair]]

    def beside(
        self, findings: Mapping[str, Finding], variables: Mapping[str, Counted]
    ) -> Iterator[OverCycles]:
        """Each of the present `findings` that has a link, beside the earlier one; `variables` are those of now."""
        for name, link in self.links.items():
            earlier = self.findings[link.earlier] if link.earlier is not None else None
            pairs = self.pairs.get(name, ())
            yield over_cycles(self.cycle, link, earlier, findings[name], variables[name][1], pairs)


def over_cycles(
    cycle: str,
    link: Continued,
    before: Finding | None,
    now: Finding,
    variable: Variable,
    pairs: Sequence[Pair],
) -> OverCycles:
    """`before` is the finding that `link` names, of the cycle `cycle`.

    `pairs` are the answers of the States in both cycles, `one` the earlier.
    """
    if link.broken is not None or before is None:
        return OverCycles(now.name, cycle, link.broken or Break.NEW)
    panel = _panel(before, now, variable, pairs) if has_panel(variable) else None
    return OverCycles(now.name, cycle, None, before, panel)


def has_panel(variable: Variable) -> bool:
    """Whether it is asked of a State once, and an option of it, or any answer at all, makes a statement true."""
    counts_something = bool(variable.counts) or not variable.options
    return variable.per == "report" and counts_something and not variable.counts_all


def _panel(before: Finding, now: Finding, variable: Variable, pairs: Sequence[Pair]) -> Panel | None:
    """The panel, unless few States are in it or beside it: who replied to which cycle is printed of both."""
    if before.reported is None or now.reported is None:
        return None
    earlier = _said(variable, [pair.turned() for pair in pairs])
    later = _said(variable, pairs)
    wholes = ((before.base, before.reported, earlier), (now.base, now.reported, later))
    for base, reported, panel in wholes:
        if "panel" in withheld({"panel": panel, "beside": _beside(base, reported, panel)}):
            return None
    return Panel(later.base, earlier.cells[0], later.cells[0])


def _said(variable: Variable, pairs: Sequence[Pair]) -> Line:
    """Of how many of the panel the statement is true and untrue, by what they say as the `other`."""
    both = [pair for pair in pairs if pair.first and None not in (pair.one, pair.other)]
    true = [pair for pair in both if _is_true(variable, pair)]
    base = sum(pair.count for pair in both if pair.other_first)
    reported, kept = sum(pair.count for pair in true), sum(pair.other_kept for pair in true)
    all_kept = sum(pair.other_kept for pair in both if pair.other_first)
    return Line(base, (reported, base - reported), (kept, all_kept - kept))


def _is_true(variable: Variable, pair: Pair) -> bool:
    return pair.other in variable.counts if variable.options else pair.other == ""


def _beside(base: int, reported: int, panel: Line) -> Line:
    """Who replied to one cycle alone. Their consent is not counted: what all of them say is kept as if it had to be."""
    rest = base - panel.base
    true = reported - panel.cells[0]
    return Line(rest, (true, rest - true), (1, 1))
