"""Administrators at work on people: what they see first, and that it holds at the very next click."""

from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_mailman import Mail
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from app.accounts.models import Account
from app.accounts.queries import find_account
from app.demonstration.seed import DOMAIN, PASSWORD
from tests.conftest import SignIn, field
from tests.web.test_sign_in import post_sign_in

HOME = "/administration/people"


def id_of(session: Session, name: str) -> int:
    account = find_account(session, f"{name}@{DOMAIN}")
    assert account is not None
    return account.id


def post(client: FlaskClient, path: str, **data: object) -> TestResponse:
    """Send the form at `path`: its hidden fields as the page has them, and `data`."""
    page = client.get(path).text
    hidden = {
        name: field(page, name)
        for name in ("csrf_token", "expected", "idempotency_key")
        if f'name="{name}"' in page
    }
    return client.post(path, data={**hidden, **data})


@pytest.mark.parametrize(
    ("act", "data"), [("suspend", {}), ("roles", {"roles": ["admin"]}), ("end-sessions", {})]
)
def test_the_next_click_of_the_person_leads_to_sign_in(
    session: Session, sign_in: SignIn, act: str, data: dict[str, list[str]]
) -> None:
    person, admin = sign_in("staff"), sign_in("admin")
    assert person.get("/cycles/").status_code == 200
    path = f"{HOME}/{id_of(session, 'staff')}/{act}"
    assert "1 session ends at once" in admin.get(path).text
    assert post(admin, path, password=PASSWORD, **data).status_code == 303
    assert person.get("/cycles/").location.startswith("/sign-in")


def test_a_suspended_person_cannot_sign_in_until_allowed_again(session: Session, sign_in: SignIn) -> None:
    admin, home = sign_in("admin"), f"{HOME}/{id_of(session, 'staff')}"
    post(admin, f"{home}/suspend", password=PASSWORD)
    stranger = admin.application.test_client()
    assert post_sign_in(stranger, f"staff@{DOMAIN}", PASSWORD).status_code == 422
    assert "Suspended" in admin.get(home).text
    post(admin, f"{home}/allow", password=PASSWORD)
    assert post_sign_in(stranger, f"staff@{DOMAIN}", PASSWORD).status_code == 303


def test_new_roles_open_other_pages(session: Session, sign_in: SignIn) -> None:
    admin = sign_in("admin")
    post(admin, f"{HOME}/{id_of(session, 'staff')}/roles", password=PASSWORD, roles=["admin"])
    person = sign_in("staff")
    assert (person.get("/cycles/").status_code, person.get(HOME).status_code) == (403, 200)


@pytest.mark.parametrize("password", ["", "a wrong password"])
def test_nothing_happens_without_the_own_password(session: Session, sign_in: SignIn, password: str) -> None:
    person, admin = sign_in("staff"), sign_in("admin")
    reply = post(admin, f"{HOME}/{id_of(session, 'staff')}/suspend", password=password)
    assert reply.status_code == 422
    assert "There is a problem" in reply.text
    assert person.get("/cycles/").status_code == 200


def test_a_page_that_was_open_while_another_decided_changes_nothing(
    session: Session, sign_in: SignIn
) -> None:
    admin, home = sign_in("admin"), f"{HOME}/{id_of(session, 'staff')}"
    page = admin.get(f"{home}/roles").text
    stale = {"csrf_token": field(page, "csrf_token"), "expected": field(page, "expected")}
    post(admin, f"{home}/suspend", password=PASSWORD)
    reply = admin.post(f"{home}/roles", data={**stale, "roles": ["admin"], "password": PASSWORD})
    assert reply.status_code == 409
    assert "Demo administrator changed the access of Demo staff member meanwhile" in reply.text


def test_the_own_page_offers_no_change_of_the_own_access(session: Session, sign_in: SignIn) -> None:
    admin, home = sign_in("admin"), f"{HOME}/{id_of(session, 'admin')}"
    assert "Another administrator changes your roles" in admin.get(home).text
    assert [admin.get(f"{home}/{act}").status_code for act in ("suspend", "roles")] == [403, 403]
    assert post(admin, f"{home}/end-sessions", password=PASSWORD).status_code == 303
    assert admin.get(home).location.startswith("/sign-in")


@pytest.mark.parametrize("path", [f"{HOME}/999999", f"{HOME}/1/dance", "/administration/settings/mood"])
def test_what_is_not_there_is_said_so(sign_in: SignIn, path: str) -> None:
    assert sign_in("admin").get(path).status_code == 404


def invite(client: FlaskClient, **changes: object) -> TestResponse:
    data = {
        "email": "new.person@example.org",
        "name": "New Person",
        "language": "en",
        "roles": ["staff"],
        "password": PASSWORD,
    }
    return post(client, f"{HOME}/invite", **{**data, **changes})


def link_on(page: str) -> str:
    return page.split('class="link-shown">')[1].split("<", maxsplit=1)[0].removeprefix("http://localhost")


def test_an_invitation_shows_its_link_once_and_the_link_works_once(sign_in: SignIn) -> None:
    admin = sign_in("admin")
    link = link_on(invite(admin).text)
    guest = admin.application.test_client()
    token = field(guest.get(link).text, "csrf_token")
    chosen = "several words make a good one"
    assert guest.post(link, data={"csrf_token": token, "password": chosen}).status_code == 303
    assert guest.get(link).status_code == 404
    assert post_sign_in(guest, "new.person@example.org", chosen).status_code == 303
    assert guest.get("/cycles/").status_code == 200


def test_a_repeated_click_invites_once_and_never_opens_an_account_in_use(
    sign_in: SignIn, session: Session
) -> None:
    admin = sign_in("admin")
    page = admin.get(f"{HOME}/invite").text
    data = {"email": "new.person@example.org", "name": "New Person", "language": "en", "roles": ["staff"]}
    hidden = {name: field(page, name) for name in ("csrf_token", "idempotency_key")}
    replies = [admin.post(f"{HOME}/invite", data={**data, **hidden, "password": PASSWORD}) for _ in range(2)]
    assert [reply.status_code for reply in replies] == [200, 200]
    account = find_account(session, "new.person@example.org")
    assert account is not None
    account.password = "chosen"
    session.commit()
    again = admin.post(f"{HOME}/invite", data={**data, **hidden, "password": PASSWORD})
    assert (again.status_code, "link-shown" in again.text) == (409, False)


def test_who_has_not_come_gets_a_new_link(sign_in: SignIn, session: Session) -> None:
    admin = sign_in("admin")
    invite(admin)
    account = find_account(session, "new.person@example.org")
    assert account is not None
    home = f"{HOME}/{account.id}"
    page = admin.get(home).text
    hidden = {name: field(page, name) for name in ("csrf_token", "idempotency_key")}
    reply = admin.post(f"{home}/invite", data=hidden)
    assert admin.get(link_on(reply.text)).status_code == 200


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"email": "nonsense"}, "like name@example.org"),
        ({"name": " "}, "Enter the name."),
        ({"roles": []}, "Choose at least one role."),
        ({"password": "wrong"}, "This is not your password"),
        ({"name": "nul\0"}, "without control characters"),
    ],
)
def test_an_invitation_says_what_is_missing(sign_in: SignIn, changes: dict[str, object], said: str) -> None:
    reply = invite(sign_in("admin"), **changes)
    assert reply.status_code == 422
    assert said in reply.text


def test_an_address_is_invited_once(sign_in: SignIn) -> None:
    reply = invite(sign_in("admin"), email=f"STAFF@{DOMAIN}")
    assert reply.status_code == 409
    assert "There is an account with the address" in reply.text


@pytest.fixture
def post_office(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[Mail]:
    """Mail that is set up, and kept in memory."""
    mail = app.extensions["mailman"]
    monkeypatch.setattr(mail, "backend", "locmem")
    mail.outbox = []
    yield mail
    del mail.outbox


def test_where_mail_is_set_up_the_link_is_sent_in_the_language_of_the_person(
    sign_in: SignIn, post_office: Mail
) -> None:
    page = invite(sign_in("admin"), language="ar").text
    sent = post_office.outbox[0]
    assert sent.to == ["new.person@example.org"]
    assert link_on(page) in sent.body
    assert "The link was sent to new.person@example.org." in page


def test_where_mail_fails_the_link_on_the_page_is_the_only_one(
    app: Flask, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(app.extensions["mailman"], "backend", "smtp")
    monkeypatch.setattr(app.extensions["mailman"], "port", 1)  # where nobody listens
    page = invite(sign_in("admin")).text
    assert "it was not sent by mail" in page
    assert link_on(page).startswith("/recover/")


def test_the_list_is_filtered_sorted_and_paged_by_its_address(sign_in: SignIn) -> None:
    admin = sign_in("admin")
    assert "Demo observer of Demo State A-03" in admin.get(f"{HOME}?role=observer").text
    assert "Nobody fits" in admin.get(f"{HOME}?text=nobody-of-this-name").text
    first, second = (admin.get(f"{HOME}?order=email&page={page}").text for page in (1, 2))
    assert f"admin@{DOMAIN}" in first
    assert f"staff@{DOMAIN}" in second
    assert 'rel="next"' in first
    assert 'rel="prev"' in second
    odd = "?order=shoe_size&page=-7&role=king&state=lost&text=%00"
    assert admin.get(HOME + odd).status_code == 200


def test_a_person_s_page_shows_sessions_memberships_and_history(session: Session, sign_in: SignIn) -> None:
    person = session.get_one(Account, id_of(session, "observer.a-03"))
    sign_in("observer.a-03")
    page = sign_in("admin").get(f"{HOME}/{person.id}").text
    for shown in (person.name, person.email, "Demo State A-03", "Observer", "Signed in", "Last seen"):
        assert shown in page
