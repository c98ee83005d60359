"""The figures of a finding, each with its identifier, in the digits of a voice: for tables and bars."""

from collections.abc import Collection
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from app.domain.figures import Shown, figure_id
from app.domain.findings import Finding, GroupCount, NumberSummary, OptionCount
from app.domain.voice import Voice

NO_SHARE = ".."
"""Stands in tables where a share, or the summary of too few numbers, is not given."""

Measure = Literal["minimum", "lower_quartile", "median", "upper_quartile", "maximum", "total"]


@dataclass(frozen=True)
class FindingFigures:
    """What can be printed of one finding. Shares are in whole per cent, without a sign."""

    finding: Finding
    voice: Voice

    def measure(self, measure: str) -> Shown:
        """A number of replies, by the name that the finding has for it: base, answered, no_information, ..."""
        return Shown(self._id(measure), self.voice.number(getattr(self.finding, measure)))

    def share_of(self, measure: str) -> Shown:
        """The same in per cent of the base."""
        return Shown(self._id(f"{measure}_share"), self._share(getattr(self.finding, measure)))

    def count(self, option: OptionCount) -> Shown:
        return Shown(self._id("count", option.code), self.voice.number(option.count))

    def share(self, option: OptionCount) -> Shown:
        return Shown(self._id("share", option.code), self._share(option.count))

    def first(self, option: OptionCount) -> Shown:
        """How many named it first."""
        return Shown(self._id("first", option.code), self.voice.number(option.first))

    def first_share(self, option: OptionCount) -> Shown:
        return Shown(self._id("first_share", option.code), self._share(option.first))

    def group_base(self, group: GroupCount) -> Shown:
        return Shown(figure_id(self.finding.name, "base", group=group.group), self.voice.number(group.base))

    def group_count(self, group: GroupCount, option: OptionCount) -> Shown:
        """How many of a group chose the option; two dots where the group is not broken down."""
        found = {one.code: one.count for one in group.options or ()}
        text = self.voice.number(found[option.code]) if option.code in found else NO_SHARE
        return Shown(figure_id(self.finding.name, "count", option=option.code, group=group.group), text)

    def group_reported(self, group: GroupCount, codes: Collection[str]) -> Shown:
        """How many of a group chose one of the counted options, of which each reply has one at most."""
        text = NO_SHARE
        if group.options is not None:
            text = self.voice.number(sum(one.count for one in group.options if one.code in codes))
        return Shown(figure_id(self.finding.name, "reported", group=group.group), text)

    def number(self, measure: Measure, *, years: bool = False) -> Shown:
        """One measure of the numbers given; `years` are not grouped by thousands."""
        numbers: NumberSummary | None = self.finding.numbers
        value: Fraction | None = getattr(numbers, measure, None)
        if value is None:
            return Shown(self._id(measure), NO_SHARE)
        return Shown(self._id(measure), self.voice.exact(value, grouped=not years))

    def _id(self, measure: str, option: str = "") -> str:
        return figure_id(self.finding.name, measure, option=option)

    def _share(self, count: int) -> str:
        share = self.finding.share(count)
        return NO_SHARE if share is None else f"{share}"
