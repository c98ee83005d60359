"""Fills an empty demonstration, through the same services that people use: no row is written past them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from app.accounts.models import Account, Respondent
from app.accounts.services import add_membership, add_respondent, create_account
from app.cycles.models import ReportingCycle
from app.cycles.services import CyclePlan, open_cycle
from app.demonstration.answers import answers
from app.demonstration.states import demo_states
from app.domain.policy import SYSTEM, Actor, MemberRole, RespondentKind, Role
from app.domain.questionnaire import Questionnaire
from app.domain.text import LocalizedText
from app.questionnaires.models import QuestionnaireVersion
from app.review.services import accept, start_review
from app.submissions.models import Submission
from app.submissions.queries import find_work
from app.submissions.services import Posted, invite, save_answers
from app.submissions.submitting import Declaration, submit

PASSWORD = "demonstration"  # of the demonstration only: a real instance never runs this module
DOMAIN = "demo.example"

# By regional group, in the order of the States' numbers; the stages as in STAGES.
STATUS_MIX = {
    "A": (7, 1, 1, 4, 4),
    "B": (7, 2, 1, 4, 3),
    "C": (5, 0, 1, 0, 1),
    "D": (7, 1, 0, 1, 1),
    "E": (9, 0, 0, 0, 0),
}
STAGES = ("accepted", "under_review", "submitted", "in_preparation", "not_started")


@dataclass(frozen=True)
class Seeder:
    """What every step of the seeding needs. `now` is the moment of seeding; the cycle lies around it."""

    session: Session
    now: datetime
    audit_key: bytes
    questionnaire: Questionnaire
    password_hash: str


def seed(seeder: Seeder, version: QuestionnaireVersion) -> None:
    """60 demo States with a focal point each, staff, an administrator, and one cycle in full swing."""
    states = _add_states(seeder)
    _add_people(seeder, states)
    cycle = _open(seeder, version)
    submissions = invite(
        seeder.session,
        actor=SYSTEM,
        now=cycle.opens_at,
        audit_key=seeder.audit_key,
        cycle_id=cycle.id,
        version_id=version.id,
        respondent_ids=[respondent.id for respondent, _ in states],
    )
    staff = _account(seeder, "staff", "Demo staff member", (Role.STAFF,))
    _account(seeder, "admin", "Demo administrator", (Role.ADMIN,))
    reviewer = Actor(staff.id, staff.name, frozenset({Role.STAFF}))
    accepted = 0
    for (_, focal_point), submission, stage in zip(states, submissions, _stages(), strict=True):
        actor = Actor(focal_point.id, focal_point.name)
        place = accepted if stage == "accepted" else 1000 + submission.id
        accepted += stage == "accepted"
        _advance(seeder, submission, actor, reviewer, stage, place)


def _stages() -> Sequence[str]:
    return [
        stage
        for mix in STATUS_MIX.values()
        for stage, count in zip(STAGES, mix, strict=True)
        for _ in range(count)
    ]


def _add_states(seeder: Seeder) -> Sequence[tuple[Respondent, Account]]:
    found = []
    for state in demo_states():
        respondent = add_respondent(
            seeder.session,
            actor=SYSTEM,
            now=seeder.now,
            audit_key=seeder.audit_key,
            kind=RespondentKind.MEMBER_STATE,
            code=state.code,
            m49=state.m49,
            names={"en": state.name},
            name_in_text=state.name,
            regional_group=state.regional_group,
        )
        address = f"focal-point.{state.label.lower()}"
        account = _account(seeder, address, f"Focal point of Demo State {state.label}")
        _join(seeder, respondent, account, MemberRole.FOCAL_POINT)
        found.append((respondent, account))
    return found


def _add_people(seeder: Seeder, states: Sequence[tuple[Respondent, Account]]) -> None:
    """One person in each of the other roles at Demo State A-03, so that each can be tried."""
    respondent = states[2][0]
    for role in (MemberRole.CONTRIBUTOR, MemberRole.APPROVER, MemberRole.OBSERVER):
        account = _account(seeder, f"{role.value}.a-03", f"Demo {role.value} of Demo State A-03")
        _join(seeder, respondent, account, role)


def _account(seeder: Seeder, address: str, name: str, roles: tuple[Role, ...] = ()) -> Account:
    return create_account(
        seeder.session,
        actor=SYSTEM,
        now=seeder.now,
        audit_key=seeder.audit_key,
        email=f"{address}@{DOMAIN}",
        name=name,
        roles=roles,
        password_hash=seeder.password_hash,
    )


def _join(seeder: Seeder, respondent: Respondent, account: Account, role: MemberRole) -> None:
    add_membership(
        seeder.session,
        actor=SYSTEM,
        now=seeder.now,
        audit_key=seeder.audit_key,
        respondent=respondent,
        account=account,
        role=role,
    )


def _open(seeder: Seeder, version: QuestionnaireVersion) -> ReportingCycle:
    """A cycle that opened four months ago; deadline and cut-off lie ahead, so that a visitor's report counts."""
    day = seeder.now.replace(hour=15, minute=0, second=0, microsecond=0)
    plan = CyclePlan(
        key="demo",
        title=LocalizedText({"en": "Demo cycle", "ar": "دورة توضيحية"}),
        opens_at=day - timedelta(days=120),
        deadline_at=day + timedelta(days=30),
        cut_off_at=day + timedelta(days=60),
        session_name="Demonstration session",
        place_and_dates=f"Vienna, March {(day + timedelta(days=150)).year}",
        agenda_item="Item __ of the provisional agenda",
    )
    return open_cycle(
        seeder.session,
        actor=SYSTEM,
        now=plan.opens_at,
        audit_key=seeder.audit_key,
        plan=plan,
        version=version,
    )


def _advance(
    seeder: Seeder, submission: Submission, actor: Actor, reviewer: Actor, stage: str, place: int
) -> None:
    """Take one submission as far as its stage, on days spread over the time since the opening."""
    if stage == "not_started":
        return
    day = submission.invited_at + timedelta(days=10 + submission.id % 90, hours=submission.id % 9)
    _fill(seeder, submission, actor, day, place, half=stage == "in_preparation")
    if stage == "in_preparation":
        return
    work = find_work(seeder.session, submission.id, actor.account_id)
    submit(
        seeder.session,
        actor=actor,
        now=day + timedelta(days=7),
        audit_key=seeder.audit_key,
        work=work,
        questionnaire=seeder.questionnaire,
        declaration=Declaration(name=actor.name, function="Focal point"),
        idempotency_key=f"seed-{submission.id}",
    )
    reviewed = day + timedelta(days=9)
    if stage == "under_review":
        start_review(seeder.session, actor=reviewer, now=reviewed, audit_key=seeder.audit_key, work=work)
    if stage == "accepted":
        accept(seeder.session, actor=reviewer, now=reviewed, audit_key=seeder.audit_key, work=work)


def _fill(
    seeder: Seeder, submission: Submission, actor: Actor, day: datetime, place: int, *, half: bool
) -> None:
    """Save section after section, as a focal point does; half of them where the report is in preparation."""
    typed = answers(seeder.questionnaire, place)
    sections = seeder.questionnaire.sections
    for days, section in enumerate(sections[: len(sections) // 2] if half else sections):
        posted = {
            question.key: Posted(typed[question.key], revision=0)
            for question in section.questions
            if typed.get(question.key)
        }
        save_answers(
            seeder.session,
            actor=actor,
            now=day + timedelta(hours=5 * days),
            audit_key=seeder.audit_key,
            submission_id=submission.id,
            questionnaire=seeder.questionnaire,
            posted=posted,
            idempotency_key=f"seed-{submission.id}-{section.key}",
        )
