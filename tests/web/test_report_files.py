"""Files beside the report's PDF: who may take them, what they are, and that the audit trail knows."""

import io
import zipfile
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app.audit.models import AuditEvent
from app.domain.canonical import sha256_of
from tests.conftest import SignIn, csrf_token, field

DESK = "/cycles/demo/report"


def take(client: FlaskClient, **fields: str) -> bytes:
    data = {"csrf_token": csrf_token(client, DESK), "file_format": "docx", "language": "en", **fields}
    reply = client.post(f"{DESK}/files", data=data)
    assert reply.status_code == 200, reply.text
    assert reply.headers["Content-Disposition"].startswith("attachment")
    content: bytes = reply.data
    return content


@pytest.mark.parametrize(
    ("file_format", "begins"),
    [("docx", b"PK"), ("xlsx", b"PK"), ("html", b"<!doctype html>"), ("summary", b"%PDF-")],
)
def test_staff_take_the_document_in_any_of_its_formats(
    sign_in: SignIn, file_format: str, begins: bytes
) -> None:
    assert take(sign_in("staff"), file_format=file_format).startswith(begins)


def test_the_document_is_in_the_language_asked_for(sign_in: SignIn) -> None:
    page = take(sign_in("staff"), file_format="html", language="ar").decode()
    assert '<html lang="ar" dir="rtl">' in page


def test_the_trail_knows_who_took_which_file(sign_in: SignIn, session: Session) -> None:
    content = take(sign_in("staff"), file_format="xlsx")
    told = session.scalars(
        sa.select(AuditEvent).where(AuditEvent.stream == "cycle/demo").order_by(AuditEvent.seq.desc())
    ).first()
    assert told is not None
    assert told.action == "requested"
    assert told.facts["sha256"] == sha256_of(content)
    assert zipfile.is_zipfile(io.BytesIO(content))


def test_an_unknown_format_leads_back_to_the_desk(sign_in: SignIn) -> None:
    client = sign_in("staff")
    data = {"csrf_token": csrf_token(client, DESK), "file_format": "exe", "language": "en"}
    assert client.post(f"{DESK}/files", data=data).location.endswith(DESK)


def test_a_questionnaire_that_no_state_answers_has_no_document(sign_in: SignIn) -> None:
    client = sign_in("staff")
    fields = {"file_format": "html", "language": "en", "questionnaire": "cnd-60-6-un-entities"}
    data = {"csrf_token": csrf_token(client, DESK), **fields}
    assert client.post(f"{DESK}/files", data=data).status_code == 404


@pytest.mark.parametrize("name", ["focal-point.a-03", "admin"])
def test_nobody_but_staff_takes_them(sign_in: SignIn, name: str) -> None:
    client = sign_in(name)
    home = client.get("/", follow_redirects=True).text
    data = {"csrf_token": field(home, "csrf_token"), "file_format": "html", "language": "en"}
    assert client.post(f"{DESK}/files", data=data).status_code == 403


@pytest.mark.parametrize("file_format", ["docx", "html", "xlsx", "summary"])
def test_the_command_line_writes_the_same_file(
    app: Flask, sign_in: SignIn, tmp_path: Path, file_format: str
) -> None:
    path = tmp_path / "file"
    arguments = ["reports", "export", "--cycle", "demo", "--format", file_format, "--output", str(path)]
    done = app.test_cli_runner().invoke(args=arguments)
    assert done.exit_code == 0, done.output
    assert path.read_bytes() == take(sign_in("staff"), file_format=file_format)
