"""Open cycles take over a patch: what is not submitted yet is bound to it, and no answer is touched."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.audit.services import record
from app.cycles.models import CycleQuestionnaire, ReportingCycle
from app.domain.policy import Actor
from app.publishing.queries import MOVING, patched_before
from app.questionnaires.models import QuestionnaireVersion, version_label
from app.submissions.models import Submission
from app.submissions.services import stream_of


@dataclass(frozen=True)
class TakenOver:
    """How many cycles send out the patch from now on, and how many submissions are bound to it."""

    cycles: int
    submissions: int


def take_over(
    session: Session, *, actor: Actor, now: datetime, audit_key: bytes, version: QuestionnaireVersion
) -> TakenOver:
    """Bind to the patch `version` whatever open cycles have of its number and not submitted yet.

    What was submitted keeps the version that it answered. Done twice, the second time changes nothing.
    """
    labels = _labels(session, version)
    moved = _move_submissions(session, version, now)
    for submission_id, old in moved.items():
        record(
            session,
            stream=stream_of(submission_id),
            action="patch_taken_over",
            actor=actor,
            now=now,
            facts={"from": labels[old], "to": version.label},
            key=audit_key,
        )
    cycles = _move_cycles(session, version, now)
    for key, old in cycles.items():
        record(
            session,
            stream=f"cycle/{key}",
            action="patch_taken_over",
            actor=actor,
            now=now,
            facts={"from": labels[old], "to": version.label, "questionnaire": version.questionnaire.key},
            key=audit_key,
        )
    session.flush()
    return TakenOver(len(cycles), len(moved))


def _labels(session: Session, version: QuestionnaireVersion) -> Mapping[int, str]:
    rows = session.execute(
        sa.select(QuestionnaireVersion.id, QuestionnaireVersion.number, QuestionnaireVersion.patch)
        .where(QuestionnaireVersion.id.in_(patched_before(version)))
        .order_by(QuestionnaireVersion.id)
    )
    return {row.id: version_label(row.number, row.patch) for row in rows}


def _move_submissions(session: Session, version: QuestionnaireVersion, now: datetime) -> Mapping[int, int]:
    """The former version of each submission that was moved, by submission; locked in the order of their ids."""
    submissions = session.scalars(
        sa.select(Submission)
        .join(ReportingCycle, ReportingCycle.id == Submission.cycle_id)
        .where(
            ReportingCycle.cut_off_at > now,
            Submission.version_id.in_(patched_before(version)),
            Submission.status.in_(sorted(MOVING)),
        )
        .order_by(Submission.id)
        .with_for_update(of=Submission)
        .execution_options(populate_existing=True)
    ).all()
    moved = {submission.id: submission.version_id for submission in submissions}
    for submission in submissions:
        submission.version_id = version.id
    return moved


def _move_cycles(session: Session, version: QuestionnaireVersion, now: datetime) -> Mapping[str, int]:
    """The former version in each open cycle that sends out the patch from now on, by cycle."""
    rows = session.execute(
        sa.select(CycleQuestionnaire, ReportingCycle.key)
        .join(ReportingCycle, ReportingCycle.id == CycleQuestionnaire.cycle_id)
        .where(ReportingCycle.cut_off_at > now, CycleQuestionnaire.version_id.in_(patched_before(version)))
        .order_by(ReportingCycle.key)
    ).all()
    moved = {key: carried.version_id for carried, key in rows}
    for carried, _ in rows:
        carried.version_id = version.id
    return moved
