"""Takes the submissions of one questionnaire in one cycle as far as their stages, as the people concerned would."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from app.accounts.models import Account, Respondent
from app.cycles.models import ReportingCycle
from app.demonstration.answers import answers
from app.demonstration.sectors import sector_answers
from app.domain.policy import SYSTEM, Actor
from app.domain.questionnaire import Questionnaire
from app.questionnaires.models import QuestionnaireVersion
from app.review.services import accept, start_review
from app.submissions.models import Submission
from app.submissions.queries import find_work, name_parts
from app.submissions.saving import Posted, save_answers
from app.submissions.services import invite
from app.submissions.submitting import Declaration, submit

SECTIONS_AT_A_SITTING = 4
Member = tuple[Respondent, Account]  # a respondent and its focal point


@dataclass(frozen=True)
class Round:
    """One questionnaire sent to `members` in a cycle, and how far each has come.

    Accepted reports are invented from `first_place` on; from 0 on they make up the control set.
    """

    cycle: ReportingCycle
    version: QuestionnaireVersion
    members: Sequence[Member]
    stages: Sequence[str]
    first_place: int = 0


@dataclass(frozen=True)
class _Filler:
    session: Session
    audit_key: bytes
    questionnaire: Questionnaire
    reviewer: Actor


def send_round(session: Session, one: Round, *, audit_key: bytes) -> Sequence[Submission]:
    """Invite everybody."""
    return invite(
        session,
        actor=SYSTEM,
        now=one.cycle.opens_at,
        audit_key=audit_key,
        cycle_id=one.cycle.id,
        version_id=one.version.id,
        respondent_ids=[respondent.id for respondent, _ in one.members],
    )


def fill_round(
    session: Session, one: Round, submissions: Sequence[Submission], *, audit_key: bytes, reviewer: Actor
) -> None:
    """Fill, submit, review and accept what was sent, as the stages say."""
    filler = _Filler(session, audit_key, Questionnaire.model_validate(one.version.document), reviewer)
    accepted = one.first_place
    for (_, focal_point), submission, stage in zip(one.members, submissions, one.stages, strict=True):
        counted = stage in ("accepted", "too_late")
        place = accepted if counted else 10_000 + submission.id
        accepted += counted
        day = submission.invited_at + timedelta(days=10 + submission.id % 90, hours=submission.id % 9)
        if stage == "too_late":
            day = one.cycle.cut_off_at + timedelta(days=2)
        _advance(filler, submission, Actor(focal_point.id, focal_point.name), stage, place, day)


def _advance(
    filler: _Filler, submission: Submission, actor: Actor, stage: str, place: int, day: datetime
) -> None:
    """Take one submission as far as its stage, on days spread over the time since the opening."""
    if stage == "not_started":
        return
    _fill(filler, submission, actor, day, place, half=stage == "in_preparation")
    if stage == "in_preparation":
        return
    session, audit_key = filler.session, filler.audit_key
    work = find_work(session, submission.id, actor.account_id)
    submit(
        session,
        actor=actor,
        now=day + timedelta(days=7),
        audit_key=audit_key,
        work=work,
        questionnaire=filler.questionnaire,
        declaration=Declaration(name=actor.name, function="Focal point"),
        idempotency_key=f"seed-{submission.id}",
    )
    reviewed = day + timedelta(days=9)
    if stage == "under_review":
        start_review(session, actor=filler.reviewer, now=reviewed, audit_key=audit_key, work=work)
    if stage in ("accepted", "too_late"):
        accept(session, actor=filler.reviewer, now=reviewed, audit_key=audit_key, work=work)


def _fill(
    filler: _Filler, submission: Submission, actor: Actor, day: datetime, place: int, *, half: bool
) -> None:
    """Save some sections at each sitting; half of them where the report is in preparation."""
    settled = answers(filler.questionnaire, place)
    typed = {**settled, **sector_answers(filler.questionnaire, place, settled)}
    sections = filler.questionnaire.sections
    wanted = sections[: len(sections) // 2] if half else sections
    for sitting, start in enumerate(range(0, len(wanted), SECTIONS_AT_A_SITTING)):
        now_filled = wanted[start : start + SECTIONS_AT_A_SITTING]
        keys = {question.key for section in now_filled for question in section.questions}
        posted = {
            name: Posted(fields, revision=0)
            for name, fields in typed.items()
            if fields and name_parts(name)[0] in keys
        }
        save_answers(
            filler.session,
            actor=actor,
            now=day + timedelta(hours=5 * sitting),
            audit_key=filler.audit_key,
            submission_id=submission.id,
            questionnaire=filler.questionnaire,
            posted=posted,
            idempotency_key=f"seed-{submission.id}-{sitting}",
        )
