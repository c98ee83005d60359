"""The pages of a submission, without JavaScript: each save stands alone, and nothing typed is lost."""

import io

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app.accounts.queries import FAILURES_PER_EMAIL
from app.demonstration.seed import PASSWORD
from app.domain.lifecycle import Status
from tests.conftest import SignIn, field
from tests.services.demo import not_started, submission_of

OFFICIAL = "focal-point.a-14"
Fields = dict[str, str | list[str]]


@pytest.fixture
def home(session: Session) -> str:
    return f"/submissions/{not_started(session).id}"


@pytest.fixture
def official(sign_in: SignIn) -> FlaskClient:
    return sign_in(OFFICIAL)


def save(client: FlaskClient, path: str, answers: Fields, revision: str = "0") -> tuple[int, str]:
    """Status and text after saving `answers` of the section at `path`, following redirects."""
    page = client.get(path).text
    hidden = {name: field(page, name) for name in ("csrf_token", "idempotency_key")}
    revisions = {f"revision-{key}": revision for key in answers}
    reply = client.post(path, data={**hidden, **revisions, **answers}, follow_redirects=True)
    return reply.status_code, reply.text


def test_saving_leads_to_the_next_section(official: FlaskClient, home: str) -> None:
    status, page = save(official, f"{home}/sections/C", {"P2-C06": "no"})
    assert status == 200
    assert "D. " in page or "E. " in page


def test_a_save_that_brings_up_questions_returns_to_them(official: FlaskClient, home: str) -> None:
    _, page = save(official, f"{home}/sections/B", {"P2-B01": "yes"})
    assert "brought up new questions" in page
    assert 'id="q-P2-B03"\n       data-question="P2-B03"\n       >' in page


def test_an_error_returns_to_the_section_and_keeps_what_was_typed(official: FlaskClient, home: str) -> None:
    save(official, f"{home}/sections/B", {"P2-B06": "one"})
    _, page = save(official, f"{home}/sections/E", {"P2-E03": "about four"})
    assert "Enter a whole number in digits" in page
    assert 'value="about four"' in page


def test_a_text_over_its_limit_is_kept_and_cannot_be_submitted(official: FlaskClient, home: str) -> None:
    long = "word " * 251
    _, page = save(official, f"{home}/sections/E", {"P2-E08": long})
    assert "Shorten the text to 250 words (now 251). It is kept as you typed it." in page
    check = official.get(f"{home}/check").text
    assert "One answer needs attention before you can submit" in check
    assert "Declare and submit" not in check


def test_a_stale_save_shows_both_texts(official: FlaskClient, home: str) -> None:
    save(official, f"{home}/sections/E", {"P2-E08": "their words"})
    status, page = save(official, f"{home}/sections/E", {"P2-E08": "my words"})
    assert status == 409
    assert "their words" in page
    assert "my words" in page
    assert 'name="revision-P2-E08" value="1"' in page


def test_a_stale_autosave_says_so(official: FlaskClient, home: str) -> None:
    save(official, f"{home}/sections/E", {"P2-E08": "their words"})
    reply = autosave(official, home, "P2-E08", {"P2-E08": "my words"})
    assert reply["saved"] == ""
    assert "their words" in str(reply["notice"])


def autosave(client: FlaskClient, home: str, key: str, answers: Fields) -> dict[str, object]:
    page = client.get(f"{home}/sections/E").text
    data = {
        "csrf_token": field(page, "csrf_token"),
        "idempotency_key": "k" * 16,
        f"revision-{key}": "0",
        **answers,
    }
    reply = client.post(f"{home}/answers/{key}", data=data)
    assert reply.status_code == 200
    found: dict[str, object] = reply.get_json()
    return found


def test_an_autosave_says_what_applies_now(official: FlaskClient, home: str) -> None:
    reply = autosave(official, home, "P2-E07", {"P2-E07": "yes"})
    assert reply["revision"] == 1
    assert str(reply["saved"]).startswith("Saved")
    assert reply["applies"]["P2-E07_name"] is True  # type: ignore[index]


@pytest.mark.parametrize("path", ["sections/E", "answers/P2-E08"])
def test_a_save_without_its_token_is_refused(official: FlaskClient, home: str, path: str) -> None:
    data = {"idempotency_key": "k" * 16, "revision-P2-E08": "0", "P2-E08": "words"}
    assert official.post(f"{home}/{path}", data=data).status_code == 400
    assert 'name="revision-P2-E08" value="0"' in official.get(f"{home}/sections/E").text


@pytest.mark.parametrize("path", ["sections/Z", "answers/P2-Z99"])
def test_what_is_not_in_the_questionnaire_is_not_there(official: FlaskClient, home: str, path: str) -> None:
    token = field(official.get(f"{home}/sections/B").text, "csrf_token")
    reply = official.post(f"{home}/{path}", data={"csrf_token": token, "idempotency_key": "k" * 16})
    assert reply.status_code == 404


def test_a_page_that_arrives_incomplete_is_refused(official: FlaskClient, home: str) -> None:
    token = field(official.get(f"{home}/sections/B").text, "csrf_token")
    reply = official.post(f"{home}/sections/B", data={"csrf_token": token})
    assert reply.status_code == 409


@pytest.mark.parametrize("text", ["a\x00b", "a\ufffdb"])
def test_a_character_that_cannot_be_stored_is_refused(official: FlaskClient, home: str, text: str) -> None:
    status, page = save(official, f"{home}/sections/E", {"P2-E08": text})
    assert status == 400
    assert "cannot be stored" in page


def test_a_body_of_ten_megabytes_is_refused(official: FlaskClient, home: str) -> None:
    body = io.BytesIO(b"P2-E08=" + b"x" * 10_000_000)
    reply = official.post(
        f"{home}/sections/E", input_stream=body, content_type="application/x-www-form-urlencoded"
    )
    assert reply.status_code == 413
    assert "larger than" in reply.text


def test_another_state_s_report_is_not_there(official: FlaskClient, session: Session) -> None:
    other = submission_of(session, "XAC").id
    for path in ("", "/sections/B", "/check", "/submit", "/receipt", "/receipt.json"):
        assert official.get(f"/submissions/{other}{path}").status_code == 404


CHANGES = ("sections/B", "answers/P2-B01", "submit")


def change(client: FlaskClient, report: int, path: str) -> int:
    """The status of an attempt to save in a national report, or to submit it, with everything a form sends."""
    token = field(client.get("/submissions/").text, "csrf_token")
    filled = {"name": "An official", "function": "Focal point", "password": PASSWORD, "confirmed": "y"}
    data = {
        "csrf_token": token,
        "idempotency_key": "k" * 16,
        "revision-P2-B01": "0",
        "P2-B01": "no",
        **filled,
    }
    return client.post(f"/submissions/{report}/{path}", data=data).status_code


@pytest.mark.parametrize("path", CHANGES)
def test_nobody_changes_another_state_s_report(official: FlaskClient, session: Session, path: str) -> None:
    assert change(official, submission_of(session, "XAM").id, path) == 404


@pytest.mark.parametrize("name", ["contributor.a-03", "approver.a-03", "observer.a-03"])
def test_others_of_the_same_state_read_and_change_nothing(
    sign_in: SignIn, session: Session, name: str
) -> None:
    client = sign_in(name)
    mine = submission_of(session, "XAC").id
    assert client.get(f"/submissions/{mine}/sections/B").status_code == 200
    assert client.get(f"/submissions/{mine}/submit").status_code == 403
    assert [change(client, mine, path) for path in CHANGES] == [403, 403, 403]


def declare(client: FlaskClient, home: str, **changes: str) -> tuple[int, str]:
    page = client.get(f"{home}/submit").text
    hidden = {name: field(page, name) for name in ("csrf_token", "idempotency_key")}
    filled = {"name": "An official", "function": "Focal point", "password": PASSWORD, "confirmed": "y"}
    reply = client.post(f"{home}/submit", data={**hidden, **filled, **changes}, follow_redirects=True)
    return reply.status_code, reply.text


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"name": ""}, "Enter your full name."),
        ({"password": "wrong"}, "This is not your password."),
        ({"confirmed": ""}, "Tick the box"),
    ],
)
def test_an_incomplete_declaration_is_refused(
    official: FlaskClient, home: str, changes: dict[str, str], said: str
) -> None:
    save(official, f"{home}/sections/B", {"P2-B01": "yes"})
    status, page = declare(official, home, **changes)
    assert status == 422
    assert said in page


def test_guessing_the_password_of_a_declaration_is_throttled(official: FlaskClient, home: str) -> None:
    for _ in range(FAILURES_PER_EMAIL):
        declare(official, home, password="wrong")
    status, page = declare(official, home)
    assert status == 429
    assert "Wait 15 minutes" in page


def test_a_declared_report_gets_its_receipt(official: FlaskClient, home: str, session: Session) -> None:
    save(official, f"{home}/sections/B", {"P2-B01": "yes"})
    status, page = declare(official, home)
    assert status == 200
    assert "DEMO-CND-60-6-P2-XAN-1" in page
    assert "P2-B01" in official.get(f"{home}/receipt.json").text
    assert official.get(f"{home}/submit").status_code == 303
    assert "Read all answers" in official.get(home).text
    session.expire_all()
    assert submission_of(session, "XAN").status == Status.SUBMITTED


def test_staff_read_what_was_submitted_and_accept_it(sign_in: SignIn, session: Session, app: Flask) -> None:
    staff = sign_in("staff")
    waiting = next(
        code
        for code in ("XAI", "XAH")
        if submission_of(session, code).status in ("submitted", "under_review")
    )
    path = f"/review/{submission_of(session, waiting).id}"
    token = field(staff.get(path).text, "csrf_token")
    reply = staff.post(f"{path}/accept", data={"csrf_token": token}, follow_redirects=True)
    assert "Reports now count this national report." in reply.text


def test_staff_never_see_a_draft(sign_in: SignIn, session: Session) -> None:
    assert sign_in("staff").get(f"/review/{submission_of(session, 'XAM').id}").status_code == 403
