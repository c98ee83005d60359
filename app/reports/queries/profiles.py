"""What a State's profile stands on beside the findings: its own answers, and who has the six components."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.accounts.models import Respondent
from app.domain.answers import NonAnswer
from app.reports.queries.counting import Counted
from app.submissions.models import Observation, Snapshot


@dataclass(frozen=True)
class Had:
    """Of the snapshots that answered (`base`), how many have it."""

    base: int
    having: int


def own_answers(session: Session, snapshot_id: int) -> Mapping[str, str]:
    """The option or the kind of non-answer of one snapshot, by the name of the finding; lists are left out."""
    rows = session.execute(
        sa.select(Observation.question_key, Observation.row, Observation.choice, Observation.non_answer)
        .where(
            Observation.snapshot_id == snapshot_id,
            Observation.item == "",
            Observation.position == 0,
            Observation.kind.in_(("choice", "non_answer")),
        )
        .order_by(Observation.question_key, Observation.row)
    )
    return {f"{key}/{row}" if row else key: choice or missing or "" for key, row, choice, missing in rows}


def having(
    session: Session, snapshot_ids: Iterable[int], wanted: Mapping[str, frozenset[str]]
) -> Mapping[str, Mapping[str, Had]]:
    """For each key of `wanted` and each regional group: how many snapshots chose one of its options, in any row."""
    has_one = sa.or_(
        *(
            sa.and_(Observation.question_key == key, Observation.choice.in_(codes))
            for key, codes in sorted(wanted.items())
        )
    )
    by_snapshot = (
        sa.select(
            Observation.question_key.label("key"),
            Observation.snapshot_id,
            sa.func.max(sa.case((has_one, 1), else_=0)).label("has"),
        )
        .where(
            Observation.snapshot_id.in_(tuple(snapshot_ids)),
            Observation.question_key.in_(sorted(wanted)),
            sa.func.coalesce(Observation.non_answer, NonAnswer.NO_INFORMATION) == NonAnswer.NO_INFORMATION,
        )
        .group_by(Observation.question_key, Observation.snapshot_id)
        .subquery()
    )
    rows = session.execute(
        sa.select(
            by_snapshot.c.key, Respondent.regional_group, sa.func.count(), sa.func.sum(by_snapshot.c.has)
        )
        .join(Snapshot, Snapshot.id == by_snapshot.c.snapshot_id)
        .join(Respondent, Respondent.id == Snapshot.respondent_id)
        .group_by(by_snapshot.c.key, Respondent.regional_group)
        .order_by(by_snapshot.c.key, Respondent.regional_group)
    )
    found: dict[str, dict[str, Had]] = {key: {} for key in wanted}
    for key, group, base, number in rows:
        found[key][group or ""] = Had(base, int(number))
    return found


def counted_snapshot(session: Session, counted: Counted, submission_id: int) -> int | None:
    """The snapshot of a submission that the report counts, None where it counts none."""
    return session.scalars(
        sa.select(Snapshot.id).where(
            Snapshot.submission_id == submission_id, Snapshot.id.in_(counted.snapshot_ids)
        )
    ).first()
