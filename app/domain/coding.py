"""Codes that staff give to free texts, counted: the base of their shares is the texts with a code.

How many of the texts given have a code is said wherever shares are: codes say nothing of texts that nobody has read.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from app.domain.by_group import GroupCount
from app.domain.counts import OptionCount, share_of
from app.domain.disclosure import SMALLEST_GROUP, Line, withheld
from app.domain.figures import Shown, Text, figure_id
from app.domain.voice import Voice

LONGEST_CODE = 40
READERS = 2
"""How many people have to agree on the codes of a text before it is counted: a rule of the questionnaires' content."""


@dataclass(frozen=True)
class Code:
    """A code of a code book; what it is called is by language."""

    code: str
    labels: Mapping[str, str]

    def called(self, language: str) -> str:
        """In `language`, else in English, else in the language that it has."""
        return self.labels.get(language) or self.labels.get("en") or next(iter(self.labels.values()))


@dataclass(frozen=True)
class CodedText:
    """A text with codes: in a snapshot, by its SHA-256, and there in an entry of a list, '' outside one."""

    snapshot: str
    item: str
    codes: tuple[str, ...]


@dataclass(frozen=True)
class CodedPlace:
    """A place where free text is asked for: its code book, in order, and the texts whose codes of it are counted.

    `readers` is how many people agreed on the codes of each; one in what was kept before two were asked for.
    """

    place: str
    book: tuple[Code, ...]
    texts: tuple[CodedText, ...]
    readers: int = 1


@dataclass(frozen=True)
class Given:
    """A text that was given, as `CodedText` names it: by which State, of which regional group, and for what use."""

    snapshot: str
    item: str
    state: int
    group: str
    aggregate_only: bool


@dataclass(frozen=True)
class CodedTexts:
    """The codes of one place where free text is asked, in the order of the code book.

    `texts` is how many texts were given, `coded` of how many the codes are counted: the base of the shares; they are of
    `states` States. A text may have several codes, so that they do not add up to it. Groups with too few coded texts
    are not broken down. `readers` is how many people agreed on each text.
    """

    name: str
    book: tuple[Code, ...]
    texts: int
    coded: int
    states: int
    codes: tuple[OptionCount, ...]
    groups: tuple[GroupCount, ...]
    readers: int = 1

    @property
    def uncoded(self) -> int:
        return self.texts - self.coded

    @property
    def is_told(self) -> bool:
        """Whether a document prints the codes: those of a few States would tell what each of them wrote of."""
        return self.states >= SMALLEST_GROUP


def coded_texts(place: CodedPlace, given: Iterable[Given]) -> CodedTexts:
    """What the codes of the `given` texts count; a code that is not in the book is none, nor is one of another text."""
    codes = [code.code for code in place.book]
    has = {(one.snapshot, one.item): frozenset(one.codes) & {*codes} for one in place.texts}
    found = list(given)
    coded = [(one, has[one.snapshot, one.item]) for one in found if has.get((one.snapshot, one.item))]
    groups = {group: [pair for pair in coded if pair[0].group == group] for group in _groups_in(coded)}
    hidden = withheld({group: _line(codes, texts) for group, texts in groups.items()})
    return CodedTexts(
        name=place.place,
        book=place.book,
        texts=len(found),
        coded=len(coded),
        states=len({one.state for one, _ in coded}),
        codes=_options(codes, _counted(coded), len(coded)),
        groups=tuple(
            GroupCount(
                group, len(texts), None if group in hidden else _options(codes, _counted(texts), len(texts))
            )
            for group, texts in groups.items()
        ),
        readers=place.readers,
    )


_Coded = Sequence[tuple[Given, frozenset[str]]]


def _groups_in(coded: _Coded) -> list[str]:
    return sorted({one.group for one, _ in coded})


def _line(codes: Sequence[str], coded: _Coded) -> Line:
    all_of, kept = _counted(coded), _counted([pair for pair in coded if pair[0].aggregate_only])
    return Line(
        base=len(coded),
        cells=tuple(all_of[code] for code in codes),
        aggregate_only=tuple(kept[code] for code in codes),
        states=len({one.state for one, _ in coded}),
    )


def _counted(coded: _Coded) -> Counter[str]:
    """How many of the texts have each code."""
    return Counter(code for _, codes in coded for code in codes)


def _options(codes: Sequence[str], counts: Mapping[str, int], base: int) -> tuple[OptionCount, ...]:
    return tuple(
        OptionCount(code, counts.get(code, 0), share_of(counts.get(code, 0), base)) for code in codes
    )


def coverage(found: CodedTexts, voice: Voice) -> Text:
    """Of how many texts the codes are counted, for beside every count of codes."""
    values = {
        "coded": Shown(figure_id(found.name, "coded"), voice.number(found.coded)),
        "texts": Shown(figure_id(found.name, "texts"), voice.number(found.texts)),
    }
    if found.coded == found.texts > 0:
        return voice.sentences(
            "The codes of %(texts)s{the one} text are counted.",
            "The codes of all %(texts)s texts are counted; a text can have several.",
            found.texts,
            **values,
        )
    return voice.sentence(
        "Of %(texts)s texts, the codes of %(coded)s are counted; a text can have several.",
        **values,
    )


def code_for(label: str, taken: Collection[str]) -> str:
    """The identity of a new code, from its label, unlike all that were ever `taken`: "funding", "funding_2"."""
    plain = unicodedata.normalize("NFKD", label).encode("ascii", "ignore").decode().lower()
    stem = "_".join(re.findall(r"[a-z0-9]+", plain))[:LONGEST_CODE].strip("_") or "code"
    number, code = 1, stem
    while code in taken:
        number += 1
        ending = f"_{number}"
        code = f"{stem[: LONGEST_CODE - len(ending)]}{ending}"
    return code
