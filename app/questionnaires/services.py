"""Writes of questionnaires: taking in a definition as a draft, and publishing it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from app.audit.services import record
from app.domain.canonical import canonical, sha256_of
from app.domain.errors import NotPossibleNow, message
from app.domain.policy import Actor
from app.domain.questionnaire import Questionnaire
from app.questionnaires.models import QuestionnaireRecord, QuestionnaireVersion, VersionStatus
from app.questionnaires.queries import latest_version, newest_published


@dataclass(frozen=True)
class TakenIn:
    """The version that now holds the definition; `changed` is False when it was there already."""

    version: QuestionnaireVersion
    changed: bool


def take_in(
    session: Session, *, actor: Actor, now: datetime, audit_key: bytes, questionnaire: Questionnaire
) -> TakenIn:
    """Keep `questionnaire` as a draft, unless its newest version says the same already.

    An older draft from a file is overwritten. A draft that was edited here never is: then what was published already
    is left as it is, and anything else raises NotPossibleNow. A published version never is either: a changed definition
    becomes the next draft.
    """
    document: dict[str, Any] = questionnaire.document()
    content_hash = sha256_of(canonical(document))
    newest = latest_version(session, questionnaire.key)
    if newest is not None and newest.content_hash == content_hash:
        return TakenIn(newest, changed=False)
    if newest is not None and newest.status == VersionStatus.DRAFT and newest.revision > 0:
        return _beside_edits(session, newest, content_hash)
    if newest is not None and newest.status == VersionStatus.DRAFT:
        newest.document, newest.content_hash, newest.created_at = document, content_hash, now
        draft = newest
    else:
        draft = QuestionnaireVersion(
            questionnaire=newest.questionnaire if newest else QuestionnaireRecord(key=questionnaire.key),
            number=newest.number + 1 if newest else 1,
            status=VersionStatus.DRAFT,
            document=document,
            content_hash=content_hash,
            created_at=now,
        )
        session.add(draft)
    session.flush()
    _audit(session, actor, now, audit_key, draft, "draft_saved")
    return TakenIn(draft, changed=True)


def _beside_edits(session: Session, draft: QuestionnaireVersion, content_hash: str) -> TakenIn:
    """The published version that says the same as the file; the draft is somebody's work and stays."""
    published = newest_published(session, draft.questionnaire.key)
    if published is not None and published.content_hash == content_hash:
        return TakenIn(published, changed=False)
    raise NotPossibleNow(
        message(
            "%(key)s, version %(number)d: this draft was edited here, so the file does not replace it."
            " Publish the draft first, and load the file then.",
            key=draft.questionnaire.key,
            number=draft.number,
        )
    )


def publish(
    session: Session,
    *,
    actor: Actor,
    now: datetime,
    audit_key: bytes,
    version: QuestionnaireVersion,
    facts: Mapping[str, Any] | None = None,
) -> None:
    """Freeze a draft, as it is. Raises NotPossibleNow when it is not one. `facts` are added to the audit trail.

    Whether it should be published, and what that does to open cycles, is decided in `app/publishing`.
    """
    if version.status != VersionStatus.DRAFT:
        raise NotPossibleNow(
            message("This version is published already. Change the questionnaire to make a new draft.")
        )
    version.status = VersionStatus.PUBLISHED
    version.published_at = now
    session.flush()
    _audit(session, actor, now, audit_key, version, "published", facts)


def _audit(
    session: Session,
    actor: Actor,
    now: datetime,
    audit_key: bytes,
    version: QuestionnaireVersion,
    action: str,
    more: Mapping[str, Any] | None = None,
) -> None:
    record(
        session,
        stream=f"questionnaire/{version.questionnaire.key}",
        action=action,
        actor=actor,
        now=now,
        facts={"version": version.label, "content_hash": version.content_hash, **(more or {})},
        key=audit_key,
    )


__all__ = ["TakenIn", "publish", "take_in"]
