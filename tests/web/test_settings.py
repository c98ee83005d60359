"""Every setting of the instance has its effect, at once and in every process, and costs a page nothing."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from app.accounts.models import AccountSession
from app.accounts.queries import find_account
from app.administration.settings import change_setting, held_settings
from app.domain.errors import NotAllowed
from app.domain.policy import SYSTEM, Actor, Role
from app.domain.settings import DEFAULTS, SettingName
from app.web import instance
from app.web.clock import now
from tests.conftest import AUDIT_KEY, NOW, SignIn, field
from tests.services.demo import not_started
from tests.web.test_people import id_of, invite, post
from tests.web.test_statements import statements

HOME = "/administration/settings"


def set_to(client: FlaskClient, name: str, **data: object) -> TestResponse:
    reply = post(client, f"{HOME}/{name}", **data)
    assert reply.status_code == 303, reply.text
    return reply


def test_the_name_stands_on_every_page_in_the_reader_s_language(sign_in: SignIn, client: FlaskClient) -> None:
    official = sign_in("focal-point.a-14")
    assert "Coordination reporting</title>" in official.get("/submissions/").text
    set_to(sign_in("admin"), "name", text_en="Reports of 2027", text_ar="تقارير 2027")
    assert "Reports of 2027</title>" in official.get("/submissions/").text
    assert "Reports of 2027" in client.get("/sign-in").text
    client.get("/language/ar")
    assert "تقارير 2027" in client.get("/sign-in").text


def test_contact_footer_and_help_stand_at_the_foot_of_every_page(
    sign_in: SignIn, client: FlaskClient
) -> None:
    assert "<details" not in client.get("/sign-in").text
    admin = sign_in("admin")
    set_to(admin, "contact", value=" reports@example.org ")
    set_to(admin, "footer", text_en="A foot of our own")
    set_to(admin, "help", text_en="Write to us.\n<b>Soon</b>")
    for page in (client.get("/sign-in").text, sign_in("focal-point.a-14").get("/submissions/").text):
        foot = page.split("<footer")[1]
        assert 'href="mailto:reports@example.org"' in foot
        assert "A foot of our own" in foot
        assert "resolution 60/6" not in foot
        assert "&lt;b&gt;Soon&lt;/b&gt;" in foot


def test_the_default_language_meets_visitors_and_people_who_are_invited(
    sign_in: SignIn, client: FlaskClient, session: Session
) -> None:
    admin = sign_in("admin")
    set_to(admin, "default_language", value="ar")
    assert 'lang="ar"' in client.get("/sign-in").text
    assert 'lang="en"' in client.get("/sign-in", headers={"Accept-Language": "en"}).text
    assert '<option selected value="ar">' in admin.get("/administration/people/invite").text
    invite(admin, language="ar")
    account = find_account(session, "new.person@example.org")
    assert account is not None
    assert account.language == "ar"


def test_only_languages_that_are_offered_can_be_chosen(sign_in: SignIn, client: FlaskClient) -> None:
    official = sign_in("focal-point.a-14")
    assert "العربية" in official.get("/submissions/").text
    set_to(sign_in("admin"), "languages", value=["en"])
    assert "العربية" not in official.get("/submissions/").text
    assert client.get("/language/ar").status_code == 404
    assert 'lang="en"' in client.get("/sign-in", headers={"Accept-Language": "ar"}).text


def test_a_shorter_session_ends_earlier(sign_in: SignIn, session: Session) -> None:
    admin, official = sign_in("admin"), sign_in("focal-point.a-14")
    row = session.scalars(sa.select(AccountSession).order_by(AccountSession.id.desc()).limit(1)).one()
    row.last_seen_at = now() - timedelta(hours=3)
    session.commit()
    assert official.get("/submissions/").status_code == 200
    row.last_seen_at = now() - timedelta(hours=3)
    session.commit()
    set_to(admin, "session_hours", value="2")
    assert official.get("/submissions/").location.startswith("/sign-in")


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("session_hours", {"value": "25"}, "There is a problem"),
        ("session_hours", {"value": "soon"}, "There is a problem"),
        ("contact", {"value": "nobody"}, "like name@example.org"),
        ("name", {"text_en": "x" * 81}, "Shorten the text"),
        ("help", {"text_en": "x" * 1001}, "Shorten the text"),
        ("footer", {"text_en": "nul\0"}, "cannot be kept"),
        ("languages", {"value": []}, "Choose at least one language."),
        ("languages", {"value": ["ar"]}, "Keep the default language"),
        ("languages", {"value": ["xx"]}, "There is a problem"),
        ("default_language", {"value": "xx"}, "There is a problem"),
    ],
)
def test_what_cannot_be_a_setting_is_not_stored(
    sign_in: SignIn, session: Session, name: str, data: dict[str, object], said: str
) -> None:
    reply = post(sign_in("admin"), f"{HOME}/{name}", **data)
    assert reply.status_code == 422
    assert said in reply.text
    assert held_settings(session)[SettingName(name)].revision == 0


def test_a_default_that_is_not_offered_is_refused(sign_in: SignIn) -> None:
    admin = sign_in("admin")
    set_to(admin, "languages", value=["en"])
    assert "among those that are offered" in post(admin, f"{HOME}/default_language", value="ar").text


def test_a_stale_change_comes_back_with_both_texts(sign_in: SignIn, session: Session) -> None:
    first, second = sign_in("admin"), sign_in("admin")
    page = second.get(f"{HOME}/name").text
    hidden = {name: field(page, name) for name in ("csrf_token", "expected")}
    set_to(first, "name", text_en="What the first wants")
    reply = second.post(f"{HOME}/name", data={**hidden, "text_en": "What the second wants"})
    assert reply.status_code == 409
    for shown in ("Demo administrator changed", "What the first wants", "What the second wants"):
        assert shown in reply.text
    assert held_settings(session)[SettingName.NAME].value == {"en": "What the first wants"}
    decided = {name: field(reply.text, name) for name in ("csrf_token", "expected")}
    again = second.post(f"{HOME}/name", data={**decided, "text_en": "What both want"})
    assert again.status_code == 303
    assert held_settings(session)[SettingName.NAME].revision == 2


def test_the_same_value_twice_is_one_change(sign_in: SignIn, session: Session) -> None:
    admin = sign_in("admin")
    page = admin.get(f"{HOME}/contact").text
    data = {name: field(page, name) for name in ("csrf_token", "expected")} | {"value": "a@example.org"}
    assert [admin.post(f"{HOME}/contact", data=data).status_code for _ in range(2)] == [303, 303]
    assert held_settings(session)[SettingName.CONTACT].revision == 1


def test_settings_show_what_holds_and_who_made_it_so(sign_in: SignIn) -> None:
    admin = sign_in("admin")
    set_to(admin, "name", text_en="Reports of 2027")
    page = admin.get(HOME).text
    for shown in ("Reports of 2027", "by Demo administrator", "العربية", "12"):
        assert shown in page
    assert 'value="Reports of 2027"' in admin.get(f"{HOME}/name").text


def test_who_is_no_longer_administrator_changes_no_setting(session: Session) -> None:
    former = Actor(id_of(session, "staff"), "Demo staff member", frozenset({Role.ADMIN}))
    with pytest.raises(NotAllowed):
        change(session, former)


def change(session: Session, actor: Actor, value: str = "a@example.org") -> None:
    change_setting(
        session,
        actor=actor,
        now=NOW,
        audit_key=AUDIT_KEY,
        name=SettingName.CONTACT,
        value=value,
        expected=0,
        languages=("en", "ar"),
    )


def test_changed_settings_cost_a_page_no_statement(sign_in: SignIn, session: Session) -> None:
    official = sign_in("focal-point.a-14")
    set_to(sign_in("admin"), "name", text_en="Reports of 2027")
    path = f"/submissions/{not_started(session).id}/sections/E"
    official.get(path)
    assert len(statements(session, official, path)) == 3


def test_another_process_hears_of_a_change_at_the_next_page(
    app: Flask, sign_in: SignIn, session: Session
) -> None:
    official = sign_in("focal-point.a-14")
    official.get("/submissions/")
    change(session, SYSTEM, "elsewhere@example.org")  # without telling this process
    session.commit()
    assert "elsewhere@example.org" in official.get("/submissions/").text


def test_a_page_that_tells_of_a_broken_database_needs_no_settings(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_session: Session) -> None:
        raise OperationalError("SELECT", {}, Exception("gone"))

    monkeypatch.setattr(instance, "stored_settings", broken)
    with app.test_request_context():
        assert instance.instance_settings() == app.extensions["instance_settings"].last[1]
    assert app.test_client().get("/nowhere").status_code == 404


def test_outside_a_page_the_usual_settings_hold() -> None:
    assert instance.instance_settings() == DEFAULTS
