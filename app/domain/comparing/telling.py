"""A change in words: what happened, and what stood there before and stands there now."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from app.domain.checks import Operand, Rule
from app.domain.comparing.changes import Change, Kind, What
from app.domain.comparing.property_names import in_words
from app.domain.conditions import All, AnyOf, Look, Not
from app.domain.diagnostics.places import inside
from app.domain.errors import Message, message
from app.domain.in_words import Names, Speaker, check_in_words, operand_in_words, shown_in_words
from app.domain.question_types import AnyQuestion
from app.domain.question_types.base import Reporting
from app.domain.questionnaire import Chapter, Questionnaire

_ADDED: Mapping[What, Message] = {
    "section": message("A section was added"),
    "question": message("A question was added"),
    "part": message("A part was added"),
    "option": message("An option was added"),
    "row": message("A row was added"),
}
_REMOVED: Mapping[What, Message] = {
    "section": message("A section was removed"),
    "question": message("A question was removed"),
    "part": message("A part was removed"),
    "option": message("An option was removed"),
    "row": message("A row was removed"),
}
_MOVED: Mapping[What, Message] = {
    "section": message("The section was moved"),
    "question": message("The question was moved"),
    "part": message("The part was moved"),
}
_WORDED: Mapping[What, Message] = {
    "option": message("The option was reworded"),
    "row": message("The row was reworded"),
}


@dataclass(frozen=True)
class Line:
    """A text with its language, '' for words of our own in the language of the page."""

    text: str
    language: str = ""


@dataclass(frozen=True)
class Told:
    """What happened, in one sentence without a full stop; before and after as lines, none where there was nothing."""

    what: str
    before: tuple[Line, ...]
    after: tuple[Line, ...]


def told(change: Change, speaker: Speaker, before: Questionnaire, after: Questionnaire) -> Told:
    """`change`, one of the comparison of `before` with `after`, for a reader."""
    old, new = change.before, change.after
    if change.kind in (Kind.REWORDED, Kind.TRANSLATED) and isinstance(old, Mapping):
        # Only the languages in which it differs.
        old, new = _without(old, new), _without(new, old)
    then = Names(before, speaker, _beside(change, before))
    now = Names(after, speaker, _beside(change, after))
    return Told(speaker.say(_sentence(change, speaker)), tuple(_lines(old, then)), tuple(_lines(new, now)))


def _without(texts: Mapping[str, str], others: Mapping[str, str]) -> Mapping[str, str]:
    return {language: words for language, words in texts.items() if others.get(language) != words}


def _beside(change: Change, questionnaire: Questionnaire) -> tuple[AnyQuestion, ...]:
    """The parts among which the changed thing stands."""
    found: AnyQuestion | None = questionnaire.by_key.get(change.where.question)
    beside: tuple[AnyQuestion, ...] = ()
    for key in change.where.inside:
        beside = inside(found)[1] if found is not None else ()
        found = next((part for part in beside if part.key == key), None)
    return beside


def _sentence(change: Change, speaker: Speaker) -> Message:
    if change.kind is Kind.ADDED:
        return _ADDED[change.what]
    if change.kind is Kind.REMOVED:
        return _REMOVED[change.what]
    if change.kind is Kind.MOVED:
        return _order(change)
    name = speaker.say(in_words(change.name))
    if change.kind is Kind.TRANSLATED:
        return message("Translation: %(name)s", name=name)
    if change.kind is Kind.REWORDED:
        known = _WORDED.get(change.what) if change.name == "text" else None
        return known or message("Reworded: %(name)s", name=name)
    return message("Changed: %(name)s", name=name)


def _order(change: Change) -> Message:
    if change.name:
        return message("The order was changed")
    if change.before is not None:
        return message("The question was moved to another section")
    return _MOVED[change.what]


def _lines(value: Any, names: Names) -> Iterator[Line]:
    match value:
        case None | () | "":
            return
        case dict():
            yield from (Line(words, language) for language, words in value.items())
        case Reporting():
            yield from _reporting(value, names)
        case tuple():
            yield from _several(value, names)
        case All() | AnyOf() | Not() | Look():
            yield Line(shown_in_words(value, names))
        case Operand():
            yield Line(operand_in_words(value, names))
        case _:
            yield Line(names.speaker.say(in_words(str(value))))


def _several(values: tuple[Any, ...], names: Names) -> Iterator[Line]:
    match values[0]:
        case Rule():
            yield from (Line(check_in_words(rule, names)) for rule in values)
        case Chapter():
            for chapter in values:
                yield Line(f"{names.speaker.text(chapter.title)}: {', '.join(chapter.sections)}")
        case _:
            yield Line(", ".join(names.speaker.say(in_words(str(value))) for value in values))


def _reporting(report: Reporting, names: Names) -> Iterator[Line]:
    say = names.speaker.say
    yield Line(say(message("Shown as: %(what)s", what=say(in_words(report.shown_as)))))
    if report.counts:
        yield Line(say(message("Counts: %(options)s", options=", ".join(report.counts))))
    if report.counts_all:
        yield Line(
            say(message("Counts where all are chosen: %(options)s", options=", ".join(report.counts_all)))
        )
    if report.unattributed:
        yield Line(say(message("Quoted without the names of the States")))
    if report.by:
        yield Line(say(message("By regional group")))
