"""The answers that a condition can tell apart: a few that stand for all that can be submitted."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import chain, combinations, pairwise
from math import ceil, floor

from app.domain.answers import Choice, Choices, DecimalNumber, NonAnswer, Value, WrittenText
from app.domain.conditions import Look
from app.domain.diagnostics.looking import FACTS, Seen, kind_of
from app.domain.diagnostics.places import Book
from app.domain.question_types import AnyQuestion, Attachment, Grid, MultipleChoice, Repeat
from app.domain.question_types.choices import Ranking
from app.domain.question_types.numbers import Numeric

MOST_NAMED = 6  # options of a multiple choice whose combinations are gone through: 64
Sample = Value | None  # None stands for no answer


def samples(book: Book, seen: Seen, looks: Sequence[Look]) -> tuple[Sample, ...] | None:
    """Answers that make `looks` hold and fail in every way that is possible; None where those are too many to tell.

    What a check calls an error is left out: it can be saved, but never submitted.
    """
    first = looks[0]
    if first.fact is not None:
        return tuple(Choice(value) for value in _known(book, first.fact, looks))
    if first.count_of is not None:
        return tuple(_numbers(looks, Decimal(0), _most(seen.questions[0]), whole=True))
    if len(seen.questions) > 1 or _in_any_row(book, first):
        return None
    question = seen.questions[0] if seen.questions else None
    answers = _answers(question, looks) if question is not None else (WrittenText("…"),)
    if answers is None:
        return None
    reasons = question.non_answers if question is not None else ()
    return (None, *(NonAnswer(reason) for reason in reasons), *answers)


def _known(book: Book, fact: str, looks: Sequence[Look]) -> tuple[str, ...]:
    """What a fact can be; "" stands for everybody of whom nothing is asked."""
    if fact == "kind":
        return book.questionnaire.kinds
    named = dict.fromkeys(code for look in looks for code in look.options_named())
    return ("", *FACTS.get(fact, tuple(named)))


def _in_any_row(book: Book, look: Look) -> bool:
    return look.row is None and isinstance(book.question(look.question or ""), Grid)


def _most(question: AnyQuestion) -> Decimal:
    return Decimal(question.at_most if isinstance(question, Repeat | Attachment) else 0)


def _answers(question: AnyQuestion, looks: Sequence[Look]) -> tuple[Sample, ...] | None:
    kind = kind_of(question)
    if kind in ("one", "several"):
        codes = [option.code for option in question.response_options()]
        named = list(dict.fromkeys(code for look in looks for code in look.options_named() if code in codes))
        others = [code for code in codes if code not in named][:1]
        if kind == "one":
            return tuple(Choice(code) for code in (*named, *others))
        return _combinations(question, named, others, len(codes) - len(named))
    if kind == "number":
        low, high = question.limits() if isinstance(question, Numeric) else (None, None)
        whole = isinstance(question, Numeric) and question.whole()
        return tuple(_numbers(looks, low, high, whole=whole))
    return (WrittenText("…"),)


def _combinations(
    question: AnyQuestion, named: Sequence[str], others: Sequence[str], more: int
) -> tuple[Sample, ...] | None:
    """The sets of named options that can be chosen, together with up to `more` others."""
    if len(named) > MOST_NAMED:
        return None
    several = question if isinstance(question, MultipleChoice | Ranking) else None
    least = (several.at_least if several else None) or 1
    most = (several.at_most if several else None) or len(named) + more
    alone = {option.code for option in question.response_options() if option.exclusive}
    found: list[Sample] = []
    for chosen in chain.from_iterable(combinations(named, size) for size in range(len(named) + 1)):
        exclusive = alone.intersection(chosen)
        possible = len(chosen) == 1 if exclusive else len(chosen) <= most and len(chosen) + more >= least
        if possible and (chosen or others):
            found.append(Choices(chosen or tuple(others)))
    return tuple(found)


def _numbers(
    looks: Sequence[Look], low: Decimal | None, high: Decimal | None, *, whole: bool
) -> Iterator[Sample]:
    """The ends, every number that is named, and one between any two neighbours."""
    named = sorted({Decimal(str(number)) for look in looks for number in _bounds(look)}) or [Decimal(0)]
    between = [(one + other) / 2 for one, other in pairwise(named)]
    ends = [named[0] - 1, named[-1] + 1, *(end for end in (low, high) if end is not None)]
    found = {*named, *between, *ends}
    if whole:
        found = {Decimal(near) for number in found for near in (floor(number), ceil(number))}
    for number in sorted(found):
        if (low is None or number >= low) and (high is None or number <= high):
            yield DecimalNumber(number)


def _bounds(look: Look) -> Iterator[int | float]:
    yield from (bound for bound in (look.at_least, look.at_most) if bound is not None)
    yield from look.between or ()
