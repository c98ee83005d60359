"""Earlier cycles: which there are, and how a questionnaire came from the version they sent out to the present one."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.cycles.models import CycleQuestionnaire, ReportingCycle
from app.domain.comparing import compare
from app.domain.continuing import Step
from app.publishing.queries import classes_given
from app.questionnaires.models import QuestionnaireVersion, VersionStatus
from app.questionnaires.queries import Definitions


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
