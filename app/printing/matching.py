"""What stands in a PDF against what was laid out: every figure and every word that differs, by its place.

Both sides are cut into units that do not depend on where lines end (`app.printing.units`). How a printed line is cut is
decided by the piece that should stand there: in a document that is read from right to left all are cut into words, in
others those alone that hold letters of such a script, as the reply of a State that is quoted in Arabic.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from app.printing.blocks import CALL, MARGINS, PAGE, Block, Piece
from app.printing.pdf_text import Leaf
from app.printing.units import holds_right_to_left, is_reversed, left_over, unfit, units_of

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
    """One unit of what was laid out, and the piece and block that it belongs to.

    `right_to_left` says how the piece is cut, and so how what is printed of it must be.
    """

    text: str
    piece: Piece
    block: Block
    right_to_left: bool


def differences(
    blocks: Sequence[Block], leaves: Iterable[Leaf], *, right_to_left: bool
) -> tuple[TextDifference, ...]:
    """Every difference, in the order of the document."""
    return tuple(_Comparison(blocks, right_to_left).run(tuple(leaves)))


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
        return not [one for one in printed if one not in whole and not is_reversed(one)]
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
        found: list[_Unit] = []
        for block, pieces in parts:
            for piece in pieces:
                in_words = self.right_to_left or holds_right_to_left(piece.text)
                cut = [piece.text] if piece.text.startswith(PAGE) else _cut(piece.text, in_words)
                found += [_Unit(text, piece, block, in_words) for text in cut]
        return found

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
        if not leaf.text.strip() or self._is_filled_in(leaf):
            return
        after = self._after(self.flow, self.place, leaf.text)
        if after is not None:
            self.pages.setdefault(self.flow[self.place].block.anchor, leaf.page)
            self.place, self.in_note = after, False
        elif (after := self._after(self.notes, self.note, leaf.text)) is not None:
            self.note = after
        elif not self._is_call(leaf):
            yield from self._elsewhere(leaf, following)

    def _elsewhere(self, leaf: Leaf, following: Sequence[Leaf]) -> Iterator[TextDifference]:
        """What is not printed as it was laid out, in a note or in the text; signs alone may be no units."""
        in_note = self.in_note and self.note < len(self.notes)
        laid_out, place = (self.notes, self.note) if in_note else (self.flow, self.place)
        units = self._cut_at(laid_out, place, leaf.text)
        if units and in_note:
            missed = self.notes[self.note : self.note + len(units)]
            self.note += len(units)
            yield from self._named(missed, units, leaf)
        elif units:
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

    def _standing(self, units: Sequence[_Unit], place: int, text: str) -> tuple[int, str] | None:
        """How many units from this place on a printed text stands for, and what of the last of them is to come where
        the line ends within it; None where the text does not stand there.
        """
        wanted = self._cut_at(units, place, text)
        found = units[place : place + len(wanted)]
        if not wanted or len(found) < len(wanted):
            return None
        laid_out = [unit.text for unit in found]
        if not found[0].right_to_left:
            return (len(wanted), "") if laid_out == wanted else None
        if not unfit(laid_out, wanted):
            return len(wanted), ""
        rest = left_over(laid_out, wanted)
        return (len(wanted), rest) if rest else None

    def _after(self, units: list[_Unit], place: int, text: str) -> int | None:
        """The place after a printed text, None where it does not stand here; of a word begun the rest stays."""
        standing = self._standing(units, place, text)
        if standing is None:
            return None
        after, rest = place + standing[0], standing[1]
        if rest:
            after -= 1
            units[after] = replace(units[after], text=rest)
        return after

    def _cut_at(self, units: Sequence[_Unit], place: int, text: str) -> list[str]:
        """A printed text in units, as what was laid out at this place is cut."""
        return _cut(text, units[place].right_to_left if place < len(units) else self.right_to_left)

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
        wanted = next((leaf.text for leaf in following if _cut(leaf.text, self.right_to_left)), None)
        if wanted is None:
            return len(units)
        for length in sorted(range(FARTHEST), key=lambda one: (abs(one - len(units)), one)):
            if self._standing(self.flow, self.place + length, wanted):
                return length
        return len(units)

    def _named(self, missed: Sequence[_Unit], units: Sequence[str], leaf: Leaf) -> Iterator[TextDifference]:
        """The pieces that differ, each once."""
        wrong = _wrong(missed, units) if len(missed) == len(units) else list(missed)
        if any(unit.right_to_left for unit in missed):
            places = unfit([unit.text for unit in missed], units)
            wrong = [missed[place] for place in places] or list(missed)
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


def _cut(text: str, right_to_left: bool) -> list[str]:
    return units_of(text, right_to_left=right_to_left)
