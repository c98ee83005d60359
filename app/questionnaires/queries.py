"""Reads of questionnaires, and the definitions that this process has already compiled."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from app.domain.errors import NotFound, message
from app.domain.hearing import Hearing
from app.domain.outline import Outline, outline
from app.domain.questionnaire import Questionnaire, Section
from app.questionnaires.models import QuestionnaireRecord, QuestionnaireVersion, VersionStatus


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


_NEWEST_FIRST = (QuestionnaireVersion.number.desc(), QuestionnaireVersion.patch.desc())
_LABEL = re.compile(r"([0-9]{1,6})(?:\.([0-9]{1,6}))?")


def editions_of(version_id: int) -> sa.Select[int]:
    """The ids of a version and of all patches of the same number: they ask the same, and are counted together."""
    mine = aliased(QuestionnaireVersion)
    return (
        sa.select(QuestionnaireVersion.id)
        .join(
            mine,
            sa.and_(
                mine.questionnaire_id == QuestionnaireVersion.questionnaire_id,
                mine.number == QuestionnaireVersion.number,
            ),
        )
        .where(mine.id == version_id)
    )


def latest_version(session: Session, key: str) -> QuestionnaireVersion | None:
    """The newest version of the questionnaire `key`, whatever its status."""
    return session.scalars(
        sa.select(QuestionnaireVersion)
        .join(QuestionnaireRecord)
        .where(QuestionnaireRecord.key == key)
        .order_by(*_NEWEST_FIRST)
        .limit(1)
    ).first()


def newest_published(session: Session, key: str) -> QuestionnaireVersion | None:
    """The newest version of the questionnaire `key` that was published, retired or not."""
    return session.scalars(
        sa.select(QuestionnaireVersion)
        .join(QuestionnaireRecord)
        .where(QuestionnaireRecord.key == key, QuestionnaireVersion.status != VersionStatus.DRAFT)
        .order_by(QuestionnaireVersion.number.desc(), QuestionnaireVersion.patch.desc())
        .limit(1)
    ).first()


def find_draft(session: Session, key: str) -> QuestionnaireVersion:
    """The draft of the questionnaire `key`. Raises NotFound."""
    version = latest_version(session, key)
    if version is None or version.status != VersionStatus.DRAFT:
        raise NotFound(message("There is no draft of %(key)s. Begin one.", key=key))
    return version


def find_version(
    session: Session, key: str, number: int | None = None, patch: int | None = None
) -> QuestionnaireVersion:
    """Version `number` of the questionnaire `key` (its newest patch, or `patch`), or the newest. Raises NotFound."""
    statement = (
        sa.select(QuestionnaireVersion)
        .join(QuestionnaireRecord)
        .where(QuestionnaireRecord.key == key)
        .order_by(*_NEWEST_FIRST)
        .limit(1)
    )
    if number is not None:
        statement = statement.where(QuestionnaireVersion.number == number)
    if patch is not None:
        statement = statement.where(QuestionnaireVersion.patch == patch)
    version = session.scalars(statement).first()
    if version is None:
        raise NotFound(message("There is no such questionnaire version: %(key)s.", key=key))
    return version


def find_labelled(session: Session, key: str, label: str) -> QuestionnaireVersion:
    """The version of the questionnaire `key` that people call `label`: "2", or "2.1". Raises NotFound."""
    found = _LABEL.fullmatch(label)
    # No version has the number 0, so that what is no label names none.
    number, patch = (int(found[1]), int(found[2] or 0)) if found else (0, 0)
    return find_version(session, key, number, patch)


def find_by_hash(session: Session, key: str, content_hash: str) -> QuestionnaireVersion:
    """The version of the questionnaire `key` that says what this hash is of. Raises NotFound."""
    version = session.scalars(
        sa.select(QuestionnaireVersion)
        .join(QuestionnaireRecord)
        .where(QuestionnaireRecord.key == key, QuestionnaireVersion.content_hash == content_hash)
        .order_by(*_NEWEST_FIRST)
        .limit(1)
    ).first()
    if version is None:
        raise NotFound(message("There is no such questionnaire version: %(key)s.", key=key))
    return version


def all_versions(session: Session) -> Sequence[QuestionnaireVersion]:
    """Every version of every questionnaire, by key, newest first."""
    return session.scalars(
        sa.select(QuestionnaireVersion)
        .join(QuestionnaireRecord)
        .order_by(QuestionnaireRecord.key, *_NEWEST_FIRST)
    ).all()


def begun_at(session: Session, version_id: int) -> datetime:
    """When a version was begun."""
    found: datetime = session.execute(
        sa.select(QuestionnaireVersion.created_at).where(QuestionnaireVersion.id == version_id)
    ).scalar_one()
    return found
