"""Who may do what, decided on plain facts. Views declare an `Action`; nothing else grants anything."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from app.domain.lifecycle import CAN_BE_FILLED, RECEIVED, Status


class Role(StrEnum):
    """Roles for the whole instance."""

    ADMIN = "admin"
    STAFF = "staff"


class MemberRole(StrEnum):
    """Roles at one respondent. Only the focal point writes for now; the others read."""

    FOCAL_POINT = "focal_point"
    CONTRIBUTOR = "contributor"
    APPROVER = "approver"
    OBSERVER = "observer"


class RespondentKind(StrEnum):
    MEMBER_STATE = "member_state"
    UN_ENTITY = "un_entity"
    DONOR = "donor"
    ORGANIZATION = "organization"


class RegionalGroup(StrEnum):
    """The groups used for tables, in the order of United Nations documents."""

    AFRICAN = "AFRICAN"
    ASIA_PACIFIC = "ASIA_PACIFIC"
    EASTERN_EUROPEAN = "EASTERN_EUROPEAN"
    LATIN_AMERICAN_CARIBBEAN = "LATIN_AMERICAN_CARIBBEAN"
    WESTERN_EUROPEAN_OTHER = "WESTERN_EUROPEAN_OTHER"


class Action(StrEnum):
    """Everything a person can ask for; each route declares one."""

    USE_OWN_ACCOUNT = "use_own_account"
    LIST_OWN_SUBMISSIONS = "list_own_submissions"
    READ_SUBMISSION = "read_submission"
    FILL_SUBMISSION = "fill_submission"
    SUBMIT = "submit"
    SEE_CYCLES = "see_cycles"
    OPEN_CYCLE = "open_cycle"
    EDIT_CYCLE = "edit_cycle"
    REVIEW_SUBMISSION = "review_submission"
    ACCEPT_SUBMISSION = "accept_submission"
    READ_PROFILE = "read_profile"
    EXPORT_REPORT = "export_report"
    READ_RESULTS = "read_results"
    CODE_TEXTS = "code_texts"
    EDIT_REPORT = "edit_report"
    CHECK_PASSAGES = "check_passages"
    ANSWER_PASSAGES = "answer_passages"
    SEE_QUESTIONNAIRES = "see_questionnaires"
    EDIT_QUESTIONNAIRES = "edit_questionnaires"
    SEE_ADMINISTRATION = "see_administration"
    MANAGE_PEOPLE = "manage_people"
    MANAGE_RESPONDENTS = "manage_respondents"
    READ_AUDIT_TRAIL = "read_audit_trail"
    CHANGE_SETTINGS = "change_settings"
    READ_VERSIONS = "read_versions"
    PUBLISH_QUESTIONNAIRE = "publish_questionnaire"
    IMPORT_QUESTIONNAIRE = "import_questionnaire"
    EXPORT_QUESTIONNAIRE = "export_questionnaire"


@dataclass(frozen=True)
class Actor:
    """Who asks. `account_id` is None for the system itself (set-up, worker)."""

    account_id: int | None
    name: str
    roles: frozenset[Role] = frozenset()


SYSTEM = Actor(account_id=None, name="system", roles=frozenset(Role))


@dataclass(frozen=True)
class Facts:
    """What the decision depends on: the actor's role at the respondent concerned, and the submission's status."""

    member_role: MemberRole | None = None
    status: Status | None = None


def _everybody(actor: Actor, facts: Facts) -> bool:
    return True


def _staff(actor: Actor, facts: Facts) -> bool:
    return Role.STAFF in actor.roles


def _admin(actor: Actor, facts: Facts) -> bool:
    return Role.ADMIN in actor.roles


def _staff_or_admin(actor: Actor, facts: Facts) -> bool:
    return _staff(actor, facts) or _admin(actor, facts)


def _member(actor: Actor, facts: Facts) -> bool:
    return facts.member_role is not None


def _focal_point(actor: Actor, facts: Facts) -> bool:
    return facts.member_role is MemberRole.FOCAL_POINT


def _focal_point_while_open(actor: Actor, facts: Facts) -> bool:
    return _focal_point(actor, facts) and facts.status in CAN_BE_FILLED


def _speaks_for_the_state(actor: Actor, facts: Facts) -> bool:
    return facts.member_role in (MemberRole.FOCAL_POINT, MemberRole.APPROVER)


def _staff_once_received(actor: Actor, facts: Facts) -> bool:
    # A draft belongs to the State alone: the Secretariat sees its status, never its content.
    return _staff(actor, facts) and facts.status in RECEIVED


def _member_or_staff_once_accepted(actor: Actor, facts: Facts) -> bool:
    # A profile sets a State beside its region: it is for that State, and no other one ever sees it.
    return facts.status is Status.ACCEPTED and (_member(actor, facts) or _staff(actor, facts))


RULES: Mapping[Action, Callable[[Actor, Facts], bool]] = {
    Action.USE_OWN_ACCOUNT: _everybody,
    Action.LIST_OWN_SUBMISSIONS: _everybody,
    Action.READ_SUBMISSION: _member,
    Action.FILL_SUBMISSION: _focal_point_while_open,
    Action.SUBMIT: _focal_point,
    Action.SEE_CYCLES: _staff,
    Action.OPEN_CYCLE: _staff_or_admin,
    Action.EDIT_CYCLE: _staff,
    Action.REVIEW_SUBMISSION: _staff_once_received,
    Action.ACCEPT_SUBMISSION: _staff_once_received,
    Action.READ_PROFILE: _member_or_staff_once_accepted,
    Action.EXPORT_REPORT: _staff,
    Action.READ_RESULTS: _staff,
    Action.CODE_TEXTS: _staff,
    Action.EDIT_REPORT: _staff,
    Action.CHECK_PASSAGES: _staff,
    Action.ANSWER_PASSAGES: _speaks_for_the_state,
    Action.SEE_QUESTIONNAIRES: _admin,
    Action.EDIT_QUESTIONNAIRES: _admin,
    Action.SEE_ADMINISTRATION: _admin,
    Action.MANAGE_PEOPLE: _admin,
    Action.MANAGE_RESPONDENTS: _admin,
    Action.READ_AUDIT_TRAIL: _admin,
    Action.CHANGE_SETTINGS: _admin,
    Action.READ_VERSIONS: _staff_or_admin,
    Action.PUBLISH_QUESTIONNAIRE: _admin,
    Action.IMPORT_QUESTIONNAIRE: _admin,
    Action.EXPORT_QUESTIONNAIRE: _admin,
}


def allows(action: Action, actor: Actor, facts: Facts = Facts()) -> bool:
    """Whether `actor` may do `action`, given `facts` about the thing concerned."""
    return RULES[action](actor, facts)
