"""Two texts, word by word: what was added, what was taken out, what stayed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

_WORDS = re.compile(r"\s+|[\u3040-\u30ff\u3400-\u9fff]|[^\s\u3040-\u30ff\u3400-\u9fff]+")


@dataclass(frozen=True)
class Stretch:
    """Neighbouring words of one kind, with the white space that stands between them."""

    kind: Literal["same", "added", "removed"]
    text: str


def word_changes(before: str, after: str) -> tuple[Stretch, ...]:
    """What leads from `before` to `after`, in reading order; what was removed stands before what was added there.

    Chinese is written without spaces: there each sign is a word.
    """
    return tuple(_stretches(_WORDS.findall(before), _WORDS.findall(after)))


def _stretches(before: list[str], after: list[str]) -> Iterator[Stretch]:
    for kind, start, end, first, last in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            yield Stretch("same", "".join(before[start:end]))
            continue
        if end > start:
            yield Stretch("removed", "".join(before[start:end]))
        if last > first:
            yield Stretch("added", "".join(after[first:last]))


def counted_changes(stretches: tuple[Stretch, ...]) -> tuple[int, int]:
    """How many words were added and how many removed."""
    added, removed = (
        sum(len(stretch.text.split()) for stretch in stretches if stretch.kind == kind)
        for kind in ("added", "removed")
    )
    return added, removed
