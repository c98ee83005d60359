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
    """Agree with the codes of texts of one place; with how many somebody agrees now.

    A text is passed over that has no codes or others by now, or whose codes the same person gave last. Who agrees first
    is kept, so that the same twice changes nothing.
    """
    owner = session.scalars(
        sa.select(QuestionnaireRecord).where(QuestionnaireRecord.key == questionnaire).with_for_update()
    ).one()
    of_texts = {snapshot_id for one in agreements for snapshot_id in one.snapshots}
    held = held_codes(session, {one.id for one in book_of(session, owner.id, place)}, of_texts)
    readings = readings_of(session, place, of_texts)
    settled, fresh = 0, []
    for one in sorted(agreements, key=lambda one: (one.snapshot_id, one.item)):
        now = {
            code_id
            for code_id, snapshot_id, item in held
            if snapshot_id in one.snapshots and item == one.item
        }
        read = [found for id_ in one.snapshots if (found := readings.get((id_, one.item)))]
        own = editor.actor.account_id in {found.coded_by for found in read}
        if not now or not read or own or now != one.codes:
            continue
        settled += 1
        waiting = [found for found in read if found.agreed_by is None]
        for found in waiting:
            found.agreed_at, found.agreed_by = editor.now, editor.actor.account_id
        if waiting:
            fresh.append([one.snapshot_id, one.item])
    if fresh:
        session.flush()
        append_coding(session, editor, questionnaire, "codes_agreed", {"place": place, "texts": fresh})
    return settled
