"""Two administrators at one draft: nothing typed is lost, and each sees what the other did."""

import pytest
from sqlalchemy.orm import Session

from app.accounts.models import Account
from tests.conftest import SignIn, field
from tests.web.editing import QUESTION, Desk, given, place, thing, version


@pytest.fixture
def desk(sign_in: SignIn, session: Session) -> Desk:
    given(session)
    return Desk(sign_in("admin"))


def test_changes_of_different_properties_both_stay(desk: Desk, session: Session) -> None:
    stale = desk.open(QUESTION)
    desk.save(QUESTION, text="Their text?")
    reply = desk.save(QUESTION, stale, guidance="My guidance.")
    assert place(reply) == QUESTION
    saved = thing(session, QUESTION)
    assert (saved["text"], saved["guidance"]) == ({"en": "Their text?"}, {"en": "My guidance."})


def test_a_page_that_is_stale_elsewhere_is_shown_anew(desk: Desk) -> None:
    stale = desk.open(QUESTION)
    desk.save("sections/A", title="Theirs")
    data = desk.state(stale, QUESTION) | {"p.guidance": "Mine.", "was.guidance": ""}
    reply = desk.client.post(f"{desk.home}/put", data=data, headers={"HX-Request": "true"})
    assert "HX-Redirect" in reply.headers


def test_a_stale_change_shows_both_texts_and_who_wrote_the_other(desk: Desk, session: Session) -> None:
    stale = desk.open(QUESTION)
    desk.save(QUESTION, text="Their text?")
    reply = desk.save(QUESTION, stale, text="My text?", guidance="My guidance.")
    assert reply.status_code == 409
    conflict = reply.text.partition('class="conflict"')[2].partition("</form>")[0]
    assert "Demo administrator changed this" in conflict
    assert "Their text?" in conflict
    assert "My text?" in conflict
    fields = reply.text.partition('id="properties"')[2]
    assert "My text?" in fields
    assert "My guidance." in fields
    assert thing(session, QUESTION)["text"] == {"en": "Their text?"}


def test_mine_can_be_kept(desk: Desk, session: Session) -> None:
    stale = desk.open(QUESTION)
    desk.save(QUESTION, text="Their text?", required="yes")
    refused = desk.save(QUESTION, stale, text="My text?")
    conflict = refused.text.partition('class="conflict"')[2].partition("</form>")[0]
    names = ("csrf_token", "idempotency_key", "expected", "at", "p.text", "was.text")
    data = {name: field(conflict, name) for name in names}
    assert data["was.text"] == "Their text?"
    assert place(desk.client.post(f"{desk.home}/put", data=data)) == QUESTION
    saved = thing(session, QUESTION)
    assert (saved["text"], saved["required"]) == ({"en": "My text?"}, True)


def test_theirs_can_be_kept(desk: Desk) -> None:
    stale = desk.open(QUESTION)
    desk.save(QUESTION, text="Their text?")
    refused = desk.save(QUESTION, stale, text="My text?")
    link = refused.text.partition('class="conflict"')[2].partition('<a class="btn quiet" href="')[2]
    page = desk.client.get(link.partition('"')[0]).text
    assert "Their text?" in page.partition('id="properties"')[2]


def test_a_page_with_javascript_gets_the_conflict_in_its_place(desk: Desk) -> None:
    stale = desk.open(QUESTION)
    desk.save(QUESTION, text="Their text?")
    data = desk.state(stale, QUESTION) | {"p.text": "My text?", "was.text": "Question first?"}
    reply = desk.client.post(f"{desk.home}/put", data=data, headers={"HX-Request": "true"})
    assert reply.status_code == 409
    assert '"refused": {"place": "conflict"}' in reply.headers["HX-Trigger-After-Settle"]
    assert "Their text?" in reply.text


def test_a_change_of_what_was_removed_meanwhile_keeps_what_was_typed(desk: Desk) -> None:
    stale = desk.open(QUESTION)
    desk.send("remove", QUESTION)
    reply = desk.save(QUESTION, stale, text="My text?")
    assert reply.status_code == 409
    assert "Somebody took this out" in reply.text
    assert "My text?" in reply.text


def test_a_stale_undo_says_who_was_faster(desk: Desk, session: Session) -> None:
    desk.save(QUESTION, text="Mine?")
    stale = desk.open(QUESTION)
    desk.save(QUESTION, text="Theirs?")
    reply = desk.send("undo", QUESTION, stale)
    assert reply.status_code == 409
    assert "Demo administrator changed the draft" in reply.text
    assert thing(session, QUESTION)["text"] == {"en": "Theirs?"}


def test_the_second_of_two_clicks_changes_nothing(desk: Desk, session: Session) -> None:
    page = desk.open(QUESTION)
    for _ in range(2):
        desk.send("add", QUESTION, page, what="question", type="year")
    assert version(session).revision == 1
    assert len(thing(session, "sections/A/questions")) == 4


def test_a_page_of_no_revision_is_refused(desk: Desk, session: Session) -> None:
    data = desk.state(desk.open(QUESTION), QUESTION) | {"expected": "soon", "type": "year"}
    assert desk.client.post(f"{desk.home}/retype", data=data).status_code == 422
    assert session.get(Account, 1) is not None
