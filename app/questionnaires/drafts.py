"""Drafts as this process has them at hand, and as the database has them, held for a change."""

from collections import OrderedDict
from dataclasses import dataclass, field
from threading import Lock

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.domain.editing import Written
from app.domain.errors import NotFound, NotPossibleNow, message
from app.questionnaires.models import (
    DraftEdit,
    EditKind,
    QuestionnaireRecord,
    QuestionnaireVersion,
    VersionStatus,
)

MOST_KEPT = 16
LONGEST_KEY = 64


@dataclass
class Drafts:
    """Documents by content hash, the last used ones: what was kept is right whatever became of its transaction."""

    _kept: OrderedDict[str, Written] = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    def keep(self, written: Written) -> None:
        with self._lock:
            self._kept[written.content_hash] = written
            self._kept.move_to_end(written.content_hash)
            while len(self._kept) > MOST_KEPT:
                self._kept.popitem(last=False)

    def of(self, session: Session, version_id: int, content_hash: str) -> Written:
        """The document of a version, whose hash was just read; from the database where it is not at hand."""
        with self._lock:
            kept = self._kept.get(content_hash)
        if kept is None:
            document = session.execute(
                sa.select(QuestionnaireVersion.document).where(QuestionnaireVersion.id == version_id)
            ).scalar_one()
            kept = Written.of(document)
            self.keep(kept)
        return kept


@dataclass(frozen=True)
class Locked:
    """A draft that nobody else changes until this transaction ends."""

    version_id: int
    number: int
    key: str
    revision: int
    content_hash: str


def lock(session: Session, version_id: int) -> Locked:
    """Hold a draft for a change. Raises NotFound, and NotPossibleNow once it is published."""
    row = session.execute(
        sa.select(
            QuestionnaireVersion.number,
            QuestionnaireVersion.status,
            QuestionnaireVersion.revision,
            QuestionnaireVersion.content_hash,
            QuestionnaireRecord.key,
        )
        .join(QuestionnaireRecord)
        .where(QuestionnaireVersion.id == version_id)
        .with_for_update(of=QuestionnaireVersion)
    ).one_or_none()
    if row is None:
        raise NotFound(message("There is no such draft."))
    if row.status != VersionStatus.DRAFT:
        raise NotPossibleNow(
            message("This version is published, and stays as it is. Begin a new draft to change it.")
        )
    return Locked(version_id, row.number, row.key, row.revision, row.content_hash)


def step_with(session: Session, idempotency_key: str) -> DraftEdit | None:
    """The step that was made with this key already. Raises NotPossibleNow for a key that nothing can have."""
    if not 0 < len(idempotency_key) <= LONGEST_KEY or not idempotency_key.isprintable():
        raise NotPossibleNow(message("The page is not of this draft. Open it again."))
    statement = sa.select(DraftEdit).where(DraftEdit.idempotency_key == idempotency_key)
    return session.scalars(statement).one_or_none()


def newest_step(session: Session, version_id: int) -> DraftEdit | None:
    return session.scalars(
        sa.select(DraftEdit)
        .where(DraftEdit.version_id == version_id)
        .order_by(DraftEdit.revision.desc())
        .limit(1)
    ).first()


def in_force(session: Session, version_id: int) -> int | None:
    """The newest edit that is not undone."""
    step = newest_step(session, version_id)
    if step is None or step.kind == EditKind.UNDO:
        return None if step is None else step.below_id
    return step.id if step.kind == EditKind.EDIT else step.subject_id


def to_undo(session: Session, version_id: int) -> DraftEdit | None:
    """The edit that an undo takes back."""
    found = in_force(session, version_id)
    return None if found is None else session.get_one(DraftEdit, found)


def to_redo(session: Session, version_id: int) -> DraftEdit | None:
    """The edit that a redo makes again: the newest that was made on what is in force now, and was undone."""
    below = in_force(session, version_id)
    return session.scalars(
        sa.select(DraftEdit)
        .where(
            DraftEdit.version_id == version_id,
            DraftEdit.kind == EditKind.EDIT,
            DraftEdit.below_id.is_(None) if below is None else DraftEdit.below_id == below,
        )
        .order_by(DraftEdit.revision.desc())
        .limit(1)
    ).first()
