"""Earlier cycles: which there are, and how a questionnaire came from the version they sent out to the present one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any

import sqlalchemy as sa
from pydantic import TypeAdapter
from sqlalchemy.orm import Session

from app.cycles.models import CycleQuestionnaire, ReportingCycle
from app.domain.comparing import compare
from app.domain.continuing import Step
from app.publishing.queries import classes_given
from app.questionnaires.models import QuestionnaireVersion, VersionStatus, version_label
from app.questionnaires.queries import Definitions
from app.reports.queries.counting import Counted, counted_snapshots


@dataclass(frozen=True)
class Earlier:
    """An earlier cycle and the version of a questionnaire that it sent out."""

    cycle: ReportingCycle
    version_id: int


def earlier_cycles(session: Session, cycle: ReportingCycle) -> Sequence[Earlier]:
    """What the cycles sent out that closed before `cycle` opened, the newest first."""
    rows = session.execute(
        sa.select(ReportingCycle, CycleQuestionnaire.version_id)
        .join(CycleQuestionnaire, CycleQuestionnaire.cycle_id == ReportingCycle.id)
        .where(ReportingCycle.opens_at < cycle.opens_at)
        .order_by(
            ReportingCycle.opens_at.desc(),
            ReportingCycle.id,
            CycleQuestionnaire.position,
            CycleQuestionnaire.version_id,
        )
    ).all()
    return [Earlier(found, version_id) for found, version_id in rows]


@dataclass(frozen=True)
class ComparedCycle:
    """The earlier cycle that a report compares with: its key, its version of the questionnaire, what is counted of it.

    `version_hash` is the SHA-256 of the definition.
    """

    key: str
    cut_off: datetime
    version_id: int
    version_number: str
    version_hash: str
    counted: Counted


_COMPARED = TypeAdapter(ComparedCycle)


def compared_json(compared: ComparedCycle | None) -> dict[str, Any] | None:
    """As JSON values."""
    found: dict[str, Any] | None = None if compared is None else _COMPARED.dump_python(compared, mode="json")
    return found


def read_compared(data: dict[str, Any] | None) -> ComparedCycle | None:
    """The inverse of `compared_json`."""
    return None if data is None else _COMPARED.validate_python(data)


def data_sets(counted: Counted, compared: ComparedCycle | None) -> str:
    """The hash of what is counted, and of what is counted of the earlier cycle."""
    return f"{counted.data_set_hash} {compared.counted.data_set_hash if compared else ''}".strip()


def compared_cycle(session: Session, cycle: ReportingCycle, version_id: int) -> ComparedCycle | None:
    """The newest cycle before `cycle` that sent out the same questionnaire; None without one, or without a reply."""
    found = session.execute(_before(cycle, version_id)).first()
    if found is None:
        return None
    earlier, held_id, number, patch, content_hash = found
    counted = counted_snapshots(session, earlier, held_id)
    if not counted.snapshot_ids:
        return None
    return ComparedCycle(
        earlier.key,
        earlier.cut_off_at,
        held_id,
        version_label(number, patch),
        content_hash,
        counted,
    )


def cycle_before(session: Session, cycle: ReportingCycle, version_id: int) -> ReportingCycle | None:
    """The cycle that the report of a questionnaire in `cycle` compares with, if that has replies."""
    found = session.execute(_before(cycle, version_id)).first()
    return None if found is None else found[0]


def _before(cycle: ReportingCycle, version_id: int) -> sa.Select[ReportingCycle, int, int, int, str]:
    """The newest cycle before `cycle` that sent out the same questionnaire, and which version of it."""
    questionnaire = sa.select(QuestionnaireVersion.questionnaire_id).where(
        QuestionnaireVersion.id == version_id
    )
    return (
        sa.select(
            ReportingCycle,
            QuestionnaireVersion.id,
            QuestionnaireVersion.number,
            QuestionnaireVersion.patch,
            QuestionnaireVersion.content_hash,
        )
        .join(CycleQuestionnaire, CycleQuestionnaire.cycle_id == ReportingCycle.id)
        .join(QuestionnaireVersion, QuestionnaireVersion.id == CycleQuestionnaire.version_id)
        .where(
            ReportingCycle.opens_at < cycle.opens_at,
            QuestionnaireVersion.questionnaire_id == questionnaire.scalar_subquery(),
        )
        .order_by(ReportingCycle.opens_at.desc(), ReportingCycle.id, QuestionnaireVersion.id.desc())
        .limit(1)
    )


def steps_between(
    session: Session, definitions: Definitions, before_id: int, now_id: int
) -> Sequence[Step] | None:
    """The changes from version to version with what their authors said; None for versions of two questionnaires."""
    if before_id == now_id:
        return []
    version = sa.select(
        QuestionnaireVersion.questionnaire_id, QuestionnaireVersion.number, QuestionnaireVersion.patch
    )
    before, now = (
        session.execute(version.where(QuestionnaireVersion.id == one)).one() for one in (before_id, now_id)
    )
    if before.questionnaire_id != now.questionnaire_id:
        return None
    between = session.scalars(
        sa.select(QuestionnaireVersion.id)
        .where(
            QuestionnaireVersion.questionnaire_id == now.questionnaire_id,
            QuestionnaireVersion.status != VersionStatus.DRAFT,
            sa.tuple_(QuestionnaireVersion.number, QuestionnaireVersion.patch).between(
                (before.number, before.patch), (now.number, now.patch)
            ),
        )
        .order_by(QuestionnaireVersion.number, QuestionnaireVersion.patch)
    ).all()
    found: list[Step] = []
    for one, other in pairwise(between):
        changes = compare(definitions.of_version(session, one), definitions.of_version(session, other))
        found.append(
            (changes, {place: given.classed for place, given in classes_given(session, other).items()})
        )
    return found
