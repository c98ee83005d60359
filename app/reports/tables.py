"""Tables and figures of the Commission's document: one table per question, the response table, the bars.

Rows are regular on purpose, label, number, per cent, so that every figure can be recomputed from the printed text.
"""

from app.domain.findings import Finding, OptionCount, per_cent
from app.domain.number_words import states
from app.domain.prose import spread
from app.domain.question_types import MultipleChoice, Question
from app.reports.facts import GROUPS, Edition, Response
from app.reports.printed import Bar, Figure, Row, Table

NO_SHARE = ".."
NO_INFORMATION = "No information available"
DEMONSTRATION = "demonstration data"


def response_table(name: str, response: Response, edition: Edition, source: str) -> Table:
    """Table 1: replies counted by regional group. Its shares are exempt from the smallest base."""
    notes = {} if edition.demonstration else {"ASIA_PACIFIC": " (a)", "WESTERN_EUROPEAN_OTHER": " (b)"}
    remarks = () if edition.demonstration else _REMARKS_ON_GROUPS
    by_group = {group.group: group for group in response.groups}
    in_order = [by_group[code] for code in GROUPS if code in by_group]
    return Table(
        name=name,
        title="Replies counted, by regional group",
        unit="(Number of States)",
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


def question_table(name: str, question: Question, finding: Finding, language: str, source: str) -> Table:
    """The table of one question in the annex; of what was answered in words or numbers, only how many answered."""
    several = isinstance(question, MultipleChoice)
    return Table(
        name=name,
        title=title_of(question, language),
        unit="(Number of States)",
        columns=("Reply", "Number", "Per cent"),
        rows=tuple(_rows(question, finding, language)),
        total=Row(
            "States that answered" if several else "Total",
            (f"{finding.base}", "" if several else _share(finding, finding.base)),
        ),
        remarks=tuple(_remarks(question, finding)),
        source=source,
    )


def title_of(question: Question, language: str) -> str:
    return f"{question.number} {question.text.in_language(language)}"


def _rows(question: Question, finding: Finding, language: str) -> list[Row]:
    labels = _labels(question, language)
    rows = [_row(finding, labels[option.code], option.count) for option in finding.options]
    if not rows:
        rows.append(_row(finding, "Answered", finding.answered))
    if finding.no_information or "no_information" in question.non_answers:
        rows.append(_row(finding, NO_INFORMATION, finding.no_information))
    return rows


def _labels(question: Question, language: str) -> dict[str, str]:
    return {option.code: option.text.in_language(language) for option in question.response_options()}


def _row(finding: Finding, label: str, count: int) -> Row:
    return Row(label, (f"{count}", _share(finding, count)))


def _share(finding: Finding, count: int) -> str:
    share = finding.share(count)
    return NO_SHARE if share is None else f"{share}"


def _remarks(question: Question, finding: Finding) -> list[str]:
    remarks = [
        (
            f"Not included: unanswered {finding.not_answered}, not applicable {finding.not_applicable}, "
            f"not asked {finding.not_asked}."
        )
    ]
    if isinstance(question, MultipleChoice):
        remarks.insert(0, "States could choose several replies.")
    if finding.numbers:
        remarks.insert(0, f"{spread(finding.numbers).capitalize()}.")
    return remarks


def bars(name: str, question: Question, finding: Finding, edition: Edition, source: str) -> Figure:
    """A figure of the options by number of replies; equal numbers keep the order of the definition."""
    labels = _labels(question, edition.language)
    ranked = sorted(finding.options, key=lambda option: -option.count)
    drawn = [_bar(finding, option, labels[option.code]) for option in ranked]
    if finding.no_information:
        drawn.append(_bar(finding, OptionCount("", finding.no_information, None), NO_INFORMATION))
    suffix = f"; {DEMONSTRATION}" if edition.demonstration else ""
    several = ("States could choose several replies.",) if isinstance(question, MultipleChoice) else ()
    return Figure(
        name=name,
        title=f"{title_of(question, edition.language)} ({states(finding.base)}{suffix})",
        bars=tuple(drawn),
        remarks=several,
        source=source,
    )


def _bar(finding: Finding, option: OptionCount, label: str) -> Bar:
    share = _share(finding, option.count)
    said = f"{option.count} of {finding.base}" if share == NO_SHARE else f"{share} per cent"
    width = round(100 * option.count / finding.base, 2) if finding.base else 0.0
    return Bar(label=label, count=option.count, share=share, width=width, said=said)
