"""Figures that can be traced: a text is words and figures, and each figure carries the identifier of its value.

An identifier says what was counted, in which group, of which option, and what is measured:

    P2-B01:base                       the base of a finding; also of a part or a row: P2-C01/health_education:base
    P2-B01=yes:count                  replies that chose an option; `share` in whole per cent of the base
    P2-B01@AFRICAN=yes:count          the same in one regional group
    P2-D02_political:median           a measure of the numbers given
    P2-F05=no*P2-B01=yes:share        by another question: of those that chose the first, who chose the second
    P2-B01~demo-2024:reported         the same in another cycle
    P2-E08#funding:count              free texts given a code
    response@AFRICAN:invited          who was asked and who replied (`response` alone: all)

Where a value is printed twice it has the same identifier twice.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

_PLACE = re.compile(r"%\((\w+)\)s")


@dataclass(frozen=True)
class Shown:
    """A figure as it is printed: `id` says whose value it is, `text` is what stands for it ("35", "nine", "1,200")."""

    id: str
    text: str


@dataclass(frozen=True)
class Numeral:
    """A whole number from data on its way into a sentence, which says it in words or in digits (see `Voice`)."""

    id: str
    number: int


Text = tuple[str | Shown, ...]
"""Words and figures in reading order."""


def figure_id(
    name: str,
    measure: str,
    *,
    option: str = "",
    group: str = "",
    crossed: str = "",
    cycle: str = "",
    code: str = "",
) -> str:
    """The identifier of one value; `crossed` is the identity of the other question's option ("P2-F05=no")."""
    parts = (
        name,
        f"~{cycle}" if cycle else "",
        f"@{group}" if group else "",
        f"={option}" if option else "",
        f"#{code}" if code else "",
        f"*{crossed}" if crossed else "",
    )
    return f"{''.join(parts)}:{measure}"


def among_id(
    name: str, measure: str, *, option: str = "", group: str = "", code: str = "", among: str = ""
) -> str:
    """The identifier of a value of those that gave one answer to another question (`among`: "P2-F05=no"), or of all."""
    if not among:
        return figure_id(name, measure, option=option, group=group, code=code)
    other, _, chosen = among.partition("=")
    counted = figure_id(name, "", option=option, code=code).removesuffix(":")
    return figure_id(other, measure, option=chosen, group=group, crossed=counted)


def fill(template: str, values: Mapping[str, str | Shown | Text]) -> Text:
    """`template` with what its %(places)s name; a missing name raises KeyError."""
    pieces: list[str | Shown] = []
    for position, part in enumerate(_PLACE.split(template)):
        value = values[part] if position % 2 else part
        pieces.extend(value if isinstance(value, tuple) else (value,))
    return merged(pieces)


def merged(pieces: Iterable[str | Shown]) -> Text:
    """The same text with neighbouring words in one piece, and without empty ones."""
    found: list[str | Shown] = []
    for piece in pieces:
        if isinstance(piece, str) and found and isinstance(found[-1], str):
            found[-1] += piece
        elif piece != "":
            found.append(piece)
    return tuple(found)


def together(*texts: Text | str, between: str = " ") -> Text:
    """Several texts as one, without the empty ones."""
    pieces: list[str | Shown] = []
    for text in texts:
        if text:
            pieces.extend([between] if pieces else [])
            pieces.extend((text,) if isinstance(text, str) else text)
    return merged(pieces)


def capitalized(text: Text) -> Text:
    """The same with its first letter as a sentence begins; a figure at its beginning stays."""
    if not text or not isinstance(text[0], str):
        return text
    return (text[0][:1].upper() + text[0][1:], *text[1:])


def plain(text: Text | str) -> str:
    """What is read, without the identifiers."""
    if isinstance(text, str):
        return text
    return "".join(piece if isinstance(piece, str) else piece.text for piece in text)


def shown_in(text: Text | str) -> tuple[Shown, ...]:
    """The figures of a text, in reading order."""
    return () if isinstance(text, str) else tuple(piece for piece in text if isinstance(piece, Shown))
