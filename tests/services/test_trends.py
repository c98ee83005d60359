"""Findings by another question and over cycles on the demonstration, counted anew from the JSON of snapshots."""

import json
from collections import Counter
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from app.cycles.queries import find_cycle
from app.domain.crossed import Crossed
from app.domain.over_cycles import OverCycles
from app.questionnaires.queries import Definitions
from app.reports.making import compose
from app.reports.queries import Counted, counted_snapshots
from app.reports.trends import crossed, findings_before
from app.submissions.models import Snapshot
from tests.recounted import chosen

KEY = "cnd-60-6-p2"
VERSION = """
    SELECT v.id FROM questionnaire_version v JOIN questionnaire q ON q.id = v.questionnaire_id WHERE q.key = :key
"""
Answers = dict[str, Any]


@pytest.fixture
def version_id(session: Session) -> int:
    return int(session.execute(sa.text(VERSION), {"key": KEY}).scalar_one())


def counted_in(session: Session, cycle: str, version_id: int) -> Counted:
    return counted_snapshots(session, find_cycle(session, cycle), version_id)


def answers_in(session: Session, cycle: str, version_id: int) -> dict[int, Answers]:
    """The answers of each counted snapshot, by the State."""
    ids = counted_in(session, cycle, version_id).snapshot_ids
    rows = session.execute(
        sa.select(Snapshot.respondent_id, Snapshot.canonical)
        .where(Snapshot.id.in_(ids))
        .order_by(Snapshot.id)
    )
    return {respondent: json.loads(canonical)["answers"] for respondent, canonical in rows}


def said(answer: Answers) -> list[str]:
    """What is in the base: the options chosen, or that there is no information."""
    return chosen(answer) or [one for one in (answer.get("non_answer"),) if one == "no_information"]


def by_another(session: Session, version_id: int, name: str, other: str) -> Crossed:
    questionnaire = Definitions().of_version(session, version_id)
    return crossed(session, questionnaire, counted_in(session, "demo", version_id), name, other)


@pytest.mark.parametrize(
    ("name", "other"), [("P2-B01", "P2-F05"), ("P2-B01", "P2-E02"), ("P2-E02", "P2-F05")]
)
def test_a_question_by_another_is_what_the_snapshots_say(
    session: Session, version_id: int, name: str, other: str
) -> None:
    replies = [
        (said(one[name]), said(one[other])) for one in answers_in(session, "demo", version_id).values()
    ]
    both = Counter((one, two) for ones, twos in replies for one in ones for two in twos)
    found = by_another(session, version_id, name, other)
    assert found.base == sum(1 for ones, twos in replies if ones and twos) > 20
    for line in found.lines:
        assert line.base == sum(1 for ones, twos in replies if line.option in ones and twos)
        assert all(cell.count in (None, both[line.option, cell.option]) for cell in line.cells)


def over(session: Session, app: Flask, version_id: int) -> dict[str, OverCycles]:
    cycle, definitions = find_cycle(session, "demo"), Definitions()
    composed = compose(
        session,
        cycle=cycle,
        definitions=definitions,
        demonstration=True,
        language="en",
        questionnaire_key=KEY,
    )
    (found,) = findings_before(
        session,
        cycle=cycle,
        version_id=version_id,
        definitions=definitions,
        counted=composed.counted,
        findings=composed.findings,
    )
    assert {one.cycle for one in found} == {"demo-earlier"}
    return {one.name: one for one in found}


def test_the_earlier_cycle_and_the_states_of_both_are_what_the_snapshots_say(
    session: Session, app: Flask, version_id: int
) -> None:
    then, now = (answers_in(session, cycle, version_id) for cycle in ("demo-earlier", "demo"))
    found = over(session, app, version_id)["P2-B01"]
    assert found.broken is None
    assert found.before is not None
    assert found.before.base == sum(1 for one in then.values() if said(one["P2-B01"]))
    assert found.before.reported == sum(1 for one in then.values() if said(one["P2-B01"]) == ["yes"])
    both = [
        (said(then[state]["P2-B01"]), said(now[state]["P2-B01"]))
        for state in then
        if state in now and said(then[state]["P2-B01"]) and said(now[state]["P2-B01"])
    ]
    assert len(both) >= 5
    if found.panel is not None:
        told = (found.panel.base, found.panel.before, found.panel.after)
        assert told == (
            len(both),
            sum(one == ["yes"] for one, _ in both),
            sum(two == ["yes"] for _, two in both),
        )


def test_some_findings_have_a_panel_and_none_claims_a_trend_of_fewer_than_twenty(
    session: Session, app: Flask, version_id: int
) -> None:
    panels = [one for one in over(session, app, version_id).values() if one.panel is not None]
    assert panels
    assert all(one.panel is not None and one.alike is (one.panel.base >= 20) for one in panels)


def test_no_finding_of_the_same_version_has_a_break(session: Session, app: Flask, version_id: int) -> None:
    assert {one.broken for one in over(session, app, version_id).values()} == {None}
