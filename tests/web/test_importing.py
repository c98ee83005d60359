"""Importing in the browser: looked at first, kept when confirmed, and what is hostile is refused and leaves nothing."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from html import unescape
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from app.db import Base
from app.domain.editing import Put, started
from app.domain.errors import NotPossibleNow
from app.domain.questionnaire import Questionnaire
from app.exchange.uploads import safe_name
from app.exchange.xlsform import write_xlsform
from app.exchange.yaml_writer import write_yaml
from app.questionnaires.queries import latest_version
from app.web.sealing import opened, sealed
from tests.conftest import NOW, SignIn, csrf_token, field
from tests.exchange.forms import survey
from tests.exchange.hostile import HOSTILE
from tests.services.drafts import Desk, new_desk

IMPORT = "/questionnaires/import"


@pytest.fixture
def admin(sign_in: SignIn) -> FlaskClient:
    return sign_in("admin")


def send(client: FlaskClient, content: bytes, name: str = "mine.yaml") -> TestResponse:
    """As a browser writes it, which leaves out the ends of lines in names."""
    token, name = csrf_token(client, IMPORT), "".join(name.split("\r\n"))
    body = (
        f'--b\r\nContent-Disposition: form-data; name="csrf_token"\r\n\r\n{token}\r\n'
        f'--b\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
    )
    data = body.encode() + content + b"\r\n--b--\r\n"
    return client.post(IMPORT, data=data, content_type="multipart/form-data; boundary=b")


def confirm(client: FlaskClient, page: str) -> TestResponse:
    data = {name: unescape(field(page, name)) for name in ("csrf_token", "held")}
    return client.post(f"{IMPORT}/keep", data=data)


def definition(title: str = "From a file", key: str = "instrument") -> bytes:
    return write_yaml(Questionnaire.model_validate(started(key, title))).encode()


def counts(session: Session) -> Mapping[str, int]:
    """The rows of every table. No savepoint stays open: what a page writes would be rolled back with it."""
    found = {
        name: session.execute(sa.select(sa.func.count()).select_from(table)).scalar_one()
        for name, table in sorted(Base.metadata.tables.items())
    }
    session.commit()
    return found


def files(app: Flask) -> set[Path]:
    return {path for path in Path(app.config["DATA_DIR"]).rglob("*") if path.is_file()}


@pytest.fixture
def nothing_stored(app: Flask, session: Session, admin: FlaskClient) -> Iterator[None]:
    admin.get(IMPORT)
    before, held = counts(session), files(app)
    yield
    assert counts(session) == before
    assert files(app) == held


# --------------------------------------------------------------------------------------------------------- what works


@pytest.mark.usefixtures("nothing_stored")
def test_a_file_is_looked_at_before_anything_is_kept(admin: FlaskClient) -> None:
    page = send(admin, definition())
    assert page.status_code == 200
    assert "From a file" in page.text
    assert "Nothing is kept yet" in page.text
    assert "no questionnaire with this key yet" in page.text


def test_what_was_looked_at_becomes_the_draft(admin: FlaskClient, session: Session) -> None:
    reply = confirm(admin, send(admin, definition()).text)
    assert reply.status_code == 303
    assert "The file is kept as the draft." in admin.get(reply.location).text
    draft = latest_version(session, "instrument")
    assert draft is not None
    assert (draft.status, draft.document["title"]) == ("draft", {"en": "From a file"})


def test_confirming_twice_keeps_one_draft(admin: FlaskClient, session: Session) -> None:
    page = send(admin, definition()).text
    assert confirm(admin, page).status_code == 303
    before = counts(session)
    assert confirm(admin, page).status_code == 303
    assert counts(session)["audit_event"] == before["audit_event"]


def test_the_differences_to_the_draft_are_shown(admin: FlaskClient, session: Session) -> None:
    new_desk(session)
    session.commit()
    page = send(admin, definition()).text
    assert "Compared with the draft of version 1" in page
    assert "Reworded: title" in page
    assert "An instrument" in page


def test_the_differences_to_what_is_published_are_shown(admin: FlaskClient, session: Session) -> None:
    published = latest_version(session, "cnd-60-6-p2")
    assert published is not None
    questionnaire = Questionnaire.model_validate(published.document)
    page = send(admin, write_yaml(questionnaire).encode()).text
    assert "Compared with version 1, which stays as it is" in page
    assert "The file says the same." in page
    fewer = questionnaire.model_copy(update={"sections": questionnaire.sections[:-1]})
    report = published.document["report"]
    document = fewer.document() | {"report": report}
    last = questionnaire.sections[-1].key
    for chapter in document["report"]["chapters"]:
        chapter["sections"] = [key for key in chapter["sections"] if key != last] or ["A"]
    page = send(admin, write_xlsform(Questionnaire.model_validate(document)), "mine.xlsx").text
    assert "A section was removed" in page


def test_what_a_workbook_holds_that_does_not_map_is_listed(admin: FlaskClient) -> None:
    form = survey(["text", "q", "Q?"], ["geopoint", "place", "Where?"])
    page = send(admin, form, "form.xlsx").text
    assert "There is no such question type." in page
    assert '<th scope="row" dir="auto">survey</th><td class="n">3</td>' in page


# ------------------------------------------------------------------------------------------------ two people, two tabs


@pytest.fixture
def desk(session: Session) -> Desk:
    desk = new_desk(session)
    session.commit()
    return desk


def test_a_draft_that_was_edited_meanwhile_is_shown_again_and_not_overwritten(
    admin: FlaskClient, session: Session, desk: Desk
) -> None:
    page = send(admin, definition()).text
    desk.edit(Put(("title", "en"), "Work of somebody else"))
    session.commit()
    again = confirm(admin, page)
    assert again.status_code == 409
    assert "was changed while you looked at the file" in unescape(again.text)
    assert "Work of somebody else" in again.text
    session.commit()
    assert desk.version().document["title"] == {"en": "Work of somebody else"}
    session.commit()
    assert confirm(admin, again.text).status_code == 303
    session.commit()
    assert desk.version().document["title"] == {"en": "From a file"}
    desk.undo()
    assert desk.version().document["title"] == {"en": "Work of somebody else"}


def test_what_is_held_belongs_to_one_person_and_not_for_long(app: Flask) -> None:
    with app.app_context():
        seal = sealed({"a": "b"}, purpose="import", account_id=1, now=NOW)

        def open_it(given: str, purpose: str = "import", account: int = 1, late: int = 0) -> object:
            at = NOW + timedelta(minutes=late)
            return opened(given, purpose=purpose, account_id=account, now=at, within=timedelta(hours=1))

        assert open_it(seal) == {"a": "b"}
        for given in ((seal, "import", 2), (seal, "other"), (seal, "import", 1, 61), ("x" + seal,), ("",)):
            with pytest.raises(NotPossibleNow, match="Start again from the file"):
                open_it(*given)


@pytest.mark.usefixtures("nothing_stored")
def test_what_somebody_else_looked_at_cannot_be_kept(admin: FlaskClient) -> None:
    page = send(admin, definition()).text
    forged = unescape(field(page, "held"))[:-1] + "0"
    data = {"csrf_token": field(page, "csrf_token"), "held": forged}
    assert admin.post(f"{IMPORT}/keep", data=data).status_code in (303, 409)
    data["held"] = "e30=." + "0" * 64
    assert admin.post(f"{IMPORT}/keep", data=data).status_code == 409


def test_only_administrators_import(sign_in: SignIn) -> None:
    for person in ("staff", "focal-point.a-03"):
        assert sign_in(person).get(IMPORT).status_code == 403


# ---------------------------------------------------------------------------------------------------- what is refused


@pytest.mark.usefixtures("nothing_stored")
@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_hostile_is_refused_by_file_and_row_and_leaves_nothing(admin: FlaskClient, name: str) -> None:
    file, make, _ = HOSTILE[name]
    reply = send(admin, make(), file)
    assert reply.status_code in (413, 422)
    assert safe_name(file) in unescape(reply.text)
    assert "Traceback" not in reply.text
    assert len(reply.data) < 200_000


@pytest.mark.usefixtures("nothing_stored")
def test_a_hundred_megabytes_are_refused_with_the_name_of_the_file(admin: FlaskClient) -> None:
    reply = send(admin, b"\0" * 100_000_000, "large.xlsx")
    assert reply.status_code == 413
    assert "large.xlsx is larger than the 10 MB that this page takes. Nothing of it was kept." in reply.text


@pytest.mark.usefixtures("nothing_stored")
def test_without_a_file_the_field_is_named(admin: FlaskClient) -> None:
    reply = admin.post(IMPORT, data={"csrf_token": csrf_token(admin, IMPORT)})
    assert reply.status_code == 422
    assert 'href="#file"' in reply.text
