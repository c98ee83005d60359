"""A draft as officials will see it, before it is published."""

import re

import pytest
from sqlalchemy.orm import Session

from tests.conftest import SignIn
from tests.factories import question, questionnaire, section
from tests.web.editing import Desk, given, version

DONORS_ONLY = {"fact": "kind", "is": "donor"}
AFRICA_ONLY = {"fact": "regional_group", "is": "AFRICAN"}


@pytest.fixture
def desk(sign_in: SignIn, session: Session) -> Desk:
    title = {"en": "Section A", "ar": "القسم ألف"}
    first = question("first", text={"en": "First?", "ar": "أولا؟"}, non_answers=["no_information"])
    given(
        session,
        questionnaire(
            section(
                "A",
                first,
                question("later", "text", shown_when={"question": "first", "is": "yes"}),
                question("money", "text", shown_when=DONORS_ONLY),
                question("group", "text", shown_when=AFRICA_ONLY),
                title=title,
            ),
            section("B", question("looks", shown_when={"question": "first", "is": "yes"})),
            section("C", question("donors"), shown_when=DONORS_ONLY),
            key="desk",
            languages=["en", "ar", "fr"],
        ),
    )
    return Desk(sign_in("admin"))


def applies(page: str, key: str) -> bool:
    """Whether a question is shown."""
    return re.search(rf'id="q-{key}"[^>]*hidden', page) is None


def test_the_section_is_drawn_as_the_official_sees_it(desk: Desk) -> None:
    page = desk.open(page="preview")
    assert 'method="dialog"' in page
    assert "data-conditions" in page
    assert "Save and continue" in page
    assert 'class="screen wfull"' in page
    assert applies(page, "first")
    assert not applies(page, "later")


def test_what_applies_follows_from_the_kind_and_the_group(desk: Desk) -> None:
    page = desk.open(page="preview", kind="donor", group="AFRICAN")
    assert applies(page, "money")
    assert applies(page, "group")
    page = desk.open(page="preview", kind="member_state")
    assert not applies(page, "money")
    assert not applies(page, "group")


def test_a_section_for_others_says_so(desk: Desk) -> None:
    assert "is not asked of such a respondent" in desk.open(page="preview", section="C")
    assert "is not asked of such a respondent" not in desk.open(page="preview", section="C", kind="donor")


def test_sample_answers_bring_up_what_depends_on_them(desk: Desk) -> None:
    page = desk.open(page="preview", answers="sample")
    assert applies(page, "later")
    assert "Sample answer" in page
    other = desk.open(page="preview", section="B", answers="sample")
    assert applies(other, "looks")
    assert '"first"' in other.partition("data-conditions")[2]


def test_an_arabic_preview_reads_from_right_to_left_on_an_english_page(desk: Desk) -> None:
    page = desk.open(page="preview", language="ar", answers="sample")
    assert '<html lang="en" dir="ltr">' in page
    frame = page.partition('class="screen')[2]
    assert 'lang="ar" dir="rtl"' in frame
    assert "القسم ألف" in frame
    assert "إجابة نموذجية" in frame
    assert "Save and continue" not in frame.partition("</form>")[0]
    assert "Preview" in page


def test_a_language_that_the_site_does_not_speak_keeps_english_around_the_questions(desk: Desk) -> None:
    frame = desk.open(page="preview", language="fr").partition('class="screen')[2]
    assert 'lang="fr" dir="ltr"' in frame
    assert "Save and continue" in frame


def test_what_the_address_says_wrongly_is_the_usual(desk: Desk) -> None:
    page = desk.open(page="preview", section="Z", kind="x", group="x", language="xx", width="1", answers="x")
    assert 'class="screen wfull"' in page
    assert applies(page, "first")


def test_the_sections_follow_one_another(desk: Desk) -> None:
    page = desk.open(page="preview", section="B", width="390")
    assert re.search(r'href="[^"]*section=A&amp;[^"]*width=390[^"]*">Previous section', page)
    assert re.search(r'href="[^"]*section=C&amp;[^"]*">Next section', page)
    assert "Previous section" not in desk.open(page="preview")
    assert "Next section" not in desk.open(page="preview", section="C")


def test_a_preview_changes_nothing(desk: Desk, session: Session) -> None:
    before = version(session).revision
    desk.open(page="preview", answers="sample")
    session.expire_all()
    assert version(session).revision == before


def test_the_preview_is_reached_from_the_draft(desk: Desk) -> None:
    assert 'href="/questionnaires/desk/draft/preview?section=B"' in desk.open("sections/B")
    assert 'href="/questionnaires/desk/draft/preview"' in desk.open()
