"""The profile of one State beside its region: for that State and the Secretariat, once the report counts it."""

import re
from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.accounts.models import Respondent
from app.cycles.models import ReportingCycle
from app.web.clock import now
from tests.conftest import SignIn
from tests.services.demo import not_started, submission_of


@pytest.fixture
def closed(session: Session) -> None:
    """The cut-off of the demonstration's cycle is over."""
    session.execute(
        sa.update(ReportingCycle)
        .where(ReportingCycle.key == "demo")
        .values(cut_off_at=now() - timedelta(hours=1), deadline_at=now() - timedelta(hours=2))
    )
    session.commit()


def address(session: Session, code: str = "XAC") -> str:
    return f"/submissions/{submission_of(session, code).id}/profile"


@pytest.mark.parametrize("name", ["focal-point.a-03", "contributor.a-03", "observer.a-03", "staff"])
@pytest.mark.usefixtures("closed")
def test_the_states_own_people_and_staff_read_it(sign_in: SignIn, session: Session, name: str) -> None:
    reply = sign_in(name).get(address(session))
    assert reply.status_code == 200
    assert "Demo State A-03" in reply.text


@pytest.mark.usefixtures("closed")
def test_it_names_no_other_state(sign_in: SignIn, session: Session) -> None:
    names = {name["en"] for name in session.scalars(sa.select(Respondent.names).order_by(Respondent.id))}
    page = sign_in("focal-point.a-03").get(address(session)).text
    assert {name for name in names if re.search(rf"{re.escape(name)}(?!\d)", page)} == {"Demo State A-03"}


@pytest.mark.usefixtures("closed")
def test_to_another_state_it_is_not_there(sign_in: SignIn, session: Session) -> None:
    client = sign_in("focal-point.a-04")
    assert client.get(address(session)).status_code == 404
    assert client.get(f"{address(session)}.pdf").status_code == 404
    assert sign_in("admin").get(address(session)).status_code == 404


@pytest.mark.usefixtures("closed")
def test_its_components_and_distributions_are_those_of_the_report(sign_in: SignIn, session: Session) -> None:
    page = sign_in("focal-point.a-03").get(address(session)).text
    told = dict(re.findall(r'data-figure="([^"]+)">([^<]*)<', page))
    assert (told["P2-B01:having"], told["P2-B01:having_base"]) == ("29", "35")
    assert told["P2-B06=one:count"] == "19"
    assert told["P2-B01@AFRICAN:having"] == told["P2-B01@AFRICAN=yes:count"]


@pytest.mark.usefixtures("closed")
def test_the_pdf_is_the_same_each_time_and_in_the_readers_language(sign_in: SignIn, session: Session) -> None:
    client = sign_in("focal-point.a-03")
    first, second = (client.get(f"{address(session)}.pdf") for _ in range(2))
    assert first.data.startswith(b"%PDF-")
    assert first.data == second.data
    assert first.headers["Content-Disposition"] == "attachment; filename=demo-profile-en.pdf"


def test_before_the_cut_off_there_is_none(sign_in: SignIn, session: Session) -> None:
    client = sign_in("focal-point.a-03")
    assert client.get(address(session)).status_code == 404
    work = submission_of(session, "XAC").id
    assert "/profile" not in client.get(f"/submissions/{work}/receipt").text


@pytest.mark.usefixtures("closed")
def test_a_report_that_was_not_accepted_has_none(sign_in: SignIn, session: Session) -> None:
    submission = not_started(session)
    reply = sign_in("staff").get(f"/submissions/{submission.id}/profile")
    assert reply.status_code == 403


@pytest.mark.usefixtures("closed")
def test_receipt_and_review_lead_to_it(sign_in: SignIn, session: Session) -> None:
    work = submission_of(session, "XAC").id
    link = f'href="/submissions/{work}/profile"'
    assert link in sign_in("focal-point.a-03").get(f"/submissions/{work}/receipt").text
    assert link in sign_in("staff").get(f"/review/{work}").text
