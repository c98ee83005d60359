"""Results as templates see them: findings → bars, tables and rows, each figure with its identifier."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from app.domain.coding import CodedTexts
from app.domain.figures import Shown, among_id
from app.domain.finding_figures import NO_SHARE
from app.domain.findings import Finding, GroupCount, OptionCount
from app.domain.narrowing import Reason
from app.domain.policy import RegionalGroup
from app.domain.question_types import AnyQuestion, Grid, Question
from app.domain.question_types.numbers import AmountQuestion, Year
from app.domain.voice import ENGLISH
from app.reports.looking import Filter, Looked
from app.reports.results import Group, Result, results_of
from app.reports.table_words import adds_up, is_several
from app.web.languages import in_language
from app.web.rendering import text_view
from app.web.view_models import TextView

NO_INFORMATION = "no_information"


@dataclass(frozen=True)
class LineView:
    """A reply with its bar: `width` in parts of 100. Without a label it is the replies with an answer."""

    label: TextView | None
    code: str
    count: Shown
    share: Shown | None
    width: float


@dataclass(frozen=True)
class RowView:
    """A regional group, or a row of a grid: one cell for each column, none where it is not broken down."""

    label: TextView | None
    group: str
    base: Shown
    cells: tuple[Shown, ...]


@dataclass(frozen=True)
class ResultView:
    """One thing counted. `missing` are the replies outside its base, by reason; `numbers` its measures by name."""

    title: TextView | None
    entries: bool
    several: bool
    hidden: Reason
    base: Shown
    lines: tuple[LineView, ...]
    missing: tuple[tuple[str, Shown], ...]
    numbers: tuple[tuple[str, Shown], ...]
    columns: tuple[TextView, ...]
    groups: tuple[RowView, ...]

    @property
    def unshared(self) -> bool:
        """Whether the base is too small for shares."""
        return any(line.share is None for line in self.lines)

    @property
    def without_information(self) -> bool:
        return any(line.code == NO_INFORMATION and line.width for line in self.lines)


@dataclass(frozen=True)
class MatrixView:
    """A column of a grid: a row for each of its subjects. Its last column is *no information* where some say so.

    `titles` are those of the grid, where it stands inside a question, and of the column, where it is not the only one.
    """

    titles: tuple[TextView, ...]
    columns: tuple[TextView, ...]
    rows: tuple[RowView, ...]
    without_information: bool


@dataclass(frozen=True)
class Marks:
    """What the identifier of every figure on the page has in common: the filter."""

    group: str
    among: str

    def shown(self, name: str, measure: str, number: int, *, option: str = "", group: str = "") -> Shown:
        mark = among_id(name, measure, option=option, group=group or self.group, among=self.among)
        return Shown(mark, f"{number}")

    def worded(self, name: str, measure: str, text: str) -> Shown:
        return Shown(among_id(name, measure, group=self.group, among=self.among), text)


def views_of(
    question: Question, looked: Looked, wanted: Filter, language: str
) -> tuple[ResultView | MatrixView, ...]:
    """Everything counted of a question, in the order asked."""
    marks = Marks(wanted.group, wanted.among)
    found: list[ResultView | MatrixView] = []
    for group in results_of(question, looked.findings, language):
        inside = group.holder is not question or len(group.results) > 1
        if isinstance(group.holder, Grid):
            titled = (group.holder,) if group.holder is not question else ()
            found.append(_matrix(group.holder, titled, group, looked.hidden, marks, language))
        else:
            found += [_result(one, looked.hidden, marks, language, titled=inside) for one in group.results]
    return tuple(found)


def coded_view(coded: CodedTexts, labels: Mapping[str, TextView], wanted: Filter) -> ResultView:
    """The codes of a place, drawn as the options of a question are."""
    marks = Marks(wanted.group, wanted.among)
    lines = tuple(
        LineView(
            labels[one.code],
            one.code,
            Shown(_code_id(coded.name, "count", one.code, wanted), f"{one.count}"),
            None
            if one.share is None
            else Shown(_code_id(coded.name, "share", one.code, wanted), f"{one.share}"),
            _width(one.count, coded.coded),
        )
        for one in coded.codes
    )
    return ResultView(
        title=None,
        entries=False,
        several=True,
        hidden="",
        base=marks.shown(coded.name, "coded", coded.coded),
        lines=lines,
        missing=(("without_code", marks.shown(coded.name, "uncoded", coded.uncoded)),),
        numbers=(),
        columns=(),
        groups=(),
    )


def label_of(labels: Mapping[str, str]) -> TextView:
    """What staff call a code, in the language of the page where it has a name in it."""
    text = in_language(labels)
    return TextView(text, next(language for language, one in labels.items() if one == text))


def _code_id(name: str, measure: str, code: str, wanted: Filter) -> str:
    return among_id(name, measure, group=wanted.group, code=code, among=wanted.among)


def _result(
    result: Result, hidden: Mapping[str, Reason], marks: Marks, language: str, *, titled: bool
) -> ResultView:
    finding, asked = result.finding, result.asked
    reason = hidden[finding.name]
    return ResultView(
        title=text_view(asked.text, language) if titled else None,
        entries=result.entries,
        several=is_several(asked),
        hidden=reason,
        base=marks.shown(finding.name, "base", finding.base),
        lines=() if reason else tuple(_lines(asked, finding, marks, language)),
        missing=() if reason else tuple(_missing(finding, marks)),
        numbers=() if reason else tuple(_numbers(asked, finding, marks)),
        columns=labels_of(asked, language),
        groups=() if reason or marks.group or not finding.options else tuple(_groups(finding, marks)),
    )


def _matrix(
    grid: Grid,
    titled: tuple[AnyQuestion, ...],
    group: Group,
    hidden: Mapping[str, Reason],
    marks: Marks,
    language: str,
) -> MatrixView:
    asked, findings = group.results[0].asked, [one.finding for one in group.results]
    without = any(one.no_information for one in findings)
    return MatrixView(
        titles=tuple(
            text_view(one.text, language) for one in (*titled, *([asked] if len(grid.columns) > 1 else []))
        ),
        columns=labels_of(asked, language),
        rows=tuple(
            RowView(
                text_view(row.text, language),
                "",
                marks.shown(one.name, "base", one.base),
                () if hidden[one.name] else _subject(one, marks, without=without),
            )
            for row, one in zip(grid.rows, findings, strict=True)
        ),
        without_information=without,
    )


def _subject(finding: Finding, marks: Marks, *, without: bool) -> tuple[Shown, ...]:
    cells = _cells(finding, finding.options, marks)
    return (*cells, marks.shown(finding.name, NO_INFORMATION, finding.no_information)) if without else cells


def labels_of(asked: AnyQuestion, language: str) -> tuple[TextView, ...]:
    """Of its options, in order."""
    return tuple(text_view(option.text, language) for option in asked.response_options())


def _cells(
    finding: Finding, options: Sequence[OptionCount], marks: Marks, group: str = ""
) -> tuple[Shown, ...]:
    return tuple(
        marks.shown(finding.name, "count", one.count, option=one.code, group=group) for one in options
    )


def _lines(asked: AnyQuestion, finding: Finding, marks: Marks, language: str) -> Iterator[LineView]:
    for option, label in zip(finding.options, labels_of(asked, language), strict=True):
        yield _line(finding, marks, label, option.code, option.count)
    if not finding.options:
        yield _line(finding, marks, None, "", finding.answered, measure="answered")
    if finding.no_information or NO_INFORMATION in asked.non_answers:
        yield _line(finding, marks, None, NO_INFORMATION, finding.no_information, measure=NO_INFORMATION)


def _line(
    finding: Finding, marks: Marks, label: TextView | None, code: str, count: int, measure: str = "count"
) -> LineView:
    share, option = finding.share(count), code if label else ""
    of_share = "share" if label else f"{measure}_share"
    return LineView(
        label,
        code,
        marks.shown(finding.name, measure, count, option=option),
        None if share is None else marks.shown(finding.name, of_share, share, option=option),
        _width(count, finding.base),
    )


def _width(count: int, base: int) -> float:
    return round(100 * count / base, 2) if base else 0.0


def _missing(finding: Finding, marks: Marks) -> Iterator[tuple[str, Shown]]:
    yield from (
        (reason, marks.shown(finding.name, reason, getattr(finding, reason)))
        for reason in ("not_answered", "not_applicable", "not_asked")
    )
    if finding.carried_over:
        yield "carried_over", marks.shown(finding.name, "carried_over", finding.carried_over)


def _numbers(asked: AnyQuestion, finding: Finding, marks: Marks) -> Iterator[tuple[str, Shown]]:
    """Median, quartiles and range; a sum only of what can be added up, and nothing of several currencies."""
    summary = finding.numbers
    if summary is None or isinstance(asked, AmountQuestion):
        return
    measures = ["minimum", "lower_quartile", "median", "upper_quartile", "maximum"]
    for measure in [*measures, "total"] if adds_up(asked) else measures:
        value: Fraction | None = getattr(summary, measure)
        text = ENGLISH.exact(value, grouped=not isinstance(asked, Year)) if value is not None else NO_SHARE
        yield measure, marks.worded(finding.name, measure, text)


def _groups(finding: Finding, marks: Marks) -> Iterator[RowView]:
    known: Mapping[str, GroupCount] = {one.group: one for one in finding.groups}
    for group in RegionalGroup:
        if group in known:
            one = known[group]
            yield RowView(
                None,
                group,
                marks.shown(finding.name, "base", one.base, group=group),
                () if one.options is None else _cells(finding, one.options, marks, group),
            )
