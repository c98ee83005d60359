"""Questions and findings → what the document speaks of: one result for each thing counted of a question. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from app.domain.counted import name_of
from app.domain.findings import Finding
from app.domain.question_types import AnyQuestion, Compound, Computed, Grid, Question, Repeat
from app.domain.question_types.base import Variable

Findings = Mapping[str, Finding]


@dataclass(frozen=True)
class Result:
    """One thing counted, with the question whose text, options and statement are meant.

    `asked` is the question itself, the part of a compound, the column of a grid or the question of a repeat; `row` is
    the label of a row, '' outside a grid; `entries` says that the replies are items of a repeat, not States.
    """

    asked: AnyQuestion
    finding: Finding
    row: str = ""
    entries: bool = False


@dataclass(frozen=True)
class Group:
    """The results that are shown together. `title` says which part of a question they are, '' for all of it.

    `holder` is what holds the results: a simple question itself, the compound, the grid.
    """

    holder: AnyQuestion
    title: str
    results: tuple[Result, ...]


def results_of(question: Question, findings: Findings, language: str) -> tuple[Group, ...]:
    """Everything counted of a question, in the order asked; empty where that is nothing."""
    if not _is_counted(question):
        return ()
    return tuple(_groups(question, _Place(question, findings), language))


@dataclass(frozen=True)
class _Place:
    """Where in the findings of `top` a question inside it is found: under its part, and for each item of a repeat."""

    top: Question
    findings: Findings
    part: str = ""
    entries: bool = False

    def within(self, part: str, *, entries: bool = False) -> "_Place":
        joined = f"{self.part}_{part}" if self.part and part else self.part or part
        return _Place(self.top, self.findings, joined, entries or self.entries)

    def result(self, asked: AnyQuestion, row: str = "", label: str = "") -> Result:
        name = name_of(self.top, Variable(part=self.part, row=row))
        return Result(asked, self.findings[name], label, self.entries)


def _groups(question: AnyQuestion, place: _Place, language: str, title: str = "") -> Iterator[Group]:
    match question:
        case Compound():
            parts = [part for part in question.parts if _is_counted(part)]
            yield Group(question, title, tuple(place.within(part.key).result(part) for part in parts))
        case Grid():
            yield from _columns(question, place, language, title)
        case Repeat():
            yield Group(question, title, (place.result(question),))
            for inner in question.questions:
                if _is_counted(inner):
                    label = inner.text.in_language(language)
                    yield from _groups(inner, place.within(inner.key, entries=True), language, label)
        case _:
            yield Group(question, title, (place.result(question),))


def _columns(grid: Grid, place: _Place, language: str, title: str) -> Iterator[Group]:
    parts = grid.counted_as()
    for column in grid.columns:
        if _is_counted(column):
            inside = place.within(parts[column.key])
            label = column.text.in_language(language) if len(grid.columns) > 1 else ""
            rows = tuple(inside.result(column, row.code, row.text.in_language(language)) for row in grid.rows)
            yield Group(grid, _both(title, label), rows)


def _both(title: str, label: str) -> str:
    return f"{title}: {label}" if title and label else title or label


def _is_counted(question: AnyQuestion) -> bool:
    """Not what names a person, nor facts that the form fills in."""
    return question.counted and not (isinstance(question, Computed) and question.fact is not None)
