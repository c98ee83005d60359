"""Consultation on a draft: a link opens one draft and nothing else, and what readers say reaches the administrators."""

import html
import re
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from app.accounts.queries import FAILURES_PER_ADDRESS
from app.audit.models import AuditEvent
from app.domain.policy import SYSTEM
from app.questionnaires.consulted import hash_of
from app.questionnaires.models import ConsultationComment, ConsultationLink
from app.questionnaires.services import publish
from app.web.clock import now
from tests.conftest import AUDIT_KEY, NOW, SignIn, field
from tests.web.editing import QUESTION, STATE, Desk, given, small, version

HOME = "/questionnaires/desk/draft/consultation"


class Maker:
    """An administrator who asks for opinions."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client

    def open(self) -> str:
        reply = self.client.get(HOME)
        assert reply.status_code == 200, reply.text
        return reply.text

    def send(self, path: str = "", page: str | None = None, **fields: Any) -> TestResponse:
        page = page or self.open()
        return self.client.post(f"{HOME}{path}", data={name: field(page, name) for name in STATE} | fields)

    def link(self, note: str = "Ministries", days: str = "14") -> str:
        """The path of a new link."""
        reply = self.send(note=note, days=days)
        assert reply.status_code == 200, reply.text
        return path_in(reply.text)


def path_in(page: str) -> str:
    return "/questionnaires/consultation/" + page.partition("/questionnaires/consultation/")[2][:64]


class Reader:
    """Somebody without an account who has a link."""

    def __init__(self, app: Flask, path: str) -> None:
        self.client, self.path = app.test_client(), path

    def open(self, **query: str) -> str:
        reply = self.client.get(self.path, query_string=query)
        assert reply.status_code == 200, reply.text
        return reply.text

    def say(self, page: str | None = None, section: str = "A", **fields: str) -> TestResponse:
        page = page or self.open(section=section)
        data = {name: field(page, name) for name in ("csrf_token", "idempotency_key")} | fields
        return self.client.post(self.path, query_string={"section": section}, data=data)


@pytest.fixture
def maker(sign_in: SignIn, session: Session) -> Maker:
    given(session)
    return Maker(sign_in("admin"))


@pytest.fixture
def reader(app: Flask, maker: Maker) -> Reader:
    return Reader(app, maker.link())


def comments(session: Session) -> list[ConsultationComment]:
    session.expire_all()
    return list(session.scalars(sa.select(ConsultationComment).order_by(ConsultationComment.id)))


def test_a_link_is_shown_once_and_kept_as_a_hash(maker: Maker, session: Session) -> None:
    path = maker.link()
    token = path.rpartition("/")[2]
    assert token not in maker.open()
    link = session.scalars(sa.select(ConsultationLink)).one()
    assert link.token_hash == hash_of(token)
    assert token not in str(vars(link))


def test_two_clicks_make_one_link(maker: Maker, session: Session) -> None:
    page = maker.open()
    paths = {path_in(maker.send(page=page, note="x", days="3").text) for _ in range(2)}
    assert len(paths) == 1
    assert session.scalar(sa.select(sa.func.count()).select_from(ConsultationLink)) == 1


@pytest.mark.parametrize("days", ["0", "91", "", "-1", "x", "1000"])
def test_a_link_is_open_for_days_that_can_be_counted(maker: Maker, days: str) -> None:
    assert maker.send(note="", days=days).status_code == 409


def test_a_reader_needs_no_account_and_sees_the_draft(reader: Reader) -> None:
    page = reader.open()
    assert "version 1, revision 0" in page
    assert 'id="q-first"' in page
    assert 'id="remark-first"' in page
    assert reader.client.get("/questionnaires/desk/draft").status_code == 302


def test_no_search_engine_and_no_other_site_learns_of_it(reader: Reader) -> None:
    reply = reader.client.get(reader.path)
    assert reply.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert reply.headers["Referrer-Policy"] == "no-referrer"
    assert reply.headers["Cache-Control"] == "no-store"
    assert "default-src 'none'" in reply.headers["Content-Security-Policy"]


def test_a_link_shows_the_draft_as_it_is_now(maker: Maker, reader: Reader) -> None:
    Desk(maker.client).save(QUESTION, text="Asked in another way?")
    page = reader.open()
    assert "Asked in another way?" in page
    assert "revision 1" in page


def test_a_comment_reaches_the_administrators_by_question(
    maker: Maker, reader: Reader, session: Session
) -> None:
    reply = reader.say(**{"text.second": "Too long.\r\nShorten it.", "text.first": " ", "name": "A. Reader"})
    assert reply.status_code == 303
    assert reply.headers["Referrer-Policy"] == "no-referrer"
    (said,) = comments(session)
    assert (said.question_key, said.text, said.name) == ("second", "Too long.\nShorten it.", "A. Reader")
    page = maker.open()
    assert "One comment waits for you." in page
    assert "A. Reader" in page
    assert 'href="/questionnaires/desk/draft?at=sections/A/questions/second"' in html.unescape(page).replace(
        "%2F", "/"
    )
    assert "Thank you. Your comments were sent." in reader.open()
    facts = session.scalars(
        sa.select(AuditEvent.facts).where(AuditEvent.action == "consultation_comment")
    ).one()
    assert facts["question"] == "second"
    assert "Too long" not in str(facts)


def test_two_clicks_make_one_comment(reader: Reader, session: Session) -> None:
    page = reader.open()
    for _ in range(2):
        assert reader.say(page, **{"text.first": "Good."}).status_code == 303
    assert len(comments(session)) == 1


def test_nothing_typed_is_nothing_sent(reader: Reader, session: Session) -> None:
    reader.say()
    assert "There was no comment to send." in reader.open()
    assert comments(session) == []


def test_a_question_that_is_not_in_the_section_takes_no_comment(reader: Reader, session: Session) -> None:
    reader.say(**{"text.last": "In section B.", "text.nothing": "Nowhere."})
    assert comments(session) == []


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"text.first": "x" * 4001}, 422),
        ({"text.first": "a\x00b"}, 422),
        ({"text.first": "a\ufffdb"}, 400),
        ({"text.first": "Good.", "name": "n" * 101}, 409),
    ],
)
def test_what_cannot_be_kept_stays_in_its_field(
    reader: Reader, session: Session, fields: dict[str, str], status: int
) -> None:
    reply = reader.say(**fields)
    assert reply.status_code == status
    assert html.escape(fields["text.first"]).replace("\x00", "\x00") in reply.text
    assert "Nothing was sent yet" in reply.text
    assert comments(session) == []


def test_hostile_text_is_only_text(maker: Maker, reader: Reader) -> None:
    hostile = "<script>alert(1)</script>{{ 7*7 }}\u202e"
    reader.say(**{"text.first": hostile, "name": "<b>x</b>"})
    page = maker.open()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;{{ 7*7 }}" in page
    assert "&lt;b&gt;x&lt;/b&gt;" in page


def test_a_comment_is_dealt_with_and_opened_again(maker: Maker, reader: Reader, session: Session) -> None:
    reader.say(**{"text.first": "Good."})
    (said,) = comments(session)
    assert maker.send(f"/comments/{said.id}", done="yes").status_code == 303
    assert "0 comments wait for you." in maker.open()
    assert maker.send(f"/comments/{said.id}", done="yes").status_code == 303
    assert comments(session)[0].dealt_with_by_id is not None
    assert maker.send(f"/comments/{said.id}").status_code == 303
    assert comments(session)[0].dealt_with_at is None


def test_a_comment_outlives_its_question(maker: Maker, reader: Reader) -> None:
    reader.say(**{"text.second": "Take it out."})
    Desk(maker.client).send("remove", "sections/A/questions/second")
    assert "Not in the draft any more" in maker.open()


def test_a_revoked_link_opens_nothing(maker: Maker, reader: Reader, session: Session) -> None:
    link = session.scalars(sa.select(ConsultationLink)).one()
    for _ in range(2):
        assert maker.send(f"/{link.id}/revoke").status_code == 303
    assert reader.client.get(reader.path).status_code == 404
    assert "Closed" in maker.open()


def test_a_link_expires(reader: Reader, session: Session) -> None:
    page = reader.open()
    session.execute(
        sa.update(ConsultationLink).values(
            created_at=now() - timedelta(days=2), expires_at=now() - timedelta(seconds=1)
        )
    )
    session.commit()
    assert reader.client.get(reader.path).status_code == 404
    assert reader.say(page, **{"text.first": "Too late."}).status_code == 404


def test_the_last_use_is_noted(maker: Maker, reader: Reader) -> None:
    assert "Never" in maker.open()
    reader.open()
    reader.open()
    assert "Never" not in maker.open()


def test_after_publishing_the_consultation_is_over(reader: Reader, session: Session) -> None:
    page = reader.open()
    publish(session, actor=SYSTEM, now=NOW, audit_key=AUDIT_KEY, version=version(session))
    session.commit()
    for reply in (reader.client.get(reader.path), reader.say(page, **{"text.first": "Late."})):
        assert reply.status_code == 409
        assert "This consultation is over" in reply.text


def test_a_link_opens_no_other_questionnaire(app: Flask, maker: Maker, session: Session) -> None:
    reader = Reader(app, maker.link())
    given(session, small().model_copy(update={"key": "other"}))
    assert "other" not in re.findall(r"/questionnaires/([a-z]+)/", reader.open())
    (link,) = session.scalars(sa.select(ConsultationLink.id))
    page = maker.client.get("/questionnaires/other/draft/consultation").text
    data = {name: field(page, name) for name in STATE}
    reader.say(**{"text.first": "Good."})
    (said,) = comments(session)
    home = "/questionnaires/other/draft/consultation"
    assert maker.client.post(f"{home}/{link}/revoke", data=data).status_code == 404
    assert maker.client.post(f"{home}/comments/{said.id}", data=data).status_code == 404
    assert "Good." not in maker.client.get(home).text


def test_guessing_links_is_throttled_like_signing_in(app: Flask, maker: Maker) -> None:
    client = app.test_client()
    replies = [
        client.get(f"/questionnaires/consultation/{guess}").status_code
        for guess in range(FAILURES_PER_ADDRESS + 1)
    ]
    assert replies == [404] * FAILURES_PER_ADDRESS + [429]


def test_a_flood_of_comments_is_refused(reader: Reader, session: Session) -> None:
    (link,) = session.scalars(sa.select(ConsultationLink))
    session.execute(
        sa.insert(ConsultationComment),
        [
            {
                "link_id": link.id,
                "version_id": link.version_id,
                "revision": 0,
                "question_key": "first",
                "text": "x",
                "name": "",
                "at": now(),
                "idempotency_key": str(number),
            }
            for number in range(200)
        ],
    )
    session.commit()
    assert reader.say(**{"text.first": "One more."}).status_code == 429


@pytest.mark.parametrize("name", ["staff", "focal-point.a-13"])
def test_only_administrators_consult(maker: Maker, sign_in: SignIn, name: str) -> None:
    assert sign_in(name).get(HOME).status_code == 403


def test_an_arabic_reader_reads_from_right_to_left(app: Flask, sign_in: SignIn, session: Session) -> None:
    given(session, small().model_copy(update={"languages": ("en", "ar")}))
    reader = Reader(app, Maker(sign_in("admin")).link())
    assert 'lang="ar" dir="rtl"' in reader.open(language="ar")


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("expires_at", "UPDATE consultation_link SET expires_at = created_at"),
        (
            "token_hash",
            (
                "INSERT INTO consultation_link (version_id, token_hash, note, created_at, expires_at)"
                " SELECT version_id, token_hash, note, created_at, expires_at FROM consultation_link"
            ),
        ),
        ("text", "UPDATE consultation_comment SET text = ''"),
        (
            "idempotency_key",
            (
                "INSERT INTO consultation_comment (link_id, version_id, revision, question_key, text, name,"
                " at, idempotency_key) SELECT link_id, version_id, revision, question_key, text, name, at,"
                " idempotency_key FROM consultation_comment"
            ),
        ),
    ],
)
def test_the_constraint_refuses(reader: Reader, session: Session, name: str, change: str) -> None:
    reader.say(**{"text.first": "Good."})
    with pytest.raises(IntegrityError, match=name):
        session.execute(sa.text(change))
