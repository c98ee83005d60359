"""Tables of grids: a line for each row of the grid, a column for each reply; in parts where there are too many."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from app.domain.figures import Shown, Text, plain
from app.domain.finding_figures import FindingFigures, Measure
from app.domain.findings import SMALLEST_GROUP
from app.domain.question_types import AnyQuestion
from app.domain.question_types.choices import Ranking
from app.domain.question_types.numbers import AmountQuestion, Year
from app.domain.voice import Voice
from app.reports.printed import Row, Table
from app.reports.results import Group, Result
from app.reports.table_words import (
    adds_up,
    among_the_first,
    answered_label,
    base_label,
    carried_over,
    counts_of_missing,
    currencies,
    is_several,
    labels_of,
    missing_heads,
    missing_of,
    missing_words,
    no_information,
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
    """`counts` are the numbers of replies in the cells, None where the cells hold something else."""

    head: str
    cells: tuple[Shown, ...]
    counts: tuple[int, ...] | None = None


def matrix_tables(title: str, group: Group, voice: Voice, source: Text) -> tuple[Table, ...]:
    """The tables of one column of a grid."""
    results = group.results
    base = replace(_counted(base_label(results[0], voice), results, "base", voice), counts=None)
    panels = _panels(_value_columns(results, voice), _missing_columns(results, voice))
    remarks = tuple(_remarks(results, voice))
    return tuple(
        _panel(
            [*panel, base],
            title,
            _subtitle(group.title, number, len(panels), voice),
            group,
            voice,
            remarks,
            source,
        )
        for number, panel in enumerate(panels, start=1)
    )


def _subtitle(column: str, number: int, panels: int, voice: Voice) -> str:
    if panels == 1:
        return column
    part, parts = voice.number(number), voice.number(panels)
    if not column:
        return plain(voice.sentence("Part %(part)s of %(parts)s", part=part, parts=parts))
    return plain(
        voice.sentence("%(column)s, part %(part)s of %(parts)s", column=column, part=part, parts=parts)
    )


def _panel(
    columns: Sequence[_Column],
    title: str,
    subtitle: str,
    group: Group,
    voice: Voice,
    remarks: Sequence[Text],
    source: Text,
) -> Table:
    heads, legend = _heads(columns)
    return Table(
        name="",
        title=title,
        subtitle=subtitle,
        unit=unit_of(group.results[0], voice),
        columns=(voice.word("Subject"), *heads),
        rows=tuple(
            Row(result.row, tuple(column.cells[line] for column in columns), _shades(columns, line, group))
            for line, result in enumerate(group.results)
        ),
        total=None,
        remarks=(*legend, *remarks),
        source=source,
    )


def _shades(columns: Sequence[_Column], line: int, group: Group) -> tuple[int, ...]:
    """How dark each cell of a heat table is: by fifths of the row's base, and not at all where that is small."""
    result = group.results[line]
    base = result.finding.base
    if "heat" not in (group.holder.report.shown_as, result.asked.report.shown_as) or base < SMALLEST_GROUP:
        return ()
    return tuple(-(-5 * column.counts[line] // base) if column.counts else 0 for column in columns)


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


def _heads(columns: Sequence[_Column]) -> tuple[list[str], list[Text]]:
    """The heads of the columns, and what the letters among them stand for."""
    heads: list[str] = []
    legend: list[Text] = []
    for column in columns:
        if len(column.head) > LONGEST_HEAD:
            letter = f"({chr(ord('a') + len(legend))})"
            legend.append((f"{letter} {column.head}.",))
            heads.append(letter)
        else:
            heads.append(column.head)
    return heads, legend


def _value_columns(results: Sequence[Result], voice: Voice) -> list[_Column]:
    asked = results[0].asked
    columns = [
        _Column(
            label,
            tuple(figures.count(figures.finding.options[place]) for figures in _figures(results, voice)),
            tuple(one.finding.options[place].count for one in results),
        )
        for place, label in enumerate(labels_of(asked, voice).values())
    ]
    offered = any(one.finding.no_information for one in results) or "no_information" in asked.non_answers
    if not columns and (offered or not _has_numbers(asked)):
        columns.append(_counted(answered_label(asked, voice), results, "answered", voice))
    if offered:
        columns.append(_counted(no_information(voice), results, "no_information", voice))
    if _has_numbers(asked):
        columns += _number_columns(results, voice)
    return columns


def _missing_columns(results: Sequence[Result], voice: Voice) -> list[_Column]:
    """A column for each reason for which not every row is without as many replies."""
    heads = missing_heads(voice)
    columns = [_counted(heads[measure], results, measure, voice) for measure in _varying(results)]
    return [replace(column, counts=None) for column in columns]  # they are not of the base


def _varying(results: Sequence[Result]) -> list[str]:
    missing = [missing_of(result.finding) for result in results]
    return [measure for measure in missing[0] if len({one[measure] for one in missing}) > 1]


def _figures(results: Sequence[Result], voice: Voice) -> list[FindingFigures]:
    return [FindingFigures(result.finding, voice) for result in results]


def _counted(head: str, results: Sequence[Result], measure: str, voice: Voice) -> _Column:
    counts = tuple(getattr(one.finding, measure) for one in results)
    return _Column(head, tuple(figures.measure(measure) for figures in _figures(results, voice)), counts)


def _has_numbers(question: AnyQuestion) -> bool:
    return question.variables()[0].numbers and not isinstance(question, AmountQuestion)


def _number_columns(results: Sequence[Result], voice: Voice) -> list[_Column]:
    asked = results[0].asked
    heads: dict[Measure, str] = {
        "minimum": voice.word("Lowest"),
        "lower_quartile": voice.word("Lower quartile"),
        "median": voice.word("Median"),
        "upper_quartile": voice.word("Upper quartile"),
        "maximum": voice.word("Highest"),
    }
    if adds_up(asked):
        heads["total"] = voice.word("Sum")
    years = isinstance(asked, Year)
    return [
        _Column(head, tuple(figures.number(measure, years=years) for figures in _figures(results, voice)))
        for measure, head in heads.items()
    ]


def _remarks(results: Sequence[Result], voice: Voice) -> Iterator[Text]:
    asked = results[0].asked
    if isinstance(asked, Ranking):
        yield voice.sentence(
            "%(ranks)s: the number that named the reply there.", ranks=among_the_first(asked, voice)
        )
    elif is_several(asked):
        yield several_replies(results[0], voice)
    if isinstance(asked, AmountQuestion):
        yield currencies(voice)
    elif _has_numbers(asked):
        yield voice.sentence(
            "Quartiles by the method of median of halves. Where fewer than five numbers were given, two dots (..) "
            "stand in place of their summary."
        )
        unit = unit_in_words(asked, voice)
        yield from [unit] if unit else []
    yield from _not_included(results, voice)
    yield from carried_over(results[0].finding, voice)


def _not_included(results: Sequence[Result], voice: Voice) -> Iterator[Text]:
    varying = _varying(results)
    words = missing_words(voice)
    if varying:
        yield voice.sentence(
            "Not included in “%(base)s”: %(reasons)s.",
            base=base_label(results[0], voice),
            reasons=voice.listed([words[measure] for measure in varying]),
        )
    alike = [measure for measure in words if measure not in varying]
    counts = voice.listed(counts_of_missing(results[0].finding, voice, alike))
    if alike and len(results) > 1:
        yield voice.sentence("Not included in each row: %(counts)s.", counts=counts)
    elif alike:
        yield voice.sentence("Not included: %(counts)s.", counts=counts)
