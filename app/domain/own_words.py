"""Where a questionnaire asks for free text, and the texts that an answer holds there."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.domain.answers import Items, NonAnswer, Parts, Value, WrittenText
from app.domain.counted import name_of
from app.domain.question_types import AnyQuestion, Compound, Question, Repeat, TextQuestion
from app.domain.question_types.base import Variable


@dataclass(frozen=True)
class TextPlace:
    """A question, a part of a compound or a question of a repeat that is answered in free text.

    `name` is that of its finding: "P2-E08", "P11-T105_domestic". `entries` says that each entry of a list has a text
    of its own; `path` leads to it inside the answer.
    """

    name: str
    question: Question
    asked: AnyQuestion
    path: tuple[str, ...]
    entries: bool


def text_places(question: Question) -> tuple[TextPlace, ...]:
    """The places of a question, in the order asked. Single lines hold names and titles, and are none."""
    return tuple(_places(question, question, (), entries=False))


def find_place(question: Question, name: str) -> TextPlace | None:
    return next((place for place in text_places(question) if place.name == name), None)


def _places(
    top: Question, asked: AnyQuestion, path: tuple[str, ...], *, entries: bool
) -> Iterator[TextPlace]:
    match asked:
        case TextQuestion():
            yield TextPlace(name_of(top, Variable(part="_".join(path))), top, asked, path, entries)
        case Compound():
            for part in asked.parts:
                yield from _places(top, part, (*path, part.key), entries=entries)
        case Repeat():
            for inner in asked.questions:
                yield from _places(top, inner, (*path, inner.key), entries=True)


def texts_at(place: TextPlace, value: Value) -> Iterator[tuple[str, str]]:
    """The texts of the answer to the place's question, each with the item that it stands in ('' outside a list)."""
    held: Sequence[tuple[str, Value]] = (("", value),)
    if place.entries:
        held = value.items if isinstance(value, Items) else ()
    for item, inner in held:
        found = _at(inner, place.path)
        if isinstance(found, WrittenText):
            yield item, found.text


def _at(value: Value, path: tuple[str, ...]) -> Value:
    for key in path:
        value = value.get(key) if isinstance(value, Parts) else NonAnswer.NOT_ANSWERED
    return value
