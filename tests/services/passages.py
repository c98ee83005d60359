"""A passage check of the seeded demonstration, opened."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.cycles.queries import find_cycle
from app.domain.passages import Outcome
from app.domain.quoting import Quotation
from app.questionnaires.models import QuestionnaireRecord, QuestionnaireVersion
from app.reports.models import Passage, PassageCheck
from app.reports.queries.quoting import quotations_of
from app.reports.services.coding import Editor
from app.reports.services.passages import Answer, answer_passage, open_check
from app.submissions.models import Snapshot
from tests.conftest import AUDIT_KEY, NOW
from tests.services.coding import EDITOR, KEY, counted, questionnaire
from tests.services.demo import STAFF

DEADLINE = NOW + timedelta(days=14)
TOO_LATE = Editor(STAFF, DEADLINE + timedelta(seconds=1), AUDIT_KEY)


def quoted(session: Session) -> Mapping[str, tuple[Quotation, ...]]:
    """What the document quotes now."""
    return quotations_of(session, counted(session), questionnaire(session))


def in_order(session: Session) -> Sequence[Quotation]:
    return [one for quotations in quoted(session).values() for one in quotations]


def opened(session: Session, editor: Editor = EDITOR, key: str = "a-check-of-passages") -> PassageCheck:
    version_id = session.scalars(
        sa.select(QuestionnaireVersion.id)
        .join(QuestionnaireRecord)
        .where(QuestionnaireRecord.key == KEY)
        .order_by(QuestionnaireVersion.id)
    ).first()
    assert version_id is not None
    return open_check(
        session,
        editor,
        cycle=find_cycle(session, "demo"),
        version_id=version_id,
        quotations=in_order(session),
        deadline_at=editor.now + timedelta(days=14),
        key=key,
    )


def passages(session: Session) -> Sequence[Passage]:
    """The passages that States are asked about, in the order of the document."""
    return session.scalars(sa.select(Passage).order_by(Passage.position)).all()


def answer(
    session: Session,
    passage: Passage,
    outcome: Outcome,
    correction: str = "",
    *,
    expected: int = 0,
    key: str = "",
    editor: Editor = EDITOR,
    respondent_id: int = 0,
) -> Passage:
    """Answer as the State of the passage, or as another one."""
    snapshot = session.get_one(Snapshot, passage.snapshot_id)
    said = Answer(
        submission_id=snapshot.submission_id,
        respondent_id=respondent_id or passage.respondent_id,
        passage_id=passage.id,
        outcome=outcome,
        correction=correction,
        expected=expected or passage.revision,
        key=key or f"{outcome}-of-{passage.id}-{passage.revision}",
    )
    return answer_passage(session, editor, said)
