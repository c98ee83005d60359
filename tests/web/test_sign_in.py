"""Signing in and out, recovery, language, and invitations."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from app.accounts.queries import FAILURES_PER_EMAIL, find_account
from app.accounts.security import recovery_token
from app.demonstration.seed import DOMAIN, PASSWORD
from tests.conftest import SignIn, csrf_token

STAFF = f"staff@{DOMAIN}"


def post_sign_in(client: FlaskClient, email: str, password: str, path: str = "/sign-in") -> TestResponse:
    data = {"email": email, "password": password, "csrf_token": csrf_token(client, "/sign-in")}
    return client.post(path, data=data)


def message_of(reply: TestResponse) -> str:
    """The first line of the error summary."""
    return reply.text.split('class="summary"')[1].split("<li>")[1].split("</li>")[0]


def test_signing_in_leads_to_where_one_was_going(client: FlaskClient) -> None:
    reply = post_sign_in(client, STAFF, PASSWORD, "/sign-in?next=/cycles/")
    assert (reply.status_code, reply.location) == (303, "/cycles/")
    assert "Demo staff member" in client.get("/cycles/").text


def test_signing_in_never_leads_elsewhere(client: FlaskClient) -> None:
    assert post_sign_in(client, STAFF, PASSWORD, "/sign-in?next=//evil.example").location == "/"


def test_the_spelling_of_an_address_does_not_matter(client: FlaskClient) -> None:
    assert post_sign_in(client, f" {STAFF.upper()} ".strip(), PASSWORD).status_code == 303


def test_an_unknown_address_and_a_wrong_password_look_the_same(client: FlaskClient) -> None:
    replies = [post_sign_in(client, email, "wrong") for email in (STAFF, f"nobody@{DOMAIN}")]
    assert [reply.status_code for reply in replies] == [422, 422]
    assert message_of(replies[0]) == message_of(replies[1])
    assert "is not right" in message_of(replies[0])


@pytest.mark.parametrize(
    ("email", "password", "said"),
    [
        ("", PASSWORD, "Enter your e-mail address."),
        ("nonsense", PASSWORD, "like name@example.org"),
        (STAFF, "", "Enter your password."),
        (STAFF, "nul\0nul", "cannot be typed"),
        ("nul\0@example.org", PASSWORD, "like name@example.org"),
    ],
)
def test_what_is_missing_is_said(client: FlaskClient, email: str, password: str, said: str) -> None:
    reply = post_sign_in(client, email, password)
    assert reply.status_code == 422
    assert said in message_of(reply)


def test_too_many_failures_are_refused_even_with_the_right_password(client: FlaskClient) -> None:
    for _ in range(FAILURES_PER_EMAIL):
        post_sign_in(client, STAFF, "wrong")
    reply = post_sign_in(client, STAFF, PASSWORD)
    assert reply.status_code == 429
    assert "Wait 15 minutes" in reply.text


def test_signing_out_ends_the_session(sign_in: SignIn) -> None:
    client = sign_in("staff")
    stolen = client.get_cookie("session")
    reply = client.post("/sign-out", data={"csrf_token": csrf_token(client, "/cycles/")})
    assert reply.location == "/sign-in"
    assert "You are signed out." in client.get("/sign-in").text
    assert stolen is not None
    client.set_cookie("session", stolen.value)
    assert client.get("/cycles/").status_code == 302


def test_signing_out_twice_is_harmless(client: FlaskClient) -> None:
    reply = client.post("/sign-out", data={"csrf_token": csrf_token(client, "/sign-in")})
    assert reply.location == "/sign-in"


def test_the_sign_in_page_sends_signed_in_people_home(sign_in: SignIn) -> None:
    assert sign_in("staff").get("/sign-in").location == "/"


def test_a_cookie_from_before_sign_in_is_worth_nothing(client: FlaskClient) -> None:
    client.get("/sign-in")
    planted = client.get_cookie("session")
    assert planted is not None
    post_sign_in(client, STAFF, PASSWORD)
    after = client.get_cookie("session")
    assert after is not None
    assert after.value != planted.value


def test_the_health_check_asks_the_database(client: FlaskClient) -> None:
    reply = client.get("/healthz")
    assert (reply.status_code, reply.text) == (200, "ok\n")


def test_the_language_is_kept_through_sign_in_and_out(client: FlaskClient) -> None:
    assert client.get("/language/ar?next=/sign-in").location == "/sign-in"
    assert '<html lang="ar" dir="rtl">' in client.get("/sign-in").text
    post_sign_in(client, STAFF, PASSWORD)
    assert '<html lang="ar" dir="rtl">' in client.get("/cycles/").text
    client.post("/sign-out", data={"csrf_token": csrf_token(client, "/cycles/")})
    assert '<html lang="ar" dir="rtl">' in client.get("/sign-in").text


def test_the_browser_s_language_is_the_first_guess(client: FlaskClient) -> None:
    assert '<html lang="ar"' in client.get("/sign-in", headers={"Accept-Language": "ar-EG,ar;q=0.9"}).text
    assert '<html lang="en"' in client.get("/sign-in", headers={"Accept-Language": "nl"}).text


def test_an_unknown_language_is_not_there(client: FlaskClient) -> None:
    assert client.get("/language/xx").status_code == 404


def recovery_path(client: FlaskClient, session: Session, email: str = STAFF) -> str:
    with client.application.app_context():
        account = find_account(session, email)
        assert account is not None
        return f"/recover/{recovery_token(account)}"


def choose(client: FlaskClient, path: str, password: str) -> TestResponse:
    return client.post(path, data={"password": password, "csrf_token": csrf_token(client, path)})


def test_recovery_sends_a_link_and_says_the_same_to_strangers(
    client: FlaskClient, capsys: pytest.CaptureFixture[str]
) -> None:
    said = set()
    for email in (STAFF, f"nobody@{DOMAIN}"):
        token = csrf_token(client, "/recover")
        assert client.post("/recover", data={"email": email, "csrf_token": token}).status_code == 303
        said.add(client.get("/sign-in").text.split('role="status">')[1].split("<")[0])
    assert len(said) == 1


def test_recovery_asks_for_an_address(client: FlaskClient) -> None:
    reply = client.post("/recover", data={"email": "", "csrf_token": csrf_token(client, "/recover")})
    assert reply.status_code == 422


def test_a_new_password_ends_all_sessions_and_works_once(
    client: FlaskClient, sign_in: SignIn, session: Session
) -> None:
    elsewhere = sign_in("staff")
    path = recovery_path(client, session)
    assert choose(client, path, "a new and long password").status_code == 303
    assert elsewhere.get("/cycles/").status_code == 302
    assert client.get(path).status_code == 404
    assert post_sign_in(client, STAFF, PASSWORD).status_code == 422
    assert post_sign_in(client, STAFF, "a new and long password").status_code == 303


def test_a_short_password_is_refused(client: FlaskClient, session: Session) -> None:
    reply = choose(client, recovery_path(client, session), "short")
    assert reply.status_code == 422
    assert "12 to 200 characters" in message_of(reply)


def test_a_link_that_nobody_made_leads_nowhere(client: FlaskClient) -> None:
    reply = client.get("/recover/nonsense")
    assert reply.status_code == 404
    assert "no longer valid" in reply.text


@pytest.mark.parametrize("role", [["admin"], ["staff"], ["focal_point", "--respondent", "XAC"]])
def test_an_invitation_prints_a_link_that_works(app: Flask, client: FlaskClient, role: list[str]) -> None:
    person = ["new.person@example.org", "--name", "New Person"]
    printed = app.test_cli_runner().invoke(args=["accounts", "invite", *person, "--role", *role])
    assert printed.exit_code == 0, printed.output
    path = printed.output.strip().splitlines()[-1].removeprefix("http://localhost")
    assert choose(client, path, "a new and long password").status_code == 303
    assert post_sign_in(client, "new.person@example.org", "a new and long password").status_code == 303


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([STAFF, "--name", "Again", "--role", "staff"], "already"),
        (["x@example.org", "--name", "X", "--role", "observer"], "--respondent"),
        (["x@example.org", "--name", "X", "--role", "observer", "--respondent", "QQQ"], "QQQ"),
    ],
)
def test_an_invitation_that_cannot_be_made_says_why(app: Flask, arguments: list[str], said: str) -> None:
    refused = app.test_cli_runner().invoke(args=["accounts", "invite", *arguments])
    assert refused.exit_code == 1
    assert said in refused.output


def test_a_lost_link_is_printed_again(app: Flask) -> None:
    run = app.test_cli_runner()
    assert "/recover/" in run.invoke(args=["accounts", "recover", STAFF]).output
    assert run.invoke(args=["accounts", "recover", "nobody@example.org"]).exit_code == 1
