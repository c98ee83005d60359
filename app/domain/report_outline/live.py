"""Live figures: `[[P2-B01=yes:share]]` in a text of staff stands for a value, and follows it when the data change.

Double square brackets stand nowhere else in such a text, and no identifier of a figure (app/domain/figures.py) holds
one. Source and syntax are ours: Markdown has none.
"""

import re
from collections.abc import Iterator, Mapping

from app.domain.canonical import canonical
from app.domain.figures import Shown, Text, merged, plain, shown_in
from app.domain.numerals import at_start
from app.domain.text import digest_of

REFERENCE = re.compile(r"\[\[([^\[\]\n]{1,200})\]\]")
_SPECIAL = re.compile(r"[\\*_\[]")
_SENTENCE_ENDS = re.compile(r"[.!?؟。]\s+[“«\"(]?$")


def references_in(words: str) -> tuple[str, ...]:
    """The identifiers that a text names, in reading order."""
    return tuple(found.strip() for found in REFERENCE.findall(words))


def with_values(words: str, values: Mapping[str, str], language: str, before: str = "") -> Text:
    """`words` with the present values; a reference to a value that there is not stays as it was typed.

    A number at the start of a sentence is in words, as the style of the United Nations wants it, in English; a share
    never is.
    `before` is what stands before `words` in their paragraph.
    """
    return merged(_pieces(words, values, language, before))


def _pieces(words: str, values: Mapping[str, str], language: str, before: str) -> Iterator[str | Shown]:
    end = 0
    for found in REFERENCE.finditer(words):
        yield words[end : found.start()]
        end = found.end()
        name = found[1].strip()
        if name in values:
            text = values[name]
            starts = not name.endswith("share") and _starts(before + words[: found.start()])
            yield Shown(name, _at_start(text, language) if starts else text)
        else:
            yield found[0]
    yield words[end:]


def _starts(before: str) -> bool:
    """Whether what follows `before` begins a sentence."""
    return not before.strip(' “«"(') or _SENTENCE_ENDS.search(before) is not None


def _at_start(text: str, language: str) -> str:
    if language == "en" and text.isascii() and text.isdigit():
        return at_start(int(text)) or text
    return text[:1].upper() + text[1:]


def as_source(text: Text | str) -> str:
    """A drafted text as staff begin to edit it: its figures as references, everything else as it is read."""
    pieces = (text,) if isinstance(text, str) else text
    return "".join(
        _SPECIAL.sub(r"\\\g<0>", piece) if isinstance(piece, str) else f"[[{piece.id}]]" for piece in pieces
    )


def figures_digest(text: Text | str) -> str:
    """Eight letters that stand for the figures of a drafted text; for its words, where it has none."""
    figures = [[figure.id, figure.text] for figure in shown_in(text)]
    return digest_of(canonical(figures).decode() if figures else plain(text))
