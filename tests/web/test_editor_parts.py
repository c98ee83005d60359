"""What a page with JavaScript is sent after a change: only what changed, and quickly."""

import json

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.domain.questionnaire import Questionnaire
from tests.conftest import SignIn
from tests.large import large
from tests.web.editing import QUESTION, Desk, given, keys, thing

MOST = 50_000  # bytes


@pytest.fixture
def desk(sign_in: SignIn, session: Session) -> Desk:
    given(session)
    return Desk(sign_in("admin"))


def test_a_saved_property_sends_the_question_and_its_line(desk: Desk, session: Session) -> None:
    reply = desk.in_parts("put", QUESTION, **{"p.text": "Better?", "was.text": "Question first?"})
    assert thing(session, QUESTION)["text"] == {"en": "Better?"}
    assert json.loads(reply.headers["HX-Trigger"]) == {"edited": {"revision": 1}}
    assert 'id="question" hx-swap-oob' in reply.text
    assert 'id="line-A-first-a"' in reply.text
    assert 'id="was-text" name="was.text" value="Better?"' in reply.text
    assert "Saved" in reply.text
    assert 'id="line-A-second' not in reply.text
    assert "<form" not in reply.text


def test_a_section_and_the_questionnaire_send_no_other_lines(desk: Desk) -> None:
    of_section = desk.in_parts("put", "sections/A", **{"p.title": "New", "was.title": "Section A"}).text
    of_all = desk.in_parts("put", "", **{"p.title": "New", "was.title": "A small questionnaire"}).text
    assert 'id="line-A-a"' in of_section
    assert "line-A-first" not in of_section + of_all


@pytest.mark.parametrize(
    ("way", "side", "passed"), [("up", "afterend", "first"), ("down", "beforebegin", "third")]
)
def test_a_move_sends_the_line_that_was_passed(desk: Desk, way: str, side: str, passed: str) -> None:
    reply = desk.in_parts("move", "sections/A/questions/second", way=way)
    assert f'<li id="line-A-{passed}" hx-swap-oob="delete">' in reply.text
    assert f'hx-swap-oob="{side}:#line-A-second"' in reply.text
    assert reply.text.count("<a ") == 1


def test_a_move_into_another_section_opens_that(desk: Desk, session: Session) -> None:
    reply = desk.in_parts("move", "sections/A/questions/third", way="down")
    assert "at=sections/B/questions/third" in reply.headers["HX-Redirect"]
    assert keys(session, "B")[0] == "third"


def test_what_cannot_be_read_is_said_at_its_field(desk: Desk) -> None:
    reply = desk.in_parts("put", QUESTION, **{"p.minutes": "soon", "was.minutes": ""})
    assert reply.status_code == 422
    assert json.loads(reply.headers["HX-Trigger-After-Settle"]) == {"refused": {"place": "f-minutes"}}
    error = reply.text.partition('id="error-minutes"')[2]
    assert "Enter a whole number" in error.partition("</span>\n")[0]
    assert 'name="p.' not in reply.text  # what was typed in the fields stays there


def test_a_refused_move_is_said_above(desk: Desk) -> None:
    reply = desk.in_parts("move", "sections/A", way="up")
    assert reply.status_code == 422
    assert 'href="#place"' in reply.text


def test_diagnostics_are_asked_for_after_the_change(desk: Desk) -> None:
    at = "sections/A/questions/second"
    assert 'hx-trigger="edited from:body' in desk.open(at)
    desk.send("condition", at, do="save", **{"c.kind": "look", "c.key": "many", "c.operator": "answered"})
    found = desk.open(at, "found")
    assert "earlier questions only" in found
    assert "One error stands against publishing" in found
    assert "earlier questions only" in desk.open(at)
    assert "earlier questions only" not in desk.open(QUESTION, "found")
    assert "One error" in desk.open(QUESTION, "found")


def test_all_diagnostics_lead_to_their_places(desk: Desk) -> None:
    assert "Nothing was found" in desk.open("", "diagnostics")
    at = "sections/A/questions/second"
    desk.send("condition", at, do="save", **{"c.kind": "look", "c.key": "many", "c.operator": "answered"})
    assert "at=sections/A/questions/second" in desk.open("", "diagnostics")


@pytest.fixture
def large_desk(sign_in: SignIn, session: Session) -> Desk:
    document = {name: value for name, value in large(1000).items() if name != "option_lists"}
    options = [{"code": code, "text": {"en": code}} for code in ("a", "b", "c", "other")]
    for section in document["sections"]:
        for question in section["questions"]:
            question["options"] = options
    given(session, Questionnaire.model_validate(document))
    return Desk(sign_in("admin"), "large")


def test_an_edit_of_a_thousand_questions_sends_little_and_reads_little(
    large_desk: Desk, session: Session
) -> None:
    at = "sections/S500/questions/q505"
    page = large_desk.open(at)
    data = large_desk.state(page, at) | {"p.text": "Better?", "was.text": "Question 505?"}
    statements: list[str] = []

    def note(_c: object, _cursor: object, statement: str, *_more: object) -> None:
        statements.append(statement)

    engine = session.connection().engine
    sa.event.listen(engine, "before_cursor_execute", note)
    reply = large_desk.client.post(f"{large_desk.home}/put", data=data, headers={"HX-Request": "true"})
    sa.event.remove(engine, "before_cursor_execute", note)
    assert reply.status_code == 200
    assert len(reply.data) < MOST
    assert not [one for one in statements if "SELECT questionnaire_version.document" in one]
    assert len([one for one in statements if "SAVEPOINT" not in one]) <= 12
    moved = large_desk.in_parts("move", at, way="up")
    assert len(moved.data) < MOST
    assert len(page) < 4 * MOST
