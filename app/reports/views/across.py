"""A result by the answer to another question."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask import request

from app.db import db
from app.domain.counted import counted_variables, name_of
from app.domain.crossed import Crossed, CrossedCell, CrossedLine, can_be_crossed
from app.domain.figures import Shown
from app.domain.question_types import Question
from app.domain.question_types.base import Variable
from app.domain.questionnaire import Questionnaire
from app.reports.trends import crossed
from app.reports.views.beside import CountView
from app.reports.views.filtering import shortened
from app.reports.views.result_views import NO_INFORMATION
from app.reports.views.shared import Instrument
from app.web.rendering import text_view
from app.web.view_models import TextView


@dataclass(frozen=True)
class CrossedRow:
    """Those who chose one option of the other question; a cell is None where it is withheld."""

    label: TextView | None
    base: Shown
    cells: tuple[CountView | None, ...]


@dataclass(frozen=True)
class CrossedView:
    """A result by the answer to another question: a column for each reply to this one, a line for each to the other.

    The column of those without information has no label. `base` is the replies with an answer to both.
    """

    title: TextView | None
    columns: tuple[TextView | None, ...]
    rows: tuple[CrossedRow, ...]
    base: int

    @property
    def withholds(self) -> bool:
        return any(None in row.cells for row in self.rows)


@dataclass(frozen=True)
class AcrossView:
    """What can be chosen to look across, by the value in the address; `chosen` is it, `words` what it asks."""

    choices: tuple[tuple[str, str], ...]
    chosen: str
    words: str
    tables: tuple[CrossedView, ...]


def across_of(asked: Instrument, question: Question, language: str) -> AcrossView | None:
    """The question by the one that the address names; None where no option is chosen in it.

    The rows of grids are left out: there may be hundreds, and each table costs a statement.
    """
    own = {name_of(question, one): one for one in question.variables() if _can_be_chosen(one)}
    choices = dict(_choices(asked.questionnaire, question, language))
    if not (question.counted and own and choices):
        return None
    chosen = request.args.get("across", "")
    chosen = chosen if chosen in choices else ""
    tables = tuple(
        _table(crossed(db.session, asked.questionnaire, asked.counted, chosen, name), asked, language)
        for name in (own if chosen else ())
    )
    return AcrossView(tuple(choices.items()), chosen, choices.get(chosen, ""), tables)


def _can_be_chosen(variable: Variable) -> bool:
    return can_be_crossed(variable) and not variable.row


def _choices(questionnaire: Questionnaire, question: Question, language: str) -> Iterator[tuple[str, str]]:
    """The other things that a State chooses one by one, by the names of their findings."""
    for name, (one, variable) in counted_variables(questionnaire).items():
        if one.key != question.key and _can_be_chosen(variable):
            text = f"{one.number} {one.text.in_language(language)}".strip()
            part = f"{variable.label.in_language(language)} – " if variable.label else ""
            yield name, shortened(f"{part}{text}")


def _table(found: Crossed, asked: Instrument, language: str) -> CrossedView:
    """The lines are those of the other question, so that each is read as a filter by its answer."""
    variables = counted_variables(asked.questionnaire)
    lines, columns = (_labels(variables[name][1], language) for name in (found.name, found.other))
    label = variables[found.other][1].label
    used = [
        column
        for column in columns
        if column != NO_INFORMATION or any(_is_used(line, column) for line in found.lines)
    ]
    rows = tuple(
        CrossedRow(
            lines[line.option],
            Shown(found.base_id(line), f"{line.base}"),
            tuple(_cell(found, line, cell) for cell in line.cells if cell.option in used),
        )
        for line in found.lines
        if line.option != NO_INFORMATION or line.base
    )
    return CrossedView(
        text_view(label, language) if label else None, tuple(columns[code] for code in used), rows, found.base
    )


def _labels(variable: Variable, language: str) -> dict[str, TextView | None]:
    """The replies by code; "no information", which has no text of its own, is None."""
    labels: dict[str, TextView | None] = {
        option.code: text_view(option.text, language) for option in variable.options
    }
    return labels | {NO_INFORMATION: None}


def _is_used(line: CrossedLine, column: str) -> bool:
    return any(cell.option == column and cell.count != 0 for cell in line.cells)


def _cell(found: Crossed, line: CrossedLine, cell: CrossedCell) -> CountView | None:
    if cell.count is None:
        return None
    share = None if cell.share is None else Shown(found.cell_id(line, cell, "share"), f"{cell.share}")
    return CountView(Shown(found.cell_id(line, cell, "count"), f"{cell.count}"), share)
