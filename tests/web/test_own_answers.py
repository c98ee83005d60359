"""What each sector answers, on the pages: under its question, on the check page, for staff who review."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app.demonstration.seed import PASSWORD
from tests.conftest import SignIn, field
from tests.services.demo import not_started, submission_of

OFFICIAL = "focal-point.a-14"
HEALTH, EDUCATION = "P2-D06@health", "P2-D06@education"
Fields = dict[str, str]


@pytest.fixture
def home(session: Session) -> str:
    return f"/submissions/{not_started(session).id}"


@pytest.fixture
def official(sign_in: SignIn) -> FlaskClient:
    return sign_in(OFFICIAL)


def save(client: FlaskClient, path: str, answers: Fields, revision: str = "0") -> tuple[int, str]:
    """Status and text after saving the section at `path`, following redirects."""
    page = client.get(path).text
    hidden = {name: field(page, name) for name in ("csrf_token", "idempotency_key")}
    revisions = {f"revision-{name.partition('.')[0]}": revision for name in answers}
    reply = client.post(path, data={**hidden, **revisions, **answers}, follow_redirects=True)
    return reply.status_code, reply.text


def autosave(client: FlaskClient, home: str, name: str, answers: Fields) -> tuple[int, dict[str, object]]:
    page = client.get("/submissions/").text
    data = {"csrf_token": field(page, "csrf_token"), "idempotency_key": "k" * 16, f"revision-{name}": "0"}
    reply = client.post(f"{home}/answers/{name}", data=data | answers)
    return reply.status_code, reply.get_json() if reply.status_code == 200 else {}


def test_each_sector_has_its_fields_under_the_question(official: FlaskClient, home: str) -> None:
    page = official.get(f"{home}/sections/D").text
    assert "What each sector answers" in page
    assert f'name="revision-{HEALTH}" value="0"' in page
    assert f'name="{HEALTH}.health.extent"' in page
    assert f'name="{HEALTH}.education.extent"' not in page


def test_an_own_answer_is_saved_without_javascript(official: FlaskClient, home: str) -> None:
    save(official, f"{home}/sections/D", {f"{HEALTH}.health.extent": "large"})
    page = official.get(f"{home}/sections/D").text
    assert f'name="revision-{HEALTH}" value="1"' in page
    assert f'name="{HEALTH}.health.extent" value="large" checked' in page


def test_a_stale_own_answer_shows_both_texts(official: FlaskClient, home: str) -> None:
    save(official, f"{home}/sections/D", {f"{HEALTH}.health.extent": "large"})
    status, page = save(official, f"{home}/sections/D", {f"{HEALTH}.health.extent": "none"})
    assert status == 409
    assert f'href="#q-{HEALTH}"' in page
    assert "Health: To a large extent" in page
    assert f'name="{HEALTH}.health.extent" value="none" checked' in page


def test_an_own_answer_is_saved_as_it_changes(official: FlaskClient, home: str) -> None:
    status, reply = autosave(official, home, HEALTH, {f"{HEALTH}.health.extent": "large"})
    assert (status, reply["revision"]) == (200, 1)
    _, reply = autosave(official, home, HEALTH, {f"{HEALTH}.health.extent": "none"})
    assert (reply["saved"], "To a large extent" in str(reply["notice"])) == ("", True)


@pytest.mark.parametrize("name", ["P2-D06@prisons", "P2-D06@", "P2-D07@health", "P2-Z99@health"])
def test_nobody_else_answers_a_question(official: FlaskClient, home: str, name: str) -> None:
    assert autosave(official, home, name, {})[0] == 404


def test_nobody_changes_what_sectors_of_another_state_answer(official: FlaskClient, session: Session) -> None:
    other = f"/submissions/{submission_of(session, 'XAM').id}"
    assert autosave(official, other, HEALTH, {f"{HEALTH}.health.extent": "large"})[0] == 404


@pytest.mark.parametrize("name", ["contributor.a-03", "approver.a-03", "observer.a-03"])
def test_others_of_the_same_state_read_and_change_nothing(
    sign_in: SignIn, session: Session, name: str
) -> None:
    client, mine = sign_in(name), f"/submissions/{submission_of(session, 'XAC').id}"
    assert "What each sector answers" in client.get(f"{mine}/sections/D").text
    assert autosave(client, mine, HEALTH, {f"{HEALTH}.health.extent": "large"})[0] == 403


def test_the_check_page_names_the_sectors_that_answer_differently(official: FlaskClient, home: str) -> None:
    settled = {"P2-D06.health.extent": "large", "P2-D06.education.extent": "small"}
    own = {f"{HEALTH}.health.extent": "none", f"{EDUCATION}.education.extent": "small"}
    save(official, f"{home}/sections/D", settled | own)
    page = official.get(f"{home}/check").text
    assert "Sectors answer differently: Health." in page
    assert "<dt>Education</dt>" in page
    assert "Declare and submit" in page


def test_staff_who_review_see_what_each_sector_answered(
    official: FlaskClient, home: str, sign_in: SignIn
) -> None:
    save(official, f"{home}/sections/D", {"P2-D06.health.extent": "large", f"{HEALTH}.health.extent": "none"})
    page = official.get(f"{home}/submit").text
    hidden = {name: field(page, name) for name in ("csrf_token", "idempotency_key")}
    filled = {"name": "An official", "function": "Focal point", "password": PASSWORD, "confirmed": "y"}
    assert official.post(f"{home}/submit", data=hidden | filled).status_code == 303
    review = sign_in("staff").get(home.replace("submissions", "review")).text
    assert "<dt>Health</dt>" in review
    assert "Sectors answer differently: Health." in review
    assert "<dt>Education</dt>" not in review
