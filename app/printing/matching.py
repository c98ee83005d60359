"""What stands in a PDF against what was laid out: every figure and every word that differs, by its place.

Both sides are cut into units that do not depend on where lines end. Left to right a unit is a character; spaces and
hyphens at the ends of lines do not count. From right to left the glyphs of a line come in the order in which they are
drawn, so a unit is a number, a word or a name there, its Arabic letters in alphabetical order, and the units of one
line are compared as a whole: a digit that differs is found, the place of a full stop is not looked at.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from app.printing.blocks import CALL, MARGINS, PAGE, Block, Piece
from app.printing.glyphs import LOST
from app.printing.pdf_text import Leaf

_IGNORED = frozenset("\u2010\u00ad" + LOST)
_LETTERS = f"\u0620-\u063f\u0641-\u064a\u066e-\u06d3\u0750-\u077f{LOST}"
_WORDS = re.compile(f"[{PAGE}{CALL}]|[0-9]+|[{_LETTERS}]+|[^\\W0-9_\u0600-\u06ff\u0750-\u077f]+")
_ARABIC = re.compile(f"[{_LETTERS}]")
_LEADER = re.compile(r"[\s.]*|[0-9]+")
LONGEST_CALL = 3
FARTHEST = 400


@dataclass(frozen=True)
class TextDifference:
    """A figure (`figure` is its identifier), or words of a block, that are printed otherwise than laid out."""

    block: str
    page: int
    expected: str
    printed: str
    figure: str = ""


@dataclass(frozen=True)
class _Unit:
    """One unit of what was laid out, and the piece and block that it belongs to."""

    text: str
    piece: Piece
    block: Block


def differences(
    blocks: Sequence[Block], leaves: Iterable[Leaf], *, right_to_left: bool
) -> tuple[TextDifference, ...]:
    """Every difference, in the order of the document."""
    return tuple(_Comparison(blocks, right_to_left).run(tuple(leaves)))


def units_of(text: str, *, right_to_left: bool) -> list[str]:
    """The units of a text, on either side."""
    if right_to_left:
        plain = "".join(c for c in unicodedata.normalize("NFKC", text) if unicodedata.category(c) != "Mn")
        return ["".join(sorted(one)) if _ARABIC.match(one) else one for one in _WORDS.findall(plain)]
    return [c for c in text if not c.isspace() and c not in _IGNORED and unicodedata.category(c) != "Cf"]


def differing_margins(
    blocks: Iterable[Block], margins: Sequence[Leaf], *, right_to_left: bool
) -> Iterator[TextDifference]:
    """Running heads and page numbers that are none of this document's; a head may take several lines."""
    running = [piece.text for block in blocks if block.name == MARGINS for piece in block.flow]
    last = max((leaf.page for leaf in margins), default=0)
    for leaf in margins:
        number = f"{leaf.page}/{last}"
        printed = units_of(leaf.text, right_to_left=right_to_left)
        known = (units_of(one, right_to_left=right_to_left) for one in (number, *running))
        if not any(_is_part(printed, units, right_to_left) for units in known):
            yield TextDifference(MARGINS, leaf.page, number, leaf.text.strip())


def _is_part(printed: Sequence[str], whole: Sequence[str], right_to_left: bool) -> bool:
    if right_to_left:
        return not [one for one in printed if one not in whole and not _ARABIC.match(one)]
    return "".join(printed) in "".join(whole)


@dataclass
class _Comparison:
    """One run along the leaves of a PDF."""

    blocks: Sequence[Block]
    right_to_left: bool
    place: int = 0
    note: int = 0
    in_note: bool = False
    referred: list[tuple[_Unit, Leaf]] = field(default_factory=list)
    pages: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        notes = [block for block in self.blocks if block.name.startswith("footnote ")]
        self.flow = self._units(
            (block, block.flow) for block in self.blocks if block not in notes and block.name != MARGINS
        )
        self.notes = self._units((block, block.flow) for block in notes)

    def _units(self, parts: Iterable[tuple[Block, Sequence[Piece]]]) -> list[_Unit]:
        return [
            _Unit(text, piece, block)
            for block, pieces in parts
            for piece in pieces
            for text in self._cut(piece.text)
        ]

    def _cut(self, text: str) -> list[str]:
        if text.startswith(PAGE):
            return [text]
        return units_of(text, right_to_left=self.right_to_left)

    def run(self, leaves: Sequence[Leaf]) -> Iterator[TextDifference]:
        flowing = [leaf for leaf in leaves if leaf.region == "flow"]
        tables = self._heads_and_feet(leaves)
        holding: dict[int, Block] = {}
        for number, leaf in enumerate(flowing):
            if leaf.table and leaf.table not in holding and self.place < len(self.flow):
                holding[leaf.table] = self.flow[self.place].block
            yield from self._leaf(leaf, flowing[number + 1 :][:3])
        yield from self._rest()
        yield from self._page_numbers()
        for (table, region), inside in tables.items():
            if table in holding:
                yield from self._fragment(holding[table], region, inside)

    def _heads_and_feet(self, leaves: Iterable[Leaf]) -> dict[tuple[int, str], list[Leaf]]:
        found: dict[tuple[int, str], list[Leaf]] = {}
        for leaf in leaves:
            if leaf.region != "flow":
                found.setdefault((leaf.table, leaf.region), []).append(leaf)
        return found

    def _fragment(self, block: Block, region: str, leaves: Sequence[Leaf]) -> Iterator[TextDifference]:
        """The head or foot of a table, on one of its pages."""
        pieces = block.head if region == "head" else block.foot
        inside = _Comparison([Block(block.name, list(pieces))], self.right_to_left)
        yield from inside.run([Leaf(leaf.text, leaf.page) for leaf in leaves])

    # ------------------------------------------------------------------------------------------------ along the text

    def _leaf(self, leaf: Leaf, following: Sequence[Leaf]) -> Iterator[TextDifference]:
        units = self._cut(leaf.text)
        if self._is_filled_in(leaf):
            return
        if not units:  # from right to left, signs are no units: the sign of a footnote may be one
            self._is_call(leaf)
            return
        if self._stands(self.flow, self.place, units):
            self.pages.setdefault(self.flow[self.place].block.anchor, leaf.page)
            self.place += len(units)
            self.in_note = False
        elif self._stands(self.notes, self.note, units):
            self.note += len(units)
        elif self._is_call(leaf):
            return
        elif self.in_note and self.note < len(self.notes):
            missed = self.notes[self.note : self.note + len(units)]
            self.note += len(units)
            yield from self._named(missed, units, leaf)
        else:
            yield from self._differing(leaf, units, following)

    def _is_filled_in(self, leaf: Leaf) -> bool:
        """Whether this is a page number of the contents, which is compared at the end, or the dots before it."""
        unit = self.flow[self.place] if self.place < len(self.flow) else None
        if unit is None or not unit.text.startswith(PAGE):
            return False
        if leaf.text.strip().isdecimal():
            self.referred.append((unit, leaf))
            self.place += 1
        return bool(_LEADER.fullmatch(leaf.text.strip()))

    def _page_numbers(self) -> Iterator[TextDifference]:
        """The page numbers of the contents that are not those of the headings."""
        for unit, leaf in self.referred:
            page = self.pages.get(unit.text.removeprefix(PAGE), 0)
            if leaf.text.strip() != f"{page}":
                yield TextDifference(unit.block.name, leaf.page, f"{page}", leaf.text.strip())

    def _is_call(self, leaf: Leaf) -> bool:
        """Whether this is the sign of a footnote, in the text or before the note."""
        if len(leaf.text.strip()) > LONGEST_CALL:
            return False
        if self.place < len(self.flow) and self.flow[self.place].text == CALL:
            self.place += 1
            return True
        if self.note < len(self.notes) and self.notes[self.note].text == CALL:
            self.note += 1
            self.in_note = True
            return True
        return False

    def _stands(self, units: Sequence[_Unit], place: int, wanted: Sequence[str]) -> bool:
        found = [unit.text for unit in units[place : place + len(wanted)]]
        if self.right_to_left and len(found) == len(wanted):
            return not _unfit(found, wanted)
        return found == list(wanted)

    # ----------------------------------------------------------------------------------------------- where it differs

    def _differing(
        self, leaf: Leaf, units: Sequence[str], following: Sequence[Leaf]
    ) -> Iterator[TextDifference]:
        """Names what this leaf stands for, and goes on where the next leaf stands."""
        length = self._length(units, following)
        missed = self.flow[self.place : self.place + length]
        self.place += length
        if not missed:
            block = self.flow[min(self.place, len(self.flow) - 1)].block.name if self.flow else ""
            yield TextDifference(block, leaf.page, "", leaf.text.strip())
            return
        yield from self._named(missed, units, leaf)

    def _length(self, units: Sequence[str], following: Sequence[Leaf]) -> int:
        """How many units this leaf stands for: so many that what follows it is found behind them."""
        ahead = [self._cut(leaf.text) for leaf in following]
        wanted = next((one for one in ahead if one), None)
        if wanted is None:
            return len(units)
        for length in sorted(range(FARTHEST), key=lambda one: (abs(one - len(units)), one)):
            if self._stands(self.flow, self.place + length, wanted):
                return length
        return len(units)

    def _named(self, missed: Sequence[_Unit], units: Sequence[str], leaf: Leaf) -> Iterator[TextDifference]:
        """The pieces that differ, each once."""
        wrong = _wrong(missed, units) if len(missed) == len(units) else list(missed)
        if self.right_to_left:
            unfit = _unfit([unit.text for unit in missed], units)
            wrong = [missed[place] for place in unfit] or list(missed)
        for piece, block in {id(unit.piece): (unit.piece, unit.block) for unit in wrong}.values():
            yield TextDifference(block.name, leaf.page, piece.text.strip(), leaf.text.strip(), piece.figure)

    def _rest(self) -> Iterator[TextDifference]:
        """What was laid out and is not printed at all."""
        left = [*self.flow[self.place :], *self.notes[self.note :]]
        missing = {id(unit.piece): unit for unit in left if unit.text[0] not in (PAGE, CALL)}
        for unit in missing.values():
            yield TextDifference(unit.block.name, 0, unit.piece.text.strip(), "", unit.piece.figure)


def _wrong(missed: Sequence[_Unit], units: Sequence[str]) -> list[_Unit]:
    return [unit for unit, printed in zip(missed, units, strict=True) if unit.text != printed]


def _unfit(expected: Sequence[str], printed: Sequence[str]) -> list[int]:
    """The places of the expected units for which nothing printed stands; their order does not count."""
    exact = Counter(unit for unit in printed if LOST not in unit)
    vague = [unit for unit in printed if LOST in unit]
    unfit = []
    for place, unit in enumerate(expected):
        if exact[unit]:
            exact[unit] -= 1
            continue
        fitting = next((one for one in vague if _fits(one, unit)), None)
        if fitting is None:
            unfit.append(place)
        else:
            vague.remove(fitting)
    return unfit


def _fits(printed: str, expected: str) -> bool:
    """Whether a word with lost letters may be the expected one."""
    known = Counter(printed)
    lost = known.pop(LOST)
    return not known - Counter(expected) and len(expected) - known.total() <= lost
