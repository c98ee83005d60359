"""The editor without JavaScript: every kind of edit is a form, and leads back to the same place."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app.domain.diagnostics import analyse
from app.domain.question_types import QUESTION_TYPES
from app.domain.questionnaire import Questionnaire
from tests.conftest import SignIn, field
from tests.web.editing import QUESTION, Desk, document, given, keys, place, said, thing, version

ADMIN = "admin"


@pytest.fixture
def desk(sign_in: SignIn, session: Session) -> Desk:
    given(session)
    return Desk(sign_in(ADMIN))


def begin(client: FlaskClient, **typed: str) -> str:
    token = field(client.get("/questionnaires/new").text, "csrf_token")
    reply = client.post("/questionnaires/new", data={"csrf_token": token} | typed, follow_redirects=True)
    return f"{reply.status_code} {reply.text}"


def test_a_questionnaire_begins_with_a_key_and_a_title(sign_in: SignIn, session: Session) -> None:
    page = begin(sign_in(ADMIN), key="fresh", title="A fresh one")
    assert page.startswith("200")
    assert "The draft has begun." in page
    assert document(session, "fresh")["title"] == {"en": "A fresh one"}


def test_a_questionnaire_begins_as_a_copy(desk: Desk, session: Session) -> None:
    begin(desk.client, key="copy", title="A copy", source="desk")
    assert document(session, "copy")["sections"] == document(session)["sections"]


@pytest.mark.parametrize(("key", "title"), [("No key!", "A title"), ("desk", "A title"), ("fine", " ")])
def test_what_cannot_begin_comes_back_as_it_was_typed(desk: Desk, key: str, title: str) -> None:
    page = begin(desk.client, key=key, title=title)
    assert page.startswith("422")
    assert f'value="{key}"' in page
    assert "There is a problem" in page


def test_the_next_version_begins_from_the_published_one(sign_in: SignIn, session: Session) -> None:
    client = sign_in(ADMIN)
    page = client.get("/questionnaires/")
    assert 'action="/questionnaires/cnd-60-6-p2/next"' in page.text
    data = {"csrf_token": field(page.text, "csrf_token")}
    reply = client.post("/questionnaires/cnd-60-6-p2/next", data=data, follow_redirects=True)
    assert "Draft, version 2" in reply.text
    assert version(session, "cnd-60-6-p2").number == 2


def test_a_draft_is_opened_from_the_list(desk: Desk) -> None:
    assert 'href="/questionnaires/desk/draft"' in desk.client.get("/questionnaires/").text


def test_a_questionnaire_without_a_draft_has_no_editor(sign_in: SignIn) -> None:
    reply = sign_in(ADMIN).get("/questionnaires/cnd-60-6-p2/draft")
    assert reply.status_code == 404
    assert "Begin one" in reply.text


@pytest.mark.parametrize("at", ["sections/Z", "sections/A/questions/none", "nothing/A", "sections", "title"])
def test_a_place_that_is_not_there_is_not_found(desk: Desk, at: str) -> None:
    assert desk.client.get(desk.home, query_string={"at": at}).status_code == 404


def test_the_outline_shows_the_questions_of_the_open_section(desk: Desk) -> None:
    page = desk.open("sections/A")
    assert 'id="line-A-first"' in page
    assert 'id="line-B-bodies"' not in page
    assert 'id="line-B-bodies-name"' in desk.open("sections/B/questions/bodies")


def test_the_question_is_drawn_as_the_official_sees_it(desk: Desk) -> None:
    preview = desk.open(QUESTION).partition('class="preview"')[2]
    assert 'type="radio"' in preview
    assert "Option A" in preview


def test_a_property_is_saved_and_the_place_stays_open(desk: Desk, session: Session) -> None:
    reply = desk.save(QUESTION, text="A better question?", required="yes", report__as="bar")
    assert place(reply) == QUESTION
    saved = thing(session, QUESTION)
    assert saved["text"] == {"en": "A better question?"}
    assert saved["required"] is True
    assert saved["report"] == {"as": "bar"}
    assert "Saved" in desk.open(QUESTION)


def test_what_was_not_changed_is_no_edit(desk: Desk, session: Session) -> None:
    desk.save(QUESTION, text="Question first?")
    assert version(session).revision == 0


def test_an_emptied_property_is_taken_away(desk: Desk, session: Session) -> None:
    desk.save(QUESTION, guidance="Look it up.")
    desk.save(QUESTION, guidance="")
    assert "guidance" not in thing(session, QUESTION)


def test_properties_that_only_fit_together_are_saved_together(desk: Desk, session: Session) -> None:
    at = "sections/B/questions/bodies"
    desk.save(at, at_least="2", at_most="3")
    desk.save(at, at_least="10", at_most="30")
    assert (thing(session, at)["at_least"], thing(session, at)["at_most"]) == (10, 30)


@pytest.mark.parametrize(
    ("at", "typed", "what"),
    [
        (QUESTION, {"text": ""}, "it cannot be empty"),
        (QUESTION, {"minutes": "soon"}, "Enter a whole number"),
        (QUESTION, {"minutes": "0"}, "Enter at least 1"),
        (QUESTION, {"minutes": "2000"}, "Enter at most 240"),
        (QUESTION, {"concept": "Not A Concept"}, "small letters"),
        ("sections/B/questions/bodies", {"at_least": "9", "at_most": "3"}, "in order"),
    ],
)
def test_what_cannot_be_saved_comes_back_in_its_field(
    desk: Desk, session: Session, at: str, typed: dict[str, str], what: str
) -> None:
    reply = desk.save(at, None, **typed)
    assert reply.status_code == 422
    assert what in said(reply.text)
    for value in typed.values():
        assert value in reply.text.partition('id="properties"')[2]
    assert version(session).revision == 0


def test_the_questionnaire_itself_has_properties(desk: Desk, session: Session) -> None:
    desk.save("", title="Another title", languages=["en", "fr"], report__title="The report")
    saved = document(session)
    assert saved["title"] == {"en": "Another title"}
    assert saved["languages"] == ["en", "fr"]
    assert saved["report"]["title"] == {"en": "The report"}


def test_a_question_of_every_type_is_added_behind_the_open_one(desk: Desk, session: Session) -> None:
    for kind in QUESTION_TYPES:
        new = desk.add(QUESTION, "question", kind)
        assert keys(session, "A")[1] == new.rpartition("/")[2]
        assert thing(session, new)["type"] == kind
        assert 'class="preview"' in desk.open(new)
    assert "This key is missing" not in desk.open("", "diagnostics")


def test_what_is_added_can_be_published_as_it_is(sign_in: SignIn, session: Session) -> None:
    begin(sign_in(ADMIN), key="fresh", title="A fresh one")
    desk = Desk(sign_in(ADMIN), "fresh")
    for kind in QUESTION_TYPES:
        desk.add("sections/A", "question", kind)
    desk.send("retype", "sections/A/questions/A01", type="year")
    made = Questionnaire.model_validate(document(session, "fresh"))
    assert [found.text for found in analyse(made) if found.severity == "error"] == []
    assert [made.by_key[key].number for key in ("A02", "A03")] == ["A.1", "A.2"]
    assert made.by_key["A01"].number.startswith("A.")


def test_a_section_is_added_behind_the_open_one_and_into_the_report(desk: Desk, session: Session) -> None:
    assert desk.add("sections/A", "section") == "sections/C"
    saved = document(session)
    assert [one["key"] for one in saved["sections"]] == ["A", "C", "B"]
    assert "C" in saved["report"]["chapters"][-1]["sections"]


@pytest.mark.parametrize(
    ("at", "kind"), [("sections/B/questions/bodies", "grid"), ("sections/B/questions/table", "year")]
)
def test_a_part_is_added_inside_a_question(desk: Desk, session: Session, at: str, kind: str) -> None:
    new = desk.add(at, "inside", kind)
    assert thing(session, new)["type"] == kind


def test_a_chapter_of_the_report_is_added_and_filled(desk: Desk, session: Session) -> None:
    new = desk.add("", "chapter")
    desk.save(new, title="More findings", sections=["A", "B"])
    chapter = document(session)["report"]["chapters"][-1]
    assert chapter == {"title": {"en": "More findings"}, "sections": ["A", "B"]}


@pytest.mark.parametrize("fields", [{"what": "nothing"}, {"what": "question", "type": "riddle"}])
def test_what_nobody_can_add_is_not_there(desk: Desk, fields: dict[str, str]) -> None:
    assert desk.send("add", "sections/A", None, **fields).status_code == 404


@pytest.mark.parametrize(
    ("at", "way", "order"),
    [
        ("sections/A/questions/second", "up", ["second", "first", "third"]),
        ("sections/A/questions/second", "down", ["first", "third", "second"]),
    ],
)
def test_a_question_moves_one_place(
    desk: Desk, session: Session, at: str, way: str, order: list[str]
) -> None:
    reply = desk.send("move", at, way=way)
    assert place(reply) == at
    assert keys(session, "A") == order
    assert f'id="{way}"' in desk.client.get(reply.location).text.partition("autofocus")[0]


def test_past_the_last_question_is_the_next_section(desk: Desk, session: Session) -> None:
    assert place(desk.send("move", "sections/A/questions/third", way="down")) == "sections/B/questions/third"
    assert keys(session, "B")[0] == "third"
    assert place(desk.send("move", "sections/B/questions/third", way="up")) == "sections/A/questions/third"
    assert keys(session, "A")[-1] == "third"


def test_a_question_moves_to_a_position_or_a_section(desk: Desk, session: Session) -> None:
    desk.send("move", QUESTION, index="2")
    assert keys(session, "A") == ["second", "third", "first"]
    desk.send("move", QUESTION, section="B")
    assert keys(session, "B")[-1] == "first"


def test_sections_options_and_chapters_move_too(desk: Desk, session: Session) -> None:
    desk.send("move", "sections/B", way="up")
    desk.send("move", f"{QUESTION}/options/b", way="up")
    assert place(desk.send("move", "report/chapters/1", way="up")) == "report/chapters/0"
    saved = document(session)
    assert [one["key"] for one in saved["sections"]] == ["B", "A"]
    assert [one["code"] for one in thing(session, f"{QUESTION}/options")] == ["b", "a"]
    assert saved["report"]["chapters"][0]["sections"] == ["B"]


def test_at_the_end_of_the_way_a_move_says_so(desk: Desk) -> None:
    reply = desk.send("move", "sections/A", way="up")
    assert reply.status_code == 422
    assert "cannot be moved further" in said(reply.text)


def test_a_question_is_removed_and_comes_back(desk: Desk, session: Session) -> None:
    assert place(desk.send("remove", QUESTION)) == "sections/A"
    assert keys(session, "A") == ["second", "third"]
    desk.send("undo", "sections/A")
    assert keys(session, "A") == ["first", "second", "third"]


def test_a_section_is_removed_from_the_report_too(desk: Desk, session: Session) -> None:
    desk.save("report/chapters/0", sections=["A", "B"])
    desk.send("remove", "sections/B")
    assert [one["key"] for one in document(session)["sections"]] == ["A"]


def test_the_last_section_stays(desk: Desk) -> None:
    for key in ("A", "B"):
        reply = desk.send("remove", f"sections/{key}")
    assert reply.status_code == 422


def test_a_key_changes_and_what_refers_to_it_follows(desk: Desk, session: Session) -> None:
    at = "sections/A/questions/second"
    data = {"do": "save", "c.kind": "look", "c.key": "first", "c.operator": "answered"}
    desk.send("condition", at, None, **data)
    assert place(desk.send("rename", QUESTION, new_key="FIRST")) == "sections/A/questions/FIRST"
    assert thing(session, at)["shown_when"] == {"question": "FIRST", "answered": True}


def test_a_key_that_is_taken_is_refused(desk: Desk) -> None:
    reply = desk.send("rename", QUESTION, new_key="no key")
    assert reply.status_code == 422


def test_a_type_changes_and_keeps_what_fits(desk: Desk, session: Session) -> None:
    desk.send("retype", QUESTION, type="multiple_choice")
    assert thing(session, QUESTION)["type"] == "multiple_choice"
    assert [one["code"] for one in thing(session, QUESTION)["options"]] == ["a", "b"]


def test_undo_and_redo_go_back_and_forth(desk: Desk, session: Session) -> None:
    desk.save(QUESTION, text="Changed?")
    assert "Undone." in desk.client.get(desk.send("undo", QUESTION).location).text
    assert thing(session, QUESTION)["text"] == {"en": "Question first?"}
    desk.send("redo", QUESTION)
    assert thing(session, QUESTION)["text"] == {"en": "Changed?"}


@pytest.mark.parametrize("step", ["undo", "redo"])
def test_with_nothing_to_take_back_it_says_so(desk: Desk, step: str) -> None:
    reply = desk.send(step, QUESTION)
    assert reply.status_code == 422
    assert f"nothing to {step}" in said(reply.text)


def test_undo_leads_to_what_is_left_of_the_place(desk: Desk) -> None:
    new = desk.add(QUESTION, "question", "year")
    assert place(desk.send("undo", new)) == "sections/A"


def test_the_history_names_every_step(desk: Desk) -> None:
    desk.save(QUESTION, text="Changed?")
    desk.send("undo", QUESTION)
    page = desk.open("", "history")
    assert "Demo administrator" in page
    assert "Undone: Changed" in page


def test_nobody_else_opens_the_editor(sign_in: SignIn, desk: Desk) -> None:
    for person in ("staff", "focal-point.a-03"):
        client = sign_in(person)
        assert client.get(desk.home).status_code == 403
