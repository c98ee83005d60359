"""Every question type, filled with the keyboard alone, with and without JavaScript, and submitted."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Locator, Page, expect

from app.db import db
from app.demonstration.seed import PASSWORD
from app.domain.consent import Consent
from app.submissions.queries import answers_of, held_answers
from tests.gallery import send_gallery
from tests.journeys.conftest import OpenPage
from tests.journeys.keyboard import Keyboard

WAYS = {"focal-point.a-14": True, "focal-point.b-15": False}
SAVE = "main form .actions button"
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
CHOSEN = {
    "planned": {"choice": "yes"},
    "one": {"choice": "other", "specified": "A task force"},
    "several": {"choices": ["meetings", "other"], "specified": "Radio"},
    "often": {"choice": "monthly"},
    "ranked": {"ranked": ["letters", "meetings"]},
    "followed": {"text": "By decree"},
    "table": {
        "rows": {
            row: {"parts": {"extent": {"choice": extent}}}
            for row, extent in [("health", "large"), ("education", "small"), ("justice", "moderate")]
        }
    },
    "coordinator": {"parts": {"exists": {"choice": "yes"}, "post": {"text": "Director"}}},
}
COUNTED = {
    "count": {"number": 12},
    "unknown": {"non_answer": "no_information"},
    "measure": {"decimal": "2.5"},
    "share": {"decimal": "33.3"},
    "since": {"number": 1999},
    "money": {"amount": "1500", "currency": "EUR"},
    "day": {"date": "2024-03-05"},
    "days": {"from": "2024-01-01", "to": "2024-06-30"},
    "period": {"period": "2024-Q3"},
}
WRITTEN = {
    "line": {"text": "One line"},
    "long": {"text": "Ministries meet.\nThey decide."},
    "post": {"text": "office@example.org"},
    "site": {"text": "https://example.org"},
}
PERSON = {
    "name": "A person",
    "function": "Adviser",
    "institution": "An office",
    "email": "person@example.org",
    "telephone": "+43 1 234",
}
LISTED = {
    "people": {
        "rows": {
            "health": {"parts": {"women": {"number": 3}, "men": {"number": 4}}},
            "education": {"parts": {"women": {"number": 5}, "men": {"number": 6}}},
            "justice": {"parts": {"women": {"number": 0}, "men": {"number": 2}}},
        }
    },
    "plans": {
        "rows": {
            "health": {"parts": {"status": {"choice": "no"}, "why": {"text": "No money"}}},
            "education": {"parts": {"status": {"choice": "yes"}}},
        }
    },
}


@pytest.fixture(scope="module")
def invited(site_app: Flask) -> Mapping[str, int]:
    return send_gallery(site_app, list(WAYS))


@pytest.fixture(params=WAYS.items(), ids=["with JavaScript", "without JavaScript"])
def filler(request: pytest.FixtureRequest, open_page: OpenPage, invited: Mapping[str, int]) -> "Filler":
    name, javascript = request.param
    page = open_page(name, javascript=javascript)
    page.goto(f"/submissions/{invited[name]}")
    return Filler(page, javascript)


class Filler(Keyboard):
    """Somebody who fills the gallery. Without JavaScript what appears has to be fetched by saving."""

    def __init__(self, page: Page, javascript: bool) -> None:
        super().__init__(page)
        self.javascript = javascript
        self.submission_id = int(page.url.rpartition("/")[2])

    def open_section(self, key: str) -> None:
        self.page.goto(f"/submissions/{self.submission_id}")
        self.press(f"main .tasks a[href$='/sections/{key}']")

    def see(self, *appearing: Locator) -> None:
        """All that the last answer brings up is there, and is announced; before, none of it was."""
        if not self.javascript:
            for one in appearing:
                expect(one).to_be_hidden()
            self.press(SAVE)
        for one in appearing:
            expect(one).to_be_visible()
        told = "[data-saved]" if self.javascript else ".said"
        expect(self.page.locator(told)).to_contain_text("new questions", ignore_case=True)


def test_every_type_is_filled_with_the_keyboard_and_submitted(
    filler: Filler, site_app: Flask, tmp_path: Path
) -> None:
    fill_choosing(filler)
    fill_numbers(filler)
    fill_words(filler, tmp_path)
    fill_lists(filler)
    saved, consent = held(site_app, filler.submission_id)
    assert {key: value for key, value in saved.items() if key in CHOSEN} == CHOSEN
    assert {key: value for key, value in saved.items() if key in COUNTED} == COUNTED
    assert {key: value for key, value in saved.items() if key in WRITTEN} == WRITTEN
    assert {key: value for key, value in saved.items() if key in LISTED} == LISTED
    assert consent is Consent.AGGREGATE
    assert_persons_documents_and_items(saved)
    read_check_page(filler)
    submit(filler)


def held(app: Flask, submission_id: int) -> tuple[Mapping[str, Any], Consent | None]:
    """The saved answers as JSON values, and the consent to the answer that asks for its own."""
    with app.app_context(), db.sessionmaker() as session:
        values = answers_of(session, submission_id)
        consent = held_answers(session, submission_id)["one"].consent
    return {key: value.for_json() for key, value in values.items()}, consent


def fill_choosing(keys: Filler) -> None:
    page = keys.page
    keys.open_section("A")
    keys.choose("planned", "yes")
    keys.see(
        page.locator("#q-followed"), page.locator("[data-option=board]"), page.locator("[data-row=justice]")
    )
    keys.choose("one", "other")
    keys.write("one.specified", "A task force")
    keys.pick("consent-one", "In aggregated form only")
    choose_exclusively(keys)
    keys.choose("often", "monthly")
    keys.pick("ranked.1", "Letters")
    keys.pick("ranked.2", "Meetings")
    keys.write("followed", "By decree")
    keys.choose("table.health.extent", "large")
    keys.choose("table.education.extent", "small")
    keys.choose("table.justice.extent", "moderate")
    keys.choose("coordinator.exists", "yes")
    keys.see(page.locator("[data-part='coordinator.post']"))
    keys.write("coordinator.post", "Director")
    keys.press(SAVE)
    expect(page.locator("main h1")).to_contain_text("B.")


def choose_exclusively(keys: Filler) -> None:
    """An option that excludes the others: JavaScript takes the others back, without it the save says what is wrong."""
    box = "input[name=several][value={}]"
    keys.tick("several", "meetings")
    keys.tick("several", "none")
    if keys.javascript:
        expect(keys.page.locator(box.format("meetings"))).not_to_be_checked()
        keys.tick("several", "meetings")
        expect(keys.page.locator(box.format("none"))).not_to_be_checked()
    else:
        keys.press(SAVE)
        expect(keys.page.locator("#problems")).to_be_visible()
        keys.tick("several", "none")
    keys.tick("several", "other")
    keys.write("several.specified", "Radio")


def fill_numbers(keys: Filler) -> None:
    keys.write("count", "12")
    keys.tick("unknown", "no_information")
    keys.write("measure", "2.5")
    keys.write("share", "33.3")
    keys.write("since", "1999")
    keys.write("money.amount", "1500")
    keys.pick("money.currency", "EUR")
    write_day(keys, "day", "5", "3", "2024")
    write_day(keys, "days.from", "1", "1", "2024")
    write_day(keys, "days.to", "30", "6", "2024")
    keys.write("period", "2024-Q3")
    keys.press(SAVE)
    expect(keys.page.locator("main h1")).to_contain_text("C.")


def write_day(keys: Filler, name: str, *typed: str) -> None:
    for part, text in zip(("day", "month", "year"), typed, strict=True):
        keys.write(f"{name}.{part}", text)


def fill_words(keys: Filler, folder: Path) -> None:
    keys.write("line", "One line")
    keys.write("long", "Ministries meet.\nThey decide.")
    keys.write("post", "office@example.org")
    keys.write("site", "https://example.org")
    for part, text in PERSON.items():
        keys.write(f"who.{part}", text)
    keys.tick("declared.declared", "yes")
    keys.write("declared.name", "An official")
    keys.write("declared.function", "Minister")
    keys.press("button[value='add files']")
    (folder / "law.pdf").write_bytes(PDF)
    keys.write("title", "The law")
    keys.pick("language", "Another language")
    keys.attach("file", folder / "law.pdf")
    keys.press(SAVE)
    expect(keys.page.locator("#q-files .entries")).to_contain_text("The law")
    keys.press(SAVE)
    expect(keys.page.locator("main h1")).to_contain_text("D.")


def fill_lists(keys: Filler) -> None:
    for row, women, men in [("health", "3", "4"), ("education", "5", "6"), ("justice", "0", "2")]:
        keys.write(f"people.{row}.women", women)
        keys.write(f"people.{row}.men", men)
    keys.pick("plans.health.status", "No")
    keys.see(keys.page.locator("[data-part='plans.health.why']"))
    keys.write("plans.health.why", "No money")
    keys.pick("plans.education.status", "Yes")
    add_item(keys, "First body")
    add_item(keys, "Second body")
    entries = keys.page.locator("#q-bodies .entries > li")
    keys.press("#q-bodies li:nth-child(2) button[value^='up ']")
    keys.press(SAVE)
    expect(entries.first).to_contain_text("Second body")
    keys.press("#q-bodies li:nth-child(1) button[value^='edit ']")
    keys.write(f"{item_of(keys)}.name", "Better body")
    keys.press(SAVE)
    expect(entries.first).to_contain_text("Better body")
    keys.press("#q-bodies li:nth-child(2) button[value^='remove ']")
    keys.press(SAVE)
    expect(entries).to_have_count(1)
    keys.press(SAVE)


def item_of(keys: Filler) -> str:
    """What the fields of the item on the page are called, before the point."""
    return str(keys.page.locator("[data-item]").get_attribute("data-question"))


def add_item(keys: Filler, name: str) -> None:
    keys.press("button[value='add bodies']")
    item = item_of(keys)
    keys.write(f"{item}.name", name)
    keys.choose(f"{item}.status", "yes")
    keys.see(keys.page.locator(f"[data-part='{item}.mandate']"))
    keys.write(f"{item}.mandate", "To meet")
    keys.press(SAVE)
    expect(keys.page.locator("#q-bodies .entries")).to_contain_text(name)


def assert_persons_documents_and_items(saved: Mapping[str, Any]) -> None:
    person = {part: {"text": text} for part, text in PERSON.items()}
    official = {
        "declared": {"text": "yes"},
        "name": {"text": "An official"},
        "function": {"text": "Minister"},
    }
    assert saved["who"] == {"parts": person}
    assert saved["declared"] == {"parts": official}
    [file] = saved["files"]["files"]
    assert (file["name"], file["title"], file["language"], file["size"]) == (
        "law.pdf",
        "The law",
        "other",
        len(PDF),
    )
    [item] = saved["bodies"]["items"]
    assert item["parts"] == {
        "name": {"text": "Better body"},
        "status": {"choice": "yes"},
        "mandate": {"text": "To meet"},
    }


def read_check_page(keys: Filler) -> None:
    page = keys.page
    page.goto(f"/submissions/{keys.submission_id}/check")
    for key, words in {
        "one": "A task force",
        "several": "Radio",
        "often": "Monthly",
        "unknown": "No information available",
        "money": "EUR",
        "day": "2024",
        "twice": "24",
        "in_all": "8",
        "files": "The law",
        "bodies": "Better body",
        "plans": "No money",
    }.items():
        expect(page.locator(f"#a-{key} dd").first).to_contain_text(words)


def submit(keys: Filler) -> None:
    keys.press("main .actions a[href$='/submit']")
    keys.write("name", "An official")
    keys.write("function", "Minister")
    keys.write("password", PASSWORD)
    keys.reach("input[name=confirmed]")
    keys.page.keyboard.press("Space")
    keys.press(SAVE)
    expect(keys.page.locator(".done strong")).to_contain_text("GALLERY-X")
