"""Which texts of States may be quoted and which entries listed, and which of them the document takes.

A text that may be used in aggregated form only is never quoted, not even as "one State". What is quoted is verbatim.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from app.domain.answers import Choice, Value
from app.domain.consent import Consent
from app.domain.policy import RegionalGroup
from app.domain.text import LocalizedText, count_words

MOST_OF_A_QUESTION = 3
SHORTEST_QUOTATION = 5  # words: "None." says nothing beside a name
LONGEST_QUOTATION = 60  # words; what is longer gives its first two sentences, as the report style asks
MOST_CHARACTERS = 800  # sixty words of any language; what has longer ones is not prose
SENTENCES = 2
OMISSION = " [...]"
LANGUAGE_QUESTION = "CS-06"  # of the cover sheet that all questionnaires of the mandate share
LANGUAGES = {
    "arabic": "ar",
    "chinese": "zh",
    "english": "en",
    "french": "fr",
    "russian": "ru",
    "spanish": "es",
}

# A full stop before a small letter is that of an abbreviation; ideographs are followed by no space.
_ENDS = re.compile(r"[.!?؟…][\"”»’)\]]*(?=\s+[^\sa-z])|[。！？][”』」）]*(?=.)", re.DOTALL)
_GROUPS = {group.value: place for place, group in enumerate(RegionalGroup)}


@dataclass(frozen=True)
class State:
    """Who said it. `names` are by language; `in_text` is the English name as it stands in a sentence."""

    code: str
    names: Mapping[str, str]
    in_text: str
    group: str


@dataclass(frozen=True)
class Said:
    """A text of one counted snapshot, verbatim. `place` is the name of its finding, `item` the entry of a list or ''.

    `language` is that of the submission, '' where nobody said it. `correction` is what the State wants printed instead;
    `is_unasked` says that States were asked about what is quoted, and this one not about this (app/domain/passages.py).
    """

    snapshot_id: int
    place: str
    item: str
    text: str
    state: State
    consent: Consent
    language: str = ""
    correction: str = ""
    is_unasked: bool = False

    @property
    def may_be_quoted(self) -> bool:
        """Whether it may stand in the document, and then with the name of the State."""
        return self.consent is not Consent.AGGREGATE


@dataclass(frozen=True)
class Quotation:
    """What the document prints of a text: all of it, or its first sentences (`is_cut`) and an omission mark.

    Where the State has corrected it, that is printed, and the document says so (`is_corrected`).
    """

    said: Said
    text: str
    is_cut: bool

    @property
    def is_corrected(self) -> bool:
        return bool(self.said.correction)


@dataclass(frozen=True)
class Listed:
    """An entry of a list that may be published: its title as its State wrote it, and its thematic area, if known."""

    snapshot_id: int
    item: str
    title: str
    state: State
    area: LocalizedText | None = None


@dataclass(frozen=True)
class Listing:
    """The entries of a list question that may be published, and how many there are in all."""

    entries: int
    listed: tuple[Listed, ...]

    @property
    def withheld(self) -> int:
        """Entries that are counted, and not listed."""
        return self.entries - len(self.listed)


def language_of(answers: Mapping[str, Value]) -> str:
    """The language that a submission says it is in, as its code."""
    said = answers.get(LANGUAGE_QUESTION)
    return LANGUAGES.get(said.option, "") if isinstance(said, Choice) else ""


def may_be_listed(consent: Consent) -> bool:
    return consent is Consent.PUBLISH


def quotation_of(said: Said) -> Quotation | None:
    """The text as the document takes it by itself; None where it may not.

    Nor does it take what is a few words, or is long and has no short beginning: those are for people to choose.
    """
    if not said.may_be_quoted or said.is_unasked:
        return None
    if said.correction:
        return Quotation(said, said.correction, is_cut=False)
    if count_words(said.text) < SHORTEST_QUOTATION:
        return None
    if _is_short(said.text):
        return Quotation(said, said.text, is_cut=False)
    ends = [found.end() for found in islice(_ENDS.finditer(said.text), SENTENCES)]
    for end in reversed(ends):
        if _is_short(said.text[:end]):
            return Quotation(said, said.text[:end] + OMISSION, is_cut=True)
    return None


def _is_short(text: str) -> bool:
    return count_words(text) <= LONGEST_QUOTATION and len(text) <= MOST_CHARACTERS


def selected(
    said: Mapping[str, Sequence[Said]], most: int = MOST_OF_A_QUESTION
) -> Mapping[str, tuple[Quotation, ...]]:
    """At most `most` quotations for each place of one section, in the order of the places.

    The group least heard in the section comes next, in the order of United Nations documents, and in it the State that
    is first by its code; no State is quoted twice. The same texts give the same quotations.
    """
    heard: Counter[str] = Counter()
    used: set[str] = set()
    found: dict[str, tuple[Quotation, ...]] = {}
    for place, texts in said.items():
        chosen: list[Quotation] = []
        candidates = quotations_in(texts)
        while len(chosen) < most:
            left = [one for one in candidates if one.said.state.code not in used]
            if not left:
                break
            best = min(left, key=lambda one: (heard[one.said.state.group], _place_of(one.said.state.group)))
            chosen.append(best)
            used.add(best.said.state.code)
            heard[best.said.state.group] += 1
        found[place] = tuple(chosen)
    return found


def quotations_in(texts: Iterable[Said]) -> list[Quotation]:
    """All that may be quoted of some texts, in the order of the States' codes."""
    by_state = sorted(texts, key=lambda one: (one.state.code, one.item))
    return [quotation for quotation in map(quotation_of, by_state) if quotation is not None]


def _place_of(group: str) -> int:
    return _GROUPS.get(group, len(_GROUPS))
