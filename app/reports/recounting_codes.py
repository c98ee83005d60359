"""What the codes of texts count, anew: from the snapshots as they are stored and the codes of the day of a file.

Staff go on coding after a file was made, so that the register keeps the codes that it stands on. As long as the audit
trail knows of no change since, the rows of codes must be what the register keeps.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.orm import Session

from app.domain.coding import READERS, CodedPlace, CodedTexts, Given, coded_texts
from app.reports.codes import Codes, books_json, read_codes
from app.reports.models import RegisteredExport
from app.reports.queries.coding import codes_of, given_texts
from app.reports.queries.counting import Counted
from app.reports.recounting import Observed, Stored

Named = tuple[str, str, str]
"""Something that differs: what it is, what is there, what should be."""


@dataclass
class Coding:
    """The codes that a file stands on: of its entry `known`, or without one as they are now. `books` as embedded."""

    session: Session
    version_id: int
    counted: Counted
    snapshots: Sequence[Stored]
    known: RegisteredExport | None
    now: Codes = field(init=False)
    codes: Codes = field(init=False)

    def __post_init__(self) -> None:
        self.now = codes_of(self.session, self.version_id, self.counted)
        self.codes = read_codes(self.known.codes) if self.known else self.now

    def differences(self, books: Sequence[Mapping[str, Any]]) -> Iterator[Named]:
        """What of the embedded `books` is not as kept, and what was changed that no trail tells of."""
        there = {one.get("place"): one for one in books}
        should = {one["place"]: one for one in books_json(self.codes.places)}
        for place in sorted({*there, *should}, key=str):
            if there.get(place) != should.get(place):
                yield f"the code book of {place}", _labels(there.get(place)), _labels(should.get(place))
        is_comparable = all(
            one.readers == READERS for one in self.codes.places
        )  # else only one read them then
        is_kept = self.known is not None and self.known.codes is not None
        if is_kept and is_comparable and self.now.trail == self.codes.trail:
            yield from self._changed()

    def as_stored(self, observed: Mapping[int, Sequence[Observed]]) -> list[CodedTexts]:
        """What the codes count of the texts that the snapshots hold."""
        return [coded_texts(place, self._given(place.place, observed)) for place in self.codes.places]

    def as_observed(self) -> list[CodedTexts]:
        """The same of the texts that the rows of observations know."""
        given = given_texts(self.session, self.counted, [one.place for one in self.codes.places])
        return [coded_texts(one, given[one.place]) for one in self.codes.places]

    def _given(self, place: str, observed: Mapping[int, Sequence[Observed]]) -> Iterator[Given]:
        for one in self.snapshots:
            for said in observed.get(one.state, ()):
                if said.key == place and said.said.kind == "text":
                    yield Given(one.sha256, said.said.item, one.state, one.group, said.aggregate_only)

    def _changed(self) -> Iterator[Named]:
        receipts = {one.sha256: one.receipt for one in self.snapshots}
        there, should = _by_text(self.now.places), _by_text(self.codes.places)
        for place, snapshot, item in sorted({*there, *should}):
            text = (place, snapshot, item)
            if there.get(text) != should.get(text):
                entry = f", entry {item}" if item else ""
                named = f"those of {receipts.get(snapshot, snapshot)} at {place}{entry}"
                yield named, ", ".join(there.get(text, ())), ", ".join(should.get(text, ()))
        kept = {one.place: one for one in self.codes.places}
        for now in self.now.places:
            then = kept.get(now.place, now)
            if now.book != then.book:
                yield f"the code book of {now.place} was changed", *_both(now, then)


def _by_text(places: Iterable[CodedPlace]) -> dict[tuple[str, str, str], tuple[str, ...]]:
    return {
        (place.place, text.snapshot, text.item): tuple(sorted(text.codes))
        for place in places
        for text in place.texts
    }


def _both(now: CodedPlace, then: CodedPlace) -> tuple[str, str]:
    there, should = books_json([now, then])
    return _labels(there), _labels(should)


def _labels(book: Mapping[str, Any] | None) -> str:
    return "; ".join(str(code) for code in book["codes"]) if book else ""
