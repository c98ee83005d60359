"""A result beside that of the earlier cycle."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask import current_app

from app.cycles.queries import find_cycle
from app.db import db
from app.domain.figures import Shown, figure_id
from app.domain.findings import Finding
from app.domain.over_cycles import OverCycles
from app.domain.question_types import Question
from app.domain.text import LocalizedText
from app.reports.looking import Looked
from app.reports.queries import cycle_before
from app.reports.results import Result, results_of
from app.reports.trends import findings_before
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
    compared = cycle_before(db.session, asked.cycle, asked.chosen.version_id)
    is_compared = compared is not None and compared.key == found[0].cycle
    cycle = compared if compared is not None and is_compared else find_cycle(db.session, found[0].cycle)
    return EarlierView(
        text_view(LocalizedText.model_validate(cycle.title), language),
        is_compared,
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
