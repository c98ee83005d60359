"""Where sectors answer a question themselves, beside the settled answer: whether that makes sense."""

from collections import Counter
from collections.abc import Iterator

from app.domain.conditions import Condition
from app.domain.diagnostics.places import Book, Diagnostic, Standing, inside
from app.domain.question_types import AnyQuestion, Attachment, Computed, Grid, Repeat

UNFIT = (
    "Sectors can answer a question themselves where it is answered by choosing or with numbers, so that answers can"
    " be compared. Take own_answers: out."
)
CONDITIONAL = "What a sector sees cannot depend on its own answer. Take shown_when: or own_answers: out."


def find(book: Book) -> Iterator[Diagnostic]:
    for one in book.standing:
        if one.question.own_answers:
            yield from _own_answers(book, one)
            if isinstance(one.question, Grid):
                yield from _rows(one, one.question)


def _own_answers(book: Book, one: Standing) -> Iterator[Diagnostic]:
    place = (*one.place, "own_answers")
    question = one.question
    if not one.is_top:
        text = "Sectors answer whole questions, not what is inside one. Take own_answers: out."
        yield Diagnostic(place, text)
    elif not _comparable(question):
        yield Diagnostic(place, UNFIT)
    elif any(_conditions(part) for part in inside(question)[1]):
        yield Diagnostic(place, CONDITIONAL)
    for sector, times in Counter(question.own_answers).items():
        if times > 1:
            yield Diagnostic(place, f"The sector {sector} is named twice.")
        if one.is_top and sector not in _sectors_of(book, one):
            text = f"{sector} is not among the sectors of this question. Name it in sectors:, or take it out."
            yield Diagnostic(place, text)
        if isinstance(question, Grid) and all(
            row.sectors and sector not in row.sectors for row in question.rows
        ):
            yield Diagnostic(place, f"No row is left for {sector}. Name it in a row, or take it out.")


def _comparable(question: AnyQuestion) -> bool:
    variables = question.variables() if question.asks and question.counted else ()
    fit = variables and all(variable.options or variable.numbers for variable in variables)
    return bool(fit) and not isinstance(question, Repeat | Attachment | Computed)


def _conditions(part: AnyQuestion) -> list[Condition]:
    held = (part.shown_when, *(option.shown_when for option in part.response_options()))
    return [condition for condition in held if condition is not None]


def _sectors_of(book: Book, one: Standing) -> tuple[str, ...]:
    """Those of the question, else those of its section."""
    section = book.questionnaire.sections[int(one.place[1])]
    return one.question.sectors or section.sectors


def _rows(one: Standing, grid: Grid) -> Iterator[Diagnostic]:
    """Only here: a list of rows may be shared with a grid that no sector answers itself."""
    for position, row in enumerate(grid.rows):
        for sector in row.sectors:
            if sector not in grid.own_answers:
                text = f"{sector} answers nothing here itself. Name it in own_answers: of the question, or take it out."
                yield Diagnostic((*one.place, "rows", position, "sectors"), text)
