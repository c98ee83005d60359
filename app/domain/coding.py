"""Codes that staff give to free texts, counted: the base of their shares is the texts with a code.

How many of the texts given have a code is said wherever shares are: codes say nothing of texts that nobody has read.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from app.domain.disclosure import Line, withheld
from app.domain.figures import Shown, Text, figure_id
from app.domain.findings import SMALLEST_BASE_OF_A_SHARE, GroupCount, OptionCount, per_cent
from app.domain.voice import Voice

LONGEST_CODE = 40


@dataclass(frozen=True)
class CodeCount:
    """How many texts of a regional group have a code; `code` is '' for the texts with any."""

    code: str
    group: str
    count: int


@dataclass(frozen=True)
class CodedTexts:
    """The codes of one place where free text is asked, in the order of the code book.

    `texts` is how many texts were given, `coded` how many of them have a code: the base of the shares. A text may have
    several codes, so that they do not add up to it. Groups with too few coded texts are not broken down.
    """

    name: str
    texts: int
    coded: int
    codes: tuple[OptionCount, ...]
    groups: tuple[GroupCount, ...]

    @property
    def uncoded(self) -> int:
        return self.texts - self.coded


def coded_texts(name: str, texts: int, codes: Sequence[str], counts: Iterable[CodeCount]) -> CodedTexts:
    """What was counted at a place. Raises ValueError for a count of a code that the book does not have."""
    per_group: dict[str, dict[str, int]] = {}
    for count in counts:
        if count.code and count.code not in codes:
            raise ValueError(f"counted, but not in the code book: {count.code} of {name}")
        per_group.setdefault(count.group, {})[count.code] = count.count
    bases = {group: found.get("", 0) for group, found in sorted(per_group.items())}
    hidden = withheld(
        {
            group: Line(base, tuple(per_group[group].get(code, 0) for code in codes))
            for group, base in bases.items()
        }
    )
    whole = {code: sum(found.get(code, 0) for found in per_group.values()) for code in codes}
    return CodedTexts(
        name=name,
        texts=texts,
        coded=sum(bases.values()),
        codes=_options(codes, whole, sum(bases.values())),
        groups=tuple(
            GroupCount(group, base, None if group in hidden else _options(codes, per_group[group], base))
            for group, base in bases.items()
        ),
    )


def _options(codes: Sequence[str], counts: Mapping[str, int], base: int) -> tuple[OptionCount, ...]:
    shares = base >= SMALLEST_BASE_OF_A_SHARE
    return tuple(
        OptionCount(code, counts.get(code, 0), per_cent(counts.get(code, 0), base) if shares else None)
        for code in codes
    )


def coverage(found: CodedTexts, voice: Voice) -> Text:
    """How many of the texts have a code, for beside every count of codes."""
    values = {
        "coded": Shown(figure_id(found.name, "coded"), voice.number(found.coded)),
        "texts": Shown(figure_id(found.name, "texts"), voice.number(found.texts)),
    }
    if found.coded == found.texts > 0:
        return voice.sentences(
            "%(texts)s{The one} text was given codes.",
            "All %(texts)s texts were given codes; a text can have several.",
            found.texts,
            **values,
        )
    return voice.sentence(
        "Of %(texts)s texts, %(coded)s were given codes, and only those are counted; a text can have several.",
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
