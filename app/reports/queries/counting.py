"""What a report counts, in a fixed number of statements, whatever the number of States or questions."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute, Session

from app.accounts.models import Respondent
from app.cycles.models import ReportingCycle
from app.domain.answers import NonAnswer
from app.domain.canonical import canonical, sha256_of
from app.domain.counted import Together
from app.domain.lifecycle import Event, Status
from app.domain.own_answers import SectorsApart
from app.domain.policy import RespondentKind
from app.questionnaires.queries import editions_of
from app.submissions.frozen import snapshot_carried_over
from app.submissions.models import Observation, SectorObservation, Snapshot, Submission, SubmissionEvent


@dataclass(frozen=True)
class Counted:
    """The snapshots that a report counts, their data set hash, and the time up to which the data reach.

    `hashes` are the SHA-256 of the snapshots, in alphabetical order. `is_first_hand` is whether each is known to be the
    first of its submission, so that nothing was amended.
    """

    snapshot_ids: tuple[int, ...]
    data_set_hash: str
    data_as_at: datetime
    hashes: tuple[str, ...] = ()
    is_first_hand: bool = False

    def holds(
        self, snapshot_id: sa.ColumnElement[int] | InstrumentedAttribute[int]
    ) -> sa.ColumnElement[bool]:
        """Whether a snapshot is among them. Its ids are written out: a statement may have too few places for them."""
        ids = sa.bindparam(
            None, self.snapshot_ids, type_=sa.Integer, unique=True, expanding=True, literal_execute=True
        )
        return snapshot_id.in_(ids)


def counted_snapshots(session: Session, cycle: ReportingCycle, version_id: int) -> Counted:
    """The latest accepted snapshot of each Member State, received by the cut-off; withdrawn ones are left out.

    Snapshots of every patch of the version are counted together: they answer the same questions.
    Respondents of other kinds are counted apart, never among the States.
    """
    rows = session.execute(
        sa.select(Snapshot.id, Snapshot.submission_id, Snapshot.number, Snapshot.sha256, SubmissionEvent.at)
        .join(Submission, Submission.id == Snapshot.submission_id)
        .join(Respondent, Respondent.id == Submission.respondent_id)
        .join(
            SubmissionEvent,
            sa.and_(SubmissionEvent.snapshot_id == Snapshot.id, SubmissionEvent.event == Event.ACCEPTED),
        )
        .where(
            Submission.cycle_id == cycle.id,
            Submission.version_id.in_(editions_of(version_id)),
            Respondent.kind == RespondentKind.MEMBER_STATE,
            Submission.status != Status.WITHDRAWN,
            Snapshot.submitted_at <= cycle.cut_off_at,
        )
        .order_by(Snapshot.submission_id, Snapshot.number)
    ).all()
    latest = {row.submission_id: row for row in rows}
    hashes = sorted(row.sha256 for row in latest.values())
    return Counted(
        snapshot_ids=tuple(row.id for row in latest.values()),
        data_set_hash=sha256_of(canonical(hashes)),
        data_as_at=max((row.at for row in latest.values()), default=cycle.opens_at),
        hashes=tuple(hashes),
        is_first_hand=all(row.number == 1 for row in latest.values()),
    )


def together(
    session: Session, counted: Counted, wanted: Mapping[str, frozenset[str]]
) -> Mapping[str, Together]:
    """In how many of the counted snapshots all `wanted` options are chosen, by the name of the finding.

    The entries of a list count together. The base is the snapshots with an answer, "no information" among them.
    """
    if not wanted:
        return {}
    name = sa.case(
        (Observation.row == "", Observation.question_key),
        else_=Observation.question_key + "/" + Observation.row,
    )
    is_wanted = sa.or_(
        *(sa.and_(name == one, Observation.choice.in_(codes)) for one, codes in sorted(wanted.items()))
    )
    chosen = sa.func.count(sa.case((is_wanted, Observation.choice)).distinct())
    by_snapshot = (
        sa.select(name.label("name"), chosen.label("chosen"))
        .where(
            counted.holds(Observation.snapshot_id),
            name.in_(wanted),
            sa.func.coalesce(Observation.non_answer, NonAnswer.NO_INFORMATION) == NonAnswer.NO_INFORMATION,
        )
        .group_by(name, Observation.snapshot_id)
        .subquery()
    )
    rows = session.execute(
        sa.select(by_snapshot.c.name, by_snapshot.c.chosen, sa.func.count())
        .group_by(by_snapshot.c.name, by_snapshot.c.chosen)
        .order_by(by_snapshot.c.name, by_snapshot.c.chosen)
    ).all()
    return {
        one: Together(
            base=sum(count for found, _, count in rows if found == one),
            reported=sum(count for found, most, count in rows if found == one and most == len(codes)),
        )
        for one, codes in wanted.items()
    }


def carried(session: Session, counted: Counted, wanted: Mapping[str, frozenset[str]]) -> Mapping[str, int]:
    """How many of the counted snapshots keep an earlier answer on record, by question.

    `wanted` are the options that say so, by question: only the snapshots that chose one are read.
    """
    if not wanted:
        return {}
    says_so = (
        sa.and_(Observation.question_key == key, Observation.choice.in_(codes))
        for key, codes in sorted(wanted.items())
    )
    saying = sa.select(Observation.snapshot_id).where(
        counted.holds(Observation.snapshot_id), sa.or_(*says_so)
    )
    frozen = session.scalars(
        sa.select(Snapshot.canonical).where(Snapshot.id.in_(saying)).order_by(Snapshot.id)
    )
    return Counter(key for canonical in frozen for key in snapshot_carried_over(canonical))


def sectors_apart(session: Session, counted: Counted) -> Mapping[str, SectorsApart]:
    """In how many States sectors answered themselves, and in how many otherwise than settled, by question."""
    differing = sa.case((SectorObservation.differs, SectorObservation.snapshot_id))
    rows = session.execute(
        sa.select(
            SectorObservation.question_key,
            sa.func.count(SectorObservation.snapshot_id.distinct()),
            sa.func.count(differing.distinct()),
        )
        .where(counted.holds(SectorObservation.snapshot_id))
        .group_by(SectorObservation.question_key)
        .order_by(SectorObservation.question_key)
    )
    return {key: SectorsApart(states, differ) for key, states, differ in rows}
