"""Accounts for every number that the document's HTML prints: recomputed from snapshots, or named as not recomputed.

It imports nothing from the application. What is expected is taken out of its block; a number that is left, in figures
or in words, is one that nobody recomputed. Each kind of block has its module here: `outline` has the headings, `frame`
what speaks of the whole document, `tables`, `drawings`, `sentences` and `own_words` have the rest. A new kind of
sentence is expected in `tests/sentences.py`, a new kind of table in `tests/recounted.py` or `recounted_regions.py`,
and words that hold numbers and come from no data in `RULES` of `frame`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from tests.accounted import drawings, frame, outline, own_words, sentences, tables
from tests.accounted.facts import Earlier, Facts, State, data_set_of, told
from tests.accounted.printed import NUMBER, Printed
from tests.blocks import Block, blocks_of
from tests.recounted import Document

__all__ = ["NUMBER", "Account", "Earlier", "Facts", "State", "account", "data_set_of", "unaccounted"]


@dataclass
class Account:
    """What is not printed as it should be, and the numbers that nobody recomputed, by the place of their block."""

    missing: list[str] = field(default_factory=list)
    left: Mapping[int, list[str]] = field(default_factory=dict)


def account(blocks: Sequence[Block], definition: Document, facts: Facts) -> Account:
    printed = [Printed(block) for block in blocks]
    known = told(definition, facts)
    found = Account()
    found.missing += outline.take(printed, known)
    found.missing += frame.take(printed, known)
    names = tables.take(printed, known, found.missing)
    numerals = drawings.take(printed, known, found.missing)
    found.missing += sentences.take(printed, known, names, numerals)
    found.missing += own_words.take(printed, known)
    frame.forget_rules(printed)
    found.left = {place: left for place, one in enumerate(printed) if (left := [*one.numbers()])}
    return found


def unaccounted(html: str, definition: Document, facts: Facts) -> list[str]:
    """Every number that is not what the snapshots say, and every number that nobody recomputed."""
    found = account(blocks_of(html), definition, facts)
    return [*found.missing, *(one for left in found.left.values() for one in left)]
