"""The process that lays out pages holds the layout and nothing of the application: its children start small."""

import subprocess
import sys

import pytest
from weasyprint import HTML

from app.printing.pdf import ASSETS, STYLE_SHEETS, BundledOnly, LeanHtml
from app.reports.template import html_of
from tests.sample_report import document

pytestmark = pytest.mark.pure

LOADED = "import sys, app.printing.pdf, app.printing.rendering; print(*sorted(sys.modules))"


def test_the_layout_loads_neither_the_application_nor_its_libraries() -> None:
    done = subprocess.run([sys.executable, "-c", LOADED], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    assert "weasyprint" in loaded
    assert loaded.isdisjoint({"app.wiring", "app.db", "flask", "sqlalchemy", "pydantic"})


def test_the_lean_layout_gives_the_same_bytes() -> None:
    html = html_of(document())
    usual, lean = (
        kind(string=html, base_url=f"{ASSETS.as_uri()}/", url_fetcher=BundledOnly()).write_pdf(
            stylesheets=[STYLE_SHEETS["document"]], pdf_variant="pdf/ua-1", pdf_identifier=b"0" * 16
        )
        for kind in (HTML, LeanHtml)
    )
    assert lean == usual
