"""Writes of reporting cycles."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.audit.services import record
from app.cycles.models import CycleQuestionnaire, ReportingCycle
from app.domain.document_head import PARTS, DocumentHead
from app.domain.errors import NotPossibleNow, message
from app.domain.policy import Actor
from app.domain.text import LocalizedText
from app.questionnaires.models import QuestionnaireVersion, VersionStatus

NOTHING_SAID = DocumentHead()


@dataclass(frozen=True)
class CyclePlan:
    """What a new cycle is called, when it runs, on which period it asks, and the session that it reports to."""

    key: str
    title: LocalizedText
    opens_at: datetime
    deadline_at: datetime
    cut_off_at: datetime
    head: DocumentHead = NOTHING_SAID
    period_from: date | None = None
    period_to: date | None = None

    def columns(self) -> dict[str, Any]:
        """What a cycle that is opened like this has in its columns."""
        return vars(self) | {"title": self.title.model_dump(), "head": self.head.document()}


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
    cycle = ReportingCycle(**plan.columns())
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


def change_head(
    session: Session,
    *,
    actor: Actor,
    now: datetime,
    audit_key: bytes,
    cycle_id: int,
    head: DocumentHead,
    expected: int,
    idempotency_key: str,
) -> None:
    """What the document of a cycle says of its session. The same key twice is once; the same texts change nothing.

    Raises NotPossibleNow when the texts are not at revision `expected` any more.
    """
    cycle = session.scalars(
        sa.select(ReportingCycle)
        .where(ReportingCycle.id == cycle_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()
    before, after = cycle.head, head.document()
    if cycle.head_key == idempotency_key or before == after:
        return
    if cycle.head_revision != expected:
        raise NotPossibleNow(
            message("Somebody else changed these texts meanwhile, so nothing of yours was saved yet.")
        )
    cycle.head, cycle.head_key = after, idempotency_key
    cycle.head_revision += 1
    session.flush()
    facts = {
        part: {"from": before.get(part, {}), "to": after.get(part, {})}
        for part in PARTS
        if before.get(part) != after.get(part)
    }
    stream = f"cycle/{cycle.key}"
    record(session, stream=stream, action="head_changed", actor=actor, now=now, facts=facts, key=audit_key)
