"""Reads of drafts and of everything that can be brought into one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.domain.errors import NotFound, message
from app.questionnaires.models import DraftEdit, QuestionnaireRecord, QuestionnaireVersion, VersionStatus


@dataclass(frozen=True)
class FoundDraft:
    """Where a draft is kept, and which state of it is the newest."""

    version_id: int
    number: int
    revision: int
    content_hash: str


def draft_state(session: Session, key: str) -> FoundDraft:
    """The draft of the questionnaire `key`, without its document. Raises NotFound."""
    row = session.execute(
        sa.select(
            QuestionnaireVersion.id,
            QuestionnaireVersion.number,
            QuestionnaireVersion.revision,
            QuestionnaireVersion.content_hash,
        )
        .join(QuestionnaireRecord)
        .where(QuestionnaireRecord.key == key, QuestionnaireVersion.status == VersionStatus.DRAFT)
        .order_by(QuestionnaireVersion.number.desc())
        .limit(1)
    ).first()
    if row is None:
        raise NotFound(
            message("There is no draft of this questionnaire. Begin one on the list of questionnaires.")
        )
    return FoundDraft(row.id, row.number, row.revision, row.content_hash)


def newest_documents(session: Session) -> Mapping[str, dict[str, Any]]:
    """The newest document of every questionnaire, by key, whatever its status."""
    rows = session.execute(
        sa.select(QuestionnaireRecord.key, QuestionnaireVersion.id)
        .join(QuestionnaireRecord, QuestionnaireRecord.id == QuestionnaireVersion.questionnaire_id)
        .order_by(QuestionnaireRecord.key, QuestionnaireVersion.number, QuestionnaireVersion.patch)
    )
    newest = {row.id: row.key for row in {row.key: row for row in rows}.values()}
    documents = session.execute(
        sa.select(QuestionnaireVersion.id, QuestionnaireVersion.document)
        .where(QuestionnaireVersion.id.in_(newest))
        .order_by(QuestionnaireVersion.questionnaire_id)
    )
    return {newest[row.id]: row.document for row in documents}


@dataclass(frozen=True)
class StepTaken:
    """One step of a draft, and who made it."""

    revision: int
    kind: str
    edit: dict[str, Any]
    at: datetime
    who: str


def steps_of(session: Session, version_id: int, most: int) -> Sequence[StepTaken]:
    """The last `most` steps of a draft, newest first."""
    rows = session.execute(
        sa.select(DraftEdit.revision, DraftEdit.kind, DraftEdit.edit, DraftEdit.at, Account.name)
        .outerjoin(Account, Account.id == DraftEdit.actor_id)
        .where(DraftEdit.version_id == version_id)
        .order_by(DraftEdit.revision.desc())
        .limit(most)
    )
    return [StepTaken(row.revision, row.kind, row.edit, row.at, row.name or "") for row in rows]
