"""Writes of the codes that texts have."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.domain.errors import NotPossibleNow, message
from app.questionnaires.models import QuestionnaireRecord
from app.reports.models import TextCode, TextCoding, TextReading
from app.reports.services.coding import Editor, append_coding, book_of, coding

Text = tuple[int, str]
"""Of one place: the id of the snapshot, and the item of a list or ''."""


@dataclass(frozen=True)
class Tick:
    """That a text is to have a code from now on, or not; `earlier` are the snapshots before that hold it as well.

    `known` are the ids of the codes that whoever ticks saw it to have, if they were asked.
    """

    snapshot_id: int
    item: str
    code_id: int
    wanted: bool
    earlier: tuple[int, ...] = ()
    known: frozenset[int] | None = None

    @property
    def snapshots(self) -> tuple[int, ...]:
        return (self.snapshot_id, *self.earlier)


def code_texts(
    session: Session, editor: Editor, *, questionnaire: str, place: str, ticks: Collection[Tick]
) -> int:
    """Give texts codes of the book of one place, or take them off; how many ticks that changed.

    A text that an amendment left as it was has its codes from the snapshots before, and loses them in all of them.
    The caller has seen to it that the texts are there. A code that was merged meanwhile stands for what it was merged
    into. Only what a tick names is changed, and the same twice changes nothing. Nobody has agreed yet with the codes of
    a text that changed.
    Raises NotPossibleNow for a code that was removed, and for a text with other codes than are known.
    """
    owner = session.scalars(
        sa.select(QuestionnaireRecord).where(QuestionnaireRecord.key == questionnaire).with_for_update()
    ).one()
    by_id = {one.id: one for one in book_of(session, owner.id, place)}
    held = held_codes(session, by_id, {snapshot_id for tick in ticks for snapshot_id in tick.snapshots})
    _refuse_unknown(ticks, held)
    changes, changed = [], set()
    for tick in sorted(ticks, key=lambda one: (one.snapshot_id, one.item, one.code_id)):
        code = _standing_for(by_id, tick.code_id)
        rows = {(code.id, snapshot_id, tick.item) for snapshot_id in tick.snapshots} & held
        if tick.wanted == bool(rows):
            continue
        if tick.wanted:
            rows = {(code.id, tick.snapshot_id, tick.item)}
            session.add_all(coding(editor, *one) for one in rows)
        for row in () if tick.wanted else sorted(rows):
            session.execute(sa.delete(TextCoding).filter_by(**dict(zip(_KEY, row, strict=True))))
        held ^= rows
        changes.append([tick.snapshot_id, tick.item, code.code, tick.wanted])
        changed |= {(snapshot_id, tick.item) for snapshot_id in tick.snapshots}
    if changes:
        _begin_reading(session, editor, place, changed)
        session.flush()
        append_coding(session, editor, questionnaire, "texts_coded", {"place": place, "changes": changes})
    return len(changes)


_KEY = ("code_id", "snapshot_id", "item")


def _begin_reading(session: Session, editor: Editor, place: str, texts: Collection[Text]) -> None:
    known = readings_of(session, place, {snapshot_id for snapshot_id, _ in texts})
    for text in sorted(texts):
        reading = known.get(text)
        if reading is None:
            session.add(reading := TextReading(place=place, snapshot_id=text[0], item=text[1]))
        reading.coded_at, reading.coded_by = editor.now, editor.actor.account_id
        reading.agreed_at = reading.agreed_by = None


def _refuse_unknown(ticks: Collection[Tick], held: Collection[tuple[int, int, str]]) -> None:
    """Who has not seen a code of a text has not given all its codes. What is done already is no matter."""
    for tick in ticks:
        if tick.known is None:
            continue
        of_text = [one for one in ticks if (one.snapshot_id, one.item) == (tick.snapshot_id, tick.item)]
        wanted = tick.known.union(one.code_id for one in of_text if one.wanted)
        wanted = wanted.difference(one.code_id for one in of_text if not one.wanted)
        now = {code_id for code_id, id_, item in held if id_ in tick.snapshots and item == tick.item}
        if now not in (tick.known, wanted):
            raise NotPossibleNow(
                message("Somebody else coded one of these texts meanwhile. Nothing was changed: look again.")
            )


def readings_of(session: Session, place: str, snapshots: Collection[int]) -> Mapping[Text, TextReading]:
    """What is known of the texts of one place in some snapshots, by snapshot and item."""
    rows = session.scalars(
        sa.select(TextReading)
        .where(TextReading.place == place, TextReading.snapshot_id.in_(snapshots))
        .order_by(TextReading.snapshot_id, TextReading.item)
    )
    return {(one.snapshot_id, one.item): one for one in rows}


def _standing_for(by_id: Mapping[int, TextCode], code_id: int) -> TextCode:
    code = by_id.get(code_id)
    while code is not None and code.merged_into_id is not None:
        code = by_id.get(code.merged_into_id)
    if code is None or code.retired_at is not None:
        raise NotPossibleNow(
            message(
                "A code that you chose was taken out of the code book meanwhile. Nothing was changed: look again."
            )
        )
    return code


def held_codes(
    session: Session, codes: Collection[int], snapshots: Collection[int]
) -> set[tuple[int, int, str]]:
    """Which of the codes which texts of the snapshots have, as code, snapshot and item."""
    rows = session.execute(
        sa.select(TextCoding.code_id, TextCoding.snapshot_id, TextCoding.item)
        .where(TextCoding.code_id.in_(codes), TextCoding.snapshot_id.in_(snapshots))
        .order_by(TextCoding.code_id, TextCoding.snapshot_id, TextCoding.item)
    )
    return {(code_id, snapshot_id, item) for code_id, snapshot_id, item in rows}
