"""The texts of a definition as translators see them: place, source, translation, and how far a language has come."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from app.domain.editing.origins import LANGUAGES, is_text, source_of
from app.domain.editing.tree import Address, Document, name_of
from app.domain.text import MADE_FROM, digest_of

State = Literal["missing", "stale", "done"]
STATES: tuple[State, ...] = ("missing", "stale", "done")
# In the order in which a reader meets them; databases do not keep the order of properties.
_ORDER = (
    *(
        "title",
        "short_title",
        "mandate",
        "introduction",
        "term",
        "meaning",
        "text",
        "statement",
        "label",
        "unit",
    ),
    *("guidance", "purpose", "why", "terms", "options", "rows", "columns", "parts", "questions", "checks"),
    *("sections", "report", "chapters"),
)
_PLACES = {name: place for place, name in enumerate(_ORDER)}


@dataclass(frozen=True)
class Entry:
    """One text for one language. `source` is in `source_language`: the first one, where the text has it."""

    at: Address
    source: str
    source_language: str
    words: str
    state: State

    @property
    def key(self) -> str:
        """The place in one word, as files and forms carry it."""
        return "/".join(self.at)

    @property
    def section(self) -> str:
        """The key of its section; nothing for the texts of the questionnaire itself."""
        return self.at[1] if self.at[0] == "sections" else ""


@dataclass(frozen=True)
class Coverage:
    """How far a language has come: numbers of texts."""

    missing: int
    stale: int
    done: int

    @property
    def total(self) -> int:
        return self.missing + self.stale + self.done

    @property
    def percent(self) -> int:
        """Of texts that are done; 100 only where all are."""
        return self.done * 100 // self.total if self.total else 100


def entries(document: Document, language: str) -> tuple[Entry, ...]:
    """Every text of a definition, section by section, as it is to be translated into `language`."""
    first = str(document["languages"][0])
    return tuple(_entry(at, text, language, first) for at, text in texts_in(document))


def coverage(found: Sequence[Entry]) -> Coverage:
    return Coverage(*(sum(1 for one in found if one.state == state) for state in STATES))


def by_section(found: Sequence[Entry]) -> dict[str, tuple[Entry, ...]]:
    """Texts by the key of their section, in order; those of the questionnaire itself first, under nothing."""
    keys = sorted(dict.fromkeys(one.section for one in found), key=lambda key: key != "")
    return {key: tuple(one for one in found if one.section == key) for key in keys}


def _entry(at: Address, text: dict[str, Any], language: str, first: str) -> Entry:
    source_language, source = source_of(text, language, first) or (first, "")
    words = str(text.get(language, ""))
    return Entry(at, source, source_language, words, _state(text, language, first, words))


def _state(text: dict[str, Any], language: str, first: str, words: str) -> State:
    """Stale is what is known to be made from another text than the present one."""
    if not words:
        return "missing"
    origin = text.get(MADE_FROM, {}).get(language)
    known = language != first and origin is not None and first in text
    return "stale" if known and origin != digest_of(text[first]) else "done"


def texts_in(part: Any, at: Address = ()) -> Iterator[tuple[Address, dict[str, Any]]]:
    """Every text with its place, in the order in which a reader meets them."""
    if is_text(part):
        yield at, part
    elif isinstance(part, dict):
        for name in sorted(part, key=lambda name: (_PLACES.get(name, len(_ORDER)), name)):
            yield from texts_in(part[name], (*at, name))
    elif isinstance(part, list):
        for position, item in enumerate(part):
            yield from texts_in(item, (*at, name_of(item, position)))


__all__ = [
    "LANGUAGES",
    "STATES",
    "Coverage",
    "Entry",
    "State",
    "by_section",
    "coverage",
    "entries",
    "texts_in",
]
