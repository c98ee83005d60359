"""Tables of the Commission's document: the response table, tables of questions and of the parts of a compound.

Rows are regular on purpose, label, number, per cent, so that every figure can be recomputed from the printed text.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from app.domain.figures import Shown, Text, capitalized, figure_id
from app.domain.finding_figures import NO_SHARE, FindingFigures
from app.domain.findings import Finding, per_cent
from app.domain.prose import spread, summary_of
from app.domain.question_types import AnyQuestion, Repeat
from app.domain.question_types.choices import Ranking
from app.domain.question_types.numbers import AmountQuestion, Year
from app.domain.regional_groups import group_names
from app.domain.voice import Voice
from app.reports.facts import Edition, GroupResponse, Response
from app.reports.printed import Row, Table
from app.reports.results import Result
from app.reports.table_words import (
    adds_up,
    among_the_first,
    answered_label,
    base_label,
    carried_over,
    currencies,
    is_several,
    labels_of,
    no_information,
    not_included,
    several_replies,
    unit_in_words,
    unit_of,
)


def response_table(name: str, response: Response, edition: Edition, voice: Voice, source: Text) -> Table:
    """Table 1: replies counted by regional group. Its shares are exempt from the smallest base."""
    notes = {} if edition.demonstration else {"ASIA_PACIFIC": " (a)", "WESTERN_EUROPEAN_OTHER": " (b)"}
    names = group_names(voice)
    by_group = {group.group: group for group in response.groups}
    in_order = [by_group[code] for code in names if code in by_group]
    whole = GroupResponse("", response.invited, response.counted)
    return Table(
        name=name,
        title=voice.word("Replies counted, by regional group"),
        unit=voice.word("(Number of States)"),
        columns=(
            voice.word("Regional group"),
            voice.word("Member States"),
            voice.word("Replies"),
            voice.word("Per cent"),
        ),
        rows=tuple(
            Row(f"{names[group.group]}{notes.get(group.group, '')}", _responses(group, voice))
            for group in in_order
        ),
        total=Row(voice.word("Total"), _responses(whole, voice)),
        remarks=() if edition.demonstration else _remarks_on_groups(voice),
        source=source,
    )


def _responses(group: GroupResponse, voice: Voice) -> tuple[Shown, ...]:
    share = f"{per_cent(group.counted, group.invited)}" if group.invited else NO_SHARE
    texts = {"invited": voice.number(group.invited), "counted": voice.number(group.counted), "share": share}
    return tuple(
        Shown(figure_id("response", measure, group=group.group), text) for measure, text in texts.items()
    )


def _remarks_on_groups(voice: Voice) -> tuple[Text, ...]:
    return (
        voice.sentence("(a) Includes Kiribati, which is not formally in a regional group."),
        voice.sentence(
            "(b) Includes the United States of America, an observer in the group, and Türkiye, which takes part in two "
            "groups."
        ),
    )


def result_table(title: str, subtitle: str, result: Result, voice: Voice, source: Text) -> Table:
    """The table of one result."""
    return Table(
        name="",
        title=title,
        subtitle=subtitle,
        unit=unit_of(result, voice),
        columns=_columns(voice),
        rows=tuple(_rows(result, voice)),
        total=_total(result, voice),
        remarks=tuple(_remarks(result, voice)),
        source=source,
    )


def _columns(voice: Voice) -> tuple[str, ...]:
    return (voice.word("Reply"), voice.word("Number"), voice.word("Per cent"))


def parts_table(title: str, subtitle: str, results: Sequence[Result], voice: Voice, source: Text) -> Table:
    """One table for the parts of a compound: each part has a heading, its replies, its total and its notes."""
    rows: list[Row] = []
    for result in results:
        rows.append(Row(voice.text(result.asked.text), kind="heading"))
        rows += _rows(result, voice)
        rows.append(replace(_total(result, voice), kind="total"))
        rows += [Row(remark, kind="note") for remark in _remarks(result, voice)]
    return Table(
        name="",
        title=title,
        subtitle=subtitle,
        unit=unit_of(results[0], voice),
        columns=_columns(voice),
        rows=tuple(rows),
        total=None,
        remarks=(),
        source=source,
    )


def ranking_table(
    title: str, subtitle: str, ranking: Ranking, result: Result, voice: Voice, source: Text
) -> Table:
    """How many named each option among the first, and how many in first place."""
    finding, figures = result.finding, FindingFigures(result.finding, voice)
    labels = labels_of(ranking, voice)
    rows = [
        Row(
            labels[option.code],
            (
                figures.count(option),
                figures.share(option),
                figures.first(option),
                figures.first_share(option),
            ),
        )
        for option in finding.options
    ]
    if _offers_no_information(ranking, finding):
        rows.append(Row(no_information(voice), (*_measured(figures, "no_information"), "", "")))
    return Table(
        name="",
        title=title,
        subtitle=subtitle,
        unit=unit_of(result, voice),
        columns=(
            voice.word("Reply"),
            among_the_first(ranking, voice),
            voice.word("Per cent"),
            voice.word("In first place"),
            voice.word("Per cent"),
        ),
        rows=tuple(rows),
        total=Row(base_label(result, voice), (figures.measure("base"), "", "", "")),
        remarks=(not_included(finding, voice), *carried_over(finding, voice)),
        source=source,
    )


def _offers_no_information(question: AnyQuestion, finding: Finding) -> bool:
    return finding.no_information > 0 or "no_information" in question.non_answers


def _rows(result: Result, voice: Voice) -> Iterator[Row]:
    finding, labels = result.finding, labels_of(result.asked, voice)
    figures = FindingFigures(finding, voice)
    for option in finding.options:
        yield Row(labels[option.code], (figures.count(option), figures.share(option)))
    if not finding.options:
        yield Row(answered_label(result.asked, voice), _measured(figures, "answered"))
    if _offers_no_information(result.asked, finding):
        yield Row(no_information(voice), _measured(figures, "no_information"))


def _measured(figures: FindingFigures, measure: str) -> tuple[Shown, Shown]:
    return (figures.measure(measure), figures.share_of(measure))


def _total(result: Result, voice: Voice) -> Row:
    figures = FindingFigures(result.finding, voice)
    share = "" if is_several(result.asked) else figures.share_of("base")
    return Row(base_label(result, voice), (figures.measure("base"), share))


def _remarks(result: Result, voice: Voice) -> Iterator[Text]:
    if isinstance(result.asked, AmountQuestion):
        yield currencies(voice)
    numbers = _numbers_in_words(result, voice)
    if numbers:
        yield numbers
    if is_several(result.asked):
        yield several_replies(result, voice)
    yield not_included(result.finding, voice)
    yield from carried_over(result.finding, voice)


def _numbers_in_words(result: Result, voice: Voice) -> Text:
    """The summary of the numbers given; never a mean, and a sum only of what can be added up."""
    asked, finding = result.asked, result.finding
    total = FindingFigures(finding, voice).number("total")
    if isinstance(asked, Repeat) and finding.numbers:
        return voice.sentence(
            "Entries of each State: %(spread)s; sum %(total)s.",
            spread=spread(voice, finding),
            total=total,
        )
    if summary_of(asked, finding) is None:
        return ()
    told = capitalized(spread(voice, finding, years=isinstance(asked, Year)))
    if adds_up(asked):
        said = voice.sentence("%(spread)s; sum %(total)s.", spread=told, total=total)
    else:
        said = voice.sentence("%(spread)s.", spread=told)
    return voice.together([said, unit_in_words(asked, voice)])
