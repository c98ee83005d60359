"""Reads of reporting cycles."""

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.cycles.models import CycleQuestionnaire, ReportingCycle
from app.domain.errors import NotFound, message
from app.questionnaires.models import QuestionnaireRecord, QuestionnaireVersion


def find_cycle(session: Session, key: str) -> ReportingCycle:
    """The cycle `key`. Raises NotFound."""
    cycle = session.scalars(sa.select(ReportingCycle).where(ReportingCycle.key == key)).first()
    if cycle is None:
        raise NotFound(message("There is no reporting cycle “%(key)s”.", key=key))
    return cycle


def all_cycles(session: Session) -> Sequence[ReportingCycle]:
    """Every cycle, newest first."""
    return session.scalars(sa.select(ReportingCycle).order_by(ReportingCycle.opens_at.desc())).all()


@dataclass(frozen=True)
class Carried:
    """A questionnaire that a cycle carries, in the version that was sent out."""

    version_id: int
    key: str


def questionnaires_of(session: Session, cycle_id: int) -> Sequence[Carried]:
    """What a cycle carries, the leading questionnaire first."""
    rows = session.execute(
        sa.select(CycleQuestionnaire.version_id, QuestionnaireRecord.key)
        .join(QuestionnaireVersion, QuestionnaireVersion.id == CycleQuestionnaire.version_id)
        .join(QuestionnaireRecord, QuestionnaireRecord.id == QuestionnaireVersion.questionnaire_id)
        .where(CycleQuestionnaire.cycle_id == cycle_id)
        .order_by(CycleQuestionnaire.position, CycleQuestionnaire.version_id)
    )
    return [Carried(version_id, key) for version_id, key in rows]


def find_carried(carried: Sequence[Carried], key: str | None) -> Carried:
    """The questionnaire `key` of a cycle, or the leading one. Raises NotFound."""
    for one in carried:
        if key in (None, "", one.key):
            return one
    raise NotFound(message("This cycle does not carry the questionnaire “%(key)s”.", key=key or ""))
