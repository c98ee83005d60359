"""Writes of reporting cycles."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from app.audit.services import record
from app.cycles.models import CycleQuestionnaire, ReportingCycle
from app.domain.errors import NotPossibleNow, message
from app.domain.policy import Actor
from app.domain.text import LocalizedText
from app.questionnaires.models import QuestionnaireVersion, VersionStatus


@dataclass(frozen=True)
class CyclePlan:
    """What a new cycle is called, when it runs, on which period it asks, and the session that it reports to."""

    key: str
    title: LocalizedText
    opens_at: datetime
    deadline_at: datetime
    cut_off_at: datetime
    session_name: str
    place_and_dates: str
    agenda_item: str
    period_from: date | None = None
    period_to: date | None = None


def open_cycle(
    session: Session,
    *,
    actor: Actor,
    now: datetime,
    audit_key: bytes,
    plan: CyclePlan,
    versions: Sequence[QuestionnaireVersion],
) -> ReportingCycle:
    """A new cycle that sends out `versions`, the first of which leads.

    Raises NotPossibleNow unless all are published and the dates in order.
    """
    if not versions or any(version.status != VersionStatus.PUBLISHED for version in versions):
        raise NotPossibleNow(message("Publish the questionnaire before it is sent out."))
    if not plan.opens_at < plan.deadline_at <= plan.cut_off_at:
        raise NotPossibleNow(
            message("A cycle opens before its deadline, and its cut-off is not before the deadline.")
        )
    cycle = ReportingCycle(**vars(plan) | {"title": plan.title.model_dump()})
    session.add(cycle)
    session.flush()
    session.add_all(
        CycleQuestionnaire(cycle_id=cycle.id, version_id=version.id, position=position)
        for position, version in enumerate(versions)
    )
    session.flush()
    facts = {"key": plan.key, "version_ids": [version.id for version in versions]}
    record(
        session, stream=f"cycle/{plan.key}", action="opened", actor=actor, now=now, facts=facts, key=audit_key
    )
    return cycle
