"""Figures of bars: the options of a choice by the number of replies."""

from app.domain.figures import Shown, Text, plain, together
from app.domain.finding_figures import NO_SHARE, FindingFigures
from app.domain.voice import Voice
from app.reports.facts import Edition
from app.reports.printed import Bar, Figure
from app.reports.results import Result
from app.reports.table_words import is_several, labels_of, no_information, several_replies


def bars(name: str, title: str, result: Result, edition: Edition, voice: Voice, source: Text) -> Figure:
    """A figure of the options by number of replies; equal numbers keep the order of the definition."""
    finding, figures = result.finding, FindingFigures(result.finding, voice)
    labels = labels_of(result.asked, voice)
    ranked = sorted(finding.options, key=lambda option: -option.count)
    drawn = [
        _bar(result, voice, labels[option.code], option.count, figures.count(option), figures.share(option))
        for option in ranked
    ]
    if finding.no_information:
        count, share = figures.measure("no_information"), figures.share_of("no_information")
        drawn.append(_bar(result, voice, no_information(voice), finding.no_information, count, share))
    base = figures.measure("base")
    states = voice.sentences("(%(base)s State)", "(%(base)s States)", finding.base, base=base)
    if edition.demonstration:
        states = voice.sentences(
            "(%(base)s State; demonstration data)",
            "(%(base)s States; demonstration data)",
            finding.base,
            base=base,
        )
    return Figure(
        name=name,
        title=together(title, states),
        bars=tuple(drawn),
        remarks=(several_replies(result, voice),) if is_several(result.asked) else (),
        source=source,
    )


def _bar(result: Result, voice: Voice, label: str, number: int, count: Shown, share: Shown) -> Bar:
    base = result.finding.base
    if share.text == NO_SHARE:
        said = voice.sentence("%(count)s of %(base)s", count=count.text, base=voice.number(base))
    else:
        said = voice.sentence("%(share)s per cent", share=share.text)
    width = round(100 * number / base, 2) if base else 0.0
    return Bar(label=label, count=count, share=share, width=width, said=plain(said))
