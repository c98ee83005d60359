"""The official act: the answers are checked, frozen into a snapshot, and flattened into observations."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.audit.services import record
from app.db import Base
from app.domain.answers import Choice, NonAnswer, Value
from app.domain.applicability import applicable_keys, tabulate
from app.domain.canonical import canonical, sha256_of
from app.domain.checks import Severity
from app.domain.errors import NotSubmittable, message
from app.domain.lifecycle import Event
from app.domain.policy import Actor
from app.domain.progress import problems_of
from app.domain.questionnaire import Questionnaire
from app.submissions.models import Consent, Snapshot, SubmissionEvent
from app.submissions.queries import Work, answers_of
from app.submissions.services import append_event, lock_submission

_OBSERVATIONS = Base.metadata.tables["observation"]


@dataclass(frozen=True)
class Declaration:
    """Who declares that the answers are cleared for transmission; stays with the event, never in the snapshot."""

    name: str
    function: str


def submit(
    session: Session,
    *,
    actor: Actor,
    now: datetime,
    audit_key: bytes,
    work: Work,
    questionnaire: Questionnaire,
    declaration: Declaration,
    idempotency_key: str,
) -> Snapshot:
    """Submit officially. A repeated `idempotency_key` gives the snapshot of the first time.

    After the deadline it is taken and marked. Raises NotSubmittable when an answer has an error,
    NotPossibleNow when the status does not allow it.
    """
    submission = lock_submission(session, work.id)
    done = _submitted_before(session, work.id, idempotency_key)
    if done is not None:
        return done
    answers = answers_of(session, work.id)
    _refuse_errors(questionnaire, answers)
    snapshot = _freeze(work, questionnaire, answers, _next_number(session, work.id), now)
    session.add(snapshot)
    session.flush()
    append_event(
        session,
        actor=actor,
        now=now,
        submission=submission,
        event=Event.SUBMITTED,
        facts={"name": declaration.name, "function": declaration.function, "sha256": snapshot.sha256},
        snapshot_id=snapshot.id,
        idempotency_key=idempotency_key,
    )
    _observe(session, snapshot, questionnaire, answers)
    facts = {"receipt": snapshot.receipt, "sha256": snapshot.sha256}
    stream = f"submission/{work.id}"
    record(session, stream=stream, action="submitted", actor=actor, now=now, facts=facts, key=audit_key)
    return snapshot


def _next_number(session: Session, submission_id: int) -> int:
    statement = (
        sa.select(sa.func.count()).select_from(Snapshot).where(Snapshot.submission_id == submission_id)
    )
    return 1 + session.execute(statement).scalar_one()


def consent_of(questionnaire: Questionnaire, answers: Mapping[str, Value]) -> Consent:
    """What the respondent allows. Attribution and publication are off unless it chose them."""
    value = answers.get(questionnaire.consent_question or "")
    if isinstance(value, Choice) and value.option in set(Consent):
        return Consent(value.option)
    return Consent.AGGREGATE


def _submitted_before(session: Session, submission_id: int, idempotency_key: str) -> Snapshot | None:
    return session.scalars(
        sa.select(Snapshot)
        .join(SubmissionEvent, SubmissionEvent.snapshot_id == Snapshot.id)
        .where(
            SubmissionEvent.submission_id == submission_id,
            SubmissionEvent.idempotency_key == idempotency_key,
        )
        .order_by(Snapshot.number)
    ).first()


def _refuse_errors(questionnaire: Questionnaire, answers: Mapping[str, Value]) -> None:
    errors = [
        problem for problem in problems_of(questionnaire, answers) if problem.severity is Severity.ERROR
    ]
    if errors:
        raise NotSubmittable(
            message(
                "Some answers need attention before the national report can be submitted. Nothing was sent."
            )
        )


def _freeze(
    work: Work, questionnaire: Questionnaire, answers: Mapping[str, Value], number: int, now: datetime
) -> Snapshot:
    consent = consent_of(questionnaire, answers)
    content = canonical(_content(work, questionnaire, answers, number, consent, now))
    return Snapshot(
        submission_id=work.id,
        respondent_id=work.respondent_id,
        number=number,
        receipt=f"{work.cycle_key}-{questionnaire.key}-{work.respondent_code}-{number}".upper(),
        submitted_at=now,
        received_late=now > work.deadline_at,
        consent=consent,
        canonical=content.decode(),
        sha256=sha256_of(content),
    )


def _content(
    work: Work,
    questionnaire: Questionnaire,
    answers: Mapping[str, Value],
    number: int,
    consent: Consent,
    now: datetime,
) -> dict[str, Any]:
    """What is frozen: every question asked of anybody, with its answer, its non-answer, or "not asked"."""
    applies = applicable_keys(questionnaire, answers)
    return {
        "format": 1,
        "cycle": work.cycle_key,
        "questionnaire": questionnaire.key,
        "version_id": work.version_id,
        "respondent": work.respondent_code,
        "number": number,
        "submitted_at": now.isoformat(timespec="seconds"),
        "consent": consent.value,
        "answers": {
            question.key: answers.get(question.key, NonAnswer.NOT_ANSWERED).for_json()
            if question.key in applies
            else {"not_asked": True}
            for question in questionnaire.questions_asked()
        },
    }


def _observe(
    session: Session, snapshot: Snapshot, questionnaire: Questionnaire, answers: Mapping[str, Value]
) -> None:
    rows = [
        {
            "snapshot_id": snapshot.id,
            "question_key": key,
            "row": "",
            "position": value.position,
            "kind": value.kind,
            "choice": value.choice,
            "number": value.number,
            "non_answer": value.non_answer,
            "consent": snapshot.consent,
        }
        for key, values in tabulate(questionnaire, answers).items()
        for value in values
    ]
    session.execute(_OBSERVATIONS.insert(), rows)
