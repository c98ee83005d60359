"""Reads of submissions. Everything a respondent sees is scoped here, by membership."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.accounts.models import Account, Membership, Respondent
from app.audit.models import AuditHead
from app.audit.queries import EMPTY, Head
from app.cycles.models import ReportingCycle
from app.domain.answer_json import value_from_json
from app.domain.answers import About, DateRange, Items, Parts, Value
from app.domain.applicability import Applicability
from app.domain.consent import Consent
from app.domain.errors import NotFound, message
from app.domain.lifecycle import Status
from app.domain.own_answers import MARK, own_name, split_name
from app.domain.policy import Facts, MemberRole, RespondentKind
from app.questionnaires.models import QuestionnaireVersion, version_label
from app.submissions.models import AnswerRow, Snapshot, Submission, SubmissionEvent


@dataclass(frozen=True)
class Work:
    """A submission with what every page about it needs. `member_role` is the reader's, None for staff.

    `head` is the end of its audit trail, which every change of an answer moves.
    """

    id: int
    status: Status
    version_id: int
    last_saved_at: datetime | None
    respondent_id: int
    respondent_code: str
    respondent_names: Mapping[str, str]
    respondent_kind: str
    regional_group: str | None
    cycle_id: int
    cycle_key: str
    cycle_title: Mapping[str, str]
    deadline_at: datetime
    cut_off_at: datetime
    period_from: date | None
    period_to: date | None
    member_role: MemberRole | None
    head: Head

    def facts(self) -> Facts:
        return Facts(member_role=self.member_role, status=self.status)

    def is_counted(self, now: datetime, submitted_at: datetime) -> bool:
        """Whether the report counts what was submitted then, for good: accepted, in time, and the cut-off is over."""
        accepted = self.status is Status.ACCEPTED and self.respondent_kind == RespondentKind.MEMBER_STATE
        return accepted and submitted_at <= self.cut_off_at < now

    def period(self) -> DateRange | None:
        """The days that the cycle asks about, if it says so."""
        return DateRange(self.period_from, self.period_to) if self.period_from and self.period_to else None

    def about(self, today: date) -> About:
        """What conditions may look at, and what the form fills in by itself."""
        kind, group, names = self.respondent_kind, self.regional_group or "", self.respondent_names
        return About(kind, group, names, today, self.respondent_code, self.period())


@dataclass(frozen=True)
class Held:
    """The current answer to a question or to an item of a repeat, its revision, and when it was saved.

    `comment` explains the answer where a warning asks for it; '' without one.
    """

    value: Value
    revision: int
    saved_at: datetime
    consent: Consent | None = None
    comment: str = ""


# Statements are built once, since building one takes about as long as sending it; of the tables' columns and not
# the classes', so that the rows do not pass through the ORM.
_ANSWERS = AnswerRow.__table__.c
_CYCLES = ReportingCycle.__table__.c
_HEADS = AuditHead.__table__.c
_MEMBERSHIPS = Membership.__table__.c
_RESPONDENTS = Respondent.__table__.c
_SUBMISSIONS = Submission.__table__.c
_WORKS: sa.Select[Any] = (
    sa.select(
        _SUBMISSIONS.id,
        _SUBMISSIONS.status,
        _SUBMISSIONS.version_id,
        _SUBMISSIONS.last_saved_at,
        _RESPONDENTS.id.label("respondent_id"),
        _RESPONDENTS.code.label("respondent_code"),
        _RESPONDENTS.names.label("respondent_names"),
        _RESPONDENTS.kind.label("respondent_kind"),
        _RESPONDENTS.regional_group,
        _CYCLES.id.label("cycle_id"),
        _CYCLES.key.label("cycle_key"),
        _CYCLES.title.label("cycle_title"),
        _CYCLES.deadline_at,
        _CYCLES.cut_off_at,
        _CYCLES.period_from,
        _CYCLES.period_to,
        _MEMBERSHIPS.role.label("member_role"),
        _HEADS.seq.label("head_seq"),
        _HEADS.mac.label("head_mac"),
    )
    .select_from(Submission.__table__)
    .join(Respondent.__table__, _RESPONDENTS.id == _SUBMISSIONS.respondent_id)
    .join(ReportingCycle.__table__, _CYCLES.id == _SUBMISSIONS.cycle_id)
    .outerjoin(
        AuditHead.__table__,
        _HEADS.stream == sa.literal("submission/").concat(sa.cast(_SUBMISSIONS.id, sa.String(20))),
    )
    .outerjoin(
        Membership.__table__,
        sa.and_(
            _MEMBERSHIPS.respondent_id == _SUBMISSIONS.respondent_id,
            _MEMBERSHIPS.account_id == sa.bindparam("account_id"),
        ),
    )
)
_WORK = _WORKS.where(_SUBMISSIONS.id == sa.bindparam("submission_id"))
_OWN_WORKS = _WORKS.where(_MEMBERSHIPS.account_id.is_not(None)).order_by(
    _CYCLES.opens_at.desc(), _RESPONDENTS.code, _SUBMISSIONS.id
)
_HELD = (
    sa.select(
        _ANSWERS.question_key,
        _ANSWERS.item,
        _ANSWERS.sector,
        _ANSWERS.value,
        _ANSWERS.revision,
        _ANSWERS.saved_at,
        _ANSWERS.consent,
        _ANSWERS.comment,
    )
    .where(_ANSWERS.submission_id == sa.bindparam("submission_id"))
    .order_by(_ANSWERS.question_key, _ANSWERS.item, _ANSWERS.sector)
)


def _work(row: Any) -> Work:
    columns = dict(row._mapping)
    role, seq, mac = columns.pop("member_role"), columns.pop("head_seq"), columns.pop("head_mac")
    return Work(
        **columns | {"status": Status(columns["status"])},
        member_role=MemberRole(role) if role else None,
        head=Head(seq, mac) if mac else EMPTY,
    )


def find_work(session: Session, submission_id: int, account_id: int | None) -> Work:
    """The submission, whoever asks; policy decides on `member_role` and `status`. Raises NotFound."""
    row = session.execute(_WORK, {"submission_id": submission_id, "account_id": account_id or 0}).first()
    if row is None:
        raise no_such_submission()
    return _work(row)


def no_such_submission() -> NotFound:
    """What is said of a submission that is not there, and of one that belongs to another respondent."""
    return NotFound(message("There is no such national report, or it is not yours to see."))


def own_works(session: Session, account_id: int) -> Sequence[Work]:
    """The submissions of every respondent that this account is a member of, newest cycle first."""
    return [_work(row) for row in session.execute(_OWN_WORKS, {"account_id": account_id})]


def answers_of(session: Session, submission_id: int) -> Mapping[str, Value]:
    """The current answers by question key, with the items of repeats in their places."""
    return answers_of_many(session, [submission_id])[submission_id]


def answers_of_many(session: Session, submission_ids: Sequence[int]) -> Mapping[int, Mapping[str, Value]]:
    """The current answers of several submissions, by submission id and question key."""
    found: dict[int, dict[str, Value]] = {submission_id: {} for submission_id in submission_ids}
    rows = session.execute(
        sa.select(AnswerRow.submission_id, AnswerRow.question_key, AnswerRow.item, AnswerRow.value)
        .where(AnswerRow.submission_id.in_(submission_ids), AnswerRow.sector == "")
        .order_by(AnswerRow.submission_id, AnswerRow.question_key, AnswerRow.item)
    )
    for submission_id, key, item, value in rows:
        found[submission_id][answer_name(key, item)] = value_from_json(value)
    return {submission_id: assembled(values) for submission_id, values in found.items()}


def held_answers(session: Session, submission_id: int) -> Mapping[str, Held]:
    """The current answers with revision and time, by name: "key", "key/item" of a repeat, "key@sector"."""
    rows = session.execute(_HELD, {"submission_id": submission_id})
    return {
        answer_name(key, item, sector): Held(
            value_from_json(value), revision, at, Consent(consent) if consent else None, comment or ""
        )
        for key, item, sector, value, revision, at, consent, comment in rows
    }


def answer_name(key: str, item: str, sector: str = "") -> str:
    """How an answer is called: by its question, by question and item, or by question and sector."""
    return own_name(key, sector) if sector else f"{key}/{item}" if item else key


def name_parts(name: str) -> tuple[str, str, str]:
    """The question key, the item and the sector of an answer called `name`."""
    before, _, item = name.partition("/")
    key, sector = split_name(before)
    return key, item, sector


def assembled(values: Mapping[str, Value]) -> Mapping[str, Value]:
    """Settled answers by question key: the lists of repeats filled with their items, which are answers of their own."""
    return {
        name: _filled(name, value, values)
        for name, value in values.items()
        if "/" not in name and MARK not in name
    }


def reassembled(
    answers: Mapping[str, Value], values: Mapping[str, Value], changed: Iterable[str]
) -> Mapping[str, Value]:
    """`answers` with those to the questions `changed` made anew; the same as `assembled` of all values."""
    return {**answers, **{key: _filled(key, values[key], values) for key in changed if key in values}}


def _filled(name: str, value: Value, values: Mapping[str, Value]) -> Value:
    if not isinstance(value, Items):
        return value
    held = ((item, values.get(answer_name(name, item))) for item, _ in value.items)
    return Items(tuple((item, parts if isinstance(parts, Parts) else Parts()) for item, parts in held))


def comments_of(held: Mapping[str, Held], found: Applicability) -> Mapping[str, str]:
    """The comments that explain answers that apply, by answer; not those of entries that were taken out."""
    named = set(found.keys)
    for key in found.keys:
        value = found.values.get(key)
        if isinstance(value, Items):
            named.update(answer_name(key, item) for item, _ in value.items)
    return {name: one.comment for name, one in held.items() if one.comment and name in named}


def version_called(session: Session, version_id: int) -> str:
    """What people call a questionnaire version: "2", or "2.1"."""
    row = session.execute(
        sa.select(QuestionnaireVersion.number, QuestionnaireVersion.patch).where(
            QuestionnaireVersion.id == version_id
        )
    ).one()
    return version_label(row.number, row.patch)


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
