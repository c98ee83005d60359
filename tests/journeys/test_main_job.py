"""The main job: an official fills and submits, staff accept and export, the document counts one more than before."""

import io
import re

import pypdf
import pytest
from playwright.sync_api import Page, expect

from app.demonstration.seed import PASSWORD
from tests.journeys.conftest import OpenPage

WAYS = [
    pytest.param("focal-point.a-14", True, "en", id="with JavaScript"),
    pytest.param("focal-point.b-15", False, "en", id="without JavaScript"),
    pytest.param("focal-point.c-07", True, "ar", id="in Arabic"),
]


@pytest.mark.parametrize(("official", "javascript", "language"), WAYS)
def test_a_new_submission_is_counted_in_the_next_document(
    open_page: OpenPage, official: str, javascript: bool, language: str
) -> None:
    staff = open_page("staff", javascript=javascript, language=language)
    with_strategy, answering = counted(export(staff))

    state = open_page(official, javascript=javascript, language=language)
    fill_and_submit(state, javascript)
    accept(staff, official)

    assert counted(export(staff)) == (with_strategy + 1, answering + 1)


def fill_and_submit(page: Page, javascript: bool) -> None:
    page.goto("/submissions/")
    page.click("main .cards a")
    page.click("main .tasks li:nth-child(2) a")
    choose(page, "P2-B01", "yes")
    if javascript:
        expect(page.locator("#q-P2-B03")).to_be_visible()
        expect(page.locator("[data-saved]")).not_to_be_empty()
    else:
        page.click("main form .actions button")
        expect(page.locator("#q-P2-B03")).to_be_visible()
    choose(page, "P2-B03", "health")
    choose(page, "P2-B06", "one")
    page.click("main form .actions button")
    expect(page).not_to_have_url(re.compile("/sections/B$"))
    page.goto(re.sub(r"/sections/.*", "/check", page.url))
    expect(page.locator("#a-P2-B01 dd").first).to_be_visible()
    page.click("main a.btn:not(.quiet)")
    page.fill("input[name=name]", "Demonstration official")
    page.fill("input[name=function]", "Focal point")
    page.fill("input[name=password]", PASSWORD)
    page.check("input[name=confirmed]")
    page.click("main form button")
    expect(page.locator(".done strong")).to_contain_text("DEMO-CND-60-6-P2-X")


def choose(page: Page, question: str, option: str) -> None:
    page.check(f"#q-{question} input[value={option}]")


def accept(page: Page, official: str) -> None:
    label = official.removeprefix("focal-point.").upper()
    page.goto("/cycles/demo?status=submitted")
    page.click(f"main tbody th a:has-text('{label}')")
    page.click("main form button")
    expect(page.locator("main h1")).to_be_visible()


def export(page: Page) -> str:
    """The text of a newly exported document."""
    page.goto("/cycles/demo/report")
    page.click("main form[method=post] button")
    link = page.locator("main a[href*='/file?download']")
    expect(link).to_be_visible()
    reply = page.request.get(str(link.get_attribute("href")))
    text = "\n".join(one.extract_text() for one in pypdf.PdfReader(io.BytesIO(reply.body())).pages)
    return re.sub(r"\s+", " ", text)


def counted(text: str) -> tuple[int, int]:
    """How many States had a strategy, of how many that answered, in the sentence on P2-B01."""
    found = re.search(
        r"per cent, or (\d+) of (\d+)\) of responding States reported that a national drug", text
    )
    assert found, text[:3000]
    return int(found[1]), int(found[2])
