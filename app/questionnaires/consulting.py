"""Writes of consultations: links to a draft for people without an account, and their comments."""

import hashlib
from collections.abc import Mapping
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.audit.services import record
from app.domain.editing.refusals import refuse_unstorable
from app.domain.errors import NotFound, NotPossibleNow, TooManyAttempts, Unstorable, message
from app.domain.policy import Actor
from app.questionnaires.consulted import OpenLink, hash_of
from app.questionnaires.drafts import lock
from app.questionnaires.models import (
    ConsultationComment,
    ConsultationLink,
    QuestionnaireRecord,
    QuestionnaireVersion,
    VersionStatus,
)

LONGEST_NOTE, LONGEST_NAME = 200, 100
MOST_DAYS = 90
WINDOW, MOST_IN_WINDOW = timedelta(minutes=15), 200  # comments of one link: several people may share it
MOST_OF_A_LINK = 5000


def make_link(
    session: Session,
    *,
    actor: Actor,
    now: datetime,
    audit_key: bytes,
    version_id: int,
    token: str,
    note: str,
    days: int,
) -> ConsultationLink:
    """A link to a draft, for `days` days; the same token twice is the same link. Raises NotFound, NotPossibleNow."""
    draft = lock(session, version_id)
    refuse_unstorable([note])
    if not 1 <= days <= MOST_DAYS:
        raise NotPossibleNow(
            message("A link is open for 1 to %(days)d days. Choose a number.", days=MOST_DAYS)
        )
    known = session.scalars(
        sa.select(ConsultationLink).where(ConsultationLink.token_hash == hash_of(token))
    ).one_or_none()
    if known is not None:
        return known
    link = ConsultationLink(
        version_id=version_id,
        token_hash=hash_of(token),
        note=note[:LONGEST_NOTE],
        created_by_id=actor.account_id,
        created_at=now,
        expires_at=now + timedelta(days=days),
    )
    session.add(link)
    session.flush()
    facts = {"version": draft.number, "link": link.id, "expires_at": link.expires_at.isoformat()}
    _audit(session, actor, now, audit_key, draft.key, "consultation_link_made", facts)
    return link


def revoke_link(
    session: Session, *, actor: Actor, now: datetime, audit_key: bytes, version_id: int, link_id: int
) -> None:
    """Close a link at once; one that is closed stays so. Raises NotFound for one of another draft."""
    draft = lock(session, version_id)
    link = session.get(ConsultationLink, link_id)
    if link is None or link.version_id != version_id:
        raise NotFound(message("There is no such link to this draft."))
    if link.revoked_at is None:
        link.revoked_at = now
        session.flush()
        facts = {"version": draft.number, "link": link.id}
        _audit(session, actor, now, audit_key, draft.key, "consultation_link_revoked", facts)


def note_used(session: Session, *, link_id: int, now: datetime) -> None:
    """Not audited: it changes nothing but what a maker sees of the link."""
    session.execute(
        sa.update(ConsultationLink).where(ConsultationLink.id == link_id).values(last_used_at=now)
    )


def comment(
    session: Session,
    *,
    actor: Actor,
    now: datetime,
    audit_key: bytes,
    link: OpenLink,
    name: str,
    texts: Mapping[str, str],
    idempotency_key: str,
) -> int:
    """Keep what a reader says, by question; how many comments that are. One that was sent before is not kept again.

    Raises EditRefused and Unstorable for what cannot be kept, TooManyAttempts, and NotPossibleNow after publishing.
    """
    _refuse(session, link, now, name, texts)
    made = 0
    for question_key, text in texts.items():
        key = hashlib.sha256(f"{link.id}/{idempotency_key}/{question_key}".encode()).hexdigest()
        known = session.scalar(
            sa.select(ConsultationComment.id).where(ConsultationComment.idempotency_key == key)
        )
        if known is None:
            said = ConsultationComment(
                link_id=link.id,
                version_id=link.version_id,
                revision=link.revision,
                question_key=question_key,
                text=text,
                name=name,
                at=now,
                idempotency_key=key,
            )
            session.add(said)
            session.flush()
            facts = {"version": link.number, "link": link.id, "comment": said.id, "question": question_key}
            _audit(session, actor, now, audit_key, link.key, "consultation_comment", facts)
            made += 1
    return made


def _refuse(session: Session, link: OpenLink, now: datetime, name: str, texts: Mapping[str, str]) -> None:
    if link.status != VersionStatus.DRAFT:
        raise NotPossibleNow(
            message("This consultation is over: the questionnaire has been published. Thank you.")
        )
    refuse_unstorable([name[: LONGEST_NAME + 1], *texts.values()])
    if len(name) > LONGEST_NAME:
        raise NotPossibleNow(message("Shorten your name to %(limit)d characters.", limit=LONGEST_NAME))
    if any("\ufffd" in text for text in (name, *texts.values())):
        raise Unstorable(message("The text holds a character that cannot be kept. Type it again."))
    of_link = sa.select(sa.func.count()).where(ConsultationComment.link_id == link.id)
    lately = session.scalar(of_link.where(ConsultationComment.at > now - WINDOW)) or 0
    if lately + len(texts) > MOST_IN_WINDOW or (session.scalar(of_link) or 0) + len(texts) > MOST_OF_A_LINK:
        raise TooManyAttempts(
            message("There were very many comments just now. Wait a while, then send yours.")
        )


def deal_with(
    session: Session,
    *,
    actor: Actor,
    now: datetime,
    audit_key: bytes,
    version_id: int,
    comment_id: int,
    done: bool,
) -> None:
    """Mark a comment as dealt with, or open it again. Raises NotFound for one on another draft."""
    said = session.get(ConsultationComment, comment_id, with_for_update=True)
    if said is None or said.version_id != version_id:
        raise NotFound(message("There is no such comment on this draft."))
    if (said.dealt_with_at is not None) == done:
        return
    said.dealt_with_at = now if done else None
    said.dealt_with_by_id = actor.account_id if done else None
    session.flush()
    key = session.execute(
        sa.select(QuestionnaireRecord.key)
        .join(QuestionnaireVersion)
        .where(QuestionnaireVersion.id == version_id)
    ).scalar_one()
    action = "consultation_comment_dealt_with" if done else "consultation_comment_opened_again"
    _audit(session, actor, now, audit_key, key, action, {"comment": comment_id})


def _audit(
    session: Session,
    actor: Actor,
    now: datetime,
    audit_key: bytes,
    key: str,
    action: str,
    facts: Mapping[str, object],
) -> None:
    record(
        session,
        stream=f"questionnaire/{key}",
        action=action,
        actor=actor,
        now=now,
        facts=facts,
        key=audit_key,
    )
