"""On a slow line an official answers before the scripts have come: nothing of it is lost."""

from playwright.sync_api import Route, expect

from tests.journeys.conftest import OpenPage


def test_an_answer_given_before_the_scripts_came_is_saved(open_page: OpenPage) -> None:
    page = open_page("focal-point.a-15")
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/js/section.js", hold)
    page.goto("/submissions/15/sections/B", wait_until="commit")
    page.check("#q-P2-B01 input[value=yes]")
    expect(page.locator("#q-P2-B03")).to_be_hidden()
    (route,) = held
    route.continue_()
    expect(page.locator("#q-P2-B03")).to_be_visible()
    expect(page.locator("[data-saved]")).not_to_be_empty()
