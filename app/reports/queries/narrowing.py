"""Counted snapshots picked out by region or by the answer to another question, and the other cycles to look at."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.accounts.models import Respondent
from app.cycles.models import CycleQuestionnaire, ReportingCycle
from app.questionnaires.models import QuestionnaireRecord, QuestionnaireVersion
from app.reports.queries.counting import Counted
from app.submissions.models import Observation, Snapshot


@dataclass(frozen=True)
class Chosen:
    """That a question was answered with an option: "P2-F05" and "no"."""

    key: str
    option: str

    @property
    def named(self) -> str:
        """How the identifier of a figure names it."""
        return f"{self.key}={self.option}"


def narrowed(session: Session, counted: Counted, *, group: str = "", chosen: Chosen | None = None) -> Counted:
    """Those of the counted snapshots that are of a regional group, and that chose an option; all without either.

    The data set stays that of the whole: the narrowed ones are a view of it.
    """
    if not group and chosen is None:
        return counted
    statement = sa.select(Snapshot.id).where(Snapshot.id.in_(counted.snapshot_ids)).order_by(Snapshot.id)
    if group:
        statement = statement.join(Respondent, Respondent.id == Snapshot.respondent_id).where(
            Respondent.regional_group == group
        )
    if chosen is not None:
        saying = sa.select(Observation.snapshot_id).where(
            Observation.question_key == chosen.key, Observation.row == "", Observation.choice == chosen.option
        )
        statement = statement.where(Snapshot.id.in_(saying))
    return replace(counted, snapshot_ids=tuple(session.scalars(statement)))


def cycles_with(session: Session, questionnaire: str) -> Sequence[ReportingCycle]:
    """The cycles that carry a questionnaire, in whatever version, the newest first."""
    carrying = (
        sa.select(CycleQuestionnaire.cycle_id)
        .join(QuestionnaireVersion, QuestionnaireVersion.id == CycleQuestionnaire.version_id)
        .join(QuestionnaireRecord, QuestionnaireRecord.id == QuestionnaireVersion.questionnaire_id)
        .where(QuestionnaireRecord.key == questionnaire)
    )
    return session.scalars(
        sa.select(ReportingCycle)
        .where(ReportingCycle.id.in_(carrying))
        .order_by(ReportingCycle.opens_at.desc(), ReportingCycle.id)
    ).all()
