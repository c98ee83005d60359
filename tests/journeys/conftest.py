"""A running site with a database of its own, and Chromium to walk through it."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect, sync_playwright
from werkzeug.serving import make_server

from app.demonstration.seed import DOMAIN, PASSWORD
from tests.conftest import NewDemonstration

CHROMIUM = "/usr/bin/chromium"
# In milliseconds. An export is made while the page waits for it, which takes long on a busy machine.
PATIENCE = 180_000
QUIET = ["--no-sandbox", "--disable-background-networking", "--disable-gpu"]


@pytest.fixture(scope="module")
def site_app(new_demonstration: NewDemonstration) -> Iterator[Flask]:
    with new_demonstration("site") as app:
        yield app


@pytest.fixture(scope="module")
def site(site_app: Flask) -> Iterator[str]:
    """The address of the running site."""
    server = make_server("127.0.0.1", 0, site_app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="module")
def chromium(site: str) -> Iterator[Browser]:
    """After the site: its set-up hashes passwords, which may not run beside the browser's event loop."""
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        browser.close()


OpenPage = Callable[..., Page]


@pytest.fixture
def open_page(chromium: Browser, site: str) -> Iterator[OpenPage]:
    """A page signed in as somebody: `open_page("staff", javascript=False, language="ar", width=390)`."""
    contexts = []

    def open_page(
        name: str = "", *, javascript: bool = True, language: str = "en", width: int = 1280
    ) -> Page:
        context = chromium.new_context(
            base_url=site,
            java_script_enabled=javascript,
            viewport={"width": width, "height": 900},
            locale=language,
            accept_downloads=True,
        )
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        page = context.new_page()
        page.goto(f"/language/{language}")
        if name:
            page.goto("/sign-in")
            page.fill("input[name=email]", f"{name}@{DOMAIN}")
            page.fill("input[name=password]", PASSWORD)
            page.click("main button")
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture
def downloads(tmp_path: Path) -> Path:
    return tmp_path
