"""Who may do what: the whole table, so that a change of one rule shows here."""

import pytest

from app.domain.lifecycle import CAN_BE_FILLED, RECEIVED, Status
from app.domain.policy import RULES, SYSTEM, Action, Actor, Facts, MemberRole, Role, allows

NOBODY_SPECIAL = Actor(1, "An official")
STAFF = Actor(2, "A staff member", frozenset({Role.STAFF}))
ADMIN = Actor(3, "An administrator", frozenset({Role.ADMIN}))


def test_every_action_has_a_rule() -> None:
    assert set(RULES) == set(Action)


@pytest.mark.parametrize("role", MemberRole)
def test_members_read_their_own_submission(role: MemberRole) -> None:
    assert allows(Action.READ_SUBMISSION, NOBODY_SPECIAL, Facts(member_role=role))


@pytest.mark.parametrize("actor", [NOBODY_SPECIAL, STAFF, ADMIN])
@pytest.mark.parametrize("action", [Action.READ_SUBMISSION, Action.FILL_SUBMISSION, Action.SUBMIT])
def test_nobody_else_reads_fills_or_submits(actor: Actor, action: Action) -> None:
    assert not any(allows(action, actor, Facts(status=status)) for status in Status)


@pytest.mark.parametrize("role", set(MemberRole) - {MemberRole.FOCAL_POINT})
@pytest.mark.parametrize("action", [Action.FILL_SUBMISSION, Action.SUBMIT])
def test_only_the_focal_point_writes(role: MemberRole, action: Action) -> None:
    assert not allows(action, NOBODY_SPECIAL, Facts(role, Status.IN_PREPARATION))


@pytest.mark.parametrize("role", MemberRole)
def test_the_focal_point_and_the_approver_answer_for_passages(role: MemberRole) -> None:
    speaks = role in (MemberRole.FOCAL_POINT, MemberRole.APPROVER)
    assert allows(Action.ANSWER_PASSAGES, NOBODY_SPECIAL, Facts(role, Status.ACCEPTED)) == speaks


@pytest.mark.parametrize("status", Status)
def test_the_focal_point_fills_until_submission(status: Status) -> None:
    facts = Facts(MemberRole.FOCAL_POINT, status)
    assert allows(Action.FILL_SUBMISSION, NOBODY_SPECIAL, facts) == (status in CAN_BE_FILLED)


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("action", [Action.REVIEW_SUBMISSION, Action.ACCEPT_SUBMISSION])
def test_staff_see_what_was_submitted_and_never_a_draft(status: Status, action: Action) -> None:
    assert allows(action, STAFF, Facts(status=status)) == (status in RECEIVED)


@pytest.mark.parametrize("status", Status)
def test_a_profile_is_for_the_state_and_staff_once_its_report_is_accepted(status: Status) -> None:
    accepted = status is Status.ACCEPTED
    assert allows(Action.READ_PROFILE, NOBODY_SPECIAL, Facts(MemberRole.OBSERVER, status)) == accepted
    assert allows(Action.READ_PROFILE, STAFF, Facts(status=status)) == accepted
    assert not allows(Action.READ_PROFILE, NOBODY_SPECIAL, Facts(status=status))
    assert not allows(Action.READ_PROFILE, ADMIN, Facts(status=status))


@pytest.mark.parametrize(
    ("action", "allowed"),
    [
        (Action.USE_OWN_ACCOUNT, {NOBODY_SPECIAL, STAFF, ADMIN}),
        (Action.LIST_OWN_SUBMISSIONS, {NOBODY_SPECIAL, STAFF, ADMIN}),
        (Action.SEE_CYCLES, {STAFF}),
        (Action.OPEN_CYCLE, {STAFF, ADMIN}),
        (Action.EDIT_CYCLE, {STAFF}),
        (Action.EXPORT_REPORT, {STAFF}),
        (Action.READ_RESULTS, {STAFF}),
        (Action.CODE_TEXTS, {STAFF}),
        (Action.CHECK_PASSAGES, {STAFF}),
        (Action.ANSWER_PASSAGES, set()),
        (Action.SEE_QUESTIONNAIRES, {ADMIN}),
        (Action.EDIT_QUESTIONNAIRES, {ADMIN}),
        (Action.SEE_ADMINISTRATION, {ADMIN}),
        (Action.MANAGE_PEOPLE, {ADMIN}),
        (Action.MANAGE_RESPONDENTS, {ADMIN}),
        (Action.READ_AUDIT_TRAIL, {ADMIN}),
        (Action.CHANGE_SETTINGS, {ADMIN}),
        (Action.READ_VERSIONS, {STAFF, ADMIN}),
        (Action.PUBLISH_QUESTIONNAIRE, {ADMIN}),
        (Action.IMPORT_QUESTIONNAIRE, {ADMIN}),
        (Action.EXPORT_QUESTIONNAIRE, {ADMIN}),
    ],
)
def test_pages_by_role(action: Action, allowed: set[Actor]) -> None:
    assert {actor for actor in (NOBODY_SPECIAL, STAFF, ADMIN) if allows(action, actor)} == allowed


def test_the_system_acts_without_an_account() -> None:
    assert SYSTEM.account_id is None
    assert allows(Action.EXPORT_REPORT, SYSTEM)
