"""Texts: missing in a language, translated from an earlier text, too long to be read, or the same as another."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from pydantic import BaseModel

from app.domain.conditions import All, AnyOf, Look, Not, Place
from app.domain.diagnostics.places import Diagnostic, inside
from app.domain.question_types import AnyQuestion, Grid
from app.domain.question_types.base import QuestionBase, ResponseOption
from app.domain.questionnaire import Questionnaire, Section
from app.domain.text import LocalizedText, digest_of

LONGEST_LABEL = 300  # characters; a label is read in one go
LONGEST_TEXT = 1500
LABELS = ("title", "short_title", "text", "term", "unit", "statement")
WITHOUT_TEXTS = (All, AnyOf, Not, Look)  # what is large and holds none
TEXTS_OF_THEIR_OWN = ("note", "declaration")  # types whose `text` is read like guidance


def find(questionnaire: Questionnaire) -> Iterator[Diagnostic]:
    first, *others = questionnaire.languages
    for place, text, label in _texts(questionnaire, ()):
        yield from _languages(place, text, first, others)
        yield from _stale(place, text, first)
        yield from _length(place, text, LONGEST_LABEL if label else LONGEST_TEXT)
    for at, section in enumerate(questionnaire.sections):
        yield from _duplicates(section, ("sections", at))


def _languages(place: Place, text: LocalizedText, first: str, others: Sequence[str]) -> Iterator[Diagnostic]:
    """The first language is the one that every text must have; another falls back to it while it is translated."""
    if first not in text.root:
        yield Diagnostic(place, f"This text is missing in {first}, the first of the languages.")
    missing = [language for language in others if language not in text.root]
    if missing:
        yield Diagnostic(place, f"This text is not translated yet: {', '.join(missing)}.", "warning")


def _stale(place: Place, text: LocalizedText, first: str) -> Iterator[Diagnostic]:
    """Translations that say which text in the first language they were made from, and it is not the present one."""
    for language in text.stale(first):
        now = digest_of(text.in_language(first))
        said = (
            f"This translation was made from an earlier text in {first}. Bring it up to date, then write"
            f" made_from: {{{language}: {now}}}."
        )
        yield Diagnostic((*place, language), said, "warning")


def _length(place: Place, text: LocalizedText, limit: int) -> Iterator[Diagnostic]:
    for language, words in text.root.items():
        if len(words) > limit:
            said = f"This text has {len(words)} characters. Few people read more than {limit}: shorten it."
            yield Diagnostic((*place, language), said, "warning")


def _duplicates(section: Section, place: Place) -> Iterator[Diagnostic]:
    asked = [(at, question) for at, question in enumerate(section.questions) if question.asks]
    yield from _same(
        ((*place, "questions", at, "text"), question.key, question.text) for at, question in asked
    )
    for at, question in enumerate(section.questions):
        yield from _duplicates_inside(question, (*place, "questions", at))


def _duplicates_inside(part: AnyQuestion, place: Place) -> Iterator[Diagnostic]:
    """The same label twice in one list of options or rows, here and in the questions inside."""
    lists: tuple[tuple[str, tuple[ResponseOption, ...]], ...] = (
        ("options", getattr(part, "options", ())),
        ("rows", part.rows if isinstance(part, Grid) else ()),
    )
    for name, options in lists:
        yield from _same(
            ((*place, name, at, "text"), option.code, option.text) for at, option in enumerate(options)
        )
    name, questions = inside(part)
    for at, inner in enumerate(questions):
        yield from _duplicates_inside(inner, (*place, name, at))


def _same(texts: Iterable[tuple[Place, str, LocalizedText]]) -> Iterator[Diagnostic]:
    """A warning at every text that says in some language what another says before it."""
    known: dict[tuple[str, str], str] = {}
    for place, name, text in texts:
        same: dict[str, list[str]] = defaultdict(list)
        for language, words in text.root.items():
            other = known.setdefault((language, words.casefold()), name)
            if other != name:
                same[other].append(language)
        for other, languages in same.items():
            said = f"This text is the same as that of {other} ({', '.join(languages)}). Make them differ."
            yield Diagnostic(place, said, "warning")


def _texts(part: object, place: Place) -> Iterator[tuple[Place, LocalizedText, bool]]:
    """Every text that the definition wrote, with its place, and whether it is a label.

    What a question type brings with it is left out.
    """
    if isinstance(part, BaseModel):
        own = isinstance(part, QuestionBase) and part.type in TEXTS_OF_THEIR_OWN
        for name in type(part).model_fields:
            if name in part.model_fields_set:
                inner = getattr(part, name)
                if isinstance(inner, LocalizedText):
                    yield (*place, name), inner, name in LABELS and not (own and name == "text")
                elif not isinstance(inner, WITHOUT_TEXTS):
                    yield from _texts(inner, (*place, name))
    elif isinstance(part, tuple):
        for position, item in enumerate(part):
            yield from _texts(item, (*place, position))
