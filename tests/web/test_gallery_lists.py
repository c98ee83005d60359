"""Lists without JavaScript: entries on pages of their own, documents, and what a grid adds up."""

import io
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.conftest import SignIn, field
from tests.gallery import send_gallery

OFFICIAL = "focal-point.a-14"
PDF = b"%PDF-1.4\n%%EOF\n"


@pytest.fixture
def home(app: Flask) -> str:
    return f"/submissions/{send_gallery(app, [OFFICIAL])[OFFICIAL]}"


@pytest.fixture
def official(sign_in: SignIn, home: str) -> FlaskClient:
    return sign_in(OFFICIAL)


def send(client: FlaskClient, path: str, fields: dict[str, object]) -> TestResponse:
    """Fill in what the form at `path` asks, and send it back to where it came from."""
    page = client.get(path).text
    hidden = {name: field(page, name) for name in ("csrf_token", "idempotency_key")}
    revisions = {name: field(page, name) for name in re.findall(r'name="(revision-[^"]+)"', page)}
    return client.post(path, data={**hidden, **revisions, **fields}, follow_redirects=True)


def add(client: FlaskClient, home: str, item: str, status: str = "no") -> TestResponse:
    name = f"bodies/{item}"
    return send(client, f"{home}/lists/{name}", {f"{name}.name": f"Body {item}", f"{name}.status": status})


def step(client: FlaskClient, home: str, wanted: str, item: str) -> str:
    """The section after a step of the list was confirmed."""
    page = client.get(f"{home}/sections/D/list/{wanted} bodies {item}").text
    assert f"Body {item}" in page
    token = {"csrf_token": field(page, "csrf_token")}
    return client.post(f"{home}/lists/bodies/{item}/{wanted}", data=token, follow_redirects=True).text


def test_an_entry_is_listed_in_its_section(official: FlaskClient, home: str) -> None:
    page = add(official, home, "one").text
    assert "Body one" in page
    assert "<bdi>D</bdi>." in page


def test_a_new_entry_is_shown_again_when_its_answers_bring_up_questions(
    official: FlaskClient, home: str
) -> None:
    page = add(official, home, "one", status="yes").text
    assert "brought up new questions" in page
    assert 'data-part="bodies/one.mandate" >' in page


def test_an_entry_moves_up(official: FlaskClient, home: str) -> None:
    for item in ("one", "two"):
        add(official, home, item)
    page = step(official, home, "up", "two")
    assert page.index("Body two") < page.index("Body one")


def test_an_entry_is_taken_out(official: FlaskClient, home: str) -> None:
    add(official, home, "one")
    assert "Body one" not in step(official, home, "remove", "one")


def test_a_document_is_listed_under_its_title(official: FlaskClient, home: str) -> None:
    page = send_document(official, home, PDF).text
    assert "The law" in page
    assert "law.pdf" in page


def test_a_file_of_a_kind_that_is_not_taken_is_refused(official: FlaskClient, home: str) -> None:
    reply = send_document(official, home, b"#!/bin/sh\necho\n")
    assert reply.status_code == 422
    assert "The document was not added" in reply.text


def send_document(client: FlaskClient, home: str, content: bytes) -> TestResponse:
    file = (io.BytesIO(content), "law.pdf")
    return send(client, f"{home}/documents/files", {"title": "The law", "language": "fr", "file": file})


def test_a_row_that_does_not_apply_is_not_added_up(official: FlaskClient, home: str) -> None:
    send(official, f"{home}/sections/A", {"planned": "yes"})
    send(official, f"{home}/sections/D", {"people.health.women": "3", "people.justice.women": "40"})
    assert total(official, home) == "43"
    send(official, f"{home}/sections/A", {"planned": "no"})
    assert total(official, home) == "3"


def total(client: FlaskClient, home: str) -> str:
    """The sum of the first column."""
    foot = client.get(f"{home}/sections/D").text.split("<tfoot>")[1]
    return foot.split('class="sum">')[1].split("<")[0]
