"""The audit trail, as administrators read it."""

import csv
import io
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app.administration.trail import PAGE_SIZE, Place, TrailFilter, place_from, trail
from app.audit.anchors import anchor_file
from app.audit.models import AuditEvent
from app.audit.queries import heads
from app.audit.services import record
from app.domain.policy import SYSTEM, Actor
from tests.conftest import NOW, SignIn, field
from tests.web.test_people import id_of

HOME = "/administration/audit"


@pytest.fixture
def key(app: Flask) -> bytes:
    found: bytes = app.config["AUDIT_KEY"]
    return found


def note(
    session: Session, key: bytes, *, facts: dict[str, object], actor: Actor = SYSTEM, days: int = 0
) -> None:
    at = NOW + timedelta(days=days)
    record(session, stream="test/1", action="tried", actor=actor, now=at, facts=facts, key=key)


def places(session: Session, wanted: TrailFilter, most: int = PAGE_SIZE) -> list[Place]:
    return [fact.place for fact in trail(session, wanted, most=most)]


def test_the_trail_is_read_newest_first_and_no_page_loses_an_event(session: Session, key: bytes) -> None:
    for number in range(5):
        note(session, key, facts={"number": number})  # all at the same moment
    everything = places(session, TrailFilter(), most=10**6)
    assert everything == sorted(
        everything, key=lambda place: (place.at, place.stream, place.seq), reverse=True
    )
    paged, after = [], None
    while page := places(session, TrailFilter(after=after), most=97):
        paged += page
        after = page[-1]
    assert paged == everything


@pytest.mark.parametrize(
    "text", ["", "x", "2026-01-01 1 a", "2026-01-01T00:00:00+00:00 x a", "2026-01-01T00:00:00+00:00 1"]
)
def test_what_names_no_place_is_no_place(text: str) -> None:
    assert place_from(text) is None


def test_a_place_in_an_address_reads_back() -> None:
    place = Place(datetime(2026, 1, 1, 12, 0, 0, 7, UTC), "settings", 3)
    assert place_from(str(place)) == place


@pytest.mark.parametrize("text", ["Déclaration", 'said "no"', "100%", "نص"])
def test_text_in_the_particulars_is_found_as_it_was_written(session: Session, key: bytes, text: str) -> None:
    note(session, key, facts={"title": f"the {text} of it"})
    note(session, key, facts={"title": "another"})
    assert len(places(session, TrailFilter(stream="test", text=text))) == 1


def test_the_trail_is_narrowed_by_who_what_where_and_when(session: Session, key: bytes) -> None:
    staff = Actor(id_of(session, "staff"), "Demo staff member")
    note(session, key, facts={}, actor=staff)
    note(session, key, facts={}, days=2)
    for wanted in (
        TrailFilter(stream="test/1", who="staff@"),
        TrailFilter(stream="test", who="system"),
        TrailFilter(stream="test", since=NOW + timedelta(days=1)),
        TrailFilter(stream="test", until=NOW + timedelta(days=1)),
    ):
        assert len(places(session, wanted)) == 1, wanted
    assert len(places(session, TrailFilter(action="tried"))) == 2
    assert places(session, TrailFilter(stream="tes")) == []


def test_events_are_shown_in_plain_words_with_names(sign_in: SignIn, session: Session) -> None:
    page = sign_in("admin").get(f"{HOME}?action=signed_in&stream=account/{id_of(session, 'admin')}").text
    assert "Signed in" in page
    assert "Demo administrator" in page
    respondent = sign_in("admin").get(f"{HOME}?stream=respondent&action=member_added").text
    assert "Demo donor W-02" in respondent


def test_odd_addresses_show_a_page(sign_in: SignIn) -> None:
    odd = "?since=yesterday&until=9999-12-31&after=x&action=fly&stream=%00&who=%25&text=%22"
    assert "Nothing that fits was found." in sign_in("admin").get(HOME + odd).text


def test_the_days_of_the_filter_are_in_it(sign_in: SignIn, session: Session) -> None:
    admin = sign_in("admin")
    last = session.scalars(sa.select(AuditEvent.at).order_by(AuditEvent.at.desc()).limit(1)).one()
    day = f"{last:%Y-%m-%d}"
    assert "Signed in" in admin.get(f"{HOME}?since={day}&until={day}&action=signed_in").text
    before = f"{last - timedelta(days=1):%Y-%m-%d}"
    assert "Nothing that fits" in admin.get(f"{HOME}?until={before}&action=signed_in").text


def test_older_pages_follow_and_lead_back(sign_in: SignIn) -> None:
    admin = sign_in("admin")
    first = admin.get(HOME).text
    older = first.split('rel="next"')[0].rsplit('href="', 1)[1].split('"')[0].replace("&amp;", "&")
    second = admin.get(older).text
    assert ">Newest</a>" in second
    assert ">Newest</a>" not in first


def test_the_file_holds_what_is_shown_and_no_formula(sign_in: SignIn, session: Session, key: bytes) -> None:
    note(session, key, facts={"title": "=1+1", "name": "Ωmega"})
    name = "=HYPERLINK(1)"
    account = id_of(session, "staff")
    session.execute(sa.text("UPDATE account SET name = :name WHERE id = :id"), {"name": name, "id": account})
    note(session, key, facts={}, actor=Actor(account, name))
    session.commit()
    reply = sign_in("admin").get("/administration/audit.csv?stream=test")
    rows = list(csv.DictReader(io.StringIO(reply.data.decode("utf-8-sig"))))
    assert [row["who"] for row in rows] == [f"'{name}", "system"]
    assert json.loads(rows[1]["facts"]) == {"title": "=1+1", "name": "Ωmega"}
    assert reply.headers["Content-Disposition"].startswith("attachment")


@pytest.fixture
def anchors(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the ends of chains are written down: nowhere yet."""
    monkeypatch.setitem(app.config, "DATA_DIR", tmp_path)
    return anchor_file(tmp_path)


def verified(client: FlaskClient) -> str:
    token = field(client.get(HOME).text, "csrf_token")
    return client.post(f"{HOME}/verify", data={"csrf_token": token}).text


def test_a_whole_trail_is_said_to_be_whole_and_that_it_was_asked_is_kept(
    sign_in: SignIn, session: Session, anchors: Path
) -> None:
    assert "The trail is whole" in verified(sign_in("admin"))
    assert heads(session)["trail"].seq == 1


def test_a_stream_that_does_not_hold_is_named(sign_in: SignIn, session: Session) -> None:
    admin = sign_in("admin")
    stream = f"account/{id_of(session, 'admin')}"
    session.execute(sa.text("UPDATE audit_head SET seq = 99 WHERE stream = :stream"), {"stream": stream})
    session.commit()
    page = verified(admin)
    assert "The trail is not whole" in page
    assert "its head says 99" in page
    assert stream in page


def test_a_trail_that_was_written_anew_disagrees_with_its_anchor(sign_in: SignIn, anchors: Path) -> None:
    anchors.write_text(json.dumps({"heads": {"settings": [7, "another"]}}) + "\n")
    assert "settings: event 7 is not the one that was anchored." in verified(sign_in("admin"))
