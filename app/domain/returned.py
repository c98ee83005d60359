"""Translations that come back from a translator, held to the definition as it is now."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from app.domain.editing import Translations
from app.domain.editing.refusals import LONGEST_TEXT
from app.domain.errors import Message, message
from app.domain.text import UNSTORABLE
from app.domain.translations import Entry

# What a text lets others fill in, or what markup would be: {name}, %(name)s, %s, {{ name }}, <b>.
_PLACEHOLDER = re.compile(r"\{\{?[^{}]*\}?\}|%\([^)]*\)[a-z]|%[sd]|</?[a-z][^<>]*>")


@dataclass(frozen=True)
class Returned:
    """One text of a file: its place in one word, the source that was translated, the translation, and its line."""

    key: str
    source: str
    words: str
    line: int


@dataclass(frozen=True)
class Remark:
    """Why a text of the file is not taken, or what to know of it; `line` is that of the file."""

    line: int
    key: str
    said: Message


@dataclass(frozen=True)
class Taken:
    """A text that the file brings: the entry as it is now, and the new words."""

    entry: Entry
    words: str
    line: int


@dataclass(frozen=True)
class Comparison:
    """What a file brings. `same` texts stand there already; `empty` are not translated in the file either.

    `left_out` are texts that the file does not name, and that are not done.
    """

    taken: tuple[Taken, ...]
    refused: tuple[Remark, ...]
    same: int
    empty: int
    left_out: int

    def edit(self, language: str) -> Translations:
        """All that is taken, as one step."""
        return Translations(
            language, tuple((one.entry.at, one.words, one.entry.source or None) for one in self.taken)
        )


def compared(found: Sequence[Entry], returned: Sequence[Returned]) -> Comparison:
    """Hold the texts of a file to the definition."""
    by_key = {one.key: one for one in found}
    taken: list[Taken] = []
    refused: list[Remark] = []
    same = empty = 0
    seen: set[str] = set()
    for one in returned:
        words = _trimmed(one.words)
        entry = by_key.get(one.key)
        said = _twice(one, seen) or _refusal(entry, one, words)
        seen.add(one.key)
        if said is not None:
            refused.append(Remark(one.line, one.key, said))
        elif not words or entry is None:
            empty += 1
        elif words == _trimmed(entry.words) and entry.state == "done":
            same += 1
        else:
            taken.append(Taken(entry, words, one.line))
    left_out = sum(1 for one in found if one.key not in seen and one.state != "done")
    return Comparison(tuple(taken), tuple(refused), same, empty, left_out)


def _trimmed(text: str) -> str:
    """Without the white space that editors add; signs that only look like it stay where the text itself has them."""
    return text.strip(" \t\r\n") if text.strip() else ""


def _twice(one: Returned, seen: Iterable[str]) -> Message | None:
    return message("This text is in the file twice. The first one counts.") if one.key in seen else None


def _refusal(entry: Entry | None, one: Returned, words: str) -> Message | None:
    if entry is None:
        return message("There is no such text in this draft. It was taken out, or has another key now.")
    if not words:
        return None
    if _trimmed(one.source) != _trimmed(entry.source):
        return message(
            "The text was changed since the file was made. It is now: %(text)s", text=entry.source or "—"
        )
    if len(words) > LONGEST_TEXT:
        return message("Shorten this to %(limit)s characters.", limit=LONGEST_TEXT)
    if UNSTORABLE.search(words):
        return message("The text holds a character that cannot be kept. Type it again.")
    return next(_different_placeholders(entry.source, words), None)


def _different_placeholders(source: str, words: str) -> Iterator[Message]:
    wanted, given = Counter(_PLACEHOLDER.findall(source)), Counter(_PLACEHOLDER.findall(words))
    for missing in wanted - given:
        yield message("%(sign)s of the source is missing. Put it where it belongs.", sign=missing)
    for extra in given - wanted:
        yield message("%(sign)s is not in the source. Take it out.", sign=extra)
