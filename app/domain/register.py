"""Every value that the Commission's document can print, by identifier: what is embedded, explained and verified.

Identifiers are those of `app.domain.figures`. A value that is not shown (a share of a small base, the replies of a
small group) is None: its identifier exists, so that two registers of the same questionnaire have the same keys.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType
from typing import Literal

from app.domain.coding import CodedTexts
from app.domain.figures import figure_id
from app.domain.findings import SMALLEST_BASE_OF_A_SHARE, Finding, GroupCount, OptionCount, per_cent
from app.domain.over_cycles import OverCycles, Panel
from app.domain.own_answers import SectorsApart

NOT_SHOWN = ".."
RESPONSE = "response"
COUNTS = (
    "answered",
    "no_information",
    "not_applicable",
    "not_answered",
    "not_asked",
    "carried_over",
    "base",
    "asked",
    "reported",
)
BEFORE = ("answered", "no_information", "base", "reported")
SUMMARY = ("minimum", "lower_quartile", "median", "upper_quartile", "maximum", "total")
NO_SECTORS: Mapping[str, SectorsApart] = MappingProxyType({})
NO_OPTIONS: Mapping[str, Collection[str]] = MappingProxyType({})

Kind = Literal["count", "share", "number"]


@dataclass(frozen=True)
class Value:
    """One value. A `share` is in whole per cent; None is what is not shown."""

    value: int | Fraction | None
    kind: Kind = "count"

    @property
    def shown(self) -> str:
        """In figures, without a language: "1200", "83", "2.5", ".."."""
        if self.value is None:
            return NOT_SHOWN
        if isinstance(self.value, int):
            return str(self.value)
        number = self.value
        return f"{(Decimal(number.numerator) / Decimal(number.denominator)).normalize():f}"


@dataclass(frozen=True)
class Replies:
    """Who was invited and whose reply is counted, in one regional group.

    What was `received`, and what of it came after the cut-off (`late`), is known of all together.
    """

    group: str
    invited: int
    counted: int
    received: int | None = None
    late: int = 0


Register = Mapping[str, Value]


def register(
    findings: Mapping[str, Finding],
    response: Iterable[Replies],
    apart: Mapping[str, SectorsApart] = NO_SECTORS,
    counted: Mapping[str, Collection[str]] = NO_OPTIONS,
    over: Iterable[OverCycles] = (),
    coded: Iterable[CodedTexts] = (),
) -> Register:
    """The register of findings and of the response; `apart` says by question where sectors answered themselves.

    The group '' of the response are all groups together. `counted` are the options that make a statement true, by
    the name of the finding. A group that was invited has its figures even where nobody in it answered. `over` are the
    findings beside those of an earlier cycle, `coded` what the codes of texts count.
    """
    found: dict[str, Value] = {}
    asked = tuple(response)
    invited = {replies.group for replies in asked if replies.group}
    for name, finding in findings.items():
        found.update(_of_finding(name, finding))
        groups = {group.group: group for group in finding.groups}
        for code in (*groups, *sorted(invited - groups.keys())):
            group = groups.get(code, GroupCount(code, 0, ()))
            found.update(_of_group(name, group, finding, counted.get(name, ())))
    for replies in asked:
        found.update(_of_response(replies))
    for name, sectors in apart.items():
        found[figure_id(name, "sectors_answered")] = Value(sectors.states)
        found[figure_id(name, "sectors_differing")] = Value(sectors.differing)
    for one in over:
        found.update(_of_earlier(one))
    for texts in coded:
        found.update(_of_codes(texts))
    return found


def _of_codes(texts: CodedTexts) -> Iterator[tuple[str, Value]]:
    """The codes of too few States are not shown."""
    yield figure_id(texts.name, "texts"), Value(texts.texts)
    yield figure_id(texts.name, "coded"), Value(texts.coded)
    for one in texts.codes:
        count, share = (one.count, one.share) if texts.is_told else (None, None)
        yield figure_id(texts.name, "count", code=one.code), Value(count)
        yield figure_id(texts.name, "share", code=one.code), Value(share, "share")


def _of_earlier(one: OverCycles) -> Iterator[tuple[str, Value]]:
    """What the earlier cycle said, and the States with an answer both times; nothing where there is a break."""
    before, panel = one.before, one.panel
    if before is None:
        return
    for measure in BEFORE:
        yield one.figure(measure), Value(getattr(before, measure))
    shares = {"share": before.reported, "answered_share": before.answered}
    for measure, count in (shares | {"no_information_share": before.no_information}).items():
        yield one.figure(measure), Value(None if count is None else before.share(count), "share")
    for option in before.options:
        yield figure_id(one.name, "count", option=option.code, cycle=one.cycle), Value(option.count)
        yield figure_id(one.name, "share", option=option.code, cycle=one.cycle), Value(option.share, "share")
    yield from _of_panel(one, panel)


def _of_panel(one: OverCycles, panel: Panel | None) -> Iterator[tuple[str, Value]]:
    yield one.figure("panel_base"), Value(panel.base if panel else None)
    yield one.figure("panel_before"), Value(panel.before if panel else None)
    yield one.figure("panel_after"), Value(panel.after if panel else None)
    before, after = (panel.before_share, panel.after_share) if panel else (None, None)
    yield one.figure("panel_before_share"), Value(before, "share")
    yield one.figure("panel_after_share"), Value(after, "share")


def _of_finding(name: str, finding: Finding) -> Iterator[tuple[str, Value]]:
    for measure in COUNTS:
        yield figure_id(name, measure), Value(getattr(finding, measure))
    reported = finding.reported
    yield (
        figure_id(name, "share"),
        Value(None if reported is None else finding.share(reported), "share"),
    )
    yield (
        figure_id(name, "no_information_share"),
        Value(finding.share(finding.no_information), "share"),
    )
    yield figure_id(name, "answered_share"), Value(finding.share(finding.answered), "share")
    yield figure_id(name, "base_share"), Value(finding.share(finding.base), "share")
    for option in finding.options:
        yield from _of_option(name, option, finding)
    yield from _of_numbers(name, finding)
    yield from _of_together(name, finding)


def _of_option(name: str, option: OptionCount, finding: Finding) -> Iterator[tuple[str, Value]]:
    code = option.code
    yield figure_id(name, "count", option=code), Value(option.count)
    yield figure_id(name, "share", option=code), Value(option.share, "share")
    yield figure_id(name, "first", option=code), Value(option.first)
    yield figure_id(name, "first_share", option=code), Value(finding.share(option.first), "share")


def _of_group(
    name: str, group: GroupCount, finding: Finding, codes: Collection[str]
) -> Iterator[tuple[str, Value]]:
    """A group that is too small keeps its base, and hides its replies."""
    seen = {option.code: option for option in group.options or ()}
    shown = [option.count for code, option in seen.items() if code in codes]
    reported = Value(None if group.options is None else sum(shown))
    yield figure_id(name, "base", group=group.group), Value(group.base)
    yield figure_id(name, "reported", group=group.group), reported
    for option in finding.options:
        one = seen.get(option.code)
        count, share = (one.count, one.share) if one else (None, None)
        yield figure_id(name, "count", group=group.group, option=option.code), Value(count)
        yield figure_id(name, "share", group=group.group, option=option.code), Value(share, "share")


def _of_numbers(name: str, finding: Finding) -> Iterator[tuple[str, Value]]:
    numbers = finding.numbers
    yield figure_id(name, "numbers"), Value(numbers.count if numbers else None)
    for measure in SUMMARY:
        yield figure_id(name, measure), Value(getattr(numbers, measure) if numbers else None, "number")


def _of_together(name: str, finding: Finding) -> Iterator[tuple[str, Value]]:
    jointly = finding.together
    if jointly is not None:
        share = per_cent(jointly.reported, jointly.base) if jointly.base >= SMALLEST_BASE_OF_A_SHARE else None
        yield figure_id(name, "together_base"), Value(jointly.base)
        yield figure_id(name, "together_reported"), Value(jointly.reported)
        yield figure_id(name, "together_share"), Value(share, "share")


def _of_response(replies: Replies) -> Iterator[tuple[str, Value]]:
    """The shares of the response are exempt from the smallest base: they are of those invited."""
    group, invited = replies.group, replies.invited
    share = per_cent(replies.counted, invited) if invited else None
    yield figure_id(RESPONSE, "invited", group=group), Value(invited)
    yield figure_id(RESPONSE, "counted", group=group), Value(replies.counted)
    yield figure_id(RESPONSE, "share", group=group), Value(share, "share")
    if replies.received is not None:
        yield figure_id(RESPONSE, "received", group=group), Value(replies.received)
    if replies.late:
        yield figure_id(RESPONSE, "late", group=group), Value(replies.late)
