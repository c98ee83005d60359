"""A result beside others: that of the earlier cycle, and the same by the answer to another question."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask import current_app, request

from app.cycles.queries import find_cycle
from app.db import db
from app.domain.counted import counted_variables, name_of
from app.domain.crossed import Crossed, CrossedCell, CrossedLine, can_be_crossed
from app.domain.figures import Shown, figure_id
from app.domain.findings import Finding
from app.domain.over_cycles import OverCycles
from app.domain.question_types import Question
from app.domain.question_types.base import Variable
from app.domain.questionnaire import Questionnaire
from app.domain.text import LocalizedText
from app.reports.looking import Looked
from app.reports.queries import is_compared
from app.reports.results import Result, results_of
from app.reports.trends import crossed, findings_before
from app.reports.views.filtering import shortened
from app.reports.views.result_views import NO_INFORMATION, labels_of
from app.reports.views.shared import Instrument
from app.web.rendering import text_view
from app.web.view_models import TextView


@dataclass(frozen=True)
class CountView:
    """A count and its share, None where that is not shown."""

    count: Shown
    share: Shown | None


@dataclass(frozen=True)
class BesideRow:
    """A reply in both cycles. Without a label it is all with an answer, or those without information."""

    label: TextView | None
    code: str
    then: CountView
    now: CountView


@dataclass(frozen=True)
class PanelView:
    """The States that answered both times: of `base`, the `statement` was true of `before` and is of `after`."""

    statement: TextView
    base: Shown
    before: Shown
    after: Shown
    alike: bool


@dataclass(frozen=True)
class SinceView:
    """One result beside that of the earlier cycle; with `broken` there is nothing but the reason.

    `withholds` says that a panel could be counted, but would tell single answers.
    """

    title: TextView | None
    row: str
    broken: str
    rows: tuple[BesideRow, ...]
    bases: tuple[Shown, ...]
    panel: PanelView | None
    withholds: bool


@dataclass(frozen=True)
class EarlierView:
    """What the newest cycle that asked the same says, result by result.

    `explained` says that it is the one the report compares with, so that its figures can be explained.
    """

    cycle: TextView
    explained: bool
    results: tuple[SinceView, ...]


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


# -------------------------------------------------------------------------------------------- the earlier cycle


def earlier_of(asked: Instrument, question: Question, looked: Looked, language: str) -> EarlierView | None:
    """The question beside the newest earlier cycle that asked it; None where none did."""
    if not looked.findings:
        return None
    found = next(
        findings_before(
            db.session,
            cycle=asked.cycle,
            version_id=asked.chosen.version_id,
            definitions=current_app.extensions["definitions"],
            counted=asked.counted,
            findings=looked.findings,
        ),
        (),
    )
    if not found:
        return None
    over = {one.name: one for one in found}
    results = [
        result
        for group in results_of(question, looked.findings, language)
        for result in group.results
        if result.finding.name in over
    ]
    cycle = find_cycle(db.session, found[0].cycle)
    return EarlierView(
        text_view(LocalizedText.model_validate(cycle.title), language),
        is_compared(db.session, asked.cycle, asked.chosen.version_id, cycle.key),
        tuple(
            _since(
                one, over[one.finding.name], language, titled=len(results) > 1 and one.asked is not question
            )
            for one in results
        ),
    )


def _since(result: Result, over: OverCycles, language: str, *, titled: bool) -> SinceView:
    title = text_view(result.asked.text, language) if titled else None
    before, now = over.before, result.finding
    if before is None:
        return SinceView(title, result.row, over.broken or "", (), (), None, False)
    panel = _panel(result, over, language)
    return SinceView(
        title=title,
        row=result.row,
        broken="",
        rows=tuple(_rows(result, before, over.cycle, language)),
        bases=(
            Shown(over.figure("base"), f"{before.base}"),
            Shown(figure_id(now.name, "base"), f"{now.base}"),
        ),
        panel=panel,
        withholds=panel is None and _has_panel(result),
    )


def _has_panel(result: Result) -> bool:
    """Whether States that answered both times are counted by its statement, if that tells no single answer."""
    report, reported = result.asked.report, result.finding.reported
    return not (report.statement is None or reported is None or report.counts_all or result.entries)


def _rows(result: Result, before: Finding, cycle: str, language: str) -> Iterator[BesideRow]:
    now = result.finding
    earlier = {option.code: option.count for option in before.options}
    for option, label in zip(now.options, labels_of(result.asked, language), strict=True):
        then = _count(before, now.name, "count", earlier[option.code], option=option.code, cycle=cycle)
        yield BesideRow(
            label, option.code, then, _count(now, now.name, "count", option.count, option=option.code)
        )
    measures = [*([] if now.options else ["answered"]), NO_INFORMATION]
    for measure in measures:
        counts = getattr(before, measure), getattr(now, measure)
        if any(counts) or measure == "answered":
            then = _count(before, now.name, measure, counts[0], cycle=cycle)
            yield BesideRow(None, measure, then, _count(now, now.name, measure, counts[1]))


def _count(
    finding: Finding, name: str, measure: str, count: int, *, option: str = "", cycle: str = ""
) -> CountView:
    """`name` is that of the finding now, under which that of the earlier cycle has its identifiers too."""
    share, of_share = finding.share(count), "share" if option else f"{measure}_share"
    return CountView(
        Shown(figure_id(name, measure, option=option, cycle=cycle), f"{count}"),
        None if share is None else Shown(figure_id(name, of_share, option=option, cycle=cycle), f"{share}"),
    )


def _panel(result: Result, over: OverCycles, language: str) -> PanelView | None:
    statement = result.asked.report.statement
    if over.panel is None or statement is None:
        return None
    return PanelView(
        text_view(statement, language),
        Shown(over.figure("panel_base"), f"{over.panel.base}"),
        Shown(over.figure("panel_before"), f"{over.panel.before}"),
        Shown(over.figure("panel_after"), f"{over.panel.after}"),
        over.alike,
    )


# --------------------------------------------------------------------------------------------- another question


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
