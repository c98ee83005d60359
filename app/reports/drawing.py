"""Which figures a document draws, and under which numbers. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from app.domain.edition import EditionKind
from app.domain.figures import Text
from app.domain.question_types import Compound, Grid, Question
from app.domain.voice import Voice
from app.reports.bars import bars
from app.reports.drafting.references import figure_name, roman
from app.reports.facts import Edition
from app.reports.printed import Figure, StackedFigure
from app.reports.results import Group, Result
from app.reports.stacked import can_be_stacked, stacked_figure
from app.reports.table_words import title_of

MOST_FIGURES = 6
"""Of a report: authors are asked to use few. A paper draws all."""

LAST_ROMAN = 20


@dataclass(frozen=True)
class Drawing:
    """A figure that can be drawn of a question: `group` is what it shows, the first result of which names it."""

    question: Question
    group: Group

    @property
    def name(self) -> str:
        return self.group.results[0].finding.name

    @property
    def is_stacked(self) -> bool:
        return "stacked" in (self.group.holder.report.shown_as, self.group.results[0].asked.report.shown_as)


@dataclass(frozen=True)
class Drawn:
    """A figure: the name of the finding that it shows, its number, '' for the only one."""

    name: str
    numeral: str
    figure: Figure | StackedFigure


def drawings_of(question: Question, groups: Iterable[Group]) -> Iterator[Drawing]:
    """The figures that can be drawn of a question, in reading order; entries of lists have none."""
    for group in groups:
        told = tuple(result for result in group.results if not result.entries)
        if isinstance(group.holder, Grid):
            drawing = Drawing(question, Group(group.holder, group.title, told))
            if told and drawing.is_stacked and can_be_stacked(drawing.group):
                yield drawing
            continue
        yield from (Drawing(question, _alone(group, result)) for result in told if _has_bars(group, result))


def _alone(group: Group, result: Result) -> Group:
    return Group(result.asked, group.title, (result,))


def _has_bars(group: Group, result: Result) -> bool:
    """Whether it is a choice that is reported in bars, by itself or as a part."""
    if result.asked.report.shown_as == "stacked":
        return can_be_stacked(_alone(group, result))
    return result.asked.report.shown_as == "bar" and bool(result.finding.options)


def chosen(kind: EditionKind, wanted: Sequence[tuple[str, Drawing]]) -> list[Drawing]:
    """The figures that an edition draws, of all that are wanted, each with the key of its section, in reading order.

    A report draws the first of each section, then the others, up to its limit.
    """
    if kind is EditionKind.CONFERENCE_ROOM_PAPER:
        return [drawing for _, drawing in wanted]
    first: dict[str, int] = {}
    for place, (section, _) in enumerate(wanted):
        first.setdefault(section, place)
    others = [place for place in range(len(wanted)) if place not in first.values()]
    return [wanted[place][1] for place in sorted([*first.values(), *others][:MOST_FIGURES])]


def drawn(
    drawings: Sequence[Drawing], edition: Edition, voice: Voice, source: Text
) -> dict[str, tuple[Drawn, ...]]:
    """The figures of each question, by its key, numbered in the order given; one alone has no number."""
    found: dict[str, tuple[Drawn, ...]] = {}
    for number, drawing in enumerate(drawings, start=1):
        numeral = "" if len(drawings) == 1 else roman(number) if number <= LAST_ROMAN else str(number)
        figure = _figure(drawing, figure_name(voice, numeral), edition, voice, source)
        key = drawing.question.key
        found[key] = (*found.get(key, ()), Drawn(drawing.name, numeral, figure))
    return found


def _figure(
    drawing: Drawing, name: str, edition: Edition, voice: Voice, source: Text
) -> Figure | StackedFigure:
    result = drawing.group.results[0]
    title = title_of(drawing.question, voice)
    if drawing.is_stacked:
        part = drawing.group.title if isinstance(drawing.group.holder, Grid) else _part(drawing, voice)
        return stacked_figure(name, _with(title, part), drawing.group, voice, source)
    return bars(name, _with(title, _part(drawing, voice)), result, edition, voice, source)


def _part(drawing: Drawing, voice: Voice) -> str:
    asked = drawing.group.results[0].asked
    return voice.text(asked.text) if isinstance(drawing.question, Compound) else ""


def _with(title: str, part: str) -> str:
    return f"{title} – {part}" if part else title
