"""References that lead nowhere: to missing or later questions, parts and rows, or to answers of another kind."""

from collections.abc import Iterator

from app.domain.checks import Operand, Rule
from app.domain.conditions import Condition, Place, depth_of, leaves
from app.domain.diagnostics.circles import Circles
from app.domain.diagnostics.looking import (
    Seen,
    Unseen,
    compared,
    operands,
    part_in,
    question_in,
    seen_by,
    unfit,
    within,
)
from app.domain.diagnostics.places import DEEPEST_CONDITION, Book, Diagnostic, Scope, Standing, inside
from app.domain.question_types import Attachment, Computed, Repeat


def find(book: Book, circles: Circles) -> tuple[Diagnostic, ...]:
    return (
        *(
            found
            for one in book.shown()
            for found in _condition(book, circles, one.condition, one.place, one.scope)
        ),
        *(found for one in book.standing for found in _standing(book, circles, one)),
    )


def _condition(
    book: Book, circles: Circles, condition: Condition, place: Place, scope: Scope
) -> Iterator[Diagnostic]:
    if depth_of(condition) > DEEPEST_CONDITION:
        text = f"This nests more than {DEEPEST_CONDITION} conditions in one another. Say it more simply."
        yield Diagnostic(place, text)
        return
    for at, look in leaves(condition, place):
        seen = seen_by(book, scope, look)
        if isinstance(seen, Unseen):
            yield Diagnostic(at, _said(circles, scope, seen))
        else:
            yield from (Diagnostic(at, text) for text in unfit(look, seen))


def _said(circles: Circles, scope: Scope, unseen: Unseen) -> str:
    circle = circles.through(scope.node, unseen.later) if unseen.later else None
    return circle or unseen.text


def _standing(book: Book, circles: Circles, one: Standing) -> Iterator[Diagnostic]:
    for position, rule in enumerate(one.question.checks):
        yield from _rule(book, circles, one, rule, (*one.place, "checks", position))
    if isinstance(one.question, Computed):
        yield from _computed(book, circles, one, one.question)


def _rule(book: Book, circles: Circles, one: Standing, rule: Rule, place: Place) -> Iterator[Diagnostic]:
    """A check hears every question, and the parts of the question that it belongs to."""
    parts = inside(one.question)[1]
    scope = Scope(one.scope.node, len(book.questions), parts, len(parts))
    if rule.steps_back is not None and rule.steps_back >= len(one.question.response_options()):
        text = "Only an answer chosen from a list goes back in it, by fewer steps than it has options."
        yield Diagnostic((*place, "steps_back"), text)
    if rule.fails_when is not None:
        yield from _condition(book, circles, rule.fails_when, (*place, "fails_when"), scope)
    for name, operand in (("left", rule.left), ("right", rule.right)):
        if operand is not None:
            yield from _operand(book, circles, operand, (*place, name), scope)


def _computed(book: Book, circles: Circles, one: Standing, question: Computed) -> Iterator[Diagnostic]:
    """A computed value hears the questions before it."""
    if question.value is not None:
        scope = Scope(one.scope.node, one.scope.before)
        yield from _operand(book, circles, question.value, (*one.place, "value"), scope)
    if question.count_of is not None:
        asked = question_in(book, question.count_of, one.scope.before)
        place = (*one.place, "count_of")
        if isinstance(asked, Unseen):
            yield Diagnostic(place, _said(circles, one.scope, asked))
        elif not isinstance(asked, Repeat | Attachment):
            text = f"{asked.key} is neither a repeat nor an attachment: there is nothing to count."
            yield Diagnostic(place, text)


def _operand(
    book: Book, circles: Circles, operand: Operand, place: Place, scope: Scope
) -> Iterator[Diagnostic]:
    for one in operands(operand):
        seen = _compared_with(book, scope, one)
        if isinstance(seen, Unseen):
            yield Diagnostic(place, _said(circles, scope, seen))
        elif seen is not None:
            yield from (Diagnostic(place, text) for text in compared(seen, one.among))


def _compared_with(book: Book, scope: Scope, operand: Operand) -> Seen | Unseen | None:
    if operand.question is not None:
        asked = question_in(book, operand.question, scope.before)
        return asked if isinstance(asked, Unseen) else within(asked, operand.part, operand.row, items=True)
    return part_in(scope, operand.part, scope.heard) if operand.part is not None else None
