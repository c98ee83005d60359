"""Reads of questionnaires, and the definitions that this process has already compiled."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.domain.errors import NotFound, message
from app.domain.hearing import Hearing
from app.domain.outline import Outline, outline
from app.domain.questionnaire import Questionnaire, Section
from app.questionnaires.models import DraftEdit, QuestionnaireRecord, QuestionnaireVersion, VersionStatus


@dataclass
class Definitions:
    """Definitions by version id. Versions in cycles are frozen, so what was read once stays true."""

    _kept: dict[int, Questionnaire] = field(default_factory=dict)
    _outlines: dict[tuple[int, str], Outline] = field(default_factory=dict)
    _hearings: dict[int, Hearing] = field(default_factory=dict)

    def of_version(self, session: Session, version_id: int) -> Questionnaire:
        """The definition of a published version; read and validated once per process."""
        kept = self._kept.get(version_id)
        if kept is None:
            document = session.execute(
                sa.select(QuestionnaireVersion.document).where(QuestionnaireVersion.id == version_id)
            ).scalar_one()
            kept = self._kept[version_id] = Questionnaire.model_validate(document)
        return kept

    def hearing_of(self, version_id: int, questionnaire: Questionnaire) -> Hearing:
        """Which questions of a published version hear which."""
        kept = self._hearings.get(version_id)
        if kept is None or kept.questionnaire is not questionnaire:
            kept = self._hearings[version_id] = Hearing.of(questionnaire)
        return kept

    def outline_of(self, version_id: int, section: Section) -> Outline:
        """The outline of a section of a published version."""
        place = (version_id, section.key)
        if place not in self._outlines:
            self._outlines[place] = outline(section)
        return self._outlines[place]


def latest_version(session: Session, key: str) -> QuestionnaireVersion | None:
    """The newest version of the questionnaire `key`, whatever its status."""
    return session.scalars(
        sa.select(QuestionnaireVersion)
        .join(QuestionnaireRecord)
        .where(QuestionnaireRecord.key == key)
        .order_by(QuestionnaireVersion.number.desc())
        .limit(1)
    ).first()


def newest_published(session: Session, key: str) -> QuestionnaireVersion | None:
    """The newest version of the questionnaire `key` that was published, retired or not."""
    return session.scalars(
        sa.select(QuestionnaireVersion)
        .join(QuestionnaireRecord)
        .where(QuestionnaireRecord.key == key, QuestionnaireVersion.status != VersionStatus.DRAFT)
        .order_by(QuestionnaireVersion.number.desc())
        .limit(1)
    ).first()


def find_draft(session: Session, key: str) -> QuestionnaireVersion:
    """The draft of the questionnaire `key`. Raises NotFound."""
    version = latest_version(session, key)
    if version is None or version.status != VersionStatus.DRAFT:
        raise NotFound(message("There is no draft of %(key)s. Begin one.", key=key))
    return version


def find_version(session: Session, key: str, number: int | None = None) -> QuestionnaireVersion:
    """Version `number` of the questionnaire `key`, or its newest. Raises NotFound."""
    statement = (
        sa.select(QuestionnaireVersion)
        .join(QuestionnaireRecord)
        .where(QuestionnaireRecord.key == key)
        .order_by(QuestionnaireVersion.number.desc())
        .limit(1)
    )
    if number is not None:
        statement = statement.where(QuestionnaireVersion.number == number)
    version = session.scalars(statement).first()
    if version is None:
        raise NotFound(message("There is no such questionnaire version: %(key)s.", key=key))
    return version


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


def newest_documents(session: Session) -> Sequence[tuple[str, dict[str, Any]]]:
    """The newest document of every questionnaire, by key, whatever its status."""
    newest = (
        sa.select(
            QuestionnaireVersion.questionnaire_id, sa.func.max(QuestionnaireVersion.number).label("number")
        )
        .group_by(QuestionnaireVersion.questionnaire_id)
        .subquery()
    )
    rows = session.execute(
        sa.select(QuestionnaireRecord.key, QuestionnaireVersion.document)
        .join(QuestionnaireRecord, QuestionnaireRecord.id == QuestionnaireVersion.questionnaire_id)
        .join(
            newest,
            sa.and_(
                newest.c.questionnaire_id == QuestionnaireVersion.questionnaire_id,
                newest.c.number == QuestionnaireVersion.number,
            ),
        )
        .order_by(QuestionnaireRecord.key)
    )
    return [(row.key, row.document) for row in rows]


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


def all_versions(session: Session) -> Sequence[QuestionnaireVersion]:
    """Every version of every questionnaire, by key, newest first."""
    return session.scalars(
        sa.select(QuestionnaireVersion)
        .join(QuestionnaireRecord)
        .order_by(QuestionnaireRecord.key, QuestionnaireVersion.number.desc())
    ).all()


def begun_at(session: Session, version_id: int) -> datetime:
    """When a version was begun."""
    found: datetime = session.execute(
        sa.select(QuestionnaireVersion.created_at).where(QuestionnaireVersion.id == version_id)
    ).scalar_one()
    return found
