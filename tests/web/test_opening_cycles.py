"""A cycle is opened from a page that shows its effect first, and only once."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app.accounts.models import Account, Respondent
from app.audit.models import AuditEvent
from app.cycles.models import ReportingCycle
from app.cycles.queries import find_cycle, questionnaires_of
from app.demonstration.seed import DOMAIN
from app.domain.lifecycle import Status
from app.questionnaires.models import QuestionnaireVersion, VersionStatus
from app.questionnaires.queries import find_version
from app.submissions.models import Submission
from app.web.clock import now
from tests.conftest import SignIn, csrf_token
from tests.services.test_publishing import draft_of, small

PAGE = "/cycles/open"
STATES = 60
ON_P2_AND_P11 = ("cnd-60-6-p2", "cnd-60-6-p11")


def posted(session: Session, *keys: str, **changes: Any) -> dict[str, Any]:
    """A form filled in, with the versions of these questionnaires chosen."""
    year = now().year
    return {
        "title_en": "The next cycle",
        "title_ar": "الدورة القادمة",
        "key": "next",
        "opens_at": f"{year}-01-05T09:00",
        "deadline_at": f"{year + 1}-06-30T23:59",
        "cut_off_at": f"{year + 1}-07-31T23:59",
        "period_from": f"{year}-01-01",
        "period_to": f"{year}-12-31",
        "versions": [str(find_version(session, key).id) for key in keys],
    } | changes


def send(client: FlaskClient, data: dict[str, Any]) -> Any:
    return client.post(PAGE, data=data | {"csrf_token": csrf_token(client, PAGE)})


def cycles(session: Session) -> int:
    return session.execute(sa.select(sa.func.count(ReportingCycle.id))).scalar_one()


def test_the_pages_lead_there(session: Session, sign_in: SignIn) -> None:
    version = find_version(session, "cnd-60-6-p2")
    staff, admin = sign_in("staff"), sign_in("admin")
    assert f'href="{PAGE}"' in staff.get("/cycles/").text
    link = f"{PAGE}?version={version.id}"
    assert link in admin.get("/questionnaires/cnd-60-6-p2/versions").text
    page = admin.get(link).text
    assert page.count("checked") == 1
    assert staff.get(f"{PAGE}?version=many&version=²").status_code == 200
    assert sign_in("focal-point.a-14").get(PAGE).status_code == 403


def test_the_effect_is_shown_before_anything_is_sent(session: Session, sign_in: SignIn) -> None:
    before = cycles(session)
    page = send(sign_in("staff"), posted(session, *ON_P2_AND_P11, "cnd-60-6-resources")).text
    assert "Member States: 60 respondents will each be sent 3 questionnaires." in page
    assert "Donors: 2 respondents will each be sent 1 questionnaire." in page
    assert "182 reports can then be filled in" in page
    assert f"5 January {now().year}, 09:00 UTC" in page
    assert cycles(session) == before


def test_changing_something_gives_the_form_back_as_it_was(session: Session, sign_in: SignIn) -> None:
    page = send(sign_in("staff"), posted(session, *ON_P2_AND_P11, step="change")).text
    assert 'value="The next cycle"' in page
    assert page.count("checked") == 2


@pytest.mark.parametrize("who", ["staff", "admin"])
def test_two_clicks_open_one_cycle(session: Session, sign_in: SignIn, who: str) -> None:
    before, client = cycles(session), sign_in(who)
    data = posted(session, *ON_P2_AND_P11, step="open") | {"session": "Seventieth session"}
    replies = [send(client, data) for _ in range(2)]
    assert [reply.status_code for reply in replies] == [303, 303]
    assert "The cycle is open." in client.get(replies[0].location).text
    assert cycles(session) == before + 1
    cycle = find_cycle(session, "next")
    year = now().year
    assert cycle.title == {"en": "The next cycle", "ar": "الدورة القادمة"}
    assert cycle.head == {"session": {"en": "Seventieth session"}}
    assert cycle.deadline_at == datetime(year + 1, 6, 30, 23, 59, tzinfo=UTC)
    assert (cycle.period_from, cycle.period_to) == (date(year, 1, 1), date(year, 12, 31))
    assert {one.key for one in questionnaires_of(session, cycle.id)} == set(ON_P2_AND_P11)
    statuses = session.scalars(sa.select(Submission.status).where(Submission.cycle_id == cycle.id)).all()
    assert statuses == [Status.NOT_STARTED] * (2 * STATES)


def test_who_opened_it_is_on_the_audit_trail(session: Session, sign_in: SignIn) -> None:
    send(sign_in("staff"), posted(session, "cnd-60-6-p2", step="open"))
    cycle = find_cycle(session, "next")
    events = session.execute(
        sa.select(AuditEvent.action, Account.email)
        .join(Account, Account.id == AuditEvent.actor_id)
        .where(AuditEvent.stream.in_(("cycle/next", f"cycle/{cycle.id}")))
        .order_by(AuditEvent.action)
    ).all()
    staff = f"staff@{DOMAIN}"
    assert [tuple(event) for event in events] == [("invited", staff), ("opened", staff)]


def test_the_retired_are_sent_nothing(session: Session, sign_in: SignIn) -> None:
    donor = session.scalars(sa.select(Respondent).where(Respondent.code == "XWA")).one()
    donor.retired_at = now()
    session.commit()
    page = send(sign_in("staff"), posted(session, "cnd-60-6-resources")).text
    assert "Donors: 1 respondent will be sent 1 questionnaire." in page


def test_moments_are_those_of_the_readers_zone(session: Session, sign_in: SignIn) -> None:
    staff = session.scalars(sa.select(Account).where(Account.email == f"staff@{DOMAIN}")).one()
    staff.time_zone = "America/New_York"
    session.commit()
    client = sign_in("staff")
    assert "those of your zone (New York)" in client.get(PAGE).text
    data = posted(session, "cnd-60-6-p2")
    assert f"30 June {now().year + 1}, 23:59 (New York; 1 July {now().year + 1}, 03:59 UTC)" in (
        send(client, data).text
    )
    send(client, data | {"step": "open"})
    assert find_cycle(session, "next").deadline_at == datetime(now().year + 1, 7, 1, 3, 59, tzinfo=UTC)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"title_en": " "}, "Enter the title."),
        ({"title_en": "a\x00b"}, "Enter the text in one line"),
        ({"key": "demo"}, "There is a cycle with the key “demo” already."),
        ({"key": "open"}, "and not “open”"),
        ({"key": "a/b"}, "Use 2 to 40 small Latin letters"),
        ({"versions": []}, "Choose at least one questionnaire."),
        ({"versions": ["x"]}, "Invalid"),
        ({"versions": ["99999"]}, "99999"),
        ({"opens_at": ""}, "Enter the day and the time."),
        ({"opens_at": "tomorrow"}, "valid datetime"),
        ({"opens_at": "2900-01-01T00:00"}, "Enter a year from 2000 to 2200."),
        ({"deadline_at": "2020-01-01T00:00"}, "Enter a deadline after the opening."),
        ({"cut_off_at": "2020-01-01T00:00"}, "Enter a cut-off that is not before the deadline."),
        ({"period_from": ""}, "Enter the first day of the period too"),
        ({"period_to": ""}, "Enter the last day of the period too"),
        ({"period_to": "2001-01-01"}, "Enter a last day that is not before the first."),
        (
            {
                "opens_at": "2020-01-01T00:00",
                "deadline_at": "2020-02-01T00:00",
                "cut_off_at": "2020-03-01T00:00",
            },
            "The cut-off is past",
        ),
    ],
)
@pytest.mark.parametrize("step", ["", "open"])
def test_what_cannot_be_opened_is_said_in_the_filled_in_form(
    session: Session, sign_in: SignIn, changes: dict[str, Any], said: str, step: str
) -> None:
    before = cycles(session)
    reply = send(sign_in("staff"), posted(session, "cnd-60-6-p2", step=step) | changes)
    assert reply.status_code == 422
    assert said in reply.text
    assert 'value="الدورة القادمة"' in reply.text
    assert cycles(session) == before


def test_a_questionnaire_for_which_there_is_nobody_is_not_sent(session: Session, sign_in: SignIn) -> None:
    session.execute(sa.update(Respondent).where(Respondent.kind != "member_state").values(retired_at=now()))
    session.commit()
    reply = send(sign_in("staff"), posted(session, "cnd-60-6-un-entities", step="open"))
    assert reply.status_code == 422
    assert "There is no respondent of the kind" in reply.text


def test_only_published_versions_are_offered_and_the_newest(session: Session, sign_in: SignIn) -> None:
    draft_of(session, small())
    session.commit()
    client = sign_in("staff")
    assert "version 1" in client.get(PAGE).text
    assert posted(session, "small")["versions"][0] not in offered_on(client)
    session.execute(
        sa.update(QuestionnaireVersion)
        .where(QuestionnaireVersion.status == VersionStatus.PUBLISHED)
        .values(status=VersionStatus.RETIRED, retired_at=now())
    )
    session.commit()
    assert "No questionnaire is published." in client.get(PAGE).text


def offered_on(client: FlaskClient) -> list[str]:
    parts = client.get(PAGE).text.split('name="versions"')[1:]
    return [part.split('value="', 1)[1].split('"', 1)[0] for part in parts]
