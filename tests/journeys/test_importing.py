"""A definition goes out, is changed and comes in again in the browser, without a barrier and without JavaScript too."""

import os
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.exchange.forms import survey
from tests.journeys.axe import violations
from tests.journeys.conftest import OpenPage

KEY = "cnd-60-6-best-practices"


def without_a_barrier(page: Page, name: str) -> None:
    folder = os.environ.get("PICTURES")  # to look at them
    if folder:
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)
    assert violations(page) == []
    size = page.viewport_size
    assert size is not None
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]


def send(page: Page, file: Path) -> None:
    page.goto("/questionnaires/import")
    page.set_input_files("input[type=file]", file)
    page.click("main form .actions button")


@pytest.mark.parametrize(("width", "javascript"), [(1280, True), (390, False)])
def test_a_definition_goes_out_is_changed_and_comes_in(
    open_page: OpenPage, downloads: Path, width: int, javascript: bool
) -> None:
    page = open_page("admin", width=width, javascript=javascript)
    page.goto(f"/questionnaires/{KEY}/export")
    page.check("input[value=yaml]")
    with page.expect_download() as started:
        page.click("main form .actions button")
    file = downloads / "mine.yaml"
    text = Path(started.value.path()).read_text()
    file.write_text(re.sub(r"Best practice|Good practice \d+", f"Good practice {width}", text))
    send(page, file)
    expect(page.locator("main")).to_contain_text(f"Good practice {width}")
    if javascript:  # axe needs it
        without_a_barrier(page, f"preview-{width}")
    page.click("main form .actions button")
    expect(page.locator("main h1")).to_have_text("Questionnaires")
    expect(page.locator("main")).to_contain_text(f"Good practice {width}")


@pytest.mark.parametrize(("width", "language"), [(1280, "en"), (390, "ar")])
def test_what_cannot_be_used_is_said_by_file_and_row(
    open_page: OpenPage, downloads: Path, width: int, language: str
) -> None:
    page = open_page("admin", width=width, language=language)
    page.goto("/questionnaires/import")
    without_a_barrier(page, f"import-{width}-{language}")
    file = downloads / "mine.yaml"
    file.write_text("key: mine\nsections:\n  - include: cover-sheet\n")
    send(page, file)
    expect(page.locator(".summary")).to_contain_text("mine.yaml:3")
    without_a_barrier(page, f"refused-{width}-{language}")
    form = downloads / "form.xlsx"
    form.write_bytes(survey(["text", "q", "Q?"], ["geopoint", "place", "Where?"]))
    send(page, form)
    without_a_barrier(page, f"unmapped-{width}-{language}")
