"""The process that lays out pages holds the layout and nothing of the application: its children start small."""

import subprocess
import sys

import pytest

pytestmark = pytest.mark.pure

LOADED = "import sys, app.printing.pdf, app.printing.rendering; print(*sorted(sys.modules))"


def test_the_layout_loads_neither_the_application_nor_its_libraries() -> None:
    done = subprocess.run([sys.executable, "-c", LOADED], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    assert "weasyprint" in loaded
    assert loaded.isdisjoint({"app.wiring", "app.db", "flask", "sqlalchemy", "pydantic"})
