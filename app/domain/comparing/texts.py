"""Texts before and after: whether words changed or a translation, and whether it looks like a typo."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence

from app.domain.comparing.changes import Change, ChangeClass, Kind, Spot
from app.domain.question_types.base import Term
from app.domain.text import LocalizedText

MOST_LETTERS = 2
# A letter makes another of these words of it ("now", "not"), or one of them makes another question.
_TURNING_WORDS = (
    "a after all and any at before both can cannot could each either every few first from last least "
    "less many may might more most must neither never no none nor not now once one only or shall should "
    "since some two until will with within without would "
)
_TURNING = frozenset(_TURNING_WORDS.split())
Texts = Mapping[str, str]


def texts_of(text: LocalizedText | Sequence[Term] | None) -> Texts:
    """Texts by language; words and their meanings as one text."""
    if text is None:
        return {}
    if isinstance(text, LocalizedText):
        return {str(language): words for language, words in text.root.items()}
    found: dict[str, str] = {}
    for term in text:
        for one in (term.term, term.meaning):
            for language, words in one.root.items():
                found[language] = f"{found[language]}\n{words}" if language in found else words
    return found


def text_changes(
    spot: Spot, name: str, before: Texts, after: Texts, otherwise: ChangeClass = ChangeClass.REWORDED
) -> Iterator[Change]:
    """The change of a text, if there is one; `otherwise` is suggested where it is more than a typo."""
    if before == after:
        return
    if before.get(spot.source) == after.get(spot.source):
        yield spot.change(Kind.TRANSLATED, name, before, after, ChangeClass.TYPO)
        return
    changed = [language for language in before if before[language] != after.get(language)]
    typo = spot.source in changed and all(
        looks_like_typo(before[language], after[language]) for language in changed if language in after
    )
    typo = typo and spot.source in after
    yield spot.change(Kind.REWORDED, name, before, after, ChangeClass.TYPO if typo else otherwise)


def looks_like_typo(before: str, after: str) -> bool:
    """Whether only punctuation, case or one or two letters differ; never for figures and words that turn a meaning."""
    if _figures(before) != _figures(after):
        return False
    old, new = _plain(before), _plain(after)
    if old == new:
        return True
    if (set(old.split()) ^ set(new.split())) & _TURNING:
        return False
    return _within(old, new, MOST_LETTERS)


def _figures(text: str) -> list[str]:
    return re.findall(r"\d+", text)


def _plain(text: str) -> str:
    letters = (" " if unicodedata.category(sign)[0] in "PZ" else sign for sign in text.casefold())
    return " ".join("".join(letters).split())


def _within(before: str, after: str, edits: int) -> bool:
    """Whether so many letters changed, added or taken out make one of the other."""
    same = 0
    for old, new in zip(before, after, strict=False):
        if old != new:
            break
        same += 1
    old_rest, new_rest = before[same:], after[same:]
    if not old_rest or not new_rest:
        return len(old_rest) + len(new_rest) <= edits
    ways = ((old_rest[1:], new_rest[1:]), (old_rest, new_rest[1:]), (old_rest[1:], new_rest))
    return edits > 0 and any(_within(one, other, edits - 1) for one, other in ways)
