"""The locks hold behind any mirror: exact versions, hashes, and no address."""

import re
from pathlib import Path

import pytest

from tests.house.sources import ROOT

RUNTIME = ROOT / "requirements.lock"
DEVELOPMENT = ROOT / "requirements-dev.lock"
PIN = re.compile(r"^(?P<name>[a-z0-9-]+)(\[[a-z0-9,-]+\])?==(?P<version>\S+)(?P<rest>.*)$")


def pins(lock: Path) -> dict[str, tuple[str, str]]:
    """Name → exact version, and what follows it: marker and hashes."""
    entries = lock.read_text().replace("\\\n", " ").splitlines()
    found = [PIN.match(entry) for entry in entries if not entry.startswith("#")]
    assert None not in found, f"{lock.name} has a line that pins nothing"
    return {pin["name"]: (pin["version"], pin["rest"]) for pin in found if pin}


@pytest.mark.parametrize("lock", [RUNTIME, DEVELOPMENT], ids=lambda lock: lock.name)
def test_every_pin_has_hashes(lock: Path) -> None:
    assert [name for name, (_, rest) in pins(lock).items() if "--hash=sha256:" not in rest] == []


@pytest.mark.parametrize("lock", [RUNTIME, DEVELOPMENT], ids=lambda lock: lock.name)
def test_no_lock_names_an_address(lock: Path) -> None:
    assert re.findall(r"\S+://\S+|--(?:extra-)?index\S*|--find-links", lock.read_text()) == []


def test_the_development_lock_holds_the_runtime_lock() -> None:
    development = pins(DEVELOPMENT)
    assert {name: pin for name, pin in pins(RUNTIME).items() if development.get(name) != pin} == {}
