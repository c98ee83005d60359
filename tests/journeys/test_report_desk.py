"""The report desk as staff use it: a text with a live figure, frozen, seen as it prints, and traced to the replies."""

from playwright.sync_api import expect

from tests.journeys.conftest import OpenPage


def test_a_figure_that_staff_write_is_frozen_previewed_and_explained(open_page: OpenPage) -> None:
    staff = open_page("staff")
    staff.goto("/cycles/demo")
    staff.click("main a:has-text('Open the report')")
    staff.click("main a[href*='section=section-B']")
    staff.fill("#words", "Strategies were in force in [[P2-B01:reported]] States.")
    staff.click("main form button.btn")
    expect(
        staff.locator("main .parts .excerpt:has-text('Strategies were in force in 29 States.')")
    ).to_be_visible()

    staff.click("nav.places a:has-text('Versions')")
    staff.click("main a:has-text('Freeze a version')")
    staff.click("main form button")
    expect(staff.locator("main .said")).to_contain_text("Version 1 is frozen.")

    staff.click("main td a:has-text('Preview')")
    staff.click("p:has-text('Strategies were in force in') a[data-figure]")
    expect(staff.locator("main h1")).to_have_text("Where a figure comes from")
    expect(staff.locator("main dl")).to_contain_text("P2-B01:reported")
    expect(staff.locator("main dl dd").first).to_have_text("29")
    staff.click("main .crumb a")
    expect(staff.locator("h1")).to_contain_text("Inter-agency communication")
