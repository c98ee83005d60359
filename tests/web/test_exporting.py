"""Exporting in the browser: every format of a version or draft, the same bytes each time, and read back as it was."""

import io
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from pypdf import PdfReader
from sqlalchemy.orm import Session

from app.domain.questionnaire import Questionnaire
from app.exchange.json_schema import as_text
from app.exchange.uploads import read_upload
from app.questionnaires.queries import latest_version
from app.questionnaires.views.exporting import FORMATS
from tests.conftest import SignIn
from tests.services.drafts import new_desk

KEY = "cnd-60-6-best-practices"


@pytest.fixture
def admin(sign_in: SignIn) -> FlaskClient:
    return sign_in("admin")


@pytest.fixture
def get(admin: FlaskClient, session: Session) -> Callable[..., bytes]:
    """What the newest version is exported as."""

    def get(kind: str, key: str = KEY, language: str = "en") -> bytes:
        version = latest_version(session, key)
        assert version is not None
        asked = {"version": str(version.id), "format": kind, "language": language}
        reply = admin.get(f"/questionnaires/{key}/export/file", query_string=asked)
        assert reply.status_code == 200
        assert reply.headers["Content-Disposition"].startswith("attachment; filename=")
        return bytes(reply.data)

    return get


def definition(session: Session, key: str = KEY) -> Questionnaire:
    version = latest_version(session, key)
    assert version is not None
    return Questionnaire.model_validate(version.document)


@pytest.mark.parametrize("kind", ["yaml", "xlsform"])
def test_what_is_exported_is_imported_as_it_was(
    get: Callable[..., bytes], session: Session, kind: str
) -> None:
    assert read_upload("mine", get(kind)).questionnaire == definition(session)


def test_the_json_is_the_definition(get: Callable[..., bytes], session: Session) -> None:
    assert Questionnaire.model_validate_json(get("json")) == definition(session)


def test_the_schema_is_that_of_the_format(get: Callable[..., bytes]) -> None:
    assert get("schema").decode() == as_text()


@pytest.mark.parametrize("kind", FORMATS)
def test_the_same_version_gives_the_same_bytes(get: Callable[..., bytes], kind: str) -> None:
    assert get(kind) == get(kind)


def test_the_pdf_holds_every_question(get: Callable[..., bytes], session: Session) -> None:
    read = "".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(get("pdf"))).pages)
    for question in definition(session).questions_asked():
        assert "".join(question.text.in_language("en").split()) in "".join(read.split())


def test_a_draft_is_exported_too(get: Callable[..., bytes], session: Session) -> None:
    new_desk(session)
    session.commit()
    assert b"An instrument" in get("yaml", "instrument")
    assert get("word", "instrument").startswith(b"PK")


def test_the_page_offers_every_format_and_version(admin: FlaskClient) -> None:
    page = admin.get(f"/questionnaires/{KEY}/export").text
    assert all(f'name="format" value="{kind}"' in page for kind in FORMATS)
    listed = admin.get("/questionnaires/").text
    assert f"/questionnaires/{KEY}/export" in listed
    assert "/questionnaires/import" in listed


@pytest.mark.parametrize("asked", ["", "?format=pdf", "?version=1&format=other", "?version=x&format=pdf"])
def test_what_there_is_not_is_not_exported(admin: FlaskClient, asked: str) -> None:
    assert admin.get(f"/questionnaires/{KEY}/export/file{asked}").status_code == 404
    assert admin.get(f"/questionnaires/nothing/export{asked}").status_code == 404


def test_a_version_of_another_questionnaire_is_not_exported(admin: FlaskClient, session: Session) -> None:
    other = latest_version(session, "cnd-60-6-p2")
    assert other is not None
    reply = admin.get(f"/questionnaires/{KEY}/export/file?version={other.id}&format=yaml")
    assert reply.status_code == 404


def test_only_administrators_export(sign_in: SignIn) -> None:
    for person in ("staff", "focal-point.a-03"):
        assert sign_in(person).get(f"/questionnaires/{KEY}/export").status_code == 403
