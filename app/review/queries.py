"""Reads for staff: where the submissions of a cycle stand. Status and counts only, never a draft's content."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.accounts.models import Respondent
from app.domain.lifecycle import RECEIVED, Status
from app.domain.policy import RegionalGroup, RespondentKind
from app.questionnaires.queries import editions_of
from app.submissions.models import Snapshot, Submission


@dataclass(frozen=True)
class DeskRow:
    """One submission of a cycle, as the desk lists it. Snapshot facts are of the newest one, None before."""

    submission_id: int
    status: Status
    names: Mapping[str, str]
    group: str
    receipt: str | None
    submitted_at: datetime | None
    received_late: bool


@dataclass(frozen=True)
class GroupRow:
    """Replies of one regional group, or of one kind of respondents that are no States: numbers of respondents."""

    group: str
    invited: int
    received: int
    accepted: int


def desk_rows(session: Session, cycle_id: int, version_id: int) -> Sequence[DeskRow]:
    """Every submission of a version, or a patch of it, in a cycle: those waiting for review first, then by code."""
    newest = (
        sa.select(Snapshot.submission_id, sa.func.max(Snapshot.number).label("number"))
        .group_by(Snapshot.submission_id)
        .subquery()
    )
    waiting = sa.case((Submission.status.in_([Status.SUBMITTED, Status.UNDER_REVIEW]), 0), else_=1)
    rows = session.execute(
        sa.select(
            Submission.id,
            Submission.status,
            Respondent.names,
            sa.func.coalesce(Respondent.regional_group, Respondent.kind).label("group"),
            Snapshot.receipt,
            Snapshot.submitted_at,
            Snapshot.received_late,
        )
        .join(Respondent, Respondent.id == Submission.respondent_id)
        .outerjoin(newest, newest.c.submission_id == Submission.id)
        .outerjoin(
            Snapshot,
            sa.and_(Snapshot.submission_id == Submission.id, Snapshot.number == newest.c.number),
        )
        .where(Submission.cycle_id == cycle_id, Submission.version_id.in_(editions_of(version_id)))
        .order_by(waiting, Respondent.code, Submission.id)
    )
    return [
        DeskRow(
            row.id,
            Status(row.status),
            row.names,
            row.group,
            row.receipt,
            row.submitted_at,
            bool(row.received_late),
        )
        for row in rows
    ]


def by_group(rows: Sequence[DeskRow]) -> Sequence[GroupRow]:
    """`rows` counted by regional group, in the order of United Nations documents, other kinds after them.

    Groups without anybody are left out.
    """
    found = []
    for group in (*RegionalGroup, *RespondentKind):
        own = [row.status for row in rows if row.group == group]
        if own:
            received = sum(1 for status in own if status in RECEIVED)
            accepted = sum(1 for status in own if status is Status.ACCEPTED)
            found.append(GroupRow(group, len(own), received, accepted))
    return found
