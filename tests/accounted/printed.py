"""The blocks of a document while what is expected is taken out of them, and the numbers that are left."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from tests.blocks import Block

_NUMBERS = (
    *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
    *("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety", "hundred", "thousand"),
    *("half", "third", "thirds", "quarter", "quarters", "both", "all", "none", "no state", "no states"),
    *("majority", "a few", "a small number"),
)
_NUMBERED = "(?:figure|chapters?|annex) [IVX]+"
NUMBER = re.compile(rf"\d[\d,.]*|\b(?:{'|'.join(_NUMBERS)})\b|{_NUMBERED}\b", re.IGNORECASE)
"""A number in figures or in words, or a word that stands for a share."""


@dataclass
class Printed:
    """A block, and what of it is not accounted for yet, line by line."""

    block: Block
    left: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.left = [*self.block.lines]

    @property
    def title(self) -> str:
        return self.block.lines[0]

    def take(self, expected: str, start: int = 0) -> int | None:
        """Takes `expected` from the first line at or after `start` that holds it as whole words; which line that is."""
        words = " ".join(expected.split())
        wanted = re.compile(rf"(?<![\w.]){re.escape(words)}(?!\w)")
        for place in range(start, len(self.left)):
            if words not in self.left[place]:
                continue
            found, times = wanted.subn(" · ", self.left[place], count=1)
            if times:
                self.left[place] = found
                return place
        return None

    def take_line(self, expected: str, start: int = 0) -> int | None:
        """Takes the first line at or after `start` that says `expected` and nothing else; which line that is."""
        words = " ".join(expected.split())
        for place in range(start, len(self.left)):
            if self.left[place] == words:
                self.left[place] = ""
                return place
        return None

    def numbers(self) -> Iterator[str]:
        for line in self.left:
            for number in NUMBER.finditer(line):
                around = line[max(0, number.start() - 40) : number.end() + 40]
                yield f"not recomputed: “{number[0]}” in “{around}”"
