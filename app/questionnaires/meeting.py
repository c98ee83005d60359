"""Two people at one draft: which late edits go through, and what is said about the others."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.domain.editing import (
    Address,
    Changes,
    Document,
    Edit,
    Insert,
    Move,
    anchored,
    applied,
    meant,
    overlap,
    read_changes,
    redone,
    same,
    touched,
    undone,
    value_or_absent,
)
from app.domain.errors import Message, NotPossibleNow, message
from app.questionnaires.models import DraftEdit


@dataclass(frozen=True)
class Between:
    """A step that came between, and who made it."""

    revision: int
    who: str
    at: datetime
    changes: Changes


@dataclass(frozen=True)
class Clash:
    """One place that two people changed: what was there, what is there now, and what was to be there (or ABSENT)."""

    at: Address
    old: Any
    theirs: Any
    yours: Any


class DraftChanged(NotPossibleNow):
    """Somebody else changed the draft in the meantime, at the same place. Nothing was saved."""

    def __init__(self, said: Message, last: Between, clashes: Sequence[Clash] = ()) -> None:
        super().__init__(said)
        self.who, self.changed_at, self.revision = last.who, last.at, last.revision
        self.clashes = tuple(clashes)


def steps_between(session: Session, version_id: int, revision: int) -> tuple[Between, ...]:
    """What was done to a draft after `revision`, in order."""
    rows = session.execute(
        sa.select(DraftEdit.revision, DraftEdit.at, DraftEdit.changes, Account.name)
        .outerjoin(Account, Account.id == DraftEdit.actor_id)
        .where(DraftEdit.version_id == version_id, DraftEdit.revision > revision)
        .order_by(DraftEdit.revision)
    )
    return tuple(
        Between(row.revision, row.name or "system", row.at, read_changes(row.changes)) for row in rows
    )


def brought_up(document: Document, between: Sequence[Between], edit: Edit) -> Edit:
    """A late edit as one of `document`, which the steps `between` have led to.

    Raises DraftChanged where it touches what they changed, and EditRefused where it could not have been made before.
    """
    then = document
    for step in reversed(between):
        then = undone(then, step.changes)
    mine = applied(then, edit)
    places = touched(then, mine.changes) | {meant(edit)}
    clashes: list[Clash] = []
    last = between[-1]
    state = then
    for step in between:
        met = overlap(places, touched(state, step.changes))
        state = redone(state, step.changes)
        found = [_clash(place, then, document, mine.document) for place in met]
        clashes.extend(clash for clash in found if clash not in clashes)
        last = step if met else last
    if any(not same(clash.theirs, clash.yours) for clash in clashes):
        raise DraftChanged(_said(last), last, clashes)
    return _placed(then, document, edit)


def _clash(at: Address, then: Document, now: Document, mine: Document) -> Clash:
    return Clash(at, *(value_or_absent(document, at) for document in (then, now, mine)))


def _placed(then: Document, now: Document, edit: Edit) -> Edit:
    """The edit with its position in a list that has grown or shrunk since."""
    if isinstance(edit, Insert):
        return replace(edit, index=anchored(then, now, edit.into, edit.index))
    if isinstance(edit, Move):
        return replace(edit, index=anchored(then, now, edit.into, edit.index, without=edit.at))
    return edit


def _said(last: Between) -> Message:
    return message(
        "%(who)s changed this while you were at it (%(at)s UTC). Nothing of yours is saved yet: compare the two, then"
        " save what should stay.",
        who=last.who,
        at=last.at.strftime("%Y-%m-%d %H:%M"),
    )


def changed_meanwhile(between: Sequence[Between]) -> DraftChanged:
    """The refusal of an undo or redo that was meant for an earlier state."""
    last = between[-1]
    text = message(
        "%(who)s changed the draft while you were at it (%(at)s UTC). Look at it as it is now, then undo or redo.",
        who=last.who,
        at=last.at.strftime("%Y-%m-%d %H:%M"),
    )
    return DraftChanged(text, last)
