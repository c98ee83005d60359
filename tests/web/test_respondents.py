"""The register of respondents: who reports, and who acts for them."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.accounts.models import Membership, PastMembership
from app.accounts.queries import find_account, find_respondent
from app.accounts.services import revoke_sessions
from app.administration.respondents import NewRespondent, add_to_register, end_membership
from app.demonstration.seed import DOMAIN, PASSWORD
from app.domain.errors import NotFound, NotPossibleNow
from app.domain.policy import SYSTEM, RespondentKind
from app.submissions.services import invite
from app.web.clock import now
from tests.conftest import AUDIT_KEY, SignIn, field
from tests.services.demo import submission_of
from tests.web.test_people import id_of, link_on, post

HOME = "/administration/respondents"
NEW = {"kind": "un_entity", "code": "xuz", "name_en": "Demo entity U-99", "name_ar": "كيان توضيحي"}


@pytest.mark.parametrize(
    ("query", "shown", "hidden"),
    [
        ("?kind=donor", "Demo donor W-01", "Demo State A-03"),
        ("?kind=member_state&text=A-03", "Demo State A-03", "Demo State A-04"),
        ("?text=xac", "Demo State A-03", "Demo donor W-01"),
        ("?text=nobody", "No respondent fits", "Demo State"),
        ("?state=retired", "No respondent fits", "Demo State"),
        ("?order=members", "Demo State A-03", "No respondent fits"),
        ("?page=2&order=code", "Demo donor W-01", "Demo State A-03"),
    ],
)
def test_the_register_is_filtered_sorted_and_paged_by_its_address(
    sign_in: SignIn, query: str, shown: str, hidden: str
) -> None:
    page = sign_in("admin").get(HOME + query).text
    assert shown in page
    assert hidden not in page


def test_a_respondent_s_page_shows_its_members(sign_in: SignIn) -> None:
    page = sign_in("admin").get(f"{HOME}/XAC").text
    for role in ("Focal point", "Contributor", "Approver", "Observer"):
        assert role in page
    assert "Rename" not in page  # the list of Member States comes with the instance


def test_a_respondent_is_added_once_and_found_in_both_languages(sign_in: SignIn) -> None:
    admin = sign_in("admin")
    for _ in range(2):
        assert post(admin, f"{HOME}/add", **NEW).location == f"{HOME}/XUZ"
    assert "Demo entity U-99" in admin.get(f"{HOME}?text=u-99").text
    assert "XUZ" in admin.get(f"{HOME}?text=كيان").text
    assert post(admin, f"{HOME}/add", **{**NEW, "name_en": "Another"}).status_code == 409


@pytest.mark.parametrize(
    "changes", [{"kind": "member_state"}, {"kind": ""}, {"code": "x/y"}, {"code": ""}, {"name_en": " "}]
)
def test_what_cannot_be_a_respondent_is_not_added(sign_in: SignIn, changes: dict[str, str]) -> None:
    assert post(sign_in("admin"), f"{HOME}/add", **{**NEW, **changes}).status_code == 422


def test_a_member_state_is_never_added_by_hand(session: Session) -> None:
    new = NewRespondent("XZZ", RespondentKind.MEMBER_STATE, {"en": "A State"}, "A State")
    with pytest.raises(NotPossibleNow, match="Member States come with the list"):
        add_to_register(session, actor=SYSTEM, now=now(), audit_key=AUDIT_KEY, new=new)


def test_a_respondent_is_renamed_unless_somebody_else_did_meanwhile(sign_in: SignIn) -> None:
    admin = sign_in("admin")
    stale = admin.get(f"{HOME}/XUA/names").text
    names = {"name_en": "A new name", "name_fr": "Un nouveau nom"}
    for _ in range(2):
        assert post(admin, f"{HOME}/XUA/names", **names).status_code == 303
    assert "A new name" in admin.get(f"{HOME}/XUA").text
    hidden = {name: field(stale, name) for name in ("csrf_token", "expected")}
    assert admin.post(f"{HOME}/XUA/names", data={**hidden, "name_en": "Another"}).status_code == 409
    assert post(admin, f"{HOME}/XUA/names", name_en="").status_code == 422
    assert post(admin, f"{HOME}/XAC/names", name_en="A State").status_code == 409


def test_a_retired_respondent_stays_and_is_asked_nothing_new(sign_in: SignIn, session: Session) -> None:
    admin = sign_in("admin")
    assert "1 person stays a member" in admin.get(f"{HOME}/XUA/retire").text
    assert post(admin, f"{HOME}/XUA/retire", password="wrong").status_code == 422
    assert post(admin, f"{HOME}/XUA/retire", password=PASSWORD).status_code == 303
    page = admin.get(f"{HOME}/XUA").text
    assert "Retired on" in page
    assert "Add a member" not in page
    assert post(admin, f"{HOME}/XUA/members/add", **MEMBER).status_code == 409
    submission = submission_of(session, "XAC")
    with pytest.raises(NotPossibleNow, match="retired respondents: XUA"):
        invite(
            session,
            actor=SYSTEM,
            now=now(),
            audit_key=AUDIT_KEY,
            cycle_id=submission.cycle_id,
            version_id=submission.version_id,
            respondent_ids=[find_respondent(session, "XUA").id],
        )
    hidden = {name: field(admin.get(f"{HOME}/XUA/retire").text, name) for name in ("csrf_token", "expected")}
    admin.post(f"{HOME}/XUA/return", data={**hidden, "password": PASSWORD})
    assert "Retired on" not in admin.get(f"{HOME}/XUA").text


def test_a_member_state_is_not_retired(sign_in: SignIn) -> None:
    assert post(sign_in("admin"), f"{HOME}/XAC/retire", password=PASSWORD).status_code == 409


MEMBER = {"email": "new.person@example.org", "name": "New Person", "language": "en", "role": "contributor"}


def test_an_unknown_person_is_invited_as_a_member(sign_in: SignIn) -> None:
    admin = sign_in("admin")
    link = link_on(post(admin, f"{HOME}/XAC/members/add", **MEMBER).text)
    assert admin.application.test_client().get(link).status_code == 200
    assert "New Person" in admin.get(f"{HOME}/XAC").text


def test_a_known_person_becomes_a_member_without_a_link(sign_in: SignIn) -> None:
    admin = sign_in("admin")
    known = {**MEMBER, "email": f"observer.a-03@{DOMAIN}", "role": "observer"}
    for _ in range(2):
        reply = post(admin, f"{HOME}/XAD/members/add", **known)
        assert (reply.status_code, "link-shown" in reply.text) == (303, False)
    assert sign_in("observer.a-03").get("/submissions/").text.count("Demo State A-04") > 0
    assert post(admin, f"{HOME}/XAD/members/add", **{**known, "role": "approver"}).status_code == 409


def test_a_member_without_a_role_is_not_added(sign_in: SignIn) -> None:
    assert post(sign_in("admin"), f"{HOME}/XAC/members/add", **{**MEMBER, "role": ""}).status_code == 422


def test_an_ended_membership_opens_nothing_more_and_stays_listed(sign_in: SignIn, session: Session) -> None:
    person, admin = sign_in("observer.a-03"), sign_in("admin")
    own = submission_of(session, "XAC").id
    assert person.get(f"/submissions/{own}").status_code == 200
    path = f"{HOME}/XAC/members/{id_of(session, 'observer.a-03')}/end"
    assert "Observer of Demo State A-03" in admin.get(path).text
    assert post(admin, path, password="wrong", until=f"{now():%Y-%m-%d}").status_code == 422
    assert post(admin, path, password=PASSWORD, until="").status_code == 422
    assert post(admin, path, password=PASSWORD, until=f"{now():%Y-%m-%d}").status_code == 303
    assert person.get(f"/submissions/{own}").location.startswith("/sign-in")
    assert sign_in("observer.a-03").get(f"/submissions/{own}").status_code == 404
    assert "Past members" in admin.get(f"{HOME}/XAC").text
    assert admin.get(path).status_code == 404


@pytest.mark.parametrize("days", [-4000, 1])
def test_a_membership_ends_neither_before_it_began_nor_in_the_future(
    sign_in: SignIn, session: Session, days: int
) -> None:
    path = f"{HOME}/XAC/members/{id_of(session, 'observer.a-03')}/end"
    day = now() + timedelta(days=days)
    assert post(sign_in("admin"), path, password=PASSWORD, until=f"{day:%Y-%m-%d}").status_code == 409


def test_ending_a_membership_twice_is_ending_it_once(session: Session) -> None:
    account = find_account(session, f"observer.a-03@{DOMAIN}")
    assert account is not None
    for _ in range(2):
        end_membership(
            session,
            actor=SYSTEM,
            now=now(),
            audit_key=AUDIT_KEY,
            code="XAC",
            account_id=account.id,
            until=now(),
        )
    past = sa.select(sa.func.count()).where(PastMembership.account_id == account.id)
    present = sa.select(sa.func.count()).where(Membership.account_id == account.id)
    assert (session.scalar(past), session.scalar(present)) == (1, 0)
    assert revoke_sessions(session, now=now(), account_id=account.id) == 0


def test_who_never_was_a_member_has_nothing_to_end(session: Session) -> None:
    at = now()
    with pytest.raises(NotFound, match="not a member"):
        end_membership(
            session, actor=SYSTEM, now=at, audit_key=AUDIT_KEY, code="XAC", account_id=10**6, until=at
        )
    with pytest.raises(NotFound, match="no such respondent"):
        end_membership(session, actor=SYSTEM, now=at, audit_key=AUDIT_KEY, code="QQQ", account_id=1, until=at)
