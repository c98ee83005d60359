"""An administrator at the desk, without JavaScript: opens places of a draft, fills in forms, presses buttons."""

import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from app.domain.policy import SYSTEM
from app.questionnaires.models import QuestionnaireVersion
from app.questionnaires.queries import latest_version
from app.questionnaires.services import take_in
from tests.conftest import AUDIT_KEY, NOW, field
from tests.factories import part, question, questionnaire, section

STATE = ("csrf_token", "idempotency_key", "expected")
QUESTION = "sections/A/questions/first"


def small() -> Any:
    """Two sections with a question of each kind that the tests look at."""
    bodies = question("bodies", "repeat", questions=[part("name", "short_text"), part("status")])
    table = question("table", "grid", columns=[part("number", "whole_number")])
    return questionnaire(
        section("A", question("first", "single_choice"), question("second"), question("third", "text")),
        section("B", bodies, table, question("many", "whole_number"), question("last", "multiple_choice")),
        key="desk",
    )


def given(session: Session, definition: Any = None) -> None:
    """A draft as a file gives it."""
    definition = small() if definition is None else definition
    take_in(session, actor=SYSTEM, now=NOW, audit_key=AUDIT_KEY, questionnaire=definition)
    session.commit()


class Desk:
    """One person at one draft."""

    def __init__(self, client: FlaskClient, key: str = "desk") -> None:
        self.client = client
        self.home = f"/questionnaires/{key}/draft"

    def open(self, at: str = "", page: str = "", **query: str) -> str:
        """The page of a place."""
        where = f"{self.home}/{page}" if page else self.home
        reply = self.client.get(where, query_string={"at": at} | query)
        assert reply.status_code == 200, reply.text
        return reply.text

    def state(self, page: str, at: str) -> dict[str, Any]:
        """What every form of a page carries."""
        return {name: field(page, name) for name in STATE} | {"at": at}

    def send(self, action: str, at: str, page: str | None = None, /, **fields: Any) -> TestResponse:
        """Send a form of the page `page`, or of the place as it is now."""
        data = self.state(page or self.open(at), at) | fields
        return self.client.post(f"{self.home}/{action}", data=data)

    def in_parts(self, action: str, at: str, **fields: Any) -> TestResponse:
        """The same as a page with JavaScript sends it."""
        data = self.state(self.open(at), at) | fields
        return self.client.post(f"{self.home}/{action}", data=data, headers={"HX-Request": "true"})

    def save(self, at: str, page: str | None = None, /, **typed: str | list[str]) -> TestResponse:
        """Save properties of a place; dots of their names are written as "__"."""
        page = page or self.open(at)
        fields: dict[str, Any] = {}
        for name, value in typed.items():
            own = name.replace("__", ".")
            fields |= {f"p.{own}": value, f"was.{own}": field(page, f"was.{own}")}
        return self.send("put", at, page, **fields)

    def add(self, at: str, what: str, kind: str = "note") -> str:
        """Add something, and give the place that is open then."""
        return place(self.send("add", at, what=what, type=kind))


def place(reply: TestResponse) -> str:
    """The place to which an answer leads."""
    assert reply.status_code == 303, reply.text
    return parse_qs(urlsplit(reply.location).query).get("at", [""])[0]


def document(session: Session, key: str = "desk") -> dict[str, Any]:
    """The draft as it is kept."""
    session.expire_all()
    version = latest_version(session, key)
    assert version is not None
    return dict(version.document)


def version(session: Session, key: str = "desk") -> QuestionnaireVersion:
    found = latest_version(session, key)
    assert found is not None
    return found


def thing(session: Session, at: str, key: str = "desk") -> Any:
    """What stands at a place of the draft."""
    found: Any = document(session, key)
    for step in at.split("/"):
        if isinstance(found, list):
            found = next(
                one for n, one in enumerate(found) if step in (one.get("key"), one.get("code"), str(n))
            )
        else:
            found = found[step]
    return found


def keys(session: Session, section_key: str) -> list[str]:
    """The questions of a section, in order."""
    return [one["key"] for one in thing(session, f"sections/{section_key}/questions")]


def said(page: str) -> str:
    """What a page says in its summary of problems."""
    return " ".join(re.sub("<[^>]*>", " ", page.partition('id="problems"')[2].partition("</ul>")[0]).split())


__all__ = ["Desk", "document", "given", "keys", "place", "said", "small", "thing", "version"]
