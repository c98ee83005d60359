"""Reads of consultations: which draft a link opens, and what was said."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.questionnaires.models import (
    ConsultationComment,
    ConsultationLink,
    QuestionnaireRecord,
    QuestionnaireVersion,
)


def hash_of(token: str) -> str:
    """What is kept of the token of a link."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


@dataclass(frozen=True)
class OpenLink:
    """A link that is neither expired nor revoked, and the version it is about."""

    id: int
    version_id: int
    key: str
    number: int
    status: str
    revision: int
    content_hash: str
    expires_at: datetime
    last_used_at: datetime | None


def find_link(session: Session, token: str, now: datetime) -> OpenLink | None:
    """The link of `token`, if it may be used."""
    row = session.execute(
        sa.select(
            ConsultationLink.id,
            ConsultationLink.version_id,
            ConsultationLink.expires_at,
            ConsultationLink.last_used_at,
            QuestionnaireRecord.key,
            QuestionnaireVersion.number,
            QuestionnaireVersion.status,
            QuestionnaireVersion.revision,
            QuestionnaireVersion.content_hash,
        )
        .join(QuestionnaireVersion, QuestionnaireVersion.id == ConsultationLink.version_id)
        .join(QuestionnaireRecord, QuestionnaireRecord.id == QuestionnaireVersion.questionnaire_id)
        .where(
            ConsultationLink.token_hash == hash_of(token),
            ConsultationLink.revoked_at.is_(None),
            ConsultationLink.expires_at > now,
        )
    ).one_or_none()
    return None if row is None else OpenLink(**row._mapping)


@dataclass(frozen=True)
class LinkMade:
    """A link as its maker sees it; the token is not kept."""

    id: int
    note: str
    made_by: str
    created_at: datetime
    expires_at: datetime
    revoked_at: datetime | None
    last_used_at: datetime | None
    comments: int

    def is_open(self, now: datetime) -> bool:
        return self.revoked_at is None and self.expires_at > now


def links_of(session: Session, version_id: int) -> Sequence[LinkMade]:
    """The links of a draft, newest first."""
    comments = (
        sa.select(ConsultationComment.link_id, sa.func.count().label("number"))
        .where(ConsultationComment.version_id == version_id)
        .group_by(ConsultationComment.link_id)
        .subquery()
    )
    rows = session.execute(
        sa.select(ConsultationLink, Account.name, comments.c.number)
        .outerjoin(Account, Account.id == ConsultationLink.created_by_id)
        .outerjoin(comments, comments.c.link_id == ConsultationLink.id)
        .where(ConsultationLink.version_id == version_id)
        .order_by(ConsultationLink.id.desc())
    )
    return [
        LinkMade(
            link.id,
            link.note,
            name or "",
            link.created_at,
            link.expires_at,
            link.revoked_at,
            link.last_used_at,
            number or 0,
        )
        for link, name, number in rows
    ]


def comments_on(session: Session, version_id: int) -> Sequence[ConsultationComment]:
    """What was said about a draft, oldest first."""
    return session.scalars(
        sa.select(ConsultationComment)
        .where(ConsultationComment.version_id == version_id)
        .order_by(ConsultationComment.question_key, ConsultationComment.id)
    ).all()
