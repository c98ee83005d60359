"""The pages of the passage check as they are without JavaScript: staff open it, States answer, the report follows."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from app.accounts.models import Account, Membership, Respondent
from app.demonstration.seed import DOMAIN
from app.domain.passages import last_day
from app.reports.models import Passage, PassageCheck
from app.submissions.models import Snapshot
from app.web.clock import now
from tests.conftest import SignIn, field
from tests.services.demo import READER, submission_of
from tests.services.passages import in_order, passages
from tests.web.test_statements import statements

PASSAGES = "/cycles/demo/passages"
BETTER = "The coordinating body met five times."


@pytest.fixture
def staff(sign_in: SignIn) -> FlaskClient:
    return sign_in("staff")


def post_day(staff: FlaskClient, day: date, path: str = PASSAGES, **data: str) -> TestResponse:
    text = staff.get(PASSAGES).text
    names = ["csrf_token", "idempotency_key", "expected" if "/deadline" in path else "seen"]
    main = text.split("<main", 1)[1]
    hidden = {name: field(main, name) for name in names if f'name="{name}"' in main}
    return staff.post(path, data={**hidden, "last_day": day.isoformat(), **data})


def open_check(staff: FlaskClient) -> None:
    assert post_day(staff, last_day(now().date())).status_code == 303


def person_of(session: Session, passage: Passage) -> str:
    """The focal point of the State of a passage: XAC is A-03."""
    code = session.get_one(Respondent, passage.respondent_id).code
    return f"focal-point.{code[1].lower()}-{ord(code[2]) - 64:02}"


def page_of(session: Session, passage: Passage) -> str:
    return f"/submissions/{session.get_one(Snapshot, passage.snapshot_id).submission_id}/passages"


def say(client: FlaskClient, session: Session, passage: Passage, outcome: str, **data: Any) -> TestResponse:
    page = page_of(session, passage)
    form = client.get(page).text.split(f'id="passage-{passage.id}"', 1)[1]
    hidden = {name: field(form, name) for name in ("csrf_token", "idempotency_key", "expected")}
    return client.post(f"{page}/{passage.id}", data={**hidden, "outcome": outcome, **data})


def end(session: Session) -> None:
    """The time for checking is over."""
    check = session.scalars(sa.select(PassageCheck)).one()
    check.opened_at, check.deadline_at = now() - timedelta(days=2), now() - timedelta(days=1)
    session.commit()


def test_the_effect_is_shown_in_numbers_before_anything_is_opened(
    staff: FlaskClient, session: Session
) -> None:
    quotations = in_order(session)
    text = staff.get(PASSAGES).text
    assert f"{len(quotations)} passages are shown to their States" in text
    assert f"({len({one.said.state.code for one in quotations})} States)" in text
    assert last_day(now().date()).isoformat() in text
    assert passages(session) == []


def test_staff_open_and_states_confirm_correct_withdraw_or_say_nothing(
    staff: FlaskClient, session: Session, sign_in: SignIn
) -> None:
    before = in_order(session)
    open_check(staff)
    confirmed, corrected, withdrawn, silent = passages(session)[:4]
    for one, outcome, more in (
        (confirmed, "confirmed", {}),
        (corrected, "corrected", {"correction": BETTER}),
        (withdrawn, "withdrawn", {}),
    ):
        reply = say(sign_in(person_of(session, one)), session, one, outcome, **more)
        assert reply.status_code == 303
    session.expire_all()
    after = in_order(session)
    assert after[0] == before[0]
    assert (after[1].text, after[1].is_corrected) == (BETTER, True)
    assert withdrawn.snapshot_id not in {
        one.said.snapshot_id for one in after if one.said.place == withdrawn.place
    }
    assert after[2].text == silent.text
    text = staff.get(f"{PASSAGES}?status=corrected").text
    assert BETTER in text
    assert text.count('<th scope="row">') == 1


def test_the_passages_come_in_pages_of_fifty_that_keep_the_filter(
    staff: FlaskClient, session: Session
) -> None:
    known = len(in_order(session))
    pages = -(-known // 50)
    assert pages > 1
    first, last = (staff.get(f"{PASSAGES}?group=&page={page}").text for page in (1, pages))
    assert f'<p role="status">{known} passages</p>' in first
    assert first.count('<th scope="row">') == 50
    assert last.count('<th scope="row">') == known - 50 * (pages - 1)
    assert f"Page {pages} of {pages}" in last
    assert staff.get(f"{PASSAGES}?page=999").text.count("Next page") == 0
    refused = post_day(staff, date(2020, 1, 1))
    assert f'href="{PASSAGES}?page=2" rel="next"' in refused.text
    few = staff.get(f"{PASSAGES}?group=AFRICAN").text
    assert few.count('<th scope="row">') <= 50
    assert "group=AFRICAN&amp;page=2" in few or "Next page" not in few


def test_the_state_sees_its_words_as_they_print_beside_its_figures(
    staff: FlaskClient, session: Session, sign_in: SignIn
) -> None:
    open_check(staff)
    one = passages(session)[0]
    client = sign_in(person_of(session, one))
    home = page_of(session, one).removesuffix("/passages")
    assert "Your words in the report" in client.get(home).text
    text = client.get(page_of(session, one)).text
    name = session.get_one(Respondent, one.respondent_id).names["en"]
    assert f"<blockquote><strong><bdi>{name}</bdi>:</strong> <bdi" in text
    assert f'data-figure="{one.place}:base"' in text
    assert say(client, session, one, "confirmed").status_code == 303
    assert "Confirmed. The passage is printed as it is." in client.get(page_of(session, one)).text


def test_nothing_typed_is_lost_when_a_correction_is_refused(
    staff: FlaskClient, session: Session, sign_in: SignIn
) -> None:
    open_check(staff)
    one = passages(session)[0]
    client, long = sign_in(person_of(session, one)), "word " * 61
    reply = say(client, session, one, "corrected", correction=long)
    assert reply.status_code == 409
    assert "A quotation has at most 60 words" in reply.text
    assert f">{long}</textarea>" in reply.text
    assert say(client, session, one, "exploded").status_code == 422


def test_after_the_deadline_no_change_is_taken_and_the_page_says_so(
    staff: FlaskClient, session: Session, sign_in: SignIn
) -> None:
    open_check(staff)
    one = passages(session)[0]
    client, page = sign_in(person_of(session, one)), page_of(session, one)
    token = field(client.get(page).text.split("<main", 1)[1], "csrf_token")
    end(session)
    text = client.get(page).text
    assert "The time for checking ended on" in text
    assert 'name="outcome"' not in text
    data = {"csrf_token": token, "idempotency_key": "a-late-click", "expected": "1", "outcome": "withdrawn"}
    reply = client.post(f"{page}/{one.id}", data=data)
    assert reply.status_code == 409
    assert "The time for checking is over, so nothing was changed." in reply.text
    assert "The time for checking is over." in client.get(page.removesuffix("/passages")).text


def test_passages_of_another_state_are_not_there(
    staff: FlaskClient, session: Session, sign_in: SignIn
) -> None:
    open_check(staff)
    one, other = passages(session)[:2]
    client = sign_in(person_of(session, one))
    page, token = page_of(session, one), field(client.get("/submissions/").text, "csrf_token")
    data = {
        "csrf_token": token,
        "idempotency_key": "a-click-of-mine",
        "expected": "1",
        "outcome": "withdrawn",
    }
    assert client.get(page_of(session, other)).status_code == 404
    assert client.post(f"{page_of(session, other)}/{other.id}", data=data).status_code == 404
    assert client.post(f"{page}/{other.id}", data=data).status_code == 404
    assert session.get_one(Passage, other.id).status == "asked"


@pytest.mark.parametrize(
    ("role", "answers"), [("approver", True), ("observer", False), ("contributor", False)]
)
def test_those_who_speak_for_the_state_answer_and_others_read(
    staff: FlaskClient, session: Session, sign_in: SignIn, role: str, answers: bool
) -> None:
    open_check(staff)
    one = passages(session)[0]
    account = session.scalars(sa.select(Account).where(Account.email == f"{READER}@{DOMAIN}")).one()
    session.add(Membership(respondent_id=one.respondent_id, account_id=account.id, role=role, since=now()))
    session.commit()
    client = sign_in(READER)
    text = client.get(page_of(session, one)).text
    assert ('name="outcome"' in text) == answers
    assert ("The focal point or the approver answers" in text) != answers
    token = field(text, "csrf_token")
    data = {
        "csrf_token": token,
        "idempotency_key": "a-click-of-mine",
        "expected": "1",
        "outcome": "confirmed",
    }
    reply = client.post(f"{page_of(session, one)}/{one.id}", data=data)
    assert reply.status_code == (303 if answers else 403)


def test_a_report_that_is_not_quoted_has_nothing_to_check(session: Session, sign_in: SignIn) -> None:
    path = f"/submissions/{submission_of(session, 'XAC').id}"
    client = sign_in("focal-point.a-03")
    assert "Your words in the report" not in client.get(path).text
    assert client.get(f"{path}/passages").status_code == 404


def test_a_selection_that_changed_meanwhile_is_shown_again(staff: FlaskClient, session: Session) -> None:
    reply = post_day(staff, last_day(now().date()), seen="of-another-selection")
    assert reply.status_code == 409
    assert "has changed since this page was made" in reply.text
    assert passages(session) == []


def test_a_day_that_is_past_or_missing_is_said_beside_the_field(staff: FlaskClient) -> None:
    reply = post_day(staff, now().date() - timedelta(days=1))
    assert reply.status_code == 409
    assert "Choose a day that is still to come." in reply.text
    assert post_day(staff, now().date(), last_day="").status_code == 422


def test_states_are_given_more_time(staff: FlaskClient, session: Session) -> None:
    open_check(staff)
    later = last_day(now().date(), 15)
    reply = post_day(staff, later, f"{PASSAGES}/deadline")
    assert reply.status_code == 303
    (check,) = session.scalars(sa.select(PassageCheck)).all()
    assert check.deadline_at.date() == later
    assert (check.deadline_at.hour, check.deadline_at.minute) == (23, 59)
    refused = post_day(staff, now().date(), f"{PASSAGES}/deadline")
    assert refused.status_code == 409
    assert "Choose a later day" in refused.text


def test_the_deadline_is_told_in_the_zone_of_the_reader_and_in_utc(
    staff: FlaskClient, session: Session, sign_in: SignIn
) -> None:
    open_check(staff)
    one = passages(session)[0]
    person = person_of(session, one)
    account = session.scalars(sa.select(Account).where(Account.email.startswith(f"{person}@"))).one()
    account.time_zone = "Asia/Kolkata"
    session.commit()
    assert isinstance(session.scalars(sa.select(PassageCheck)).one().deadline_at, datetime)
    assert "(Kolkata; " in sign_in(person).get(page_of(session, one)).text


def test_passages_are_filtered_by_region(staff: FlaskClient, session: Session) -> None:
    open_check(staff)
    african = sum(
        session.get_one(Respondent, one.respondent_id).regional_group == "AFRICAN"
        for one in passages(session)
    )
    assert staff.get(f"{PASSAGES}?group=AFRICAN").text.count('<th scope="row">') == african > 0
    assert "No passage is like this." in staff.get(f"{PASSAGES}?group=AFRICAN&status=withdrawn").text


def test_the_pages_cost_few_statements(staff: FlaskClient, session: Session, sign_in: SignIn) -> None:
    staff.get(PASSAGES)
    assert len(statements(session, staff, PASSAGES)) <= 7
    open_check(staff)
    assert len(statements(session, staff, PASSAGES)) <= 6
    one = passages(session)[0]
    client = sign_in(person_of(session, one))
    client.get(page_of(session, one))
    assert len(statements(session, client, page_of(session, one))) <= 6
