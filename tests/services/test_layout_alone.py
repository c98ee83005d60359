"""The process that lays out pages holds the layout and nothing of the application: its children start small."""

import subprocess
import sys
import warnings

import pytest
from weasyprint import HTML

from app.printing.pdf import ASSETS, STYLE_SHEETS, BundledOnly, write_pdf
from app.printing.rendering import Standard
from app.reports.template import html_of
from tests.sample_report import document

pytestmark = pytest.mark.pure

LOADED = "import sys, app.printing.pdf, app.printing.rendering; print(*sorted(sys.modules))"


def test_the_layout_loads_neither_the_application_nor_its_libraries() -> None:
    done = subprocess.run([sys.executable, "-c", LOADED], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    assert "weasyprint" in loaded
    assert loaded.isdisjoint({"app.wiring", "app.db", "flask", "sqlalchemy", "pydantic"})


@pytest.mark.parametrize(("standard", "uncompressed"), [("ua-1", False), ("a-3a", True)])
def test_the_lean_layout_gives_the_same_bytes(standard: Standard, uncompressed: bool) -> None:
    html = html_of(document())
    with warnings.catch_warnings(action="ignore", category=ResourceWarning):  # its colour profile stays open
        usual = HTML(string=html, base_url=f"{ASSETS.as_uri()}/", url_fetcher=BundledOnly()).write_pdf(
            stylesheets=[STYLE_SHEETS["document"]],
            pdf_variant=f"pdf/{standard}",
            pdf_identifier=b"0" * 16,
            uncompressed_pdf=uncompressed,
        )
    lean = write_pdf(
        html,
        identifier=(b"0" * 16).hex(),
        style_sheets=("document",),
        standard=standard,
        on_page=lambda page: None,
    )
    assert lean == usual
