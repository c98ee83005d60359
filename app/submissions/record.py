"""What a respondent submitted before: the answers of the cycle before, with those that it carried over itself."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.cycles.models import ReportingCycle
from app.domain.answers import Value
from app.domain.lifecycle import Status
from app.questionnaires.models import QuestionnaireRecord, QuestionnaireVersion
from app.submissions.frozen import snapshot_answers, snapshot_carried_over
from app.submissions.models import Snapshot, Submission
from app.submissions.queries import Work


@dataclass(frozen=True)
class Record:
    """The previous answers by question, and the receipt of the snapshot that holds each."""

    answers: Mapping[str, Value]
    receipts: Mapping[str, str]


EMPTY = Record({}, {})


def record_before(session: Session, work: Work, questionnaire_key: str) -> Record:
    """What the same respondent submitted on the same questionnaire in the cycle before; empty without one.

    Where that report said that there was nothing new, the answer is that of the report in which it was given.
    """
    opened = sa.select(ReportingCycle.opens_at).where(ReportingCycle.id == work.cycle_id).scalar_subquery()
    last = session.execute(
        sa.select(Snapshot.canonical, Snapshot.receipt)
        .join(Submission, Submission.id == Snapshot.submission_id)
        .join(ReportingCycle, ReportingCycle.id == Submission.cycle_id)
        .join(QuestionnaireVersion, QuestionnaireVersion.id == Submission.version_id)
        .join(QuestionnaireRecord, QuestionnaireRecord.id == QuestionnaireVersion.questionnaire_id)
        .where(
            Submission.respondent_id == work.respondent_id,
            Submission.status != Status.WITHDRAWN,
            QuestionnaireRecord.key == questionnaire_key,
            ReportingCycle.opens_at < opened,
        )
        .order_by(ReportingCycle.opens_at.desc(), Snapshot.number.desc())
        .limit(1)
    ).first()
    if last is None:
        return EMPTY
    given = snapshot_answers(last.canonical)
    receipts = {**dict.fromkeys(given, last.receipt), **snapshot_carried_over(last.canonical)}
    return Record({**given, **carried_answers(session, work, last.canonical)}, receipts)


def carried_answers(session: Session, work: Work, canonical: str) -> Mapping[str, Value]:
    """The answers that a snapshot of the respondent carried over, from the snapshots in which they were given."""
    sources = snapshot_carried_over(canonical)
    held = _by_receipt(session, work.respondent_id, sorted(set(sources.values()))) if sources else {}
    return {key: held[receipt][key] for key, receipt in sources.items() if key in held.get(receipt, {})}


def _by_receipt(
    session: Session, respondent_id: int, receipts: Iterable[str]
) -> Mapping[str, Mapping[str, Value]]:
    rows = session.execute(
        sa.select(Snapshot.receipt, Snapshot.canonical)
        .where(Snapshot.receipt.in_(receipts), Snapshot.respondent_id == respondent_id)
        .order_by(Snapshot.id)
    )
    return {receipt: snapshot_answers(canonical) for receipt, canonical in rows}
