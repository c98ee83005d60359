"""Tables and figures of the Commission's document: the response table, tables of questions and parts, the bars.

Rows are regular on purpose, label, number, per cent, so that every figure can be recomputed from the printed text.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from app.domain.figures import plain
from app.domain.findings import Finding, OptionCount, per_cent
from app.domain.number_words import in_figures, in_text, states
from app.domain.prose import spread, summary_of
from app.domain.question_types import AnyQuestion, Attachment, Computed, Question, Repeat
from app.domain.question_types.choices import Ranking
from app.domain.question_types.numbers import (
    AmountQuestion,
    DecimalQuestion,
    Percentage,
    WholeNumberQuestion,
    Year,
)
from app.domain.voice import ENGLISH
from app.reports.facts import GROUPS, Edition, Response
from app.reports.printed import Bar, Figure, Row, Table
from app.reports.results import Result

NO_SHARE = ".."
NO_INFORMATION = "No information available"
DEMONSTRATION = "demonstration data"
STATES = "(Number of States)"
ENTRIES = "(Number of entries)"


def response_table(name: str, response: Response, edition: Edition, source: str) -> Table:
    """Table 1: replies counted by regional group. Its shares are exempt from the smallest base."""
    notes = {} if edition.demonstration else {"ASIA_PACIFIC": " (a)", "WESTERN_EUROPEAN_OTHER": " (b)"}
    remarks = () if edition.demonstration else _REMARKS_ON_GROUPS
    by_group = {group.group: group for group in response.groups}
    in_order = [by_group[code] for code in GROUPS if code in by_group]
    return Table(
        name=name,
        title="Replies counted, by regional group",
        unit=STATES,
        columns=("Regional group", "Member States", "Replies", "Per cent"),
        rows=tuple(
            Row(
                f"{GROUPS[group.group]}{notes.get(group.group, '')}",
                (f"{group.invited}", f"{group.counted}", _plain_share(group.counted, group.invited)),
            )
            for group in in_order
        ),
        total=Row(
            "Total",
            (f"{response.invited}", f"{response.counted}", _plain_share(response.counted, response.invited)),
        ),
        remarks=remarks,
        source=source,
    )


_REMARKS_ON_GROUPS = (
    "(a) Includes Kiribati, which is not formally in a regional group.",
    "(b) Includes the United States of America, an observer in the group, and Türkiye, which takes part in two groups.",
)


def _plain_share(count: int, whole: int) -> str:
    return f"{per_cent(count, whole)}" if whole else NO_SHARE


def result_table(title: str, subtitle: str, result: Result, language: str, source: str) -> Table:
    """The table of one result."""
    return Table(
        name="",
        title=title,
        subtitle=subtitle,
        unit=unit_of(result),
        columns=("Reply", "Number", "Per cent"),
        rows=tuple(_rows(result, language)),
        total=_total(result),
        remarks=tuple(_remarks(result, language)),
        source=source,
    )


def parts_table(title: str, subtitle: str, results: Sequence[Result], language: str, source: str) -> Table:
    """One table for the parts of a compound: each part has a heading, its replies, its total and its notes."""
    rows: list[Row] = []
    for result in results:
        rows.append(Row(result.asked.text.in_language(language), kind="heading"))
        rows += _rows(result, language)
        rows.append(replace(_total(result), kind="total"))
        rows += [Row(remark, kind="note") for remark in _remarks(result, language)]
    return Table(
        name="",
        title=title,
        subtitle=subtitle,
        unit=unit_of(results[0]),
        columns=("Reply", "Number", "Per cent"),
        rows=tuple(rows),
        total=None,
        remarks=(),
        source=source,
    )


def ranking_table(
    title: str, subtitle: str, ranking: Ranking, result: Result, language: str, source: str
) -> Table:
    """How many named each option among the first, and how many in first place."""
    finding = result.finding
    labels = labels_of(ranking, language)
    rows = [
        Row(
            labels[option.code],
            (
                f"{option.count}",
                _share(finding, option.count),
                f"{option.first}",
                _share(finding, option.first),
            ),
        )
        for option in finding.options
    ]
    if _offers_no_information(ranking, finding):
        share = _share(finding, finding.no_information)
        rows.append(Row(NO_INFORMATION, (f"{finding.no_information}", share, "", "")))
    return Table(
        name="",
        title=title,
        subtitle=subtitle,
        unit=unit_of(result),
        columns=("Reply", among_the_first(ranking), "Per cent", "In first place", "Per cent"),
        rows=tuple(rows),
        total=Row(base_label(result), (f"{finding.base}", "", "", "")),
        remarks=(not_included(missing_of(finding)), *carried_over(finding)),
        source=source,
    )


def among_the_first(ranking: Ranking) -> str:
    ranks = ranking.ranks()
    return f"Among the first {in_text(ranks)}" if ranks > 1 else "Named"


def title_of(question: Question, language: str) -> str:
    return f"{question.number} {question.text.in_language(language)}".strip()


def unit_of(result: Result) -> str:
    return ENTRIES if result.entries else STATES


def base_label(result: Result) -> str:
    """What the base of the shares is called: where several replies can be chosen, they do not add up to it."""
    if not is_several(result.asked):
        return "Total"
    return "Entries with a reply" if result.entries else "States that answered"


def is_several(question: AnyQuestion) -> bool:
    return question.variables()[0].several


def labels_of(question: AnyQuestion, language: str) -> dict[str, str]:
    return {option.code: option.text.in_language(language) for option in question.response_options()}


def answered_label(question: AnyQuestion) -> str:
    return "Documents sent" if isinstance(question, Attachment) else "Answered"


def _offers_no_information(question: AnyQuestion, finding: Finding) -> bool:
    return finding.no_information > 0 or "no_information" in question.non_answers


def _rows(result: Result, language: str) -> Iterator[Row]:
    finding, labels = result.finding, labels_of(result.asked, language)
    for option in finding.options:
        yield _row(finding, labels[option.code], option.count)
    if not finding.options:
        yield _row(finding, answered_label(result.asked), finding.answered)
    if _offers_no_information(result.asked, finding):
        yield _row(finding, NO_INFORMATION, finding.no_information)


def _row(finding: Finding, label: str, count: int) -> Row:
    return Row(label, (f"{count}", _share(finding, count)))


def _total(result: Result) -> Row:
    finding = result.finding
    share = "" if is_several(result.asked) else _share(finding, finding.base)
    return Row(base_label(result), (f"{finding.base}", share))


def _share(finding: Finding, count: int) -> str:
    share = finding.share(count)
    return NO_SHARE if share is None else f"{share}"


def _remarks(result: Result, language: str) -> Iterator[str]:
    if isinstance(result.asked, AmountQuestion):
        yield "Amounts are not added up, as they are given in several currencies."
    numbers = _numbers_in_words(result, language)
    if numbers:
        yield numbers
    if is_several(result.asked):
        yield several_replies(result)
    yield not_included(missing_of(result.finding))
    yield from carried_over(result.finding)


def several_replies(result: Result) -> str:
    return (
        "Several replies could be chosen for each entry."
        if result.entries
        else "States could choose several replies."
    )


def missing_of(finding: Finding) -> dict[str, int]:
    """The replies that left the base, by the reason."""
    return {
        "unanswered": finding.not_answered,
        "not applicable": finding.not_applicable,
        "not asked": finding.not_asked,
    }


def not_included(missing: Mapping[str, int], where: str = "") -> str:
    return f"Not included{where}: {', '.join(f'{reason} {count}' for reason, count in missing.items())}."


def carried_over(finding: Finding) -> tuple[str, ...]:
    """A line of its own: such replies are in no other count, and not in the base of shares."""
    count = finding.carried_over
    return (f"Carried over from the previous report: {count}.",) if count else ()


def _numbers_in_words(result: Result, language: str) -> str:
    """The summary of the numbers given; never a mean, and a sum only of what can be added up."""
    asked = result.asked
    if isinstance(asked, Repeat) and result.finding.numbers:
        summary = result.finding.numbers
        told = plain(spread(ENGLISH, result.finding.name, summary))
        return f"Entries of each State: {told}; sum {in_figures(summary.total)}."
    numbers = summary_of(asked, result.finding)
    if numbers is None:
        return ""
    sum_ = f"; sum {in_figures(numbers.total)}" if adds_up(asked) else ""
    told = plain(spread(ENGLISH, result.finding.name, numbers, years=isinstance(asked, Year)))
    return f"{told.capitalize()}{sum_}{unit_in_words(asked, language)}."


def adds_up(question: AnyQuestion) -> bool:
    """Whether the numbers of several States have a meaningful sum; what is computed may be a share."""
    return isinstance(question, WholeNumberQuestion | DecimalQuestion)


def unit_in_words(question: AnyQuestion, language: str) -> str:
    match question:
        case Percentage():
            return "; in per cent"
        case WholeNumberQuestion(unit=unit) | DecimalQuestion(unit=unit) | Computed(unit=unit) if unit:
            return f"; unit: {unit.in_language(language)}"
    return ""


def bars(name: str, title: str, result: Result, edition: Edition, source: str) -> Figure:
    """A figure of the options by number of replies; equal numbers keep the order of the definition."""
    finding = result.finding
    labels = labels_of(result.asked, edition.language)
    ranked = sorted(finding.options, key=lambda option: -option.count)
    drawn = [_bar(finding, option, labels[option.code]) for option in ranked]
    if finding.no_information:
        drawn.append(_bar(finding, OptionCount("", finding.no_information, None), NO_INFORMATION))
    suffix = f"; {DEMONSTRATION}" if edition.demonstration else ""
    several = (several_replies(result),) if is_several(result.asked) else ()
    return Figure(
        name=name,
        title=f"{title} ({states(finding.base)}{suffix})",
        bars=tuple(drawn),
        remarks=several,
        source=source,
    )


def _bar(finding: Finding, option: OptionCount, label: str) -> Bar:
    share = _share(finding, option.count)
    said = f"{option.count} of {finding.base}" if share == NO_SHARE else f"{share} per cent"
    width = round(100 * option.count / finding.base, 2) if finding.base else 0.0
    return Bar(label=label, count=option.count, share=share, width=width, said=said)
