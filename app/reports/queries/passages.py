"""Reads of passage checks: what States were asked about, and what they said of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.accounts.models import Respondent
from app.cycles.models import ReportingCycle
from app.domain.passages import Checked, Outcome, PassageKey
from app.questionnaires.models import QuestionnaireVersion
from app.reports.models import Passage, PassageCheck
from app.reports.queries.counting import Counted
from app.submissions.models import Snapshot, Submission


@dataclass(frozen=True)
class Asked:
    """A passage with the State that it is of."""

    passage: Passage
    code: str
    names: Mapping[str, str]
    group: str


@dataclass(frozen=True)
class OwnPassages:
    """The passages of one submission that its State is asked about."""

    check: PassageCheck
    cycle: ReportingCycle
    passages: Sequence[Passage]

    @property
    def unanswered(self) -> int:
        return sum(1 for one in self.passages if one.status == Outcome.ASKED)


def outcomes(session: Session, counted: Counted) -> Mapping[PassageKey, Checked] | None:
    """What States said of their passages in the counted snapshots; None where no check was opened. One statement."""
    opened = (
        sa.select(PassageCheck.id)
        .join(QuestionnaireVersion, QuestionnaireVersion.questionnaire_id == PassageCheck.questionnaire_id)
        .join(
            Submission,
            sa.and_(
                Submission.version_id == QuestionnaireVersion.id,
                Submission.cycle_id == PassageCheck.cycle_id,
            ),
        )
        .join(Snapshot, Snapshot.submission_id == Submission.id)
        .where(counted.holds(Snapshot.id))
    )
    rows = session.execute(
        sa.select(Passage)
        .select_from(PassageCheck)
        .outerjoin(Passage, sa.and_(Passage.check_id == PassageCheck.id, counted.holds(Passage.snapshot_id)))
        .where(PassageCheck.id.in_(opened))
        .order_by(PassageCheck.id, Passage.position, Passage.id)
    ).all()
    if not rows:
        return None
    found: Sequence[Passage | None] = [row[0] for row in rows]
    return {
        (one.snapshot_id, one.place, one.item): Checked(Outcome(one.status), one.correction or "")
        for one in found
        if one is not None
    }


def find_check(session: Session, cycle_id: int, version_id: int) -> PassageCheck | None:
    """The check of a cycle's questionnaire, whichever patch of the version is meant."""
    of_version = (
        sa.select(QuestionnaireVersion.questionnaire_id)
        .where(QuestionnaireVersion.id == version_id)
        .scalar_subquery()
    )
    return session.scalars(
        sa.select(PassageCheck).where(
            PassageCheck.cycle_id == cycle_id, PassageCheck.questionnaire_id == of_version
        )
    ).one_or_none()


def asked_in(session: Session, check_id: int) -> Sequence[Asked]:
    """The passages of a check with their States, in the order of the document."""
    rows = session.execute(
        sa.select(Passage, Respondent.code, Respondent.names, Respondent.regional_group)
        .join(Respondent, Respondent.id == Passage.respondent_id)
        .where(Passage.check_id == check_id)
        .order_by(Passage.position, Passage.id)
    )
    return [Asked(passage, code, names, group or "") for passage, code, names, group in rows]


def own_passages(session: Session, submission_id: int, respondent_id: int) -> OwnPassages | None:
    """What the State is asked about of its submission; None where it is not. One statement."""
    rows = session.execute(
        sa.select(PassageCheck, ReportingCycle, Passage)
        .join(ReportingCycle, ReportingCycle.id == PassageCheck.cycle_id)
        .join(Passage, Passage.check_id == PassageCheck.id)
        .join(Snapshot, Snapshot.id == Passage.snapshot_id)
        .where(Snapshot.submission_id == submission_id, Passage.respondent_id == respondent_id)
        .order_by(Passage.position, Passage.id)
    ).all()
    if not rows:
        return None
    check, cycle, _ = rows[0]
    return OwnPassages(check, cycle, [passage for _, _, passage in rows])
