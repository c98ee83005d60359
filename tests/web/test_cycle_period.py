"""The period of the report begins with that of the cycle, and counts when it is saved."""

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.domain.answers import DateRange
from app.submissions.queries import answers_of, find_work
from tests.conftest import SignIn, field
from tests.services.demo import not_started

FIELDS = [f"CS-02.{side}.{name}" for side in ("from", "to") for name in ("year", "month", "day")]


def shown(page: str) -> dict[str, str]:
    return {name: field(page, name) for name in FIELDS}


def save(client: FlaskClient, path: str, fields: dict[str, str], revision: str) -> None:
    page = client.get(path).text
    hidden = {name: field(page, name) for name in ("csrf_token", "idempotency_key")}
    client.post(path, data={**hidden, "revision-CS-02": revision, **fields})


def test_the_form_begins_with_the_period_of_the_cycle(session: Session, sign_in: SignIn) -> None:
    submission = not_started(session)
    period = find_work(session, submission.id, None).period()
    assert isinstance(period, DateRange)
    client = sign_in("focal-point.a-14")
    path = f"/submissions/{submission.id}/sections/A"
    fields = shown(client.get(path).text)
    assert fields["CS-02.from.year"] == str(period.start.year)
    assert fields["CS-02.to.day"] == "31"
    assert answers_of(session, submission.id) == {}
    save(client, path, fields, "0")
    assert answers_of(session, submission.id)["CS-02"] == period
    save(client, path, {}, "1")
    assert set(shown(client.get(path).text).values()) == {""}


def test_a_period_does_not_end_before_it_begins(session: Session) -> None:
    with pytest.raises(IntegrityError, match="period_in_order"):
        session.execute(sa.text("UPDATE reporting_cycle SET period_to = '1999-01-01'"))


def test_a_cycle_may_have_no_period(session: Session) -> None:
    session.execute(sa.text("UPDATE reporting_cycle SET period_from = NULL, period_to = NULL"))
    assert find_work(session, not_started(session).id, None).period() is None
