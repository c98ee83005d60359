"""Definitions from files that were sent in the browser: kept as the draft that was looked at, or not at all."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.audit.services import locked_head
from app.domain.canonical import canonical, sha256_of
from app.domain.editing import Document, Replace
from app.domain.errors import NotPossibleNow, message
from app.domain.policy import Actor
from app.questionnaires.beginning import FromFile, start_draft
from app.questionnaires.drafting import edit
from app.questionnaires.drafts import Drafts
from app.questionnaires.models import QuestionnaireVersion, VersionStatus
from app.questionnaires.queries import latest_version


@dataclass(frozen=True)
class Standing:
    """The newest version of a questionnaire, as somebody saw it; `version_id` is None where there was none."""

    version_id: int | None = None
    revision: int = 0
    content_hash: str = ""

    @classmethod
    def of(cls, version: QuestionnaireVersion | None) -> "Standing":
        return cls() if version is None else cls(version.id, version.revision, version.content_hash)

    def for_json(self) -> list[Any]:
        return [self.version_id, self.revision, self.content_hash]


@dataclass(frozen=True)
class Imported:
    """What came from a file: the whole definition, and the name of the file."""

    document: Document
    file: str

    @property
    def key(self) -> str:
        return str(self.document["key"])


class MovedMeanwhile(NotPossibleNow):
    """The questionnaire is not any more as it was when the file was compared with it. Nothing was kept."""


def _held(session: Session, key: str) -> QuestionnaireVersion | None:
    """The newest version, held until this transaction ends: a draft itself, as edits hold it; else the next number."""
    newest = latest_version(session, key)
    if newest is None or newest.status != VersionStatus.DRAFT:
        locked_head(session, f"questionnaire/{key}")
        return latest_version(session, key)
    held = sa.select(QuestionnaireVersion.id).where(QuestionnaireVersion.id == newest.id).with_for_update()
    session.execute(held)
    session.refresh(newest)
    return newest


def _moved(key: str) -> MovedMeanwhile:
    return MovedMeanwhile(
        message(
            "%(key)s was changed while you looked at the file. Nothing is kept yet: look at the differences again.",
            key=key,
        )
    )


def keep_import(
    session: Session,
    *,
    actor: Actor,
    now: datetime,
    audit_key: bytes,
    drafts: Drafts,
    imported: Imported,
    expected: Standing,
    idempotency_key: str,
) -> bool:
    """Keep the definition as the draft, in one step that can be undone; False where it is the newest already.

    What is published is never touched: the definition becomes the next draft. Raises MovedMeanwhile unless the newest
    version is the `expected` one, and EditRefused for what no draft can be.
    """
    newest = _held(session, imported.key)
    if newest is not None and newest.content_hash == sha256_of(canonical(imported.document)):
        return False
    if Standing.of(newest) != expected:
        raise _moved(imported.key)
    if newest is None or newest.status != VersionStatus.DRAFT:
        beginning = FromFile(imported.key, imported.document, imported.file)
        start_draft(session, actor=actor, now=now, audit_key=audit_key, beginning=beginning)
        return True
    edit(
        session,
        actor=actor,
        now=now,
        audit_key=audit_key,
        drafts=drafts,
        version_id=newest.id,
        expected=newest.revision,
        idempotency_key=idempotency_key,
        edit=Replace(imported.document, imported.file),
    )
    return True
