"""Figures of stacked bars: how the replies to each row of a grid, or of each regional group, are parted."""

from collections.abc import Iterator, Sequence
from itertools import accumulate

from app.domain.figures import Text, plain
from app.domain.finding_figures import FindingFigures
from app.domain.findings import Finding
from app.domain.voice import Voice
from app.reports.printed import Segment, StackedBar, StackedFigure
from app.reports.results import Group, Result
from app.reports.table_words import counted_head, labels_of, no_information, unit_of

MOST_TONES = 7
NO_INFORMATION_TONE = 9
"""Grey: it says nothing of the subject."""


def can_be_stacked(group: Group) -> bool:
    """Whether every reply is one of a few options, so that the parts make up the whole."""
    if not group.results:
        return False
    asked = group.results[0].asked
    return 1 < len(asked.response_options()) <= MOST_TONES and not asked.variables()[0].several


def stacked_figure(name: str, title: str, group: Group, voice: Voice, source: Text) -> StackedFigure:
    """One bar for each row, those with the largest counted share first; equal ones keep the order of the definition.

    Rows to which nobody replied are left out: they have nothing to part.
    """
    asked = group.results[0].asked
    rows = [one for one in group.results if one.finding.base]
    rows.sort(key=lambda one: -_counted_share(one))
    labels = labels_of(asked, voice)
    bars = [_bar(one.row or voice.word("All responding States"), one, labels, voice) for one in rows]
    return _figure(name, title, group, bars, voice, source)


def _figure(
    name: str, title: str, group: Group, bars: Sequence[StackedBar], voice: Voice, source: Text
) -> StackedFigure:
    asked = group.results[0].asked
    key = list(enumerate(labels_of(asked, voice).values()))
    if any(one.finding.no_information for one in group.results):
        key.append((NO_INFORMATION_TONE, no_information(voice)))
    return StackedFigure(
        name=name,
        title=title,
        unit=unit_of(group.results[0], voice),
        key=tuple(key),
        subject=voice.word("Subject"),
        counted=counted_head(asked, voice),
        replies=voice.word("Replies"),
        bars=tuple(bars),
        remarks=(),
        source=source,
    )


def _counted_share(result: Result) -> float:
    return (result.finding.reported or 0) / result.finding.base


def _bar(label: str, result: Result, labels: dict[str, str], voice: Voice) -> StackedBar:
    finding, figures = result.finding, FindingFigures(result.finding, voice)
    told = [
        plain(voice.sentence("%(reply)s: %(count)s", reply=labels[option.code], count=figures.count(option)))
        for option in finding.options
        if option.count
    ]
    return StackedBar(
        label=label,
        segments=tuple(_segments(finding)),
        counted=figures.measure("reported") if finding.reported is not None else "",
        base=figures.measure("base"),
        said=plain(voice.listed(told)) or no_information(voice),
    )


def _segments(finding: Finding) -> Iterator[Segment]:
    counts = [*(option.count for option in finding.options), finding.no_information]
    tones = [*range(len(finding.options)), NO_INFORMATION_TONE]
    for count, before, tone in zip(counts, accumulate(counts, initial=0), tones, strict=False):
        if count:
            yield Segment(round(100 * before / finding.base, 2), round(100 * count / finding.base, 2), tone)
