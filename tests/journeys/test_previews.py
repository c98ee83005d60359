"""Previews in the browser: conditions work as for officials, nothing is sent; readers comment without JavaScript."""

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from app.db import db
from app.domain.policy import SYSTEM
from app.questionnaires.consulted import comments_on
from app.questionnaires.queries import find_draft
from app.questionnaires.services import take_in
from app.web.clock import now
from tests.consulted import consulted_draft
from tests.factories import question, questionnaire, section
from tests.journeys.conftest import OpenPage

HOME = "/questionnaires/desk/draft/preview"
TEXT = ("sections", "B", "questions", "first", "text")


@pytest.fixture(scope="module")
def link(site_app: Flask) -> str:
    """The path of a link to a small draft."""
    later = question("later", "text", shown_when={"question": "first", "is": "yes"})
    definition = questionnaire(section("B", question("first"), later, question("list", "repeat")), key="desk")
    with site_app.app_context():
        audit_key = site_app.config["AUDIT_KEY"]
        take_in(db.session, actor=SYSTEM, now=now(), audit_key=audit_key, questionnaire=definition)
        db.session.commit()
    return f"/questionnaires/consultation/{consulted_draft(site_app, 'desk', TEXT)}"


def sent_by(page: Page) -> list[str]:
    """What the page sends from now on, but for the icon that browsers fetch when they like."""
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url) if "/static/" not in request.url else None)
    return sent


def test_conditions_work_and_nothing_is_sent(link: str, open_page: OpenPage) -> None:
    page = open_page("admin")
    page.goto(f"{HOME}?section=B&width=390")
    sent = sent_by(page)
    expect(page.locator("#q-later")).to_be_hidden()
    page.locator("#q-first input[value=yes]").check()
    expect(page.locator("#q-later")).to_be_visible()
    page.locator("#q-later textarea").fill("Tried out")
    page.locator("#q-list button").first.click()
    page.locator("#q-first input[value=no]").check()
    expect(page.locator("#q-later")).to_be_hidden()
    assert sent == []
    box = page.locator("form.screen").bounding_box()
    assert box is not None
    assert box["width"] == 390


def test_without_javascript_nothing_is_sent_either(link: str, open_page: OpenPage) -> None:
    page = open_page("admin", javascript=False)
    page.goto(f"{HOME}?section=B")
    sent = sent_by(page)
    page.locator("#q-list button").first.click()
    expect(page.locator("#q-first")).to_be_visible()
    assert sent == []


def test_an_arabic_preview_stands_on_the_right(link: str, open_page: OpenPage) -> None:
    page = open_page("admin")
    page.goto(f"{HOME}?section=B&language=ar")
    legend, frame = page.locator("#q-first legend").first, page.locator("form.screen")
    of_legend, of_frame = legend.bounding_box(), frame.bounding_box()
    assert of_legend is not None
    assert of_frame is not None
    assert of_legend["x"] + of_legend["width"] > of_frame["x"] + of_frame["width"] - 60


@pytest.mark.parametrize("javascript", [True, False])
def test_a_reader_comments_on_a_telephone(
    link: str, open_page: OpenPage, site_app: Flask, javascript: bool
) -> None:
    page = open_page(javascript=javascript, width=390)
    page.goto(f"{link}?section=B")
    page.locator("#q-first + .remarking summary").click()
    page.locator("#remark-first").fill(f"Said {javascript}")
    page.locator("main").get_by_role("button", name="Send the comments on this page").click()
    expect(page.locator(".said")).to_have_text("Thank you. Your comments were sent.")
    with site_app.app_context():
        draft = find_draft(db.session, "desk")
        assert f"Said {javascript}" in [one.text for one in comments_on(db.session, draft.id)]
