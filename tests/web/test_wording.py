"""The language of the questions: chosen among those of the questionnaire, and said to be a draft where it is one."""

import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from tests.conftest import SignIn
from tests.services.demo import not_started

DRAFT = "This translation is a draft that nobody has reviewed yet."
FRAMEWORK = {"en": "National framework", "fr": "Cadre national", "ar": "الإطار الوطني", "zh": "国家框架"}


@pytest.fixture
def home(session: Session) -> str:
    return f"/submissions/{not_started(session).id}"


@pytest.fixture
def official(sign_in: SignIn) -> FlaskClient:
    return sign_in("focal-point.a-14")


def choose(official: FlaskClient, home: str, code: str) -> str:
    """The page of a section after its language was chosen there."""
    section = f"{home}/sections/B"
    reply = official.get(f"{home}/questions-in/{code}?next={section}", follow_redirects=True)
    assert (reply.status_code, reply.request.path) == (200, section)
    return reply.text


def heading(page: str) -> str:
    return re.sub(r"<[^>]*>|\s+", " ", page.partition("<h1>")[2].partition("</h1>")[0]).strip()


def test_the_questions_are_in_the_language_of_the_page_at_first(official: FlaskClient, home: str) -> None:
    page = official.get(f"{home}/sections/B").text
    assert FRAMEWORK["en"] in heading(page)
    assert DRAFT not in page


@pytest.mark.parametrize("code", ["fr", "zh"])
def test_they_are_read_in_a_language_that_the_pages_do_not_speak(
    official: FlaskClient, home: str, code: str
) -> None:
    page = choose(official, home, code)
    assert FRAMEWORK[code] in heading(page)
    assert '<html lang="en" dir="ltr">' in page
    assert f'<span lang="{code}" dir="auto">{FRAMEWORK[code]}</span>' in page
    assert "Save and continue" in page


def test_the_choice_holds_on_every_page_of_the_report(official: FlaskClient, home: str) -> None:
    choose(official, home, "fr")
    assert FRAMEWORK["fr"] in official.get(home).text
    assert "Efforts visant" in official.get(f"{home}/check").text


def test_a_draft_says_so_and_which_text_prevails(official: FlaskClient, home: str) -> None:
    page = choose(official, home, "fr")
    assert f"{DRAFT} Where it differs from the text in English, that text prevails." in page
    assert DRAFT not in choose(official, home, "en")


def test_the_arabic_page_has_the_arabic_questions(official: FlaskClient, home: str) -> None:
    official.get("/language/ar")
    page = official.get(f"{home}/sections/B").text
    assert FRAMEWORK["ar"] in heading(page)
    assert 'lang="en" dir="auto"' not in page.partition("<form")[2].partition("</form>")[0]


def test_a_language_that_the_questionnaire_is_not_in_is_not_there(official: FlaskClient, home: str) -> None:
    assert official.get(f"{home}/questions-in/de").status_code == 404


@pytest.mark.parametrize("target", ["//evil.example/", "https://evil.example/"])
def test_a_choice_leads_nowhere_else(official: FlaskClient, home: str, target: str) -> None:
    assert official.get(f"{home}/questions-in/fr?next={target}").location == "/"
