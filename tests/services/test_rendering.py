"""Layout in a child process: the same bytes every time, and limits that end the child and never the worker."""

import multiprocessing
import os
import subprocess
import sys
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from app.printing import rendering
from app.printing.rendering import Laid, Limits, RenderingFailed, render, warm_up
from app.reports.template import html_of
from tests.sample_report import document

SMALL = '<html lang="en"><title>Small</title><body><p>Demonstration text.</p></body></html>'
IDENTIFIER = "ab" * 32
ENDLESS = (
    '<html lang="en"><title>Long</title><body>' + "<p>Demonstration text.</p>" * 20_000 + "</body></html>"
)


def test_two_renderings_of_one_document_are_equal_byte_for_byte() -> None:
    html = html_of(document())
    first, second = (render(html, identifier=document().identifier, demonstration=True).pdf for _ in range(2))

    assert first == second


@pytest.fixture(scope="module")
def elsewhere() -> list[str]:
    """What another program says: the SHA-256 of its PDF, and whether it loaded the layout library itself."""
    program = (
        "import sys\n"
        "from hashlib import sha256\n"
        "from app.printing.rendering import render\n"
        "from app.reports.template import html_of\n"
        "from tests.sample_report import document\n"
        "if __name__ == '__main__':\n"
        "    pdf = render(html_of(document()), identifier=document().identifier, demonstration=True).pdf\n"
        "    print(sha256(pdf).hexdigest(), 'weasyprint' in sys.modules)\n"
    )
    root = Path(rendering.__file__).absolute().parents[2]
    return subprocess.run(
        [sys.executable, "-c", program], cwd=root, capture_output=True, text=True, check=True
    ).stdout.split()


def test_another_program_makes_the_same_bytes(elsewhere: list[str]) -> None:
    here = render(html_of(document()), identifier=document().identifier, demonstration=True).pdf

    assert elsewhere[0] == sha256(here).hexdigest()


def test_the_parent_never_loads_the_layout_library(elsewhere: list[str]) -> None:
    assert elsewhere[1] == "False"


def test_another_identifier_makes_other_bytes() -> None:
    pdfs = {render(SMALL, identifier=digit * 64, demonstration=False).pdf for digit in "12"}

    assert len(pdfs) == 2


def test_pages_are_told_as_they_are_laid_out() -> None:
    told: list[Laid] = []
    made = render(html_of(document()), identifier=IDENTIFIER, demonstration=True, watch=told.append)
    laid_out = list(dict.fromkeys(one.page for one in told if one.page and not one.is_drawing))
    drawn = list(dict.fromkeys(one for one in told if one.is_drawing))

    assert made.pages >= 7
    assert laid_out == list(range(1, made.pages + 1))
    assert drawn == [Laid(page, made.pages) for page in laid_out]


def test_the_seconds_of_start_and_layout_are_measured_apart() -> None:
    times = render(SMALL, identifier=IDENTIFIER, demonstration=False).times

    assert times.start > 0
    assert times.layout > 0


def test_a_layout_that_takes_too_long_is_refused_and_its_child_killed() -> None:
    with pytest.raises(RenderingFailed, match="longer than 1 seconds"):
        render(ENDLESS, identifier=IDENTIFIER, demonstration=False, limits=Limits(seconds=1))

    assert not multiprocessing.active_children()


def test_a_layout_that_needs_too_much_memory_is_refused() -> None:
    with pytest.raises(RenderingFailed, match="could not be laid out"):
        render(ENDLESS, identifier=IDENTIFIER, demonstration=False, limits=Limits(memory=2**26))


def test_a_layout_that_needs_too_much_processor_time_is_refused() -> None:
    with pytest.raises(RenderingFailed, match="could not be laid out"):
        render(ENDLESS, identifier=IDENTIFIER, demonstration=False, limits=Limits(processor_seconds=1))


def test_too_deep_a_document_is_refused_and_the_next_one_is_laid_out() -> None:
    deep = f'<html lang="en"><title>Deep</title><body>{"<div>" * 2000}x{"</div>" * 2000}</body></html>'
    with pytest.raises(RenderingFailed):
        render(deep, identifier=IDENTIFIER, demonstration=False)

    assert render(SMALL, identifier=IDENTIFIER, demonstration=False).pdf.startswith(b"%PDF")


@pytest.mark.parametrize(
    "address", ["file:///etc/hostname", "http://127.0.0.1:9/x.png", "data:image/png;base64,AAAA"]
)
def test_nothing_but_bundled_files_is_fetched(address: str) -> None:
    with pytest.raises(RenderingFailed):
        render(
            f'<html lang="en"><title>Image</title><body><img alt="x" src="{address}"></body></html>',
            identifier=IDENTIFIER,
            demonstration=False,
        )


def test_warming_up_twice_is_harmless() -> None:
    warm_up()
    warm_up()

    assert render(SMALL, identifier=IDENTIFIER, demonstration=False).pdf.startswith(b"%PDF")


def test_a_changed_title_changes_the_bytes() -> None:
    html = html_of(replace(document(), title="Another title"))
    changed, before = (
        render(text, identifier=IDENTIFIER, demonstration=True).pdf for text in (html, html_of(document()))
    )

    assert changed != before


class Enough(Exception):
    """Somebody has cancelled."""


def test_whoever_watches_can_end_the_layout_and_its_child() -> None:
    def watch(laid: Laid) -> None:
        if laid.page >= 2:
            raise Enough

    with pytest.raises(Enough):
        render(ENDLESS, identifier=IDENTIFIER, demonstration=False, watch=watch)

    assert not multiprocessing.active_children()


CONFINED = (
    "import os, socket, subprocess\n"
    "from app.printing.confined import confine\n"
    "confine(memory=2**30, seconds=60)\n"
    "left = sorted(os.environ.keys() & {'SECRET_KEY', 'DATABASE_URL', 'PGPASSWORD'})\n"
    "acts = {\n"
    "    'socket': lambda: socket.socket(),\n"
    "    'lookup': lambda: socket.getaddrinfo('localhost', 80),\n"
    "    'program': lambda: subprocess.run(['true']),\n"
    "    'shell': lambda: os.system('true'),\n"
    "    'fork': os.fork,\n"
    "    'file': lambda: open('/tmp/never', 'w'),\n"
    "    'low': lambda: os.open('/tmp/never', os.O_CREAT | os.O_WRONLY),\n"
    "    'removal': lambda: os.remove('/tmp/never'),\n"
    "}\n"
    "for name, act in acts.items():\n"
    "    try:\n"
    "        act()\n"
    "        left.append(name)\n"
    "    except PermissionError:\n"
    "        pass\n"
    "print(left)\n"
)


def test_a_confined_process_reaches_nobody_writes_nothing_and_knows_no_secret() -> None:
    secrets = {"SECRET_KEY": "s", "DATABASE_URL": "postgresql://", "PGPASSWORD": "p"}
    done = subprocess.run(
        [sys.executable, "-c", CONFINED],
        cwd=Path(rendering.__file__).absolute().parents[2],
        env=os.environ | secrets,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "[]"


SERVED = (
    "from multiprocessing import forkserver\n"
    "from pathlib import Path\n"
    "import os\n"
    "from app.printing.rendering import warm_up\n"
    "if __name__ == '__main__':\n"
    "    warm_up()\n"
    "    pid = forkserver._forkserver._forkserver_pid\n"
    "    print(b'a-secret' in Path(f'/proc/{pid}/environ').read_bytes(), os.environ['SECRET_KEY'])\n"
)


def test_the_fork_server_does_not_inherit_the_keys() -> None:
    done = subprocess.run(
        [sys.executable, "-c", SERVED],
        cwd=Path(rendering.__file__).absolute().parents[2],
        env=os.environ | {"SECRET_KEY": "a-secret", "AUDIT_KEY": "a-secret", "DATABASE_URL": "a-secret"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split() == ["False", "a-secret"]
