"""Alters numbers of a document's HTML, to see that those who account for them notice.

It imports nothing from the application.
"""

import random
import re
from collections.abc import Iterator, Sequence

from tests.accounted import NUMBER, Facts, account
from tests.blocks import Block, blocks_of
from tests.recounted import Document

TEXT = re.compile(r">([^<>]+)<")
OTHER_WORDS = {
    "one": "two",
    "both": "all",
    "all": "both",
    "none": "one",
    "half": "a third",
    "no state": "one State",
    "majority": "small number",
    "a few": "almost all",
    "a small number": "the majority",
}
FIFTY = 50


def places_of(html: str) -> list[tuple[int, int]]:
    """Where a number is printed, in figures or in words."""
    return [
        (text.start(1) + number.start(), text.start(1) + number.end())
        for text in TEXT.finditer(html, html.index("<body"))
        for number in NUMBER.finditer(text[1])
    ]


def altered(printed: str) -> str:
    """Another number of the same kind."""
    if printed[0].isdigit():
        return f"{(int(printed[0]) + 1) % 10}{printed[1:]}"
    if printed[-1] in "IVX":
        return f"{printed}X"
    return OTHER_WORDS.get(printed.lower(), "one")


def not_named(html: str, definition: Document, facts: Facts, seed: str) -> list[str]:
    """Alters fifty numbers, each in a block of its own, and returns those that are not named in it.

    All at once, since the document is accounted for block by block: so it is read once, and not fifty times.
    """
    blocks = blocks_of(html)
    wrong = dict(_altered_in_blocks(blocks, random.Random(seed)))
    assert len(wrong) == FIFTY
    left = account(
        [wrong[n][0] if n in wrong else one for n, one in enumerate(blocks)], definition, facts
    ).left
    return [
        f"nobody noticed “{number}” in “{block.text}”"
        for place, (block, number) in wrong.items()
        if not any(one.startswith(f"not recomputed: “{number}”") for one in left.get(place, ()))
    ]


def _altered_in_blocks(
    blocks: Sequence[Block], dice: random.Random
) -> Iterator[tuple[int, tuple[Block, str]]]:
    """Fifty blocks by their place, with another number in them, and that number."""
    places = [
        (place, line, number.span())
        for place, block in enumerate(blocks)
        for line, text in enumerate(block.lines)
        for number in NUMBER.finditer(text)
    ]
    dice.shuffle(places)
    first = {place: (line, span) for place, line, span in reversed(places)}
    for place in [*dict.fromkeys(place for place, _, _ in places)][:FIFTY]:
        line, (start, end) = first[place]
        lines = [*blocks[place].lines]
        text = altered(lines[line][start:end])
        lines[line] = lines[line][:start] + text + lines[line][end:]
        seen = NUMBER.search(lines[line], start)
        assert seen is not None
        yield place, (Block(blocks[place].kind, lines, blocks[place].drawn), seen[0])
