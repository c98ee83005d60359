"""The sums of a grid follow what is typed, and are those that the server finds."""

import pytest
from flask import Flask
from playwright.sync_api import Locator, Page, expect

from tests.factories import part, question, questionnaire, section
from tests.gallery import SECTORS, send_gallery
from tests.journeys.conftest import OpenPage

OFFICIAL = "focal-point.a-14"
SUMS = questionnaire(
    section(
        "A",
        question("planned"),
        question(
            "money",
            "grid",
            rows=SECTORS,
            columns=[
                part("spent", "decimal"),
                part("posts", "whole_number", shown_when={"part": "spent", "at_least": 0}),
                part("where", "short_text"),
            ],
            totals="both",
        ),
    ),
    key="sums",
)
ROWS = ("health", "education", "justice")


@pytest.fixture(scope="module")
def address(site_app: Flask) -> str:
    submission_id = send_gallery(site_app, [OFFICIAL], SUMS)[OFFICIAL]
    return f"/submissions/{submission_id}/sections/A"


@pytest.fixture
def page(open_page: OpenPage, address: str) -> Page:
    page = open_page(OFFICIAL)
    page.goto(address)
    page.check("input[name=planned][value=yes]")
    expect(page.locator("[data-row=justice]")).to_be_visible()
    return page


def cell(page: Page, row: str, column: str) -> Locator:
    return page.locator(f"[name='money.{row}.{column}'][type=text]")


def sums(page: Page) -> dict[str, str]:
    """The sums of the rows and columns on the page, as they are read there."""
    rows = {row: page.locator(f"[data-row={row}] .sum").text_content() or "" for row in ROWS}
    below = page.locator("tfoot .sum").all_text_contents()
    return rows | dict(zip(("spent", "posts", "where"), below, strict=True))


def test_sums_follow_what_is_typed(page: Page, address: str) -> None:
    """Exactly, in any digits; not what is no number, and not what does not apply."""
    for row, spent, posts in [("health", "0.1", "2"), ("education", "0,20", "٤"), ("justice", "-3", "2.5")]:
        cell(page, row, "spent").fill(spent)
        if row != "justice":  # below nothing, the posts do not apply
            cell(page, row, "posts").fill(posts)
    cell(page, "health", "where").fill("12")
    found = {
        "health": "2.1",
        "education": "4.20",
        "justice": "-3",
        "spent": "-2.70",
        "posts": "6",
        "where": "0",
    }
    assert sums(page) == found
    page.check("input[name=planned][value=no]")
    expect(page.locator("[data-row=justice]")).to_be_hidden()
    without = {"justice": "0", "spent": "0.30"}
    assert sums(page) == found | without
    cell(page, "education", "spent").fill("-1")
    expect(cell(page, "education", "posts")).to_be_hidden()
    without |= {"education": "-1", "spent": "-0.9", "posts": "2"}
    assert sums(page) == found | without
    with page.expect_navigation():
        page.locator("main form .actions button").click()
    page.goto(address)
    assert sums(page) == found | without
