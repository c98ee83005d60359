"""Findings are counted from tallies; the observations themselves, counted plainly, say the same at any time."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from app.accounts.models import Respondent
from app.db import Base
from app.domain.answers import NonAnswer
from app.domain.consent import Consent
from app.domain.findings import Count
from app.domain.lifecycle import Event
from app.domain.typed import alone
from app.reports.queries import Counted, counted_snapshots, observed, tallied
from app.submissions.models import Snapshot, Submission
from app.submissions.services import append_event
from app.submissions.tallying import write_tallies
from tests.conftest import NOW
from tests.factories import part, question, questionnaire, section
from tests.services.demo import STAFF
from tests.services.rounds import Round, send_out

SNAPSHOTS = 4
LISTED = frozenset({"list_name", "list_done"})
VALUES = (
    {"kind": "choice", "choice": "yes", "number": None, "non_answer": None},
    {"kind": "choice", "choice": "no", "number": None, "non_answer": None},
    {"kind": "text", "choice": None, "number": None, "non_answer": None},
    *(
        {"kind": "number", "choice": None, "number": one, "non_answer": None}
        for one in (0.0, 3.0, 0.1, -2.5, 1e15)
    ),
    *(
        {"kind": "non_answer", "choice": None, "number": None, "non_answer": one}
        for one in (*NonAnswer, "not_asked")
    ),
)
ANYWHERE = st.tuples(
    st.integers(0, SNAPSHOTS - 1),
    st.sampled_from(["q1", "q2_year", *sorted(LISTED)]),
    st.sampled_from(["", "i1", "i2"]),
    st.sampled_from(["", "health"]),
    st.integers(0, 2),
)
ANYTHING = st.dictionaries(
    ANYWHERE, st.tuples(st.sampled_from(VALUES), st.sampled_from(Consent)), min_size=1, max_size=60
)
SOME = settings(
    max_examples=40, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)


def assert_counted_the_same(session: Session, snapshot_ids: Collection[int], listed: Collection[str]) -> None:
    """Both roads lead to the same counts, numbers and States of the entries of lists."""
    counted = Counted(tuple(snapshot_ids), "", NOW)
    quick, plain = tallied(session, counted), observed(session, counted)
    assert in_order(quick.counts) == in_order(plain.counts)
    assert quick.numbers == plain.numbers
    assert of_lists(quick.states, listed) == of_lists(plain.states, listed)


def in_order(counts: Sequence[Count]) -> list[Count]:
    return sorted(counts, key=repr)


def of_lists(states: Mapping[str, Any], listed: Collection[str]) -> Mapping[str, Any]:
    return {name: dict(one) for name, one in states.items() if name.partition("/")[0] in listed}


@pytest.fixture
def snapshot_ids(session: Session) -> Sequence[int]:
    """Snapshots without observations: two of one State, and of two more from other regional groups."""
    of_states = session.execute(
        sa.select(sa.func.min(Submission.id), sa.func.min(Respondent.id))
        .join(Respondent, Respondent.id == Submission.respondent_id)
        .group_by(Respondent.regional_group)
        .order_by(Respondent.regional_group)
    ).all()
    found = [
        Snapshot(
            submission_id=submission_id,
            respondent_id=respondent_id,
            number=100 + place,
            receipt=f"tallied-{place}",
            submitted_at=NOW,
            received_late=False,
            consent=Consent.PUBLISH,
            canonical="{}",
            sha256="",
        )
        for place, (submission_id, respondent_id) in enumerate([of_states[0], *of_states[:3]])
    ]
    session.add_all(found)
    session.flush()
    return [one.id for one in found]


@SOME
@given(said=ANYTHING, among=st.sampled_from([(), ("q1",), ("list_name", "q2_year")]))
def test_whatever_is_observed_is_counted_the_same(
    session: Session, snapshot_ids: Sequence[int], said: dict[Any, Any], among: tuple[str, ...]
) -> None:
    rows = [
        {
            "snapshot_id": snapshot_ids[place],
            "question_key": key,
            "item": item,
            "row": row,
            "position": position,
            "consent": consent,
            **value,
        }
        for (place, key, item, row, position), (value, consent) in sorted(
            said.items(), key=lambda one: one[0]
        )
    ]
    with session.begin_nested() as nested:
        session.execute(Base.metadata.tables["observation"].insert(), rows)
        write_tallies(session, rows, LISTED)
        held = list(dict.fromkeys(row["snapshot_id"] for row in rows))
        assert_counted_the_same(session, held, LISTED)
        assert_counted_the_same(session, held[:1], LISTED)
        whole, part_of_it = (tallied(session, Counted(tuple(held), "", NOW), keys) for keys in ((), among))
        assert part_of_it.counts == [one for one in whole.counts if not among or one.question_key in among]
        nested.rollback()


def test_all_that_the_demonstration_holds_is_counted_the_same(session: Session) -> None:
    every = session.scalars(sa.select(Snapshot.id).order_by(Snapshot.id)).all()
    assert_counted_the_same(session, every, ["P2-B07_name", "P2-B07_level"])


ASKED = [
    question(
        "use", "single_choice", options=[{"code": one.value, "text": {"en": one.value}} for one in Consent]
    ),
    question("open", "yes_no_planned"),
    question("many", "whole_number"),
    question("bodies", "repeat", questions=[part("name", "short_text"), part("done", "yes_no_planned")]),
]
BODIES = frozenset({"bodies_name", "bodies_done"})


def test_a_report_submitted_again_with_other_answers_and_consent_and_withdrawn_is_counted_the_same(
    session: Session,
) -> None:
    sent = send_out(session, questionnaire(section("A", *ASKED), consent_question="use"))
    for place, (use, opened, many) in enumerate((("publish", "yes", "3"), ("aggregate", "no", "12"))):
        bodies = {f"bodies/i{number}": {"name": ("A body",), "done": (opened,)} for number in range(2)}
        typed = {"use": alone(use), "open": alone(opened), "many": alone(many), **bodies}
        sent.save(typed, revision=place)
        sent.submit(click=f"click-{place}")
        assert_round_counted_the_same(sent)
        if place == 0:
            happens(sent, Event.RECALLED)
    sent.accept()
    assert_round_counted_the_same(sent, counted=1)
    happens(sent, Event.WITHDRAWN)
    assert_round_counted_the_same(sent)


def assert_round_counted_the_same(sent: Round, counted: int = 0) -> None:
    """What a report counts now, and every snapshot that ever was, alone and together with all others."""
    session, submission = sent.session, sent.submission
    held = counted_snapshots(session, sent.cycle, submission.version_id).snapshot_ids
    assert len(held) == counted
    every = session.scalars(
        sa.select(Snapshot.id).where(Snapshot.submission_id == submission.id).order_by(Snapshot.id)
    ).all()
    for some in (held, every, *([one] for one in every)):
        assert_counted_the_same(session, some, BODIES)


def happens(sent: Round, event: Event) -> None:
    append_event(sent.session, actor=STAFF, now=NOW, submission=sent.submission, event=event)


def test_a_snapshot_without_a_tally_is_not_left_out_unseen(
    session: Session, snapshot_ids: Sequence[int]
) -> None:
    with pytest.raises(LookupError, match="but 0 tallies"):
        tallied(session, Counted((snapshot_ids[0],), "", NOW))
