"""The page on which staff type what the head of a cycle's document says, in every language."""

from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from app.cycles.queries import find_cycle
from tests.conftest import SignIn, field

PAGE = "/cycles/demo/head"


@pytest.fixture
def staff(sign_in: SignIn) -> FlaskClient:
    return sign_in("staff")


def hidden(client: FlaskClient) -> dict[str, str]:
    page = client.get(PAGE).text.split("<main", 1)[1]
    return {name: field(page, name) for name in ("csrf_token", "idempotency_key", "expected")}


def send(client: FlaskClient, before: dict[str, str], **texts: Any) -> TestResponse:
    return client.post(PAGE, data=before | texts)


def test_the_demonstration_has_its_session_in_six_languages(staff: FlaskClient, session: Session) -> None:
    head = find_cycle(session, "demo").head
    assert head.keys() == {"session", "place_and_dates", "agenda_item"}
    assert all(texts.keys() == {"ar", "zh", "en", "fr", "ru", "es"} for texts in head.values())
    page = staff.get(PAGE).text
    assert all(text in page.replace("&#39;", "'") for texts in head.values() for text in texts.values())
    assert "drafts that nobody has reviewed" in page


def test_staff_type_the_texts_and_documents_say_them(staff: FlaskClient, session: Session) -> None:
    reply = send(staff, hidden(staff), session_en=" Seventieth session ", late_submission_fr="En retard.")
    assert reply.status_code == 303
    assert "Documents that are made from now on say so." in staff.get(reply.location).text
    head = find_cycle(session, "demo").head
    assert head == {"session": {"en": "Seventieth session"}, "late_submission": {"fr": "En retard."}}
    in_french = staff.get("/cycles/demo/report/preview?language=fr").text
    assert '<bdi lang="en" dir="ltr">Seventieth session</bdi>' in in_french
    assert 'data-mark="**">En retard.</span>' in in_french


def test_a_stale_page_gives_both_texts_back_and_saving_again_decides(
    staff: FlaskClient, session: Session
) -> None:
    before = hidden(staff)
    other = hidden(staff)
    send(staff, other, session_en="Theirs")
    reply = send(staff, before, session_en="Mine")
    assert reply.status_code == 409
    assert 'value="Mine"' in reply.text
    assert 'Stored now: <bdi lang="en">Theirs</bdi>' in reply.text
    again = {name: field(reply.text.split("<main", 1)[1], name) for name in before}
    assert send(staff, again, session_en="Mine").status_code == 303
    session.expire_all()
    assert find_cycle(session, "demo").head == {"session": {"en": "Mine"}}


@pytest.mark.parametrize("text", ["x" * 101, "two\nlines"])
def test_what_cannot_be_printed_is_refused_and_kept_on_the_page(staff: FlaskClient, text: str) -> None:
    reply = send(staff, hidden(staff), session_en=text, session_fr="Session")
    assert reply.status_code == 422
    assert 'value="Session"' in reply.text


def test_both_desks_lead_there_and_only_for_staff(staff: FlaskClient, sign_in: SignIn) -> None:
    for desk in ("/cycles/demo", "/cycles/demo/report"):
        assert f'href="{PAGE}"' in staff.get(desk, follow_redirects=True).text
    assert staff.get("/cycles/nothing/head").status_code == 404
    for person in ("admin", "focal-point.a-03"):
        assert sign_in(person).get(PAGE).status_code == 403
