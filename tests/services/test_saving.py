"""Saving answers: nothing acknowledged is lost, nothing is silently overwritten."""

from collections.abc import Mapping
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from app.audit.models import AuditEvent
from app.domain.answers import Choice, NonAnswer, Unparsed, WrittenText
from app.domain.errors import NotPossibleNow, Unstorable
from app.domain.lifecycle import Status
from app.domain.policy import Actor
from app.domain.questionnaire import Questionnaire
from app.domain.typed import alone
from app.submissions.models import AnswerRevision, Submission
from app.submissions.queries import answers_of, held_answers
from app.submissions.saving import Posted, SaveOutcome, save_answers
from tests.conftest import AUDIT_KEY, NOW
from tests.services.demo import actor_of, not_started, submission_of


@pytest.fixture
def questionnaire(app: Flask, session: Session) -> Questionnaire:
    definition: Questionnaire = app.extensions["definitions"].of_version(
        session, not_started(session).version_id
    )
    return definition


def save(
    session: Session,
    questionnaire: Questionnaire,
    submission: Submission,
    posted: Mapping[str, Posted],
    *,
    actor: Actor | None = None,
    key: str = "first-save",
) -> SaveOutcome:
    return save_answers(
        session,
        actor=actor or actor_of(session, submission),
        now=NOW,
        audit_key=AUDIT_KEY,
        submission_id=submission.id,
        questionnaire=questionnaire,
        posted=posted,
        idempotency_key=key,
    )


def test_a_first_answer_opens_the_submission(session: Session, questionnaire: Questionnaire) -> None:
    submission = not_started(session)
    outcome = save(session, questionnaire, submission, {"P2-B01": Posted(alone("yes"), 0)})
    session.refresh(submission)
    assert outcome.held["P2-B01"].revision == 1
    assert submission.status == Status.IN_PREPARATION
    assert answers_of(session, submission.id) == {"P2-B01": Choice("yes")}


def test_a_changed_answer_keeps_its_history(session: Session, questionnaire: Questionnaire) -> None:
    submission = not_started(session)
    save(session, questionnaire, submission, {"P2-B01": Posted(alone("yes"), 0)})
    save(session, questionnaire, submission, {"P2-B01": Posted(alone("no"), 1)}, key="second-save")
    history = session.scalars(
        sa.select(AnswerRevision.value)
        .where(AnswerRevision.submission_id == submission.id)
        .order_by(AnswerRevision.revision)
    ).all()
    assert history == [{"choice": "yes"}, {"choice": "no"}]


def test_answers_saved_together_share_one_event(session: Session, questionnaire: Questionnaire) -> None:
    submission = not_started(session)
    save(session, questionnaire, submission, {"P2-E08": Posted(alone("one"), 0)})
    posted = {
        "P2-E08": Posted(alone("two"), 1),
        "P2-B01": Posted(alone("yes"), 0),
        "P2-B06": Posted(alone("one"), 0),
    }
    save(session, questionnaire, submission, posted, key="second-save")
    facts = session.scalars(
        sa.select(AuditEvent.facts)
        .where(AuditEvent.stream == f"submission/{submission.id}")
        .order_by(AuditEvent.seq)
    ).all()
    assert facts == [
        {"revisions": {"P2-E08": 1}},
        {"revisions": {"P2-B01": 1, "P2-B06": 1, "P2-E08": 2}},
    ]


def test_a_save_tells_all_answers_before_and_after(session: Session, questionnaire: Questionnaire) -> None:
    submission = not_started(session)
    save(session, questionnaire, submission, {"P2-B01": Posted(alone("yes"), 0)})
    outcome = save(session, questionnaire, submission, {"P2-E08": Posted(alone("one"), 0)}, key="second-save")
    assert set(outcome.before) == {"P2-B01"}
    assert outcome.held == held_answers(session, submission.id)


def test_a_stale_save_comes_back_with_both_texts(session: Session, questionnaire: Questionnaire) -> None:
    submission = not_started(session)
    save(session, questionnaire, submission, {"P2-E08": Posted(alone("theirs"), 0)})
    outcome = save(
        session, questionnaire, submission, {"P2-E08": Posted(alone("mine"), 0)}, key="second-save"
    )
    conflict = outcome.conflicts["P2-E08"]
    assert (conflict.mine, conflict.theirs, conflict.revision) == (
        WrittenText("mine"),
        WrittenText("theirs"),
        1,
    )
    assert answers_of(session, submission.id)["P2-E08"] == WrittenText("theirs")


def test_fresh_answers_are_saved_beside_a_stale_one(session: Session, questionnaire: Questionnaire) -> None:
    submission = not_started(session)
    save(session, questionnaire, submission, {"P2-E08": Posted(alone("theirs"), 0)})
    posted = {"P2-E08": Posted(alone("mine"), 0), "P2-E02": Posted(alone("custody"), 0)}
    outcome = save(session, questionnaire, submission, posted, key="second-save")
    assert outcome.changed == {"P2-E02"}
    assert set(outcome.conflicts) == {"P2-E08"}


def test_a_repeated_request_changes_nothing(session: Session, questionnaire: Questionnaire) -> None:
    submission = not_started(session)
    posted = {"P2-B01": Posted(alone("yes"), 0)}
    save(session, questionnaire, submission, posted)
    outcome = save(session, questionnaire, submission, posted)
    assert outcome.changed == frozenset()
    assert held_answers(session, submission.id)["P2-B01"].revision == 1


def test_what_cannot_be_read_is_kept_as_typed(session: Session, questionnaire: Questionnaire) -> None:
    submission = not_started(session)
    save(session, questionnaire, submission, {"P2-E03": Posted(alone("about four"), 0)})
    assert answers_of(session, submission.id)["P2-E03"] == Unparsed({"": ("about four",)})


def test_an_answer_taken_back_is_not_answered(session: Session, questionnaire: Questionnaire) -> None:
    submission = not_started(session)
    save(session, questionnaire, submission, {"P2-B01": Posted(alone("yes"), 0)})
    save(session, questionnaire, submission, {"P2-B01": Posted({}, 1)}, key="second-save")
    assert answers_of(session, submission.id)["P2-B01"] is NonAnswer.NOT_ANSWERED


@pytest.mark.parametrize(
    "character", [chr(0), chr(0xD800), chr(0xFFFD)], ids=["NUL", "lone surrogate", "damaged"]
)
def test_characters_that_no_database_keeps_are_refused(
    session: Session, questionnaire: Questionnaire, character: str
) -> None:
    submission = not_started(session)
    with pytest.raises(Unstorable, match="Nothing was saved"):
        save(session, questionnaire, submission, {"P2-E08": Posted(alone(f"a{character}b"), 0)})
    assert answers_of(session, submission.id) == {}


def test_a_submitted_report_takes_no_more_answers(session: Session, questionnaire: Questionnaire) -> None:
    submission = submission_of(session, "XAC")
    with pytest.raises(NotPossibleNow, match="nothing was changed"):
        save(session, questionnaire, submission, {"P2-B01": Posted(alone("no"), 1)})


def test_the_time_of_the_last_save_is_kept(session: Session, questionnaire: Questionnaire) -> None:
    submission = not_started(session)
    save(session, questionnaire, submission, {"P2-B01": Posted(alone("yes"), 0)})
    session.refresh(submission)
    assert submission.last_saved_at is not None
    assert submission.last_saved_at - NOW == timedelta(0)
