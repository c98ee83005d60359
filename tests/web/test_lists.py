"""Items of a repeat, without JavaScript: a list grows, changes, moves and shrinks entry by entry."""

import re

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app.domain.answers import Items, Parts, WrittenText
from app.domain.policy import MemberRole
from app.submissions.models import AnswerRevision
from app.submissions.queries import answers_of
from tests.conftest import SignIn, field
from tests.services.demo import READER, join, not_started, submission_of
from tests.web.test_filling import OFFICIAL, Fields, save

MOST = 8  # bodies that P2-B07 takes


@pytest.fixture
def home(session: Session) -> str:
    return f"/submissions/{not_started(session).id}"


@pytest.fixture
def official(sign_in: SignIn, home: str) -> FlaskClient:
    """Who has said that there are several bodies, so that their list is asked for."""
    client = sign_in(OFFICIAL)
    save(client, f"{home}/sections/B", {"P2-B06": "several"})
    return client


def add(client: FlaskClient, home: str, item: str, **parts: str) -> tuple[int, str]:
    return change(client, home, item, "0", **parts)


def change(client: FlaskClient, home: str, item: str, revision: str, **parts: str) -> tuple[int, str]:
    """Status and text after saving the item's page, following redirects."""
    name = f"P2-B07/{item}"
    page = client.get(f"{home}/lists/{name}").text
    data = {
        "csrf_token": field(page, "csrf_token"),
        "idempotency_key": field(page, "idempotency_key"),
        f"revision-{name}": revision,
        **{f"{name}.{part}": text for part, text in parts.items()},
    }
    reply = client.post(f"{home}/lists/{name}", data=data, follow_redirects=True)
    return reply.status_code, reply.text


def press(client: FlaskClient, home: str, step: str) -> tuple[int, str]:
    """Status and text after answering what the button `step` of a list asks."""
    page = client.get(f"{home}/sections/B/list/{step}")
    if page.status_code != 200:
        return page.status_code, page.text
    wanted, question, entry = step.split()
    hidden = {name: field(page.text, name) for name in ("csrf_token", "idempotency_key")}
    reply = client.post(f"{home}/lists/{question}/{entry}/{wanted}", data=hidden, follow_redirects=True)
    return reply.status_code, reply.text


def listed(client: FlaskClient, home: str) -> list[str]:
    """The entries of the list of bodies, as its section shows them."""
    entries = client.get(f"{home}/sections/B").text.split('id="q-P2-B07"')[1].split("</ol>")[0]
    return [text.strip() for text in re.findall(r'<li>\s*<span dir="auto">([^<]*)</span>', entries)]


def test_a_button_beside_a_list_saves_the_section_and_leads_to_a_new_entry(
    official: FlaskClient, home: str, session: Session
) -> None:
    page = official.get(f"{home}/sections/B").text
    data: Fields = {name: field(page, name) for name in ("csrf_token", "idempotency_key")}
    data |= {"then": "add P2-B07", "revision-P2-B05": "0", "P2-B05": "no"}
    assert 'value="add P2-B07"' in page
    step = official.post(f"{home}/sections/B", data=data)
    assert step.location.endswith("/sections/B/list/add%20P2-B07")
    reply = official.get(step.location, follow_redirects=True)
    assert re.fullmatch(rf"{home}/lists/P2-B07/[0-9a-f]+", reply.request.path)
    assert "New entry" in reply.text
    assert "P2-B05" in answers_of(session, not_started_id(home))


def not_started_id(home: str) -> int:
    return int(home.rsplit("/", 1)[1])


def test_a_saved_entry_is_listed_in_its_section(official: FlaskClient, home: str) -> None:
    status, page = add(official, home, "a1", name="National drug council", established="2001")
    assert status == 200
    assert "Saved." in page
    assert listed(official, home) == ["National drug council"]


def test_an_entry_is_edited_on_its_page(official: FlaskClient, home: str) -> None:
    add(official, home, "a1", name="Council")
    reply = official.get(f"{home}/sections/B/list/edit P2-B07 a1", follow_redirects=True)
    assert 'value="Council"' in reply.text
    change(official, home, "a1", "1", name="National council")
    assert listed(official, home) == ["National council"]


def test_an_entry_with_an_error_stays_on_its_page_with_what_was_typed(
    official: FlaskClient, home: str
) -> None:
    _, page = add(official, home, "a1", name="Council", established="long ago")
    assert 'href="#q-P2-B07/a1.established"' in page
    assert 'value="long ago"' in page


def test_a_stale_entry_comes_back_with_both_texts(official: FlaskClient, home: str) -> None:
    add(official, home, "a1", name="Their council")
    status, page = change(official, home, "a1", "0", name="My council")
    assert status == 409
    assert "Their council" in page
    assert 'value="My council"' in page
    assert field(page, "revision-P2-B07/a1") == "1"
    assert listed(official, home) == ["Their council"]


@pytest.mark.parametrize(
    ("step", "order"), [("up P2-B07 b2", ["B", "A", "C"]), ("down P2-B07 b2", ["A", "C", "B"])]
)
def test_an_entry_moves(official: FlaskClient, home: str, step: str, order: list[str]) -> None:
    for item, name in (("a1", "A"), ("b2", "B"), ("c3", "C")):
        add(official, home, item, name=name)
    assert press(official, home, step)[0] == 200
    assert listed(official, home) == order


def test_removing_asks_first(official: FlaskClient, home: str) -> None:
    add(official, home, "a1", name="Council")
    page = official.get(f"{home}/sections/B/list/remove P2-B07 a1").text
    assert "Remove this entry?" in page
    assert "Council" in page
    assert listed(official, home) == ["Council"]


def test_what_was_removed_stays_in_the_history(official: FlaskClient, home: str, session: Session) -> None:
    add(official, home, "a1", name="Council")
    add(official, home, "b2", name="Committee")
    press(official, home, "remove P2-B07 a1")
    held = answers_of(session, not_started_id(home))["P2-B07"]
    assert held == Items((("b2", Parts({"name": WrittenText("Committee")})),))
    history = session.scalars(
        sa.select(AnswerRevision.value).where(
            AnswerRevision.submission_id == not_started_id(home), AnswerRevision.item == "a1"
        )
    ).all()
    assert "Council" in str(history)


def test_one_entry_too_many_is_refused(official: FlaskClient, home: str) -> None:
    for number in range(MOST):
        add(official, home, f"i{number}", name=f"Body {number}")
    status, page = add(official, home, "more", name="One more")
    assert status == 409
    assert "There are 8 entries already" in page
    assert len(listed(official, home)) == MOST
    assert 'value="add P2-B07"' not in official.get(f"{home}/sections/B").text


@pytest.mark.parametrize(
    "step",
    [
        "add P2-Z99",
        "add P2-B01",
        "swallow P2-B07 a1",
        "remove P2-B07 unknown",
        "up P2-B07 unknown",
        "remove P2-B07",
        "edit P2-B07 ../../check",
    ],
)
def test_an_unknown_list_entry_or_step_is_not_there(official: FlaskClient, home: str, step: str) -> None:
    reply = official.get(f"{home}/sections/B/list/{step}", follow_redirects=True)
    assert reply.status_code == 404


@pytest.mark.parametrize(
    "path", ["P2-B07/unknown/remove", "P2-B07/a1/swallow", "P2-B01/a1/up", "P2-Z9/a1/up"]
)
def test_an_unknown_change_is_not_there(official: FlaskClient, home: str, path: str) -> None:
    add(official, home, "a1", name="Council")
    token = field(official.get(f"{home}/sections/B").text, "csrf_token")
    assert official.post(f"{home}/lists/{path}", data={"csrf_token": token}).status_code == 404


def test_a_list_taken_out_twice_says_so(official: FlaskClient, home: str) -> None:
    add(official, home, "a1", name="Council")
    press(official, home, "remove P2-B07 a1")
    assert press(official, home, "remove P2-B07 a1")[0] == 404


def autosave(client: FlaskClient, home: str, answer: str, revision: str, **parts: str) -> tuple[int, object]:
    page = client.get(f"{home}/sections/B").text
    data = {
        "csrf_token": field(page, "csrf_token"),
        "idempotency_key": f"autosave-{answer}-{revision}"[:64],
        f"revision-{answer}": revision,
        **{f"{answer}.{part}": text for part, text in parts.items()},
    }
    reply = client.post(f"{home}/answers/{answer}", data=data)
    return reply.status_code, reply.get_json(silent=True)


def test_an_entry_is_saved_as_it_is_typed(official: FlaskClient, home: str) -> None:
    for revision, name in enumerate(("Coun", "Council")):
        status, told = autosave(official, home, "P2-B07/a1", str(revision), name=name)
        assert isinstance(told, dict)
        assert (status, told["revision"]) == (200, revision + 1)
        assert told["saved"].startswith("Saved")
    assert listed(official, home) == ["Council"]


def test_a_stale_autosave_of_an_entry_is_not_said_to_be_saved(official: FlaskClient, home: str) -> None:
    add(official, home, "a1", name="Council")
    _, told = autosave(official, home, "P2-B07/a1", "0", name="Another")
    assert isinstance(told, dict)
    assert told["saved"] == ""
    assert listed(official, home) == ["Council"]


@pytest.mark.parametrize("name", ["P2-B01/a1", "P2-B07/a.1", "P2-B07/" + "a" * 21])
def test_an_autosave_of_what_cannot_be_an_entry_is_not_there(
    official: FlaskClient, home: str, name: str
) -> None:
    assert autosave(official, home, name, "0")[0] == 404


def test_an_autosave_cannot_exceed_the_list_either(official: FlaskClient, home: str) -> None:
    for number in range(MOST):
        autosave(official, home, f"P2-B07/i{number}", "0", name=f"Body {number}")
    assert autosave(official, home, "P2-B07/more", "0", name="One more")[0] == 409


@pytest.mark.parametrize("role", [MemberRole.CONTRIBUTOR, MemberRole.APPROVER, MemberRole.OBSERVER])
def test_readers_read_an_entry_and_change_nothing(
    official: FlaskClient, sign_in: SignIn, session: Session, home: str, role: MemberRole
) -> None:
    add(official, home, "a1", name="Council")
    join(session, role)
    reader = sign_in(READER)
    page = reader.get(f"{home}/lists/P2-B07/a1").text
    assert 'value="Council"' in page
    assert "Save and go back" not in page
    data = {"csrf_token": field(page, "csrf_token"), "idempotency_key": "k" * 16}
    for path in ("lists/P2-B07/a1", "lists/P2-B07/a1/remove", "answers/P2-B07/a1"):
        assert reader.post(f"{home}/{path}", data=data).status_code == 403
    assert reader.get(f"{home}/sections/B/list/remove P2-B07 a1").status_code == 403
    assert reader.get(f"{home}/lists/P2-B07/unknown").status_code == 404


def test_another_state_s_entries_are_not_there(official: FlaskClient, session: Session) -> None:
    other = submission_of(session, "XAM")
    page = official.get("/submissions/").text
    path = f"/submissions/{other.id}/lists/P2-B07/a1"
    data = {"csrf_token": field(page, "csrf_token"), "idempotency_key": "k" * 16}
    assert official.get(path).status_code == 404
    assert official.post(path, data=data).status_code == 404
    assert official.post(f"{path}/remove", data=data).status_code == 404
    assert official.get(f"/submissions/{other.id}/sections/B/list/add P2-B07").status_code == 404
