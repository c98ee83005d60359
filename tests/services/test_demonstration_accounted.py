"""The documents of the demonstration print no number that is not recomputed from its snapshots."""

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from app.accounts.models import Respondent
from app.cycles.models import ReportingCycle
from app.cycles.queries import find_cycle
from app.domain.lifecycle import RECEIVED
from app.domain.voice import ENGLISH
from app.reports.making import Composed, compose
from app.reports.template import html_of
from app.submissions.models import Snapshot, Submission
from tests.accounted import Facts, data_set_of, unaccounted
from tests.services.test_figures import facts


@pytest.mark.parametrize("key", ["cnd-60-6-p2", "cnd-60-6-p11"])
def test_every_number_is_accounted_for(app: Flask, session: Session, key: str) -> None:
    cycle = find_cycle(session, "demo")
    composed = compose(
        session,
        cycle=cycle,
        definitions=app.extensions["definitions"],
        demonstration=True,
        language="en",
        questionnaire_key=key,
    )
    _, definition, groups = facts(session, key)
    assert unaccounted(html_of(composed.document), definition, told(session, cycle, composed, groups)) == []


def told(
    session: Session, cycle: ReportingCycle, composed: Composed, groups: dict[str, tuple[int, int]]
) -> Facts:
    rows = session.execute(
        sa.select(Snapshot.canonical, Respondent.names, Respondent.regional_group, Submission.version_id)
        .join(Respondent, Respondent.id == Snapshot.respondent_id)
        .join(Submission, Submission.id == Snapshot.submission_id)
        .where(Snapshot.id.in_(composed.counted.snapshot_ids))
        .order_by(Snapshot.id)
    ).all()
    received = session.execute(
        sa.select(sa.func.count()).where(
            Submission.cycle_id == cycle.id,
            Submission.version_id == rows[0].version_id,
            Submission.status.in_(RECEIVED),
        )
    ).scalar_one()
    canonical = [row.canonical for row in rows]
    return Facts(
        groups=groups,
        states=[(row.names["en"], row.regional_group) for row in rows],
        received=received,
        deadline=ENGLISH.day(cycle.deadline_at),
        cut_off=ENGLISH.day(cycle.cut_off_at),
        as_at=ENGLISH.day(composed.counted.data_as_at),
        version="1",
        definition_hash=composed.document.definition,
        canonical=canonical,
        data_set=data_set_of(canonical),
        session=cycle.session_name,
        place_and_dates=cycle.place_and_dates,
    )
