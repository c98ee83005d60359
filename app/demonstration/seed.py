"""Fills an empty demonstration, through the same services that people use: no row is written past them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from app.accounts.models import Account, Respondent
from app.accounts.services import add_membership, add_respondent, create_account
from app.cycles.models import ReportingCycle
from app.cycles.services import CyclePlan, open_cycle
from app.demonstration.coding import code_round
from app.demonstration.filling import Member, Round, fill_round, send_round
from app.demonstration.session import head_of_session
from app.demonstration.states import OTHER_RESPONDENTS, demo_states
from app.domain.policy import SYSTEM, Actor, MemberRole, RespondentKind, Role
from app.domain.text import LocalizedText
from app.questionnaires.models import QuestionnaireVersion
from app.reports.services.coding import Editor

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
ON_PARAGRAPH_11 = 29  # of the States whose report on paragraph 2 is accepted
IN_BOTH_CYCLES = 19
ON_PARAGRAPH_11_BEFORE = slice(9, 17)  # of those 29; each leaves out an area or two now
ONLY_BEFORE = 5  # States of the earlier cycle whose present report is not accepted
EVERY_VERSION = Mapping[str, QuestionnaireVersion]


@dataclass(frozen=True)
class Seeder:
    """What every step of the seeding needs. `now` is the moment of seeding; the cycle lies around it."""

    session: Session
    now: datetime
    audit_key: bytes
    password_hash: str


def seed(seeder: Seeder, versions: EVERY_VERSION) -> None:
    """60 demo States and a few others with a focal point each, staff, an administrator, and two cycles.

    `versions` are the published questionnaires by key. The present cycle is in full swing and carries them all; the
    one of two years before is closed.
    """
    states = _add_states(seeder)
    others = _add_others(seeder)
    _add_people(seeder, states)
    staff = _account(seeder, "staff", "Demo staff member", (Role.STAFF,))
    second = _account(seeder, "second-reader", "Demo second reader", (Role.STAFF,))
    _account(seeder, "admin", "Demo administrator", (Role.ADMIN,))
    reviewer, reader = (Actor(one.id, one.name, frozenset({Role.STAFF})) for one in (staff, second))
    rounds = [*_present_rounds(seeder, versions, states, others), *_earlier_rounds(seeder, versions, states)]
    sent = [(one, send_round(seeder.session, one, audit_key=seeder.audit_key)) for one in rounds]
    # The earlier reports are filled first: the present ones keep their answers on record.
    for one, submissions in sorted(sent, key=lambda pair: pair[0].cycle.opens_at):
        fill_round(seeder.session, one, submissions, audit_key=seeder.audit_key, reviewer=reviewer)
    first, then = (Editor(one, seeder.now, seeder.audit_key) for one in (reviewer, reader))
    code_round(seeder.session, first, then, rounds[0])


def _present_rounds(
    seeder: Seeder,
    versions: EVERY_VERSION,
    states: Sequence[Member],
    others: Mapping[str, Sequence[Member]],
) -> Sequence[Round]:
    """Paragraphs 2 and 11 for the States, the other questionnaires for the others."""
    coordination, implementation = versions["cnd-60-6-p2"], versions["cnd-60-6-p11"]
    in_order = {"cnd-60-6-p2": coordination, "cnd-60-6-p11": implementation, **versions}
    titles = {"en": "Demo cycle", "ar": "دورة توضيحية"}
    cycle = _open(seeder, "demo", titles, in_order, years_ago=0)
    reporting = {account.id for _, account in _accepted(states)[:ON_PARAGRAPH_11]}
    on_areas = ["accepted" if account.id in reporting else "not_started" for _, account in states]
    return [
        Round(cycle, coordination, states, _stages()),
        Round(cycle, implementation, states, on_areas),
        *(
            Round(cycle, versions[key], members, ["accepted"] * (len(members) - 1) + ["not_started"])
            for key, members in others.items()
        ),
    ]


def _earlier_rounds(seeder: Seeder, versions: EVERY_VERSION, states: Sequence[Member]) -> Sequence[Round]:
    """24 States, 19 of them also in the present cycle; the report of one of these came after the cut-off.

    So five are counted that replied before alone: with fewer, next to nothing could be compared without telling them.

    8 States reported on paragraph 11 as well, which the present reports keep on record where there is nothing new.
    """
    version, areas = versions["cnd-60-6-p2"], versions["cnd-60-6-p11"]
    titles = {"en": "Demo cycle, two years earlier", "ar": "دورة توضيحية قبل سنتين"}
    cycle = _open(
        seeder, "demo-earlier", titles, {"cnd-60-6-p2": version, "cnd-60-6-p11": areas}, years_ago=2
    )
    accepted = _accepted(states)
    now_accepted = {account.id for _, account in accepted}
    before = [state for state in states if state[1].id not in now_accepted][:ONLY_BEFORE]
    members = [*accepted[:IN_BOTH_CYCLES], *before]
    stages = ["accepted"] * len(members)
    stages[IN_BOTH_CYCLES - 1] = "too_late"
    on_areas = accepted[ON_PARAGRAPH_11_BEFORE]
    return [
        Round(cycle, version, members, stages, first_place=2000),
        Round(cycle, areas, on_areas, ["accepted"] * len(on_areas), first_place=3000),
    ]


def _accepted(states: Sequence[Member]) -> Sequence[Member]:
    """The States whose present report on paragraph 2 is accepted."""
    return [state for state, stage in zip(states, _stages(), strict=True) if stage == "accepted"]


def _stages() -> Sequence[str]:
    return [
        stage
        for mix in STATUS_MIX.values()
        for stage, count in zip(STAGES, mix, strict=True)
        for _ in range(count)
    ]


def _add_states(seeder: Seeder) -> Sequence[Member]:
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


def _add_others(seeder: Seeder) -> Mapping[str, Sequence[Member]]:
    """Respondents that are not States, by the questionnaire that they are sent."""
    found: dict[str, list[Member]] = {}
    for other in OTHER_RESPONDENTS:
        respondent = add_respondent(
            seeder.session,
            actor=SYSTEM,
            now=seeder.now,
            audit_key=seeder.audit_key,
            kind=other.kind,
            code=other.code,
            names={"en": other.name},
            name_in_text=other.name,
        )
        account = _account(seeder, f"focal-point.{other.label.lower()}", f"Focal point of {other.name}")
        _join(seeder, respondent, account, MemberRole.FOCAL_POINT)
        for key in other.questionnaires:
            found.setdefault(key, []).append((respondent, account))
    return found


def _add_people(seeder: Seeder, states: Sequence[Member]) -> None:
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


def _open(
    seeder: Seeder, key: str, title: Mapping[str, str], versions: EVERY_VERSION, *, years_ago: int
) -> ReportingCycle:
    """A cycle that opened four months ago, or so many years before that.

    Deadline and cut-off of the present one lie ahead, so that a visitor's report counts.
    """
    day = seeder.now.replace(hour=15, minute=0, second=0, microsecond=0) - timedelta(days=365 * years_ago)
    plan = CyclePlan(
        key=key,
        title=LocalizedText.model_validate(title),
        opens_at=day - timedelta(days=120),
        deadline_at=day + timedelta(days=30),
        cut_off_at=day + timedelta(days=60),
        head=head_of_session((day + timedelta(days=150)).year),
        period_from=date(day.year - 2, 1, 1),
        period_to=date(day.year - 1, 12, 31),
    )
    return open_cycle(
        seeder.session,
        actor=SYSTEM,
        now=plan.opens_at,
        audit_key=seeder.audit_key,
        plan=plan,
        versions=list(versions.values()),
    )
