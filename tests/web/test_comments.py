"""The comment that a warning asks for, on the pages of a State and of those who review, without JavaScript."""

import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from app.demonstration.seed import PASSWORD
from tests.conftest import SignIn, field
from tests.services.demo import not_started

OFFICIAL = "focal-point.a-14"
REFERRED = {"P2-E01.referral_to_treatment.status": "nationwide", "P2-E02": "no_referral"}
BECAUSE = "Referral follows sentencing, not before."
FIELD = 'name="comment-P2-E02"'


@pytest.fixture
def home(session: Session) -> str:
    return f"/submissions/{not_started(session).id}"


@pytest.fixture
def official(sign_in: SignIn) -> FlaskClient:
    return sign_in(OFFICIAL)


def send(client: FlaskClient, path: str, fields: dict[str, str], **changes: str) -> TestResponse:
    """Fill in the form at `path` and send it; `changes` are of its hidden fields."""
    page = client.get(path).text
    names = ("csrf_token", "idempotency_key", *re.findall(r'name="(revision-[^"]+)"', page))
    hidden = {name: field(page, name) for name in names}
    return client.post(path, data=hidden | changes | fields, follow_redirects=True)


def explain(client: FlaskClient, home: str, comment: str = BECAUSE) -> TestResponse:
    send(client, f"{home}/sections/E", REFERRED)
    return send(client, f"{home}/sections/E", REFERRED | {"comment-P2-E02": comment})


def test_only_a_warning_asks_for_a_comment(official: FlaskClient, home: str) -> None:
    assert FIELD not in official.get(f"{home}/sections/E").text
    send(official, f"{home}/sections/E", REFERRED)
    page = official.get(f"{home}/sections/E").text
    assert FIELD in page
    assert page.count('name="comment-') == 1


def test_a_comment_is_there_when_one_comes_back(official: FlaskClient, home: str) -> None:
    assert explain(official, home).status_code == 200
    assert BECAUSE in official.get(f"{home}/sections/E").text


def test_a_comment_stays_in_reach_when_the_warning_is_gone(official: FlaskClient, home: str) -> None:
    explain(official, home)
    send(official, f"{home}/sections/E", {"P2-E02": "sentencing", "comment-P2-E02": BECAUSE})
    assert BECAUSE in official.get(f"{home}/sections/E").text


def test_a_stale_comment_shows_both_texts(official: FlaskClient, home: str) -> None:
    explain(official, home)
    mine = {"P2-E02": "no_referral", "comment-P2-E02": "My own words."}
    reply = send(official, f"{home}/sections/E", mine, **{"revision-P2-E02": "1"})
    assert reply.status_code == 409
    assert BECAUSE in reply.text
    assert "My own words." in reply.text


def autosave(client: FlaskClient, home: str, revision: str, **fields: str) -> dict[str, str]:
    data = {
        "csrf_token": field(client.get(f"{home}/sections/E").text, "csrf_token"),
        "idempotency_key": f"autosave-{revision}",
        "revision-P2-E02": revision,
        "P2-E02": "no_referral",
    }
    reply: dict[str, str] = client.post(f"{home}/answers/P2-E02", data=data | fields).get_json()
    return reply


def test_an_autosave_brings_the_field_with_the_warning(official: FlaskClient, home: str) -> None:
    first = {"P2-E01.referral_to_treatment.status": "nationwide"}
    send(official, f"{home}/sections/E", first)
    assert FIELD in autosave(official, home, "0")["comment"]
    assert BECAUSE in autosave(official, home, "1", **{"comment-P2-E02": BECAUSE})["comment"]
    assert BECAUSE in official.get(f"{home}/sections/E").text


def test_an_autosave_without_a_warning_asks_for_nothing(official: FlaskClient, home: str) -> None:
    assert autosave(official, home, "0")["comment"] == ""


def test_the_check_of_all_answers_leads_to_the_field_and_shows_the_comment(
    official: FlaskClient, home: str
) -> None:
    send(official, f"{home}/sections/E", REFERRED)
    place = f'{home}/sections/E#comment-P2-E02"'
    page = official.get(f"{home}/check").text
    assert page.count("Add a comment") == page.count(place) == 1
    explain(official, home)
    page = official.get(f"{home}/check").text
    assert "Change the comment" in page
    assert BECAUSE in page


def submit(client: FlaskClient, home: str) -> None:
    filled = {"name": "An official", "function": "Focal point", "password": PASSWORD, "confirmed": "y"}
    page = client.get(f"{home}/submit").text
    hidden = {name: field(page, name) for name in ("csrf_token", "idempotency_key")}
    assert client.post(f"{home}/submit", data=hidden | filled).status_code == 303


def test_reviewers_read_the_comment_with_the_answer(
    official: FlaskClient, sign_in: SignIn, home: str
) -> None:
    explain(official, home)
    submit(official, home)
    assert BECAUSE in sign_in("staff").get(f"/review/{report_of(home)}").text


def report_of(home: str) -> str:
    return home.rpartition("/")[2]


LONELY = {"name": "A council", "members": "health"}


def test_an_entry_has_a_comment_of_its_own(official: FlaskClient, sign_in: SignIn, home: str) -> None:
    send(official, f"{home}/sections/B", {"P2-B06": "one"})
    name = "P2-B07/abc123"
    entry = {f"{name}.{part}": text for part, text in LONELY.items()}
    path = f"{home}/lists/{name}"
    send(official, path, entry)
    assert f'name="comment-{name}"' in official.get(path).text
    send(official, path, entry | {f"comment-{name}": BECAUSE})
    assert BECAUSE in official.get(path).text
    submit(official, home)
    assert f"A council: {BECAUSE}" in sign_in("staff").get(f"/review/{report_of(home)}").text
