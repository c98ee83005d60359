"""Tables of grids: a line for each row of the grid, a column for each reply; in parts where there are too many."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.domain.findings import NumberSummary
from app.domain.number_words import in_figures, joined
from app.domain.question_types import AnyQuestion
from app.domain.question_types.choices import Ranking
from app.domain.question_types.numbers import AmountQuestion, Year
from app.reports.printed import Row, Table
from app.reports.results import Group, Result
from app.reports.tables import (
    NO_INFORMATION,
    NO_SHARE,
    adds_up,
    among_the_first,
    answered_label,
    base_label,
    carried_over,
    is_several,
    labels_of,
    missing_of,
    not_included,
    several_replies,
    unit_in_words,
    unit_of,
)

MOST_COLUMNS = 8
"""Beside the labels and the base: more cannot be read across a page."""

LONGEST_HEAD = 36
"""Characters; a longer text stands under the table, and a letter in its column."""


@dataclass(frozen=True)
class _Column:
    head: str
    cells: tuple[str, ...]


def matrix_tables(title: str, group: Group, language: str, source: str) -> tuple[Table, ...]:
    """The tables of one column of a grid."""
    results = group.results
    base = _Column(base_label(results[0]), tuple(f"{one.finding.base}" for one in results))
    panels = _panels(_value_columns(results, language), _missing_columns(results))
    remarks = tuple(_remarks(results, language))
    return tuple(
        _panel([*panel, base], title, _subtitle(group.title, number, len(panels)), results, remarks, source)
        for number, panel in enumerate(panels, start=1)
    )


def _subtitle(column: str, number: int, panels: int) -> str:
    part = f"part {number} of {panels}" if panels > 1 else ""
    return f"{column}, {part}" if column and part else column or part.capitalize()


def _panel(
    columns: Sequence[_Column],
    title: str,
    subtitle: str,
    results: Sequence[Result],
    remarks: Sequence[str],
    source: str,
) -> Table:
    heads, legend = _heads(columns)
    return Table(
        name="",
        title=title,
        subtitle=subtitle,
        unit=unit_of(results[0]),
        columns=("Subject", *heads),
        rows=tuple(
            Row(result.row, tuple(column.cells[line] for column in columns))
            for line, result in enumerate(results)
        ),
        total=None,
        remarks=(*legend, *remarks),
        source=source,
    )


def _panels(values: Sequence[_Column], missing: Sequence[_Column]) -> list[list[_Column]]:
    """As few as can be, of nearly equal width; what is missing comes last, by itself where it has no room."""
    number = -(-len(values) // MOST_COLUMNS)
    width = -(-len(values) // number)
    panels = [list(values[start : start + width]) for start in range(0, len(values), width)]
    if len(panels[-1]) + len(missing) <= MOST_COLUMNS:
        panels[-1] += missing
    else:
        panels.append(list(missing))
    return panels


def _heads(columns: Sequence[_Column]) -> tuple[list[str], list[str]]:
    """The heads of the columns, and what the letters among them stand for."""
    heads: list[str] = []
    legend: list[str] = []
    for column in columns:
        if len(column.head) > LONGEST_HEAD:
            letter = f"({chr(ord('a') + len(legend))})"
            legend.append(f"{letter} {column.head}.")
            heads.append(letter)
        else:
            heads.append(column.head)
    return heads, legend


def _value_columns(results: Sequence[Result], language: str) -> list[_Column]:
    asked = results[0].asked
    findings = [result.finding for result in results]
    columns = [
        _Column(label, tuple(f"{finding.options[place].count}" for finding in findings))
        for place, label in enumerate(labels_of(asked, language).values())
    ]
    without = [finding.no_information for finding in findings]
    offered = any(without) or "no_information" in asked.non_answers
    if not columns and (offered or not _has_numbers(asked)):
        columns.append(_counted(answered_label(asked), [finding.answered for finding in findings]))
    if offered:
        columns.append(_counted(NO_INFORMATION, without))
    if _has_numbers(asked):
        columns += _number_columns(asked, [finding.numbers for finding in findings])
    return columns


def _missing_columns(results: Sequence[Result]) -> list[_Column]:
    """A column for each reason for which not every row is without as many replies."""
    missing = [missing_of(result.finding) for result in results]
    return [
        _counted(reason.capitalize(), [one[reason] for one in missing])
        for reason in missing[0]
        if len({one[reason] for one in missing}) > 1
    ]


def _counted(head: str, counts: Sequence[int]) -> _Column:
    return _Column(head, tuple(f"{count}" for count in counts))


def _has_numbers(question: AnyQuestion) -> bool:
    return question.variables()[0].numbers and not isinstance(question, AmountQuestion)


def _number_columns(question: AnyQuestion, summaries: Sequence[NumberSummary | None]) -> list[_Column]:
    heads = {
        "Lowest": "minimum",
        "Lower quartile": "lower_quartile",
        "Median": "median",
        "Upper quartile": "upper_quartile",
        "Highest": "maximum",
    }
    if adds_up(question):
        heads["Sum"] = "total"
    grouped = not isinstance(question, Year)
    return [
        _Column(
            head,
            tuple(
                NO_SHARE if value is None else in_figures(value, grouped=grouped)
                for value in (getattr(one, name, None) for one in summaries)
            ),
        )
        for head, name in heads.items()
    ]


def _remarks(results: Sequence[Result], language: str) -> list[str]:
    asked = results[0].asked
    remarks = []
    if isinstance(asked, Ranking):
        remarks.append(f"{among_the_first(asked)}: the number that named the reply there.")
    elif is_several(asked):
        remarks.append(several_replies(results[0]))
    if isinstance(asked, AmountQuestion):
        remarks.append("Amounts are not added up, as they are given in several currencies.")
    elif _has_numbers(asked):
        remarks.append(
            f"Quartiles by the method of median of halves{unit_in_words(asked, language)}. Where fewer than five "
            "numbers were given, two dots (..) stand in place of their summary."
        )
    return [*remarks, *_not_included(results), *carried_over(results[0].finding)]


def _not_included(results: Sequence[Result]) -> Iterator[str]:
    varying = [column.head.lower() for column in _missing_columns(results)]
    if varying:
        yield f"Not included in “{base_label(results[0])}”: {joined(varying)}."
    alike = {
        reason: count for reason, count in missing_of(results[0].finding).items() if reason not in varying
    }
    if alike:
        yield not_included(alike, " in each row" if len(results) > 1 else "")
