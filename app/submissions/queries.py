"""Reads of submissions. Everything a respondent sees is scoped here, by membership."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.accounts.models import Account, Membership, Respondent
from app.cycles.models import ReportingCycle
from app.domain.answers import Value, value_from_json
from app.domain.errors import NotFound, message
from app.domain.lifecycle import Status
from app.domain.policy import Facts, MemberRole
from app.submissions.models import AnswerRow, Snapshot, Submission, SubmissionEvent


@dataclass(frozen=True)
class Work:
    """A submission with what every page about it needs. `member_role` is the reader's, None for staff."""

    id: int
    status: Status
    version_id: int
    last_saved_at: datetime | None
    respondent_id: int
    respondent_code: str
    respondent_names: Mapping[str, str]
    cycle_id: int
    cycle_key: str
    cycle_title: Mapping[str, str]
    deadline_at: datetime
    cut_off_at: datetime
    member_role: MemberRole | None

    def facts(self) -> Facts:
        return Facts(member_role=self.member_role, status=self.status)


@dataclass(frozen=True)
class Held:
    """The current answer to a question, its revision, and who saved it when."""

    value: Value
    revision: int
    saved_at: datetime
    saved_by: str


def _work_statement(account_id: int) -> sa.Select[Any]:
    return (
        sa.select(
            Submission.id,
            Submission.status,
            Submission.version_id,
            Submission.last_saved_at,
            Respondent.id.label("respondent_id"),
            Respondent.code.label("respondent_code"),
            Respondent.names.label("respondent_names"),
            ReportingCycle.id.label("cycle_id"),
            ReportingCycle.key.label("cycle_key"),
            ReportingCycle.title.label("cycle_title"),
            ReportingCycle.deadline_at,
            ReportingCycle.cut_off_at,
            Membership.role.label("member_role"),
        )
        .join(Respondent, Respondent.id == Submission.respondent_id)
        .join(ReportingCycle, ReportingCycle.id == Submission.cycle_id)
        .outerjoin(
            Membership,
            sa.and_(
                Membership.respondent_id == Submission.respondent_id, Membership.account_id == account_id
            ),
        )
    )


def _work(row: Any) -> Work:
    columns = dict(row._mapping)
    role = columns.pop("member_role")
    return Work(
        **columns | {"status": Status(columns["status"])}, member_role=MemberRole(role) if role else None
    )


def find_work(session: Session, submission_id: int, account_id: int | None) -> Work:
    """The submission, whoever asks; policy decides on `member_role` and `status`. Raises NotFound."""
    statement = _work_statement(account_id or 0).where(Submission.id == submission_id)
    row = session.execute(statement).first()
    if row is None:
        raise no_such_submission()
    return _work(row)


def no_such_submission() -> NotFound:
    """What is said of a submission that is not there, and of one that belongs to another respondent."""
    return NotFound(message("There is no such national report, or it is not yours to see."))


def own_works(session: Session, account_id: int) -> Sequence[Work]:
    """The submissions of every respondent that this account is a member of, newest cycle first."""
    statement = (
        _work_statement(account_id)
        .where(Membership.account_id == account_id)
        .order_by(ReportingCycle.opens_at.desc(), Respondent.code, Submission.id)
    )
    return [_work(row) for row in session.execute(statement)]


def answers_of(session: Session, submission_id: int) -> Mapping[str, Value]:
    """The current answers by question key."""
    rows = session.execute(
        sa.select(AnswerRow.question_key, AnswerRow.value)
        .where(AnswerRow.submission_id == submission_id)
        .order_by(AnswerRow.question_key)
    )
    return {key: value_from_json(value) for key, value in rows}


def answers_of_many(session: Session, submission_ids: Sequence[int]) -> Mapping[int, Mapping[str, Value]]:
    """The current answers of several submissions, by submission id and question key."""
    found: dict[int, dict[str, Value]] = {submission_id: {} for submission_id in submission_ids}
    rows = session.execute(
        sa.select(AnswerRow.submission_id, AnswerRow.question_key, AnswerRow.value)
        .where(AnswerRow.submission_id.in_(submission_ids))
        .order_by(AnswerRow.submission_id, AnswerRow.question_key)
    )
    for submission_id, key, value in rows:
        found[submission_id][key] = value_from_json(value)
    return found


def held_answers(session: Session, submission_id: int) -> Mapping[str, Held]:
    """The current answers with revision and author, by question key."""
    rows = session.execute(
        sa.select(
            AnswerRow.question_key, AnswerRow.value, AnswerRow.revision, AnswerRow.saved_at, Account.name
        )
        .outerjoin(Account, Account.id == AnswerRow.saved_by)
        .where(AnswerRow.submission_id == submission_id)
        .order_by(AnswerRow.question_key)
    )
    return {
        key: Held(value_from_json(value), revision, at, name or "") for key, value, revision, at, name in rows
    }


def latest_snapshot(session: Session, submission_id: int) -> Snapshot:
    """The newest snapshot of a submission. Raises NotFound when nothing has been submitted."""
    snapshot = session.scalars(
        sa.select(Snapshot)
        .where(Snapshot.submission_id == submission_id)
        .order_by(Snapshot.number.desc())
        .limit(1)
    ).first()
    if snapshot is None:
        raise NotFound(message("Nothing has been submitted yet, so there is no receipt."))
    return snapshot


def events_of(session: Session, submission_id: int) -> Sequence[tuple[SubmissionEvent, str | None]]:
    """The history of a submission, oldest first, with the names of those who acted."""
    rows = session.execute(
        sa.select(SubmissionEvent, Account.name)
        .outerjoin(Account, Account.id == SubmissionEvent.actor_id)
        .where(SubmissionEvent.submission_id == submission_id)
        .order_by(SubmissionEvent.seq)
    )
    return [(event, name) for event, name in rows]
