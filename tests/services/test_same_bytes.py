"""The same data set gives the same bytes, in another process, on another day, in another place."""

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from app.domain.canonical import sha256_of
from tests.services.rounds import plan_called
from tests.world.definition import questionnaire
from tests.world.instance import world

ROOT = Path(__file__).resolve().parents[2]
STATES, QUESTIONS = 25, 10
LATER = '''"""Python starts with this: the clock is ahead by so many seconds."""
import os
import time

ahead = float(os.environ["CLOCK_AHEAD"])
read, local, utc = time.time, time.localtime, time.gmtime
time.time = lambda: read() + ahead
time.localtime = lambda seconds=None: local(time.time() if seconds is None else seconds)
time.gmtime = lambda seconds=None: utc(time.time() if seconds is None else seconds)
'''


@dataclass(frozen=True)
class Place:
    """Where and when an export is made."""

    zone: str
    language: str
    seed: str
    days_ahead: int


PLACES = (
    Place("UTC", "C.UTF-8", "1", 0),
    Place("Pacific/Kiritimati", "ar_EG.UTF-8", "77", 400),
)


@dataclass(frozen=True)
class Site:
    database_url: str
    folder: Path


@pytest.fixture(scope="module")
def site(site_database: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("bytes")
    (folder / "sitecustomize.py").write_text(LATER)
    with world(site_database, folder, questionnaire(QUESTIONS), states=STATES, waiting=0):
        yield Site(site_database, folder)


def exported(site: Site, place: Place) -> bytes:
    """The export by a process of its own, there and then."""
    output = site.folder / f"{place.seed}.pdf"
    settings = {
        "FLASK_APP": "app",
        "INSTANCE": "demonstration",
        "SECRET_KEY": "s" * 40,
        "DATABASE_URL": site.database_url,
        "DATA_DIR": str(site.folder),
        "TZ": place.zone,
        "LANG": place.language,
        "LC_ALL": place.language,
        "PYTHONHASHSEED": place.seed,
        "CLOCK_AHEAD": str(86_400 * place.days_ahead),
        "PYTHONPATH": str(site.folder),
    }
    command = [sys.executable, "-m", "flask", "reports", "export", "--output", str(output)]
    command += ["--cycle", plan_called(questionnaire(QUESTIONS).key).key]
    done = subprocess.run(
        command, cwd=ROOT, env=os.environ | settings, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return output.read_bytes()


def test_the_same_data_set_gives_the_same_bytes_in_any_process_on_any_day(site: Site) -> None:
    here, there = (exported(site, place) for place in PLACES)
    assert here.startswith(b"%PDF")
    assert sha256_of(there) == sha256_of(here)


def test_the_clock_of_the_other_processes_is_ahead(site: Site) -> None:
    settings = {"PYTHONPATH": str(site.folder), "CLOCK_AHEAD": "86400"}
    command = [sys.executable, "-c", "import time; print(time.time())"]
    done = subprocess.run(command, env=os.environ | settings, capture_output=True, text=True, check=True)
    assert float(done.stdout) > (site.folder / "sitecustomize.py").stat().st_mtime + 80_000
