"""The official act: once, frozen, marked when late, refused with errors."""

from collections.abc import Mapping
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from app.domain.canonical import read_json, sha256_of
from app.domain.consent import Consent
from app.domain.counted import name_of
from app.domain.errors import NotFound, NotPossibleNow, NotSubmittable
from app.domain.lifecycle import Status
from app.review.services import accept, start_review
from app.submissions.models import Observation, Snapshot, Submission
from app.submissions.queries import Work, events_of, find_work, latest_snapshot
from app.submissions.saving import Posted, save_answers
from app.submissions.submitting import Declaration, submit
from tests.conftest import AUDIT_KEY, NOW
from tests.services.demo import STAFF, actor_of, not_started, submission_of

ANSWERS = {"P2-B01": ("yes",), "P2-B06": ("one",), "P2-D02.political": ("4",), "CS-07": ("attribute",)}


@pytest.fixture
def filled(app: Flask, session: Session) -> Submission:
    return fill(app, session, ANSWERS)


def fill(app: Flask, session: Session, typed: Mapping[str, tuple[str, ...]]) -> Submission:
    submission = not_started(session)
    save_answers(
        session,
        actor=actor_of(session, submission),
        now=NOW,
        audit_key=AUDIT_KEY,
        submission_id=submission.id,
        questionnaire=app.extensions["definitions"].of_version(session, submission.version_id),
        posted={key.partition(".")[0]: Posted({key.partition(".")[2]: one}, 0) for key, one in typed.items()},
        idempotency_key="a-save",
    )
    return submission


def work_of(session: Session, submission: Submission) -> Work:
    return find_work(session, submission.id, actor_of(session, submission).account_id)


def send(
    app: Flask, session: Session, submission: Submission, *, key: str = "a-click", late: bool = False
) -> Snapshot:
    work = work_of(session, submission)
    return submit(
        session,
        actor=actor_of(session, submission),
        now=work.deadline_at + timedelta(seconds=1) if late else NOW,
        audit_key=AUDIT_KEY,
        work=work,
        questionnaire=app.extensions["definitions"].of_version(session, submission.version_id),
        declaration=Declaration(name="An official", function="Focal point"),
        idempotency_key=key,
    )


def test_a_snapshot_is_canonical_and_hashed(app: Flask, session: Session, filled: Submission) -> None:
    snapshot = send(app, session, filled)
    content = read_json(snapshot.canonical)
    assert snapshot.sha256 == sha256_of(snapshot.canonical.encode())
    assert content["answers"]["P2-B01"] == {"choice": "yes"}
    assert content["answers"]["P2-B05"] == {"non_answer": "not_answered"}
    assert content["answers"]["P2-F07"] == {"not_asked": True}
    assert content["consent"] == snapshot.consent == Consent.ATTRIBUTE


def test_the_declaration_stays_out_of_the_snapshot(app: Flask, session: Session, filled: Submission) -> None:
    snapshot = send(app, session, filled)
    declared = [event.facts for event, _ in events_of(session, filled.id) if event.event == "submitted"]
    assert "An official" not in snapshot.canonical
    assert declared[0]["name"] == "An official"


def test_a_double_click_makes_one_submission(app: Flask, session: Session, filled: Submission) -> None:
    first = send(app, session, filled)
    assert send(app, session, filled).id == first.id
    assert session.scalar(sa.select(sa.func.count()).where(Snapshot.submission_id == filled.id)) == 1


def test_a_second_submission_is_refused(app: Flask, session: Session, filled: Submission) -> None:
    send(app, session, filled)
    with pytest.raises(NotPossibleNow, match="can only be read"):
        send(app, session, filled, key="another-click")


def test_after_the_deadline_it_is_taken_and_marked(app: Flask, session: Session, filled: Submission) -> None:
    assert send(app, session, filled, late=True).received_late


def test_an_error_blocks_and_nothing_is_half_written(app: Flask, session: Session) -> None:
    submission = fill(app, session, ANSWERS | {"P2-D02.political": ("about four",)})
    with pytest.raises(NotSubmittable, match="Nothing was sent"):
        send(app, session, submission)
    assert submission.status == Status.IN_PREPARATION
    with pytest.raises(NotFound):
        latest_snapshot(session, submission.id)


def test_an_answer_that_does_not_apply_blocks_nothing(app: Flask, session: Session) -> None:
    submission = fill(app, session, ANSWERS | {"P2-B06": ("no",), "P2-D02.political": ("about four",)})
    answers = read_json(send(app, session, submission).canonical)["answers"]
    assert answers["P2-D02"] == {"not_asked": True}


def test_every_variable_has_one_first_observation(app: Flask, session: Session, filled: Submission) -> None:
    snapshot = send(app, session, filled)
    definition = app.extensions["definitions"].of_version(session, filled.version_id)
    first = session.scalars(
        sa.select(Observation.question_key + "/" + Observation.row).where(
            Observation.snapshot_id == snapshot.id, Observation.position == 0
        )
    ).all()
    counted = [
        name_of(question, variable)
        for question in definition.questions_asked()
        if question.counted
        for variable in question.variables()
        if variable.per == "report"
    ]
    assert sorted(name.removesuffix("/") for name in first) == sorted(counted)


def test_without_a_choice_the_answers_are_for_aggregates_only(app: Flask, session: Session) -> None:
    submission = fill(app, session, {"P2-B01": ("yes",)})
    assert send(app, session, submission).consent == Consent.AGGREGATE


def test_accepting_twice_changes_nothing(app: Flask, session: Session, filled: Submission) -> None:
    send(app, session, filled)
    for _ in range(2):
        accept(session, actor=STAFF, now=NOW, audit_key=AUDIT_KEY, work=work_of(session, filled))
    events = [event.event for event, _ in events_of(session, filled.id)]
    assert events == ["opened", "submitted", "review_started", "accepted"]


def test_a_draft_cannot_be_accepted(session: Session) -> None:
    submission = submission_of(session, "XAM")
    with pytest.raises(NotFound, match="Nothing has been submitted"):
        accept(session, actor=STAFF, now=NOW, audit_key=AUDIT_KEY, work=work_of(session, submission))


def test_review_starts_once(app: Flask, session: Session, filled: Submission) -> None:
    send(app, session, filled)
    start_review(session, actor=STAFF, now=NOW, audit_key=AUDIT_KEY, work=work_of(session, filled))
    assert filled.status == Status.UNDER_REVIEW
    with pytest.raises(NotPossibleNow):
        start_review(session, actor=STAFF, now=NOW, audit_key=AUDIT_KEY, work=work_of(session, filled))
