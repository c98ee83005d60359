"""The units in which a printed text is compared, which do not depend on where lines end.

Left to right a unit is a character; spaces and hyphens at the ends of lines do not count. From right to left the glyphs
of a line come in the order in which they are drawn, so a unit is a number, a word or a name there, the letters of a
word from right to left in alphabetical order, and the units of one line are compared as a whole: a digit that differs
is found, the place of a full stop is not looked at.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence

from app.printing.blocks import CALL, PAGE
from app.printing.glyphs import LOST

_IGNORED = frozenset("\u2010\u00ad" + LOST)
_DIGITS = "0-9\u0660-\u0669\u06f0-\u06f9"
_LETTERS = f"\u0620-\u063f\u0641-\u064a\u066e-\u06d3\u0750-\u077f{LOST}"
_WORDS = re.compile(f"[{PAGE}{CALL}]|[{_DIGITS}]+|[{_LETTERS}]+|[^\\W{_DIGITS}_\u0600-\u06ff\u0750-\u077f]+")
_RIGHT_TO_LEFT = frozenset({"R", "AL"})


def holds_right_to_left(text: str) -> bool:
    """Whether there are letters in it that are read from right to left: the line that holds them is drawn in parts."""
    return any(unicodedata.bidirectional(c) in _RIGHT_TO_LEFT for c in text)


def units_of(text: str, *, right_to_left: bool) -> list[str]:
    """The units of a text, as laid out or as printed."""
    if right_to_left:
        plain = "".join(
            c for c in unicodedata.normalize("NFKC", text) if unicodedata.category(c) not in ("Mn", "Cf")
        )
        return ["".join(sorted(one)) if is_reversed(one) else one for one in _WORDS.findall(plain)]
    return [c for c in text if not c.isspace() and c not in _IGNORED and unicodedata.category(c) != "Cf"]


def is_reversed(word: str) -> bool:
    """Whether the letters of a word are drawn from its end, or nobody can say which they are."""
    return LOST in word or holds_right_to_left(word)


def unfit(expected: Sequence[str], printed: Sequence[str]) -> list[int]:
    """The places of the expected units for which nothing printed stands; their order does not count."""
    exact = Counter(unit for unit in printed if LOST not in unit)
    vague = [unit for unit in printed if LOST in unit]
    found = []
    for place, unit in enumerate(expected):
        if exact[unit]:
            exact[unit] -= 1
            continue
        fitting = next((one for one in vague if _fits(one, unit)), None)
        if fitting is None:
            found.append(place)
        else:
            vague.remove(fitting)
    return found


def left_over(expected: Sequence[str], printed: Sequence[str]) -> str:
    """What of the last expected unit is to come, where a line ends within it; '' where it does not.

    Chinese has no spaces to end at, and a word that is longer than a line is broken in any script.
    """
    parts = [*(Counter(printed) - Counter(expected[:-1])).elements()]
    if len(parts) != 1 or unfit(expected[:-1], printed):
        return ""
    whole, part = expected[-1], parts[0]
    if is_reversed(whole):
        return (
            ""
            if Counter(part) - Counter(whole)
            else "".join(sorted((Counter(whole) - Counter(part)).elements()))
        )
    return whole.removeprefix(part) if whole.startswith(part) else ""


def _fits(printed: str, expected: str) -> bool:
    """Whether a word with lost letters may be the expected one."""
    known = Counter(printed)
    lost = known.pop(LOST)
    return not known - Counter(expected) and len(expected) - known.total() <= lost
