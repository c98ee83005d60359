"""Documents: what is taken and what is not, and that they come back as they were sent."""

import hashlib
import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse, encode_multipart

from app.domain.answers import Files, StoredFile
from app.domain.canonical import read_json
from app.domain.policy import MemberRole
from app.domain.question_types import Attachment
from app.submissions.files import examine
from app.submissions.queries import answers_of, latest_snapshot
from tests.conftest import SignIn, field
from tests.factories import asked
from tests.services.demo import READER, join, not_started, submission_of
from tests.web.test_filling import OFFICIAL, declare

QUESTION = "P2-J04"  # takes documents, no pictures
PDF = b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF\n"
OFFICE = "application/vnd.openxmlformats-officedocument."
OPEN = "application/vnd.oasis.opendocument."
Stored = Callable[[], set[Path]]


def archive(files: dict[str, str]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as packed:
        for name, text in files.items():
            packed.writestr(name, text)
    return made.getvalue()


def docx() -> bytes:
    types = "http://schemas.openxmlformats.org/package/2006/content-types"
    rels = "http://schemas.openxmlformats.org/package/2006/relationships"
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    words = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    main = f"{OFFICE}wordprocessingml.document.main+xml"
    return archive(
        {
            "[Content_Types].xml": f'<Types xmlns="{types}"><Default Extension="rels"'
            ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{main}"/></Types>',
            "_rels/.rels": f'<Relationships xmlns="{rels}">'
            f'<Relationship Id="r1" Type="{kind}" Target="word/document.xml"/></Relationships>',
            "word/document.xml": f'<w:document xmlns:w="{words}"><w:body><w:p/></w:body></w:document>',
        }
    )


def xlsx() -> bytes:
    made = io.BytesIO()
    openpyxl.Workbook().save(made)
    return made.getvalue()


def open_document(kind: str) -> bytes:
    return archive({"mimetype": OPEN + kind, "content.xml": "<office:document-content/>"})


def png() -> bytes:
    def chunk(kind: bytes, content: bytes) -> bytes:
        return (
            struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
        )

    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    pixels = zlib.compress(b"\x00\x00")
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


@pytest.fixture
def home(session: Session) -> str:
    return f"/submissions/{not_started(session).id}"


@pytest.fixture
def official(sign_in: SignIn) -> FlaskClient:
    return sign_in(OFFICIAL)


def send(
    client: FlaskClient,
    home: str,
    content: bytes,
    name: str = "a.pdf",
    question: str = QUESTION,
    key: str = "",
) -> TestResponse:
    path = f"{home}/documents/{question}"
    page = client.get(path).text
    data = {
        "csrf_token": field(page, "csrf_token"),
        "idempotency_key": key or field(page, "idempotency_key"),
        "title": "The strategy",
        "language": "en",
        "file": FileStorage(io.BytesIO(content), filename=name),
    }
    # Encoded here, since the test client would put a large body into a file that nothing closes.
    boundary, body = encode_multipart(data)
    kind = f'multipart/form-data; boundary="{boundary}"'
    return client.post(path, data=body, content_type=kind, follow_redirects=True)


def sent(session: Session, home: str, question: str = QUESTION) -> tuple[StoredFile, ...]:
    session.expire_all()
    value = answers_of(session, int(home.rsplit("/", 1)[1])).get(question)
    return value.files if isinstance(value, Files) else ()


@pytest.fixture
def stored(app: Flask, home: str) -> Stored:
    """What is kept on the disk for the submission since the test began: files outlive what is rolled back."""
    folder = Path(app.extensions["files"].url.removeprefix("file://")) / home.rsplit("/", 1)[1]
    before = set(folder.glob("*"))
    return lambda: set(folder.glob("*")) - before


def test_the_section_leads_to_the_page_that_takes_a_document(official: FlaskClient, home: str) -> None:
    assert f'value="add {QUESTION}"' in official.get(f"{home}/sections/J").text
    reply = official.get(f"{home}/sections/J/list/add {QUESTION}", follow_redirects=True)
    assert reply.request.path == f"{home}/documents/{QUESTION}"
    assert "Add a document" in reply.text
    assert '<option value="fr" >Français</option>' in reply.text


@pytest.mark.parametrize(
    ("content", "name", "media_type"),
    [
        (PDF, "a.pdf", "application/pdf"),
        (docx(), "a.docx", f"{OFFICE}wordprocessingml.document"),
        (xlsx(), "a.xlsx", f"{OFFICE}spreadsheetml.sheet"),
        (open_document("text"), "a.odt", f"{OPEN}text"),
        (open_document("spreadsheet"), "a.ods", f"{OPEN}spreadsheet"),
    ],
    ids=["pdf", "docx", "xlsx", "odt", "ods"],
)
def test_a_document_is_taken_and_comes_back_byte_for_byte(
    official: FlaskClient, home: str, session: Session, content: bytes, name: str, media_type: str
) -> None:
    page = send(official, home, content, name)
    assert page.status_code == 200
    (file,) = sent(session, home)
    assert (file.media_type, file.size, file.title) == (media_type, len(content), "The strategy")
    assert file.sha256 == hashlib.sha256(content).hexdigest()
    address = f"{home}/files/{file.id}"
    assert f'<a href="{address}">The strategy</a>' in page.text
    back = official.get(address)
    assert back.data == content
    assert back.headers["Content-Disposition"] == f"attachment; filename={name}"
    assert back.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"", "a.pdf", "This file is empty."),
        (b"Only words.\n", "a.pdf", "This kind of file is not taken."),
        (b"<script>alert(1)</script>", "a.pdf", "This kind of file is not taken."),
        (b"\x7fELF\x02\x01\x01" + bytes(9) + b"\x02\x00\x3e\x00" + bytes(100), "a.pdf", "is not taken."),
        (b"MZ" + bytes(200), "a.docx", "This kind of file is not taken."),
        (archive({"a.txt": "words"}), "a.docx", "This kind of file is not taken."),
        (PDF + bytes(21_000_000), "a.pdf", "larger than 20 MB"),
    ],
    ids=["empty", "text", "page", "executable", "program", "zip", "large"],
)
def test_what_is_no_document_is_refused_and_not_stored(
    official: FlaskClient,
    home: str,
    session: Session,
    stored: Stored,
    content: bytes,
    name: str,
    said: str,
) -> None:
    reply = send(official, home, content, name)
    assert reply.status_code == 422
    assert said in reply.text
    assert sent(session, home) == ()
    assert stored() == set()


def test_a_document_of_thirty_megabytes_is_not_even_read(
    official: FlaskClient, home: str, stored: Stored
) -> None:
    assert send(official, home, PDF + bytes(30_000_000)).status_code == 413
    assert stored() == set()


def test_a_picture_is_taken_where_the_question_takes_pictures() -> None:
    question = asked("attachment")
    assert isinstance(question, Attachment)
    file = examine(question, file_id="0" * 32, name="a.png", title="A map", language="fr", content=png())
    assert (file.media_type, file.name) == ("image/png", "a.png")


def test_a_kind_that_the_question_does_not_take_is_refused(
    official: FlaskClient, home: str, session: Session
) -> None:
    assert send(official, home, png(), "a.png").status_code == 422
    assert sent(session, home) == ()


def test_a_document_over_the_number_allowed_is_refused(
    official: FlaskClient, home: str, session: Session, stored: Stored
) -> None:
    for number in range(5):
        send(official, home, PDF + bytes([number]), question="P2-B02_files")
    reply = send(official, home, PDF, question="P2-B02_files")
    assert reply.status_code == 409
    assert "There are 5 documents already" in reply.text
    assert len(sent(session, home, "P2-B02_files")) == len(stored()) == 5


def test_a_form_without_file_or_title_says_what_is_missing(official: FlaskClient, home: str) -> None:
    page = official.get(f"{home}/documents/{QUESTION}").text
    hidden = {name: field(page, name) for name in ("csrf_token", "idempotency_key")}
    reply = official.post(f"{home}/documents/{QUESTION}", data=hidden, content_type="multipart/form-data")
    assert reply.status_code == 422
    assert "Choose the file to send." in reply.text
    assert "Enter the title of the document." in reply.text


def test_a_form_sent_twice_adds_one_document(
    official: FlaskClient, home: str, session: Session, stored: Stored
) -> None:
    for _ in range(2):
        assert send(official, home, PDF, key="double-click").status_code == 200
    assert len(sent(session, home)) == len(stored()) == 1


def test_a_name_with_a_path_and_control_characters_is_made_harmless(
    official: FlaskClient, home: str, session: Session
) -> None:
    send(official, home, PDF, "..\\..\\etc/pass\x07wd<b>.pdf")
    (file,) = sent(session, home)
    assert file.name == "pass_wd_b_.pdf"
    disposition = official.get(f"{home}/files/{file.id}").headers["Content-Disposition"]
    assert disposition == "attachment; filename=pass_wd_b_.pdf"


def test_a_document_is_taken_out_after_asking(official: FlaskClient, home: str, session: Session) -> None:
    send(official, home, PDF)
    (file,) = sent(session, home)
    page = official.get(f"{home}/sections/J/list/remove {QUESTION} {file.id}").text
    assert "The strategy" in page
    hidden = {name: field(page, name) for name in ("csrf_token", "idempotency_key")}
    official.post(f"{home}/lists/{QUESTION}/{file.id}/remove", data=hidden)
    assert sent(session, home) == ()
    assert official.get(f"{home}/files/{file.id}").status_code == 404


@pytest.mark.parametrize("path", ["documents/P2-B01", "documents/P2-Z99", "files/x", "files/" + "0" * 32])
def test_an_unknown_document_is_not_there(official: FlaskClient, home: str, path: str) -> None:
    assert official.get(f"{home}/{path}").status_code == 404


def test_readers_get_a_document_and_add_none(
    official: FlaskClient, sign_in: SignIn, home: str, session: Session
) -> None:
    send(official, home, PDF)
    (file,) = sent(session, home)
    join(session, MemberRole.OBSERVER)
    reader = sign_in(READER)
    assert reader.get(f"{home}/files/{file.id}").data == PDF
    assert reader.get(f"{home}/documents/{QUESTION}").status_code == 403


def test_another_state_s_documents_are_not_there(
    official: FlaskClient, sign_in: SignIn, home: str, session: Session
) -> None:
    send(official, home, PDF)
    (file,) = sent(session, home)
    stranger = sign_in("focal-point.a-13")
    assert stranger.get(f"{home}/files/{file.id}").status_code == 404
    assert stranger.get(f"{home}/documents/{QUESTION}").status_code == 404
    own = submission_of(session, "XAM").id
    assert stranger.get(f"/submissions/{own}/files/{file.id}").status_code == 404


def test_staff_get_the_documents_once_they_are_submitted(
    official: FlaskClient, sign_in: SignIn, home: str, session: Session
) -> None:
    send(official, home, PDF)
    (file,) = sent(session, home)
    staff = sign_in("staff")
    path = f"/review/{home.rsplit('/', 1)[1]}"
    assert staff.get(f"{path}/files/{file.id}").status_code == 403
    assert f'<a href="{home}/files/{file.id}">The strategy</a>' in official.get(f"{home}/check").text

    declare(official, home)

    snapshot = latest_snapshot(session, int(home.rsplit("/", 1)[1]))
    assert read_json(snapshot.canonical)["answers"][QUESTION] == {"files": [vars(file)]}
    assert f'<a href="{path}/files/{file.id}">The strategy</a>' in staff.get(path).text
    assert staff.get(f"{path}/files/{file.id}").data == PDF
    assert staff.get(f"{path}/files/{'0' * 32}").status_code == 404
    assert official.get(f"{path}/files/{file.id}").status_code == 403
