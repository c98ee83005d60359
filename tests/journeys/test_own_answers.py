"""What each sector answers, in the browser: saved as it changes, shown with its question, without a barrier."""

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from app.db import db
from tests.factories import question, questionnaire, section
from tests.journeys.axe import violations
from tests.journeys.conftest import OpenPage
from tests.services.rounds import send_out

OFFICIAL = "focal-point.a-13"
SECTION_D = "/submissions/13/sections/D"
HEALTH = '[data-question="P2-D06@health"]'
DEFINITION = questionnaire(
    section(
        "A",
        question("open"),
        question(
            "agreed", sectors=["health"], own_answers=["health"], shown_when={"question": "open", "is": "yes"}
        ),
    ),
    key="of-sectors",
)


def opened(page: Page) -> None:
    """Open what each sector answers to D.6, with the keyboard."""
    page.locator('[data-own="P2-D06"] summary').focus()
    page.keyboard.press("Enter")


def test_an_own_answer_is_saved_as_it_changes_and_the_settled_one_stays(open_page: OpenPage) -> None:
    page = open_page(OFFICIAL)
    page.goto(SECTION_D)
    settled = page.locator('[data-question="P2-D06"] input:checked').evaluate_all(
        "all => all.map(one => one.value)"
    )
    opened(page)
    page.locator(f'{HEALTH} input[value="small"]').focus()
    page.keyboard.press("Space")
    expect(page.locator("[data-saved]")).to_contain_text("Saved")
    page.reload()
    assert page.locator(f'{HEALTH} input[value="small"]').is_checked()
    after = page.locator('[data-question="P2-D06"] input:checked').evaluate_all(
        "all => all.map(one => one.value)"
    )
    assert after == settled


def test_an_own_answer_is_saved_without_javascript(open_page: OpenPage) -> None:
    page = open_page(OFFICIAL, javascript=False)
    page.goto(SECTION_D)
    page.locator('[data-own="P2-D06"] summary').click()
    page.locator(f'{HEALTH} input[value="moderate"]').check()
    page.locator("p.actions button").click()
    page.goto(SECTION_D)
    assert page.locator(f'{HEALTH} input[value="moderate"]').is_checked()


def test_what_sectors_answer_comes_and_goes_with_the_question(site_app: Flask, open_page: OpenPage) -> None:
    with site_app.app_context():
        sent = send_out(db.session, DEFINITION, "of-sectors").submission.id
        db.session.commit()
        db.session.close()
    page = open_page("focal-point.a-14")
    page.goto(f"/submissions/{sent}/sections/A")
    own, field = (
        page.locator('[data-own="agreed"]'),
        page.locator('[data-question="agreed@health"] input[type=radio]').first,
    )
    expect(own).to_be_hidden()
    page.locator('[data-question="open"] input[value="yes"]').check()
    expect(own).to_be_visible()
    own.locator("summary").click()
    expect(field).to_be_visible()
    expect(field).to_be_enabled()
    page.locator('[data-question="open"] input[value="no"]').check()
    expect(own).to_be_hidden()


@pytest.mark.pure
@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("width", [1280, 390])
def test_opened_it_has_no_barrier(open_page: OpenPage, width: int, language: str) -> None:
    page = open_page("focal-point.a-12", language=language, width=width)
    for path in ("/submissions/12/sections/D", "/submissions/12/check"):
        page.goto(path)
        assert page.locator("details.own").count() > 0
        page.locator("details.own").evaluate_all("all => all.forEach((one) => { one.open = true; })")
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
