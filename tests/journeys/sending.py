"""From a draft to an answer: translated, published, sent out in a cycle, answered by an official, read in Arabic."""

from collections.abc import Mapping

from playwright.sync_api import Page, expect

ARABIC: Mapping[str, Mapping[str, str]] = {  # by section, by the text to translate
    "_": {"A questionnaire made here": "استبيان أُعد هنا"},
    "A": {
        "About the country": "عن البلد",
        "Is there a body?": "هل توجد هيئة؟",
        "Yes": "نعم",
        "Planned": "مخطط لها",
        "No": "لا",
    },
}


def translate(page: Page, key: str) -> None:
    """A few texts into Arabic, side by side."""
    home = f"/questionnaires/{key}/draft/translations"
    page.goto(home)
    page.locator("form:has([name=language][value=ar]) button").click()
    for section, texts in ARABIC.items():
        page.goto(f"{home}/ar?section={section}")
        for source, words in texts.items():
            pair = page.locator(".pair").filter(has=page.get_by_text(source, exact=True))
            pair.locator("textarea").first.fill(words)
        page.get_by_role("button", name="Save", exact=True).click()
        expect(page.locator(".said")).to_contain_text("Saved")


def publish(page: Page, key: str) -> None:
    """Nothing that the editor put there by itself stands against it."""
    page.goto(f"/questionnaires/{key}/publish")
    expect(page.locator("main")).not_to_contain_text("To be corrected first")
    page.get_by_role("button", name="Publish").click()
    expect(page.locator(".said")).to_contain_text("Version 1 is published.")


def open_cycle(page: Page, title: str) -> None:
    """From the page that follows publishing; every State is told of before anything is sent."""
    page.get_by_role("link", name="Open a cycle with version 1").click()
    expect(page.get_by_role("checkbox", checked=True)).to_have_count(1)
    page.fill("[name=title_en]", "A cycle opened here")
    page.fill("[name=title_ar]", "دورة فُتحت هنا")
    page.fill("[name=key]", "opened-here")
    page.get_by_role("button", name="Show what it would send").click()
    expect(page.locator(".effects")).to_contain_text("60 respondents will each be sent 1 questionnaire.")
    expect(page.locator("main")).to_contain_text(title)
    page.get_by_role("button", name="Open the cycle").click()
    expect(page.locator(".said")).to_contain_text("The cycle is open.")


def answer(page: Page, title: str) -> None:
    """An official finds it among the national reports and answers the question of its first section."""
    page.goto("/submissions/")
    card = page.locator(".cards li").filter(has_text="A cycle opened here")
    card.get_by_role("link", name=title).click()
    page.get_by_role("link", name="About the country").click()
    page.check("#q-A02 input[value=yes]")
    expect(page.locator("[data-saved]")).not_to_be_empty()


def read_in_arabic(page: Page) -> None:
    """The same page from right to left, in the words of the translation, the answer kept."""
    page.locator(".who a[hreflang=ar]").click()
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    expect(page.locator("main h1")).to_contain_text(ARABIC["A"]["About the country"])
    asked = page.locator("#q-A02")
    for source in ("Is there a body?", "Yes", "No"):
        expect(asked).to_contain_text(ARABIC["A"][source])
    expect(asked.locator("input[value=yes]")).to_be_checked()
