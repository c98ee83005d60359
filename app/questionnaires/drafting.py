"""Writes of a draft, edit by edit: each leads to the next revision, is kept with what it changed, and can be undone."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.audit.services import record
from app.domain.canonical import canonical
from app.domain.editing import (
    Address,
    Changes,
    Document,
    Edit,
    Written,
    applied,
    changes_json,
    edit_json,
    inverse,
    meant,
    noted,
    read_changes,
    read_edit,
    redone,
)
from app.domain.errors import NotPossibleNow, message
from app.domain.policy import Actor
from app.questionnaires.beginning import CopyOf, Fresh, FromFile, Next, start_draft
from app.questionnaires.drafts import Drafts, Locked, in_force, lock, step_with, to_redo, to_undo
from app.questionnaires.meeting import Between, DraftChanged, brought_up, changed_meanwhile, steps_between
from app.questionnaires.models import DraftEdit, EditKind, QuestionnaireVersion


@dataclass(frozen=True)
class Drafted:
    """The draft as it is now. `changes` are those just made: none when the edit was made before, or changed nothing."""

    version_id: int
    revision: int
    document: Document
    changes: Changes = ()


@dataclass(frozen=True)
class _Step:
    kind: EditKind
    edit: dict[str, Any]
    at: Address
    changes: Changes
    subject_id: int | None
    below_id: int | None


@dataclass(frozen=True)
class _Writing:
    """One write of one person to one draft."""

    session: Session
    actor: Actor
    now: datetime
    audit_key: bytes
    drafts: Drafts
    draft: Locked
    held: Written
    idempotency_key: str

    def unchanged(self) -> Drafted:
        return Drafted(self.draft.version_id, self.draft.revision, self.held.document)

    def write(self, step: _Step, document: Document) -> Drafted:
        written = Written.of(document, self.held)
        self.drafts.keep(written)
        revision = self.draft.revision + 1
        self.session.execute(
            sa.update(QuestionnaireVersion)
            .where(QuestionnaireVersion.id == self.draft.version_id)
            .values(document=document, content_hash=written.content_hash, revision=revision)
        )
        self.session.add(
            DraftEdit(
                version_id=self.draft.version_id,
                revision=revision,
                kind=step.kind,
                edit=step.edit,
                changes=changes_json(step.changes),
                actor_id=self.actor.account_id,
                at=self.now,
                idempotency_key=self.idempotency_key,
                subject_id=step.subject_id,
                below_id=step.below_id,
            )
        )
        self.session.flush()
        self._audit(step, revision, written.content_hash)
        return Drafted(self.draft.version_id, revision, document, step.changes)

    def _audit(self, step: _Step, revision: int, content_hash: str) -> None:
        undone = step.kind == EditKind.UNDO
        record(
            self.session,
            stream=f"questionnaire/{self.draft.key}",
            action="draft_edit" if step.kind == EditKind.EDIT else "draft_undo" if undone else "draft_redo",
            actor=self.actor,
            now=self.now,
            facts={
                "version": self.draft.number,
                "revision": revision,
                "content_hash": content_hash,
                "edit": step.edit["edit"],
                "at": "/".join(step.at),
            },
            key=self.audit_key,
        )


def edit(
    session: Session,
    *,
    actor: Actor,
    now: datetime,
    audit_key: bytes,
    drafts: Drafts,
    version_id: int,
    expected: int,
    idempotency_key: str,
    edit: Edit,
) -> Drafted:
    """Make one edit of a draft that was read at revision `expected`.

    A late edit goes through where it touches nothing that others changed since. Raises NotFound, NotPossibleNow,
    EditRefused, and DraftChanged with who changed what where it does not.
    """
    writing = _begin(session, actor, now, audit_key, drafts, version_id, idempotency_key)
    if _is_done(session, writing, edit):
        return writing.unchanged()
    document = writing.held.document
    between = _between(session, writing, expected)
    if between:
        edit = brought_up(document, between, edit)
    edited = applied(document, edit)
    if not edited.changes:
        return writing.unchanged()
    kept = edit_json(noted(document, edit))
    below = in_force(session, version_id)
    step = _Step(EditKind.EDIT, kept, meant(edit), edited.changes, None, below)
    return writing.write(step, edited.document)


def undo(
    session: Session,
    *,
    actor: Actor,
    now: datetime,
    audit_key: bytes,
    drafts: Drafts,
    version_id: int,
    expected: int,
    idempotency_key: str,
) -> Drafted:
    """Take back the newest edit that is in force, whoever made it. Raises as `edit`, and without one NotPossibleNow."""
    writing = _begin(session, actor, now, audit_key, drafts, version_id, idempotency_key)
    if _is_done(session, writing):
        return writing.unchanged()
    _refuse_late(session, writing, expected)
    subject = to_undo(session, version_id)
    if subject is None:
        raise NotPossibleNow(message("There is nothing to undo."))
    return _again(writing, EditKind.UNDO, subject, inverse(read_changes(subject.changes)))


def redo(
    session: Session,
    *,
    actor: Actor,
    now: datetime,
    audit_key: bytes,
    drafts: Drafts,
    version_id: int,
    expected: int,
    idempotency_key: str,
) -> Drafted:
    """Make the edit again that was undone last, unless another was made since. Raises as `undo`."""
    writing = _begin(session, actor, now, audit_key, drafts, version_id, idempotency_key)
    if _is_done(session, writing):
        return writing.unchanged()
    _refuse_late(session, writing, expected)
    subject = to_redo(session, version_id)
    if subject is None:
        raise NotPossibleNow(message("There is nothing to redo."))
    return _again(writing, EditKind.REDO, subject, read_changes(subject.changes))


def _begin(
    session: Session,
    actor: Actor,
    now: datetime,
    audit_key: bytes,
    drafts: Drafts,
    version_id: int,
    idempotency_key: str,
) -> _Writing:
    draft = lock(session, version_id)
    held = drafts.of(session, version_id, draft.content_hash)
    return _Writing(session, actor, now, audit_key, drafts, draft, held, idempotency_key)


def _is_done(session: Session, writing: _Writing, sent: Edit | None = None) -> bool:
    """Whether the step was made already: the second click of two. Raises NotPossibleNow for a key of something else.

    A page that is gone back to sends its old key with what was typed since: that must not pass for saved.
    """
    made = step_with(session, writing.idempotency_key)
    if made is not None and made.version_id != writing.draft.version_id:
        raise NotPossibleNow(message("This was sent before, for another draft. Open the page again."))
    if made is not None and sent is not None and not _is_the_same(made.edit, edit_json(sent)):
        raise NotPossibleNow(
            message(
                "This page was sent before with another change. Open it again, and make the change there."
            )
        )
    return made is not None


def _is_the_same(kept: Mapping[str, Any], sent: Mapping[str, Any]) -> bool:
    """Whether an edit was kept as it was sent; its position and its sources are worked out when it is kept."""
    worked_out = {"index", "source", "texts"}
    one, other = ({name: edit[name] for name in edit.keys() - worked_out} for edit in (kept, sent))
    return canonical(one) == canonical(other)


def _between(session: Session, writing: _Writing, expected: int) -> tuple[Between, ...]:
    if not 0 <= expected <= writing.draft.revision:
        raise NotPossibleNow(message("The page is not of this draft. Open it again."))
    if expected == writing.draft.revision:
        return ()
    return steps_between(session, writing.draft.version_id, expected)


def _refuse_late(session: Session, writing: _Writing, expected: int) -> None:
    between = _between(session, writing, expected)
    if between:
        raise changed_meanwhile(between)


def _again(writing: _Writing, kind: EditKind, subject: DraftEdit, changes: Changes) -> Drafted:
    document = redone(writing.held.document, changes)
    step = _Step(kind, subject.edit, meant(read_edit(subject.edit)), changes, subject.id, subject.below_id)
    return writing.write(step, document)


__all__ = [
    "CopyOf",
    "DraftChanged",
    "Drafted",
    "Drafts",
    "Fresh",
    "FromFile",
    "Next",
    "edit",
    "redo",
    "start_draft",
    "undo",
]
