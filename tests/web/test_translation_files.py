"""Translations in files: out, back, looked at, and taken in one step."""

import html
import io

import pytest
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from tests.conftest import SignIn, field
from tests.web.editing import STATE, Desk, given, thing, version
from tests.web.test_translating import FIRST, Translator

HOME = "/questionnaires/desk/draft/translations/fr"


@pytest.fixture
def translator(sign_in: SignIn, session: Session) -> Translator:
    given(session)
    translator = Translator(sign_in("admin"))
    translator.languages(language="fr")
    return translator


def download(translator: Translator, kind: str = "po") -> str:
    reply = translator.client.get(f"{HOME}/file/{kind}")
    assert reply.status_code == 200
    assert f"filename=desk-fr.{'xlf' if kind == 'xliff' else kind}" in reply.headers["Content-Disposition"]
    return reply.text


def send(translator: Translator, content: str | bytes, name: str = "desk-fr.po") -> TestResponse:
    raw = content.encode() if isinstance(content, str) else content
    token = field(translator.open("/fr"), "csrf_token")
    data = {"csrf_token": token, "file": (io.BytesIO(raw), name)}
    return translator.client.post(f"{HOME}/file", data=data, content_type="multipart/form-data")


def take(translator: Translator, page: str) -> TestResponse:
    data = {name: html.unescape(field(page, name)) for name in (*STATE, "taken")}
    return translator.client.post(f"{HOME}/take", data=data, content_type="multipart/form-data")


def with_words(po: str, words: str) -> str:
    """The PO file with a translation of the first question of section A."""
    before, _, after = po.partition(f'msgctxt "{FIRST}"')
    return before + f'msgctxt "{FIRST}"' + after.replace('msgstr ""', f'msgstr "{words}"', 1)


def test_a_file_is_looked_at_and_then_taken_in_one_step(translator: Translator, session: Session) -> None:
    before = version(session).revision
    looked = send(translator, with_words(download(translator), "La première"))
    assert looked.status_code == 200
    assert "One translation is new or changed." in looked.text
    assert "La première" in looked.text
    assert "fr" not in thing(session, FIRST)
    reply = take(translator, looked.text)
    assert reply.location == HOME
    assert thing(session, f"{FIRST}/fr") == "La première"
    assert version(session).revision == before + 1
    Desk(translator.client).send("undo", "")
    assert "fr" not in thing(session, FIRST)


@pytest.mark.parametrize(("kind", "name"), [("po", "a.po"), ("xliff", "C:\\files\\a.XLF")])
def test_a_file_as_it_went_out_changes_nothing(translator: Translator, kind: str, name: str) -> None:
    translator.save(translator.open("/fr?section=A"), **{f"t.{FIRST}": "La première"})
    page = send(translator, download(translator, kind), name).text
    assert "0 translations are new or changed." in page
    assert "One text stands here already." in page
    assert "Take these translations" not in page


def test_what_cannot_be_taken_is_named_with_its_line(translator: Translator, session: Session) -> None:
    content = with_words(download(translator), "La première")
    Desk(translator.client).save("sections/A/questions/first", text="Asked in another way?")
    page = send(translator, content).text
    line = content[: content.index(f'msgctxt "{FIRST}"')].count("\n") + 2
    assert f'<td class="n">{line}</td>' in page
    assert "It is now: Asked in another way?" in page


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "There is no text in this file."),
        (b"\xff\xfe", "Save the file in UTF-8."),
        (
            b'msgid ""\nmsgstr ""\n"Language: ru\\n"\n\nmsgctxt "title"\nmsgid "a"\nmsgstr "b"\n',
            "page of its language",
        ),
        (b"<b>hostile</b>", "&lt;b&gt;hostile.po:1"),
    ],
)
def test_a_file_that_cannot_be_used_stores_nothing(
    translator: Translator, session: Session, content: bytes, said: str
) -> None:
    before = version(session).revision
    reply = send(translator, content, "<b>hostile.po")
    assert reply.status_code == 422
    assert said in reply.text
    session.expire_all()
    assert version(session).revision == before


def test_without_a_file_it_is_said_so(translator: Translator) -> None:
    data = {"csrf_token": field(translator.open("/fr"), "csrf_token")}
    assert translator.client.post(f"{HOME}/file", data=data).status_code == 422


def test_what_changed_after_the_look_is_shown_again(translator: Translator, session: Session) -> None:
    looked = send(translator, with_words(download(translator), "La première")).text
    Desk(translator.client).save("sections/A/questions/first", text="Asked in another way?")
    reply = take(translator, looked)
    assert reply.status_code == 409
    assert "It is now: Asked in another way?" in reply.text
    assert "fr" not in thing(session, FIRST)


def test_a_translation_made_after_the_look_is_not_overwritten_unseen(
    translator: Translator, session: Session
) -> None:
    looked = send(translator, with_words(download(translator), "La première")).text
    translator.save(translator.open("/fr?section=A"), **{f"t.{FIRST}": "Autre chose"})
    reply = take(translator, looked)
    assert reply.status_code == 409
    assert "Autre chose" in reply.text
    assert thing(session, f"{FIRST}/fr") == "Autre chose"
    assert take(translator, reply.text).status_code == 303
    assert thing(session, f"{FIRST}/fr") == "La première"


@pytest.mark.parametrize("carried", ["", "{", "[[1]]", "7"])
def test_what_the_preview_did_not_carry_takes_nothing(translator: Translator, carried: str) -> None:
    page = translator.open("/fr")
    data = {name: field(page, name) for name in STATE} | {"taken": carried}
    assert translator.client.post(f"{HOME}/take", data=data).status_code == 409


def test_there_are_no_other_formats(translator: Translator) -> None:
    assert translator.client.get(f"{HOME}/file/doc").status_code == 404
