"""That a file other than the report's PDF was made: it is sent at once and not kept, so the trail alone knows of it."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.audit.services import record
from app.domain.policy import Actor


def note_file(
    session: Session,
    *,
    actor: Actor,
    now: datetime,
    audit_key: bytes,
    cycle_key: str,
    facts: dict[str, str],
) -> None:
    """Who took what of which data set: format, language, questionnaire, hashes of data set and file."""
    stream = f"cycle/{cycle_key}"
    record(session, stream=stream, action="requested", actor=actor, now=now, facts=facts, key=audit_key)
