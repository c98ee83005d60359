"""What is on record from the previous report, for reading: on the section's page, before sending, and for reviewers."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app.domain.typed import alone
from tests.conftest import SignIn
from tests.services.rounds import Round
from tests.services.test_carrying import again, answered_first

RECORD = "On record from the previous report"


@pytest.fixture
def later(session: Session) -> Round:
    """A report of a State that has answered the same questionnaire before; nothing is filled in yet."""
    return again(answered_first(session)[0], "later", hours=12)


@pytest.fixture
def official(sign_in: SignIn) -> FlaskClient:
    return sign_in("focal-point.a-14")


def test_the_previous_answers_can_be_read_under_the_question_that_keeps_them(
    official: FlaskClient, later: Round
) -> None:
    page = official.get(f"/submissions/{later.submission.id}/sections/A").text
    assert page.count(RECORD) == 1
    record = page.split(RECORD)[1].split("</details>")[0]
    assert "Question one?" in record
    assert "Yes" in record
    assert "Question left?" not in record
    assert "<input" not in record


def test_there_is_no_record_in_the_first_report(official: FlaskClient, session: Session) -> None:
    first, _ = answered_first(session)
    assert RECORD not in official.get(f"/submissions/{first.submission.id}/sections/A").text


def test_before_sending_and_in_review_the_record_is_there_where_nothing_is_new(
    official: FlaskClient, sign_in: SignIn, later: Round
) -> None:
    check = f"/submissions/{later.submission.id}/check"
    assert RECORD not in official.get(check).text
    later.save({"gate": alone("nothing_new")})
    assert official.get(check).text.count(RECORD) == 1
    later.submit()
    review = sign_in("staff").get(f"/review/{later.submission.id}").text
    assert review.count(RECORD) == 1
    assert "Question one?" in review.split(RECORD)[1].split("</details>")[0]
