"""Agreement with the codes that somebody else gave to texts: only then are they counted."""

from collections.abc import Collection
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.questionnaires.models import QuestionnaireRecord
from app.reports.services.coding import Editor, append_coding, book_of
from app.reports.services.ticking import held_codes, readings_of


@dataclass(frozen=True)
class Agreement:
    """That a text speaks of just these codes, by their ids; `earlier` are the snapshots before that hold it as well."""

    snapshot_id: int
    item: str
    codes: frozenset[int]
    earlier: tuple[int, ...] = ()

    @property
    def snapshots(self) -> tuple[int, ...]:
        return (self.snapshot_id, *self.earlier)


def agree(
    session: Session, editor: Editor, *, questionnaire: str, place: str, agreements: Collection[Agreement]
) -> int:
    """Agree with the codes of texts of one place; how many that settled.

    A text is passed over that has no codes or others by now, or whose codes the same person gave last. Who agrees first
    is kept, so that the same twice changes nothing.
    """
    owner = session.scalars(
        sa.select(QuestionnaireRecord).where(QuestionnaireRecord.key == questionnaire).with_for_update()
    ).one()
    of_texts = {snapshot_id for one in agreements for snapshot_id in one.snapshots}
    held = held_codes(session, {one.id for one in book_of(session, owner.id, place)}, of_texts)
    readings = readings_of(session, place, of_texts)
    fresh = []
    for one in sorted(agreements, key=lambda one: (one.snapshot_id, one.item)):
        now = {
            code_id
            for code_id, snapshot_id, item in held
            if snapshot_id in one.snapshots and item == one.item
        }
        read = [found for id_ in one.snapshots if (found := readings.get((id_, one.item)))]
        last = max(read, key=lambda found: (found.coded_at, found.snapshot_id), default=None)
        if not now or last is None or last.coded_by == editor.actor.account_id or now != one.codes:
            continue
        if all(found.agreed_by is not None for found in read):
            continue
        for found in read:
            found.coded_at, found.coded_by = last.coded_at, last.coded_by
            found.agreed_at, found.agreed_by = editor.now, editor.actor.account_id
        fresh.append([one.snapshot_id, one.item])
    if fresh:
        session.flush()
        append_coding(session, editor, questionnaire, "codes_agreed", {"place": place, "texts": fresh})
    return len(fresh)
