"""The pages on which staff code texts, as they are without JavaScript."""

from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from tests.conftest import SignIn, field
from tests.services.coding import PLACE, amended, coded_with, counted, new_code, snapshots, texts, tick
from tests.web.test_statements import statements

CODING = f"/cycles/demo/coding?place={PLACE}"


@pytest.fixture
def staff(sign_in: SignIn) -> FlaskClient:
    return sign_in("staff")


def save(client: FlaskClient, data: dict[str, Any], path: str = CODING) -> TestResponse:
    text = client.get(CODING).text
    hidden = {name: field(text, name) for name in ("csrf_token", "idempotency_key")}
    return client.post(path, data={**hidden, **data})


def change(client: FlaskClient, code_id: int, **data: str) -> TestResponse:
    path = f"/cycles/demo/codes/{code_id}"
    token = field(client.get(path).text, "csrf_token")
    return client.post(path, data={"csrf_token": token, "expected": "1", **data})


def test_every_counted_text_stands_on_the_page_and_some_without_their_state(
    staff: FlaskClient, session: Session
) -> None:
    text = staff.get(CODING).text
    frozen, held = snapshots(session), texts(session)
    hidden = [
        id_ for id_ in held if frozen[id_]["consents"].get(PLACE, frozen[id_]["consent"]) == "aggregate"
    ]
    assert text.count("<fieldset") == len(held)
    assert text.count("A State <span") == len(hidden) > 0


def test_a_code_is_added_by_typing_its_name(staff: FlaskClient) -> None:
    reply = save(staff, {"label": "Lack of funding"})
    assert reply.status_code == 303
    text = staff.get(reply.location).text
    assert "The code “Lack of funding” is in the code book." in text
    assert text.count('type="checkbox"') == text.count("<fieldset")


def test_adding_a_code_keeps_the_ticks_of_the_page(staff: FlaskClient, session: Session) -> None:
    code, first = new_code(session, "Funding"), min(texts(session))
    session.commit()
    data = {"label": "Staff", "text": f"{first}/", f"known-{first}/": "", f"code-{first}/": f"{code.id}"}
    assert save(staff, data).status_code == 303
    assert coded_with(session, code) == {first}


def test_a_name_that_is_there_already_is_said_beside_the_field(staff: FlaskClient, session: Session) -> None:
    new_code(session, "Funding")
    session.commit()
    reply = save(staff, {"label": "funding"})
    assert reply.status_code == 422
    assert "There is already a code “funding” here." in reply.text


def test_a_text_that_somebody_else_coded_meanwhile_stays_as_they_did_and_the_others_are_saved(
    staff: FlaskClient, session: Session
) -> None:
    mine, theirs = new_code(session, "Mine"), new_code(session, "Theirs")
    first, second, *_ = texts(session)
    session.commit()
    shown = {"text": [f"{first}/", f"{second}/"], f"known-{first}/": "", f"known-{second}/": ""}
    tick(session, theirs, first)  # meanwhile, on another page
    session.commit()
    reply = save(staff, {**shown, f"code-{first}/": f"{mine.id}", f"code-{second}/": f"{mine.id}"})
    assert "Somebody else changed some of these texts" in staff.get(reply.location).text
    assert (coded_with(session, mine), coded_with(session, theirs)) == ({second}, {first})


def test_what_is_sent_twice_is_done_once_and_blames_nobody(staff: FlaskClient, session: Session) -> None:
    code, first = new_code(session, "Funding"), min(texts(session))
    session.commit()
    sent = {"text": f"{first}/", f"known-{first}/": "", f"code-{first}/": f"{code.id}"}
    replies = [staff.get(save(staff, sent).location).text for _ in range(2)]
    assert ["Saved: one change." in text for text in replies] == [True, False]
    assert not any("Somebody else" in text for text in replies)


def test_a_text_that_is_not_counted_any_more_is_said(staff: FlaskClient, session: Session) -> None:
    code, first = new_code(session, "Funding"), min(texts(session))
    session.commit()
    amended(session, first)
    reply = save(staff, {"text": f"{first}/", f"known-{first}/": "", f"code-{first}/": f"{code.id}"})
    assert "look at those again" in staff.get(reply.location).text
    assert coded_with(session, code) == set()


def test_unticking_takes_a_code_off(staff: FlaskClient, session: Session) -> None:
    code, first = new_code(session, "Funding"), min(texts(session))
    tick(session, code, first)
    session.commit()
    reply = save(staff, {"text": f"{first}/", f"known-{first}/": f"{code.id}"})
    assert "Saved: one change." in staff.get(reply.location).text
    assert coded_with(session, code) == set()


def test_texts_of_other_places_and_what_is_no_code_are_left_alone(
    staff: FlaskClient, session: Session
) -> None:
    code = new_code(session, "Funding")
    silent = next(id_ for id_ in counted(session).snapshot_ids if id_ not in texts(session))
    first = min(texts(session))
    session.commit()
    data = {
        "text": [f"{silent}/", f"{first}/"],
        f"known-{silent}/": "",
        f"code-{silent}/": f"{code.id}",
        f"known-{first}/": "",
        f"code-{first}/": "²",
    }
    assert save(staff, data).status_code == 303
    assert coded_with(session, code) == set()


def test_only_the_texts_without_a_code_can_be_shown(staff: FlaskClient, session: Session) -> None:
    code, held = new_code(session, "Funding"), texts(session)
    tick(session, code, *list(held)[:3])
    session.commit()
    assert staff.get(f"{CODING}&show=without").text.count("<fieldset") == len(held) - 3
    tick(session, code, *held)
    session.commit()
    assert "Every text has a code." in staff.get(f"{CODING}&show=without").text


def test_a_second_reader_agrees_with_codes(sign_in: SignIn, session: Session) -> None:
    code, (first, *_) = new_code(session, "Funding"), texts(session)
    session.commit()
    coder, second = sign_in("staff"), sign_in("second-reader")
    save(coder, {"text": f"{first}/", f"known-{first}/": "", f"code-{first}/": f"{code.id}"})
    assert "You gave these codes." in coder.get(CODING).text
    assert "No text waits for you" in coder.get(f"{CODING}&show=agree").text
    page = second.get(f"{CODING}&show=agree").text
    assert page.count("<fieldset") == 1
    assert "agree with the codes that Demo staff member gave it" in page
    sent = {"text": f"{first}/", f"known-{first}/": f"{code.id}", f"code-{first}/": f"{code.id}"}
    reply = save(second, {**sent, f"agree-{first}/": "yes"})
    assert "Saved: one change." in second.get(reply.location).text
    assert "Demo staff member gave the codes, and Demo second reader agreed." in coder.get(CODING).text


def test_who_changes_codes_does_not_agree_with_them(sign_in: SignIn, session: Session) -> None:
    code, other, (first, *_) = new_code(session, "Funding"), new_code(session, "Staff"), texts(session)
    tick(session, code, first)
    session.commit()
    second = sign_in("second-reader")
    sent = {"text": f"{first}/", f"known-{first}/": f"{code.id}", f"agree-{first}/": "yes"}
    save(second, {**sent, f"code-{first}/": [f"{code.id}", f"{other.id}"]})
    assert "You gave these codes." in second.get(CODING).text


def test_codes_that_were_changed_meanwhile_are_looked_at_again(sign_in: SignIn, session: Session) -> None:
    code, other, (first, *_) = new_code(session, "Funding"), new_code(session, "Staff"), texts(session)
    tick(session, code, first)
    tick(session, other, first)
    session.commit()
    second = sign_in("second-reader")
    sent = {"text": f"{first}/", f"known-{first}/": f"{code.id}", f"code-{first}/": f"{code.id}"}
    reply = save(second, {**sent, f"agree-{first}/": "yes"})
    assert "Somebody else changed some of these texts" in second.get(reply.location).text


def test_many_texts_are_read_page_by_page(staff: FlaskClient) -> None:
    path = "/cycles/demo/coding?place=P2-G04"
    first = staff.get(path).text
    assert first.count("<fieldset") == 20
    assert "Save and go on" in first
    assert staff.get(f"{path}&page=2").text.count("<fieldset") == 15
    assert staff.get(f"{path}&page=99").text.count("<fieldset") == 15
    reply = save(staff, {"next": "yes"}, path)
    assert "page=2" in reply.location


@pytest.mark.parametrize("place", ["", "P2-B01", "P2-X", "P2-H02_BP-01"])
def test_where_no_text_is_asked_for_nothing_is_coded(staff: FlaskClient, place: str) -> None:
    assert staff.get(f"/cycles/demo/coding?place={place}").status_code == 404


def test_a_code_is_renamed_moved_and_removed_on_its_page(staff: FlaskClient, session: Session) -> None:
    codes = [new_code(session, label) for label in ("One", "Two", "Three")]
    session.commit()
    changes = (
        {"act": "rename", "label": "First"},
        {"act": "move", "place": "3"},
        {"act": "remove"},
    )
    for code, data in zip(codes, changes, strict=True):
        assert change(staff, code.id, **data).status_code == 303
    text = staff.get(CODING).text
    assert text.index(">First</a>") < text.index(">Two</a>")
    assert ">Three</a>" not in text


def test_codes_are_merged(staff: FlaskClient, session: Session) -> None:
    money, funding = new_code(session, "Money"), new_code(session, "Funding")
    first = min(texts(session))
    tick(session, money, first)
    session.commit()
    assert change(staff, money.id, act="merge", into=f"{funding.id}").status_code == 303
    assert coded_with(session, funding) == {first}
    assert staff.get(f"/cycles/demo/codes/{money.id}").status_code == 404


def test_a_refused_change_is_said_on_the_page(staff: FlaskClient, session: Session) -> None:
    code = new_code(session, "Money")
    new_code(session, "Funding")
    session.commit()
    assert "There is already a code" in change(staff, code.id, act="rename", label="Funding").text
    assert change(staff, code.id, act="rename", label="Means", expected="7").status_code == 409
    assert change(staff, code.id, act="explode").status_code == 422


def test_a_page_of_texts_costs_eight_statements(staff: FlaskClient, session: Session) -> None:
    tick(session, new_code(session, "Funding"), *texts(session))
    session.commit()
    staff.get(CODING)
    assert len(statements(session, staff, CODING)) <= 8
