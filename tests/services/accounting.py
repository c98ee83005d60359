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
from tests.accounted import Facts, State, data_set_of

HAVE_REPORTED = ("submitted", "under_review", "clarification_asked", "accepted")


def facts_of(session: Session, cycle_key: str, questionnaire_key: str) -> tuple[Mapping[str, Any], Facts]:
    """The definition, and what its document prints that no snapshot says."""
    cycle, version = session.execute(
        sa.select(ReportingCycle, QuestionnaireVersion)
        .join(CycleQuestionnaire, CycleQuestionnaire.cycle_id == ReportingCycle.id)
        .join(QuestionnaireVersion, QuestionnaireVersion.id == CycleQuestionnaire.version_id)
        .join(QuestionnaireRecord, QuestionnaireRecord.id == QuestionnaireVersion.questionnaire_id)
        .where(ReportingCycle.key == cycle_key, QuestionnaireRecord.key == questionnaire_key)
    ).one()
    sent = session.execute(
        sa.select(Submission.id, Submission.status, Respondent.regional_group)
        .join(Respondent, Respondent.id == Submission.respondent_id)
        .where(
            Submission.cycle_id == cycle.id,
            Submission.version_id == version.id,
            Respondent.kind == "member_state",
        )
        .order_by(Submission.id)
    ).all()
    accepted = [one.id for one in sent if one.status == "accepted"]
    counted = _counted(session, accepted, cycle.cut_off_at)
    groups = Counter(one.regional_group for one in counted)
    canonical = [one.canonical for one in counted]
    return version.document, Facts(
        groups={
            group: (invited, groups[group])
            for group, invited in Counter(one.regional_group for one in sent).items()
        },
        states=[State(one.code, one.names["en"], one.name_in_text, one.regional_group) for one in counted],
        received=sum(one.status in HAVE_REPORTED for one in sent),
        deadline=_day(cycle.deadline_at),
        cut_off=_day(cycle.cut_off_at),
        as_at=_day(max(one.at for one in counted)),
        version=f"{version.number}",
        definition_hash=version.content_hash,
        canonical=canonical,
        data_set=data_set_of(canonical),
        session=cycle.session_name,
        place_and_dates=cycle.place_and_dates,
    )


def _counted(session: Session, accepted: list[int], cut_off: datetime) -> list[Any]:
    """The last snapshot of each accepted submission, up to the cut-off, with its State and when it was accepted."""
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


def _day(at: datetime) -> str:
    return f"{at.day} {at:%B %Y}"
