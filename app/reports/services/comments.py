"""Writes of comments that staff make on the parts of a report."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.domain.errors import NotAccepted, NotFound, message
from app.domain.policy import Actor
from app.domain.report_outline import Outline
from app.reports.models import ReportComment
from app.reports.services.desk import Of, audit, locked, refuse_text

LONGEST_COMMENT = 4000


def comment(
    session: Session,
    *,
    actor: Actor,
    now: datetime,
    audit_key: bytes,
    of: Of,
    part_key: str,
    text: str,
    idempotency_key: str,
) -> ReportComment:
    """Keep what somebody says about a part of a report; the same key keeps it once. Raises NotAccepted, NotFound."""
    report = locked(session, of)
    known = session.scalars(
        sa.select(ReportComment).where(ReportComment.idempotency_key == idempotency_key)
    ).one_or_none()
    if known is not None:
        return known
    refuse_text(text, LONGEST_COMMENT)
    if not text.strip():
        raise NotAccepted(message("Write what you want to say about this part."))
    if Outline.model_validate(report.outline).block(part_key) is None:
        raise NotFound(message("This part is not in the report any more. Open the page again."))
    said = ReportComment(
        report_id=report.id,
        part_key=part_key,
        text=text.strip(),
        by_id=actor.account_id,
        at=now,
        idempotency_key=idempotency_key,
    )
    session.add(said)
    session.flush()
    audit(
        session, actor, now, audit_key, report.id, "report_commented", {"comment": said.id, "part": part_key}
    )
    return said


def resolve(
    session: Session, *, actor: Actor, now: datetime, audit_key: bytes, of: Of, comment_id: int, done: bool
) -> None:
    """Mark a comment as dealt with, or open it again. Raises NotFound for one on another report."""
    report = locked(session, of)
    said = session.get(ReportComment, comment_id)
    if said is None or said.report_id != report.id:
        raise NotFound(message("There is no such comment on this report."))
    if (said.resolved_at is not None) == done:
        return
    said.resolved_at = now if done else None
    said.resolved_by_id = actor.account_id if done else None
    session.flush()
    action = "report_comment_resolved" if done else "report_comment_opened_again"
    audit(session, actor, now, audit_key, report.id, action, {"comment": comment_id})
