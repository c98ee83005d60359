"""Reads of reporting cycles."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.cycles.models import CycleQuestionnaire, ReportingCycle
from app.domain.errors import NotFound, message


def find_cycle(session: Session, key: str) -> ReportingCycle:
    """The cycle `key`. Raises NotFound."""
    cycle = session.scalars(sa.select(ReportingCycle).where(ReportingCycle.key == key)).first()
    if cycle is None:
        raise NotFound(message("There is no reporting cycle “%(key)s”.", key=key))
    return cycle


def all_cycles(session: Session) -> Sequence[ReportingCycle]:
    """Every cycle, newest first."""
    return session.scalars(sa.select(ReportingCycle).order_by(ReportingCycle.opens_at.desc())).all()


def version_ids_of(session: Session, cycle_id: int) -> Sequence[int]:
    """The questionnaire versions sent out in a cycle."""
    return session.scalars(
        sa.select(CycleQuestionnaire.version_id)
        .where(CycleQuestionnaire.cycle_id == cycle_id)
        .order_by(CycleQuestionnaire.version_id)
    ).all()
