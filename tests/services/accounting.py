"""What the database says of a cycle for those who recompute the numbers of its document.

Which snapshots count, and from when they are, is asked anew here; the tables alone are the application's.
"""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.accounts.models import Respondent
from app.cycles.models import CycleQuestionnaire, ReportingCycle
from app.questionnaires.models import QuestionnaireRecord, QuestionnaireVersion
from app.submissions.models import Snapshot, Submission, SubmissionEvent
from tests.accounted import Earlier, Facts, State, data_set_of
from tests.recounted_codes import Coded

CODED = """
    SELECT c.place, c.labels, r.code, t.item FROM text_code c JOIN questionnaire q ON q.id = c.questionnaire_id
    LEFT JOIN text_coding t ON t.code_id = c.id AND EXISTS (
        SELECT 1 FROM text_reading a WHERE a.place = c.place AND a.snapshot_id = t.snapshot_id AND a.item = t.item
        AND a.agreed_by <> a.coded_by)
    LEFT JOIN snapshot s ON s.id = t.snapshot_id
    LEFT JOIN respondent r ON r.id = s.respondent_id
    WHERE q.key = :key AND c.retired_at IS NULL ORDER BY c.place, c.position, c.id, r.code, t.item
"""
"""What two people coded of a questionnaire, in one cycle: place, what the code is called by language, State, entry."""
HAVE_REPORTED = ("submitted", "under_review", "clarification_asked", "accepted")


def facts_of(session: Session, cycle_key: str, questionnaire_key: str) -> tuple[Mapping[str, Any], Facts]:
    """The definition, and what its document prints that no snapshot says."""
    rounds = _rounds(session, questionnaire_key)
    place = next(place for place, (cycle, _) in enumerate(rounds) if cycle.key == cycle_key)
    cycle, version = rounds[place]
    sent = _sent(session, cycle, version)
    counted = _counted(session, sent, cycle.cut_off_at)
    groups = Counter(one.regional_group for one in counted)
    canonical = [one.canonical for one in counted]
    return version.document, Facts(
        groups={
            group: (invited, groups[group])
            for group, invited in Counter(one.regional_group for one in sent).items()
        },
        states=[State(one.code, one.names["en"], one.name_in_text, one.regional_group) for one in counted],
        received=sum(one.status in HAVE_REPORTED for one in sent),
        late=_late(session, [one.id for one in sent if one.status in HAVE_REPORTED], cycle.cut_off_at),
        deadline=_day(cycle.deadline_at),
        cut_off=_day(cycle.cut_off_at),
        as_at=_day(max(one.at for one in counted)),
        version=f"{version.number}",
        definition_hash=version.content_hash,
        canonical=canonical,
        data_set=data_set_of(canonical),
        session=cycle.head["session"]["en"],
        place_and_dates=cycle.head["place_and_dates"]["en"],
        coded=coded(session, questionnaire_key),
        earlier=_earlier(session, *rounds[place - 1]) if place else None,
    )


def coded(session: Session, questionnaire_key: str) -> list[Coded]:
    rows = session.execute(sa.text(CODED).columns(labels=sa.JSON()), {"key": questionnaire_key}).all()
    return [Coded(place, labels["en"], state, item) for place, labels, state, item in rows]


def _rounds(session: Session, questionnaire_key: str) -> list[Any]:
    """The cycles that sent out a questionnaire, the oldest first, each with the version that it sent out."""
    return [
        tuple(row)
        for row in session.execute(
            sa.select(ReportingCycle, QuestionnaireVersion)
            .join(CycleQuestionnaire, CycleQuestionnaire.cycle_id == ReportingCycle.id)
            .join(QuestionnaireVersion, QuestionnaireVersion.id == CycleQuestionnaire.version_id)
            .join(QuestionnaireRecord, QuestionnaireRecord.id == QuestionnaireVersion.questionnaire_id)
            .where(QuestionnaireRecord.key == questionnaire_key)
            .order_by(ReportingCycle.cut_off_at)
        )
    ]


def _sent(session: Session, cycle: ReportingCycle, version: QuestionnaireVersion) -> list[Any]:
    """The submissions of Member States."""
    return [
        *session.execute(
            sa.select(Submission.id, Submission.status, Respondent.regional_group)
            .join(Respondent, Respondent.id == Submission.respondent_id)
            .where(
                Submission.cycle_id == cycle.id,
                Submission.version_id == version.id,
                Respondent.kind == "member_state",
            )
            .order_by(Submission.id)
        )
    ]


def _earlier(session: Session, cycle: ReportingCycle, version: QuestionnaireVersion) -> Earlier:
    counted = _counted(session, _sent(session, cycle, version), cycle.cut_off_at)
    return Earlier(
        cut_off=_day(cycle.cut_off_at),
        version=f"{version.number}",
        definition_hash=version.content_hash,
        canonical=[one.canonical for one in counted],
    )


def _counted(session: Session, sent: list[Any], cut_off: datetime) -> list[Any]:
    """The last snapshot of each accepted submission, up to the cut-off, with its State and when it was accepted."""
    accepted = [one.id for one in sent if one.status == "accepted"]
    rows = session.execute(
        sa.select(
            Snapshot.submission_id,
            Snapshot.canonical,
            SubmissionEvent.at,
            Respondent.code,
            Respondent.names,
            Respondent.name_in_text,
            Respondent.regional_group,
        )
        .join(Respondent, Respondent.id == Snapshot.respondent_id)
        .join(SubmissionEvent, SubmissionEvent.snapshot_id == Snapshot.id)
        .where(SubmissionEvent.event == "accepted", Snapshot.submitted_at <= cut_off)
        .order_by(Snapshot.submission_id, Snapshot.number)
    ).all()
    last = {one.submission_id: one for one in rows}
    return [last[one] for one in accepted if one in last]


def _late(session: Session, reported: list[int], cut_off: datetime) -> int:
    """How many replies came first after the cut-off."""
    first = session.execute(
        sa.select(Snapshot.submission_id, sa.func.min(Snapshot.submitted_at))
        .where(Snapshot.submission_id.in_(reported))
        .group_by(Snapshot.submission_id)
        .order_by(Snapshot.submission_id)
    )
    return sum(1 for _, at in first if at > cut_off)


def _day(at: datetime) -> str:
    return f"{at.day} {at:%B %Y}"
