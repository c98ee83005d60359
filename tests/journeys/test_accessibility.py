"""Every page passes axe, wide and narrow, in English and Arabic."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.journeys.conftest import OpenPage

PAGES = {
    "": ["/sign-in", "/recover"],
    "focal-point.a-13": [
        "/submissions/",
        "/submissions/13",
        "/submissions/13/sections/A",
        "/submissions/13/sections/B",
        "/submissions/13/sections/E",
        "/submissions/13/check",
        "/submissions/13/submit",
        "/submissions/999",
    ],
    "focal-point.a-03": ["/submissions/3/receipt"],
    "observer.a-03": ["/submissions/", "/submissions/3", "/submissions/3/sections/B"],
    "contributor.a-03": ["/submissions/3"],
    "approver.a-03": ["/submissions/3"],
    "staff": ["/cycles/", "/cycles/demo", "/review/3", "/cycles/demo/report"],
    "admin": ["/questionnaires/"],
}


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("name", PAGES)
def test_pages_have_no_barrier(open_page: OpenPage, name: str, width: int, language: str) -> None:
    page = open_page(name, language=language, width=width)
    found = {}
    for path in PAGES[name]:
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, (
            f"{path} is wider than the screen"
        )
        violations = Axe().run(page).response["violations"]
        if violations:
            found[path] = [(one["id"], one["nodes"][0]["html"][:200]) for one in violations]
    assert found == {}
