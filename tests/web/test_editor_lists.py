"""Lists that are pasted, and questions that are found, copied and brought from another questionnaire."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from app.questionnaires.forms.kinds import Kind
from app.questionnaires.forms.lines import as_lines, from_lines
from app.questionnaires.forms.properties import Mistyped
from tests.conftest import SignIn
from tests.factories import question, questionnaire, section
from tests.web.editing import QUESTION, Desk, document, given, keys, place, said, small, thing, version

HELD: list[dict[str, Any]] = [
    {"code": "a", "text": {"en": "Option A", "fr": "Choix A"}, "exclusive": True},
    {"code": "b", "text": {"en": "Option B"}},
]


@pytest.fixture
def desk(sign_in: SignIn, session: Session) -> Desk:
    given(session)
    shared = question("shared", "year", concept="founding_year")
    looking = question("looking", shown_when={"question": "shared", "answered": True})
    given(session, questionnaire(section("A", question("first"), shared), section("Z", looking), key="other"))
    return Desk(sign_in("admin"))


def test_a_pasted_list_becomes_options_with_codes(app: Flask) -> None:
    with app.test_request_context():
        found = from_lines(Kind.OPTIONS, "• Law enforcement\r\n\nLaw enforcement\nصحة\nh | Health", [], "en")
    assert [one["code"] for one in found] == ["law_enforcement", "law_enforcement_2", "option", "h"]
    assert found[0]["text"] == {"en": "Law enforcement"}


def test_what_was_there_keeps_its_other_properties(app: Flask) -> None:
    with app.test_request_context():
        found = from_lines(Kind.OPTIONS, "Option B\na | Better A\nNew one", HELD, "en")
    assert found[0] == HELD[1]
    assert found[1] == {**HELD[0], "text": {"en": "Better A", "fr": "Choix A"}}
    assert found[2] == {"code": "new_one", "text": {"en": "New one"}}


def test_columns_of_a_spreadsheet_are_codes_and_texts(app: Flask) -> None:
    with app.test_request_context():
        assert from_lines(Kind.OPTIONS, "x\tText", [], "en") == [{"code": "x", "text": {"en": "Text"}}]


def test_a_list_that_nobody_touched_is_the_same(app: Flask) -> None:
    held = [*HELD, {"code": "c", "text": {"en": "Two\nlines"}}]
    with app.test_request_context():
        assert from_lines(Kind.OPTIONS, as_lines(Kind.OPTIONS, held, "en"), held, "en") == held


@pytest.mark.parametrize("typed", ["Not A Code | Text", "a | One\na | Two", "a |"])
def test_a_line_that_cannot_be_an_option_says_why(app: Flask, typed: str) -> None:
    with app.test_request_context(), pytest.raises(Mistyped):
        from_lines(Kind.OPTIONS, typed, [], "en")


def test_terms_are_lines_too(app: Flask) -> None:
    held = [{"term": {"en": "Body", "fr": "Organe"}, "meaning": {"en": "A group"}}]
    with app.test_request_context():
        assert as_lines(Kind.TERMS, held, "en") == "Body: A group"
        found = from_lines(Kind.TERMS, "Body: A standing group\nYear: Twelve months", held, "en")
        with pytest.raises(Mistyped):
            from_lines(Kind.TERMS, "Body", [], "en")
    assert found[0] == {"term": held[0]["term"], "meaning": {"en": "A standing group"}}
    assert found[1] == {"term": {"en": "Year"}, "meaning": {"en": "Twelve months"}}


def test_options_are_pasted_on_their_page(desk: Desk, session: Session) -> None:
    assert "a | Option A" in desk.open(QUESTION, "lines", name="options")
    reply = desk.send("lines", QUESTION, name="options", lines="a | Option A\nHealth\nPrisons")
    assert place(reply) == QUESTION
    assert [one["code"] for one in thing(session, f"{QUESTION}/options")] == ["a", "health", "prisons"]


def test_a_list_that_is_refused_comes_back(desk: Desk) -> None:
    reply = desk.send("lines", QUESTION, name="options", lines="A B | Text")
    assert reply.status_code == 422
    assert "A B | Text" in reply.text
    too_short = desk.send("lines", QUESTION, name="options", lines="Only one")
    assert too_short.status_code == 422
    assert said(too_short.text)


def test_terms_are_taken_away_with_their_last_line(desk: Desk, session: Session) -> None:
    desk.send("lines", QUESTION, name="terms", lines="Body: A group")
    assert thing(session, QUESTION)["terms"] == [{"term": {"en": "Body"}, "meaning": {"en": "A group"}}]
    desk.send("lines", QUESTION, name="terms", lines="")
    assert "terms" not in thing(session, QUESTION)


@pytest.mark.parametrize("name", ["text", "nothing"])
def test_only_lists_have_such_a_page(desk: Desk, name: str) -> None:
    reply = desk.client.get(f"{desk.home}/lines", query_string={"at": QUESTION, "name": name})
    assert reply.status_code == 404


def test_an_option_has_properties_of_its_own(desk: Desk, session: Session) -> None:
    at = "sections/B/questions/last/options/a"
    assert "Excludes all others" in desk.open(at)
    desk.save(at, exclusive="yes", text="None of them")
    assert thing(session, at) == {"code": "a", "text": {"en": "None of them"}, "exclusive": True}


def test_questions_are_found_by_their_words(desk: Desk) -> None:
    page = desk.open("", "find", q="question BODIES")
    assert "at=sections/B/questions/bodies" in page
    assert "at=sections/A/questions/first" not in page
    assert "Nothing was found" in desk.open("", "find", q="unheard of")


def test_the_question_bank_holds_the_concepts_of_all_questionnaires(desk: Desk) -> None:
    page = desk.open("", "find", source="*", bank="yes")
    assert "founding_year" in page
    assert "Question shared?" in page
    assert "Question looking?" not in page


def test_a_question_of_another_questionnaire_is_copied_behind_the_open_one(
    desk: Desk, session: Session
) -> None:
    reply = desk.send("paste", QUESTION, source="other", place="sections/A/questions/shared")
    assert place(reply) == "sections/A/questions/shared"
    assert keys(session, "A") == ["first", "shared", "second", "third"]
    assert thing(session, place(reply))["concept"] == "founding_year"


def test_a_copy_gets_a_key_that_is_free(desk: Desk, session: Session) -> None:
    desk.send("paste", QUESTION, source="other", place="sections/A/questions/first")
    assert keys(session, "A")[:2] == ["first", "first-2"]


def test_a_section_that_looks_at_itself_still_does_as_a_copy(desk: Desk, session: Session) -> None:
    reply = desk.send("paste", "sections/A", source="desk", place="sections/A")
    new = place(reply)
    assert [one["key"] for one in document(session)["sections"]] == ["A", new.rpartition("/")[2], "B"]
    copied = [one["key"] for one in thing(session, f"{new}/questions")]
    assert copied == ["first-2", "second-2", "third-2"]


def test_what_was_copied_is_pasted_into_another_draft(desk: Desk, session: Session) -> None:
    other = Desk(desk.client, "other")
    assert "Paste" not in desk.open(QUESTION)
    other.send("copy", "sections/A/questions/shared")
    assert "Paste other: shared here" in desk.open(QUESTION)
    assert place(desk.send("paste", QUESTION)) == "sections/A/questions/shared"
    assert "Copied here." in desk.open(QUESTION)


def test_a_question_is_duplicated_beside_itself(desk: Desk, session: Session) -> None:
    new = place(desk.send("duplicate", QUESTION))
    assert keys(session, "A")[:2] == ["first", new.rpartition("/")[2]]
    assert thing(session, new)["options"] == thing(session, QUESTION)["options"]


@pytest.mark.parametrize(
    ("source", "wanted"), [("none", "sections/A"), ("other", "sections/X"), ("other", "title"), ("other", "")]
)
def test_what_is_not_there_cannot_be_pasted(desk: Desk, source: str, wanted: str) -> None:
    assert desk.send("paste", QUESTION, source=source, place=wanted).status_code == 404
    assert small().key == "desk"


def test_what_belongs_to_the_same_questionnaire_is_chosen_not_typed(desk: Desk, session: Session) -> None:
    desk.save("", consent_question="first")
    assert document(session)["consent_question"] == "first"
    desk.save(QUESTION, sectors=["labour", "health"], report__counts=["b", "a"])
    saved = thing(session, QUESTION)
    assert (saved["sectors"], saved["report"]["counts"]) == (["labour", "health"], ["b", "a"])
    page = desk.open(QUESTION)
    assert 'name="p.sectors" value="criminal_justice"' in page
    # ticked boxes are sent in the order of the page, which alone is no change
    before = version(session).revision
    desk.save(QUESTION, page, sectors=["health", "labour"])
    assert version(session).revision == before
