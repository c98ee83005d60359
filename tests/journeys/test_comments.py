"""The comment that a warning asks for: its field comes with the warning, keeps what is typed, and saves by itself."""

import re

from playwright.sync_api import Page, expect

from tests.journeys.conftest import OpenPage

BECAUSE = "Referral follows sentencing."
FIELD = '[name="comment-P2-E02"]'


def warned(open_page: OpenPage) -> Page:
    """Section E with the two answers that do not go together."""
    page = open_page("focal-point.a-14")
    page.goto("/submissions/")
    page.click("main .cards a")
    page.goto(f"{page.url.rstrip('/')}/sections/E")
    expect(page.locator(FIELD)).to_have_count(0)
    page.select_option('[name="P2-E01.referral_to_treatment.status"]', "nationwide")
    expect(page.locator("[data-saved]")).to_have_text(re.compile("Saved"))
    page.check('[name="P2-E02"][value="no_referral"]')
    return page


def test_the_field_comes_with_the_warning_and_saves_by_itself(open_page: OpenPage) -> None:
    page = warned(open_page)
    page.fill(FIELD, BECAUSE)
    with page.expect_response(lambda reply: "/answers/P2-E02" in reply.url) as sent:
        page.locator(FIELD).blur()
    assert BECAUSE in sent.value.json()["comment"]
    expect(page.locator(FIELD)).to_have_value(BECAUSE)
    page.reload()
    expect(page.locator(FIELD)).to_have_value(BECAUSE)
