"""The official act: the answers are checked, frozen into a snapshot, and flattened into observations."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.audit.services import record
from app.db import Base
from app.domain.applicability import Applicability, applicability, tabulate
from app.domain.canonical import canonical, sha256_of
from app.domain.carrying import carried_over
from app.domain.checks import Problem, Severity
from app.domain.consent import Consent, consent_of, consents_of
from app.domain.counted import counted_in_entries
from app.domain.errors import NotPossibleNow, NotSubmittable, message
from app.domain.lifecycle import Event
from app.domain.own_answers import Own, own_answers
from app.domain.policy import Actor
from app.domain.progress import problems_of
from app.domain.questionnaire import Questionnaire
from app.submissions.models import Snapshot, Submission, SubmissionEvent
from app.submissions.queries import (
    Work,
    assembled,
    comments_of,
    held_answers,
    version_called,
)
from app.submissions.record import EMPTY, record_before
from app.submissions.services import append_event, lock_submission
from app.submissions.tallying import write_tallies

_OBSERVATIONS = Base.metadata.tables["observation"]
_SECTORS = Base.metadata.tables["sector_observation"]


@dataclass(frozen=True)
class Declaration:
    """Who declares that the answers are cleared for transmission; stays with the event, never in the snapshot."""

    name: str
    function: str


@dataclass(frozen=True)
class Use:
    """How the answers may be used: as a whole, and by answer where that is less."""

    consent: Consent
    narrower: Mapping[str, Consent]

    def of(self, key: str, item: str) -> Consent:
        """The consent that holds for an answer, or for an item of a repeat."""
        answer = self.narrower.get(key, self.consent)
        return self.narrower.get(f"{key}/{item}", answer) if item else answer


@dataclass(frozen=True)
class Final:
    """What is submitted: the settled answers as far as they apply, and their use; the comments that explain them, by
    answer; what sectors answered themselves; and by question the receipt of the report whose answer stays on record.
    """

    found: Applicability
    use: Use
    comments: Mapping[str, str]
    of_sectors: Sequence[Own]
    carried: Mapping[str, str]


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
    NotPossibleNow when the status does not allow it, or a patch of the version took over since `work` was read.
    """
    submission = lock_submission(session, work.id)
    done = _submitted_before(session, work.id, idempotency_key)
    if done is not None:
        return done
    _refuse_other_words(submission, work)
    final = _final_answers(session, work, questionnaire, now)
    snapshot = _freeze(session, work, questionnaire, final, now)
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
    _observe(session, snapshot.id, questionnaire, final)
    _observe_sectors(session, snapshot.id, final)
    stream, facts = f"submission/{work.id}", {"receipt": snapshot.receipt, "sha256": snapshot.sha256}
    record(session, stream=stream, action="submitted", actor=actor, now=now, facts=facts, key=audit_key)
    return snapshot


def _final_answers(session: Session, work: Work, questionnaire: Questionnaire, now: datetime) -> Final:
    """What is to be frozen. Raises NotSubmittable when an answer has an error."""
    held = held_answers(session, work.id)
    values = {name: one.value for name, one in held.items()}
    answers = assembled(values)
    found = applicability(questionnaire, answers, work.about(now.date()))
    before = record_before(session, work, questionnaire.key) if questionnaire.looks_back else EMPTY
    of_sectors = own_answers(questionnaire, found, values)
    problems = [
        *problems_of(questionnaire, found, before.answers),
        *(one for own in of_sectors for one in own.problems()),
    ]
    _refuse_errors(problems)
    narrowed = {name: one.consent for name, one in held.items() if one.consent is not None}
    use = Use(consent_of(questionnaire, answers), consents_of(questionnaire, answers, narrowed))
    carried = {key: before.receipts[key] for key in carried_over(questionnaire, found, before.answers)}
    return Final(found, use, comments_of(held, found), of_sectors, carried)


def _refuse_other_words(submission: Submission, work: Work) -> None:
    """A snapshot names the version that its respondent saw. Raises NotPossibleNow when a patch has taken over since."""
    if submission.version_id != work.version_id:
        raise NotPossibleNow(
            message(
                "The wording of a question was corrected just now. Check your answers again, then submit."
            )
        )


def _next_number(session: Session, submission_id: int) -> int:
    statement = (
        sa.select(sa.func.count()).select_from(Snapshot).where(Snapshot.submission_id == submission_id)
    )
    return 1 + session.execute(statement).scalar_one()


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


def _refuse_errors(problems: Sequence[Problem]) -> None:
    if any(problem.severity is Severity.ERROR for problem in problems):
        raise NotSubmittable(
            message(
                "Some answers need attention before the national report can be submitted. Nothing was sent."
            )
        )


def _freeze(
    session: Session, work: Work, questionnaire: Questionnaire, final: Final, now: datetime
) -> Snapshot:
    version, number = version_called(session, work.version_id), _next_number(session, work.id)
    content = canonical(_content(work, questionnaire, version, final, number, now))
    return Snapshot(
        submission_id=work.id,
        respondent_id=work.respondent_id,
        number=number,
        receipt=f"{work.cycle_key}-{questionnaire.key}-{work.respondent_code}-{number}".upper(),
        submitted_at=now,
        received_late=now > work.deadline_at,
        consent=final.use.consent,
        canonical=content.decode(),
        sha256=sha256_of(content),
    )


def _content(
    work: Work, questionnaire: Questionnaire, version: str, final: Final, number: int, now: datetime
) -> dict[str, Any]:
    """What is frozen: every question asked of anybody, with its answer, its non-answer, or "not asked".

    Format 2 had no comments. What sectors answered themselves is beside the answers, and so is which questions keep
    an earlier answer on record, by the receipt of the snapshot that holds it; where there is none, so is nothing.
    """
    found, use = final.found, final.use
    of_sectors: dict[str, dict[str, Any]] = {}
    for one in final.of_sectors:
        of_sectors.setdefault(one.question.key, {})[one.sector] = one.value.for_json()
    return {
        "format": 3,
        "cycle": work.cycle_key,
        "questionnaire": questionnaire.key,
        "version_id": work.version_id,
        "version": version,
        "respondent": work.respondent_code,
        "number": number,
        "submitted_at": now.isoformat(timespec="seconds"),
        "consent": use.consent.value,
        "consents": {name: consent.value for name, consent in use.narrower.items()},
        "answers": {key: value.for_json() for key, value in found.values.items()},
        "comments": dict(final.comments),
    } | {
        name: one for name, one in (("own_answers", of_sectors), ("carried_over", dict(final.carried))) if one
    }


def _observe(session: Session, snapshot_id: int, questionnaire: Questionnaire, final: Final) -> None:
    rows = [
        {
            "snapshot_id": snapshot_id,
            "question_key": f"{key}_{value.part}" if value.part else key,
            "item": value.item,
            "row": value.row,
            "position": value.position,
            "kind": value.kind,
            "choice": value.choice,
            "number": None if value.number is None else float(value.number),
            "non_answer": value.non_answer,
            "consent": final.use.of(key, value.item),
        }
        for key, values in tabulate(questionnaire, final.found).items()
        for value in values
    ]
    session.execute(_OBSERVATIONS.insert(), rows)
    write_tallies(session, rows, counted_in_entries(questionnaire))


def _observe_sectors(session: Session, snapshot_id: int, final: Final) -> None:
    rows = [
        {
            "snapshot_id": snapshot_id,
            "question_key": one.question.key,
            "sector": one.sector,
            "differs": one.differs,
            "consent": final.use.of(one.question.key, ""),
        }
        for one in final.of_sectors
    ]
    if rows:
        session.execute(_SECTORS.insert(), rows)
