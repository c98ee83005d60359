"""Translations side by side: nothing typed is lost, what is stale says so, and a section is saved in one step."""

import html
import re
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from tests.conftest import SignIn, field
from tests.web.editing import STATE, Desk, document, given, thing, version

FIRST = "sections/A/questions/first/text"
SECOND = "sections/A/questions/second/text"


class Translator:
    """Somebody at the translations of the draft `desk`."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client
        self.home = "/questionnaires/desk/draft/translations"

    def open(self, path: str = "") -> str:
        reply = self.client.get(f"{self.home}{path}")
        assert reply.status_code == 200, reply.text
        return reply.text

    def languages(self, **fields: str) -> TestResponse:
        page = self.open()
        return self.client.post(self.home, data={name: field(page, name) for name in STATE} | fields)

    def review(self, **fields: str) -> TestResponse:
        page = self.open()
        return self.client.post(
            f"{self.home}/reviewed", data={name: field(page, name) for name in STATE} | fields
        )

    def save(self, page: str, language: str = "fr", **more: str) -> TestResponse:
        """Send the form of a page as it is, but for what `more` says: names of texts, or of other fields."""
        fields = hidden(page) | {
            f"t.{key}": html.unescape(words)
            for key, words in re.findall(r'<textarea[^>]*name="t\.([^"]*)"[^>]*>\n?([^<]*)</textarea>', page)
        }
        return self.client.post(f"{self.home}/{language}", data=fields | more)


def hidden(page: str) -> dict[str, Any]:
    form = page.partition('method="post" action="/questionnaires/desk/draft/translations/')[2]
    found = re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)"', form.partition("</form>")[0])
    return {name: html.unescape(value) for name, value in found}


@pytest.fixture
def desk(sign_in: SignIn, session: Session) -> Desk:
    given(session)
    return Desk(sign_in("admin"))


@pytest.fixture
def translator(desk: Desk) -> Translator:
    translator = Translator(desk.client)
    assert translator.languages(language="fr").status_code == 303
    return translator


def test_the_overview_counts_for_each_language(translator: Translator) -> None:
    page = translator.open()
    assert "The others are translated from it." in page
    french = page.partition("French</a>")[2].partition("</tr>")[0]
    assert "0 %" in french
    assert 'href="/questionnaires/desk/draft/translations/fr?show=missing"' in french
    assert page.count(">Add<") == 4


def test_a_language_that_is_taken_away_keeps_its_texts(translator: Translator, session: Session) -> None:
    translator.save(translator.open("/fr?section=A"), **{f"t.{FIRST}": "La première"})
    assert translator.languages(language="fr", remove="yes").status_code == 303
    assert document(session)["languages"] == ["en"]
    assert thing(session, f"{FIRST}/fr") == "La première"
    assert translator.client.get(f"{translator.home}/fr").status_code == 404


def test_a_translation_is_marked_as_a_draft_until_it_is_reviewed(
    translator: Translator, session: Session
) -> None:
    assert translator.review(language="fr").status_code == 303
    assert document(session)["unreviewed"] == ["fr"]
    french = translator.open().partition("French</a>")[2].partition("</tr>")[0]
    assert "Not reviewed" in french
    assert "Mark as reviewed" in french
    assert translator.review(language="fr", reviewed="yes").status_code == 303
    assert "unreviewed" not in document(session)
    assert "Not reviewed</span>" not in translator.open()


@pytest.mark.parametrize("language", ["en", "es", "xx"])
def test_only_a_translation_is_reviewed(translator: Translator, language: str) -> None:
    assert translator.review(language=language).status_code == 404


@pytest.mark.parametrize(
    "fields", [{"language": "xx"}, {"language": "en"}, {"language": "en", "remove": "yes"}]
)
def test_no_other_language_can_be_chosen(translator: Translator, fields: dict[str, str]) -> None:
    assert translator.languages(**fields).status_code == 404


def test_a_section_is_saved_in_one_step_that_is_undone_as_one(
    desk: Desk, translator: Translator, session: Session
) -> None:
    before = version(session).revision
    reply = translator.save(
        translator.open("/fr?section=A"), **{f"t.{FIRST}": " La première ", f"t.{SECOND}": "La seconde"}
    )
    assert reply.location == "/questionnaires/desk/draft/translations/fr?section=A"
    session.expire_all()
    assert version(session).revision == before + 1
    assert (thing(session, f"{FIRST}/fr"), thing(session, f"{SECOND}/fr")) == ("La première", "La seconde")
    assert "fr" in thing(session, f"{FIRST}/made_from")
    assert "Translated" in desk.open(page="history")
    desk.send("undo", "")
    assert "fr" not in thing(session, FIRST)
    assert "fr" not in thing(session, SECOND)


def test_a_translation_is_written_in_its_direction(translator: Translator) -> None:
    translator.languages(language="ar")
    page = translator.open("/ar?section=A")
    assert re.search(r'<textarea[^>]*lang="ar" dir="rtl"', page)
    assert 'lang="en" dir="ltr"' in page


def test_what_is_made_from_an_earlier_text_says_so(
    desk: Desk, translator: Translator, session: Session
) -> None:
    translator.save(translator.open("/fr?section=A"), **{f"t.{FIRST}": "La première"})
    desk.save("sections/A/questions/first", text="Asked in another way?")
    page = translator.open("/fr?section=A&show=stale")
    assert page.count("<textarea") == 1
    assert "It fits the source as it is now" in page
    assert "show=stale" in translator.open()
    translator.save(page, **{f"fresh.{FIRST}": "yes"})
    assert "There is nothing of this kind" in translator.open("/fr?section=A&show=stale")


def test_a_source_that_changed_meanwhile_is_shown_beside_what_was_typed(
    desk: Desk, translator: Translator, session: Session
) -> None:
    page = translator.open("/fr?section=A")
    old = thing(session, f"{FIRST}/en")
    desk.save("sections/A/questions/first", text="Asked in another way?")
    reply = translator.save(page, **{f"t.{FIRST}": "La première", f"t.{SECOND}": "La seconde"})
    assert reply.status_code == 422
    assert all(
        text in reply.text for text in ("La première", "La seconde", "Asked in another way?", "It was:", old)
    )
    assert "fr" not in thing(session, SECOND)
    assert translator.save(reply.text).status_code == 303
    assert thing(session, f"{FIRST}/fr") == "La première"


def test_two_translators_of_one_text_see_both(translator: Translator, session: Session) -> None:
    page = translator.open("/fr?section=A")
    translator.save(page, **{f"t.{FIRST}": "La première"})
    other = page.replace(field(page, "idempotency_key"), "another-click")
    assert translator.save(other, **{f"t.{SECOND}": "La seconde"}).status_code == 303
    last = page.replace(field(page, "idempotency_key"), "a-third-click")
    reply = translator.save(last, **{f"t.{FIRST}": "Tout autre chose"})
    assert reply.status_code == 409
    assert "Saved by somebody else:" in reply.text
    assert "La première" in reply.text
    assert "Tout autre chose" in reply.text
    assert thing(session, f"{FIRST}/fr") == "La première"
    assert translator.save(reply.text).status_code == 303
    assert thing(session, f"{FIRST}/fr") == "Tout autre chose"


def test_what_is_too_long_is_said_beside_its_field(translator: Translator, session: Session) -> None:
    reply = translator.save(translator.open("/fr?section=A"), **{f"t.{FIRST}": "x" * 4001})
    assert reply.status_code == 422
    assert "4000 characters" in reply.text
    assert "x" * 4001 in reply.text


def test_saving_without_a_change_changes_nothing(translator: Translator, session: Session) -> None:
    before = version(session).revision
    assert translator.save(translator.open("/fr?section=A")).status_code == 303
    session.expire_all()
    assert version(session).revision == before


def test_an_emptied_field_takes_the_translation_away(translator: Translator, session: Session) -> None:
    translator.save(translator.open("/fr?section=A"), **{f"t.{FIRST}": "La première"})
    translator.save(translator.open("/fr?section=A"), **{f"t.{FIRST}": ""})
    assert "fr" not in thing(session, FIRST)


def test_the_next_text_to_do_may_be_in_another_section(translator: Translator) -> None:
    page = translator.open("/fr?section=_")
    reply = translator.save(page, then="next")
    assert reply.location.endswith("section=A#t-sections-A-title")
    assert translator.save(translator.open("/fr?section=B&show=missing"), then="next").location.endswith(
        "section=_&show=missing#t-title"
    )


@pytest.mark.parametrize("path", ["/en", "/xx", "/ar", "/fr?section=Z"])
def test_what_is_not_translated_is_not_found(translator: Translator, path: str) -> None:
    assert translator.client.get(f"{translator.home}{path}").status_code == 404


@pytest.mark.parametrize("name", ["staff", "focal-point.a-13"])
def test_only_administrators_translate(desk: Desk, sign_in: SignIn, name: str) -> None:
    assert sign_in(name).get("/questionnaires/desk/draft/translations").status_code == 403
