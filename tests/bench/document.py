"""What the Commission's document costs: seconds and memory by States and by pages, beside WeasyPrint alone.

WeasyPrint alone lays out the same HTML with the same style sheets in a child of the same fork server, warm and PDF/UA-1
as well, and does nothing else. Each job is followed by it at once, so that what others do on the machine falls on both.
"""

import multiprocessing
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from app.cycles.queries import find_cycle
from app.db import db
from app.printing.rendering import warm_up
from app.reports.making import Composed, compose, to_pdf
from app.reports.template import html_of
from tests.bench.alone import lay_out
from tests.world.definition import questionnaire
from tests.world.instance import World, world

SIZES = ((10, 150), (60, 150), (193, 150), (60, 70), (60, 320))
"""States and questions: the first three of about 110 pages, the others of about 50 and 200."""

MOST_OF_RAW = 1.15
MEGABYTES, MEGABYTES_A_PAGE = 80, 1.2
RUNS = 3


@dataclass(frozen=True)
class Cost:
    """Of one document: seconds on the clock, processor seconds of both processes, the child's peak in megabytes."""

    seconds: float
    processor: float
    peak: float


def documents() -> Iterator[str]:
    """A line for each size."""
    warm_up()
    for states, questions in SIZES:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            url = f"sqlite:///{folder}/world.db"
            with world(url, folder, questionnaire(questions), states=states, waiting=0) as one:
                yield _line(f"{states} States, {questions} questions", *_measured(one))


def _measured(one: World) -> tuple[int, list[Cost], list[Cost]]:
    """How many pages there are; the costs of jobs and of layouts alone, by turns."""
    html = html_of(_composed(one).document)
    measured = [(_cost(lambda: to_pdf(_composed(one))), _raw(html)) for _ in range(RUNS)]
    return measured[0][1][0], [job for job, _ in measured], [layout for _, (_, layout) in measured]


def _line(name: str, pages: int, jobs: list[Cost], raw: list[Cost]) -> str:
    on_clock = median(job.seconds / one.seconds for job, one in zip(jobs, raw, strict=True))
    of_processor = median(job.processor / one.processor for job, one in zip(jobs, raw, strict=True))
    peak, most = max(job.peak for job in jobs), MEGABYTES + MEGABYTES_A_PAGE * pages
    return (
        f"document of {name}, {pages} pages:"
        f" {median(one.seconds for one in jobs):.1f} s"
        f" ({median(one.processor for one in jobs):.1f} s of a processor), WeasyPrint alone"
        f" {median(one.seconds for one in raw):.1f} s ({median(one.processor for one in raw):.1f} s); ratio"
        f" {of_processor:.2f} of a processor, {on_clock:.2f} by the clock"
        f" (aim: {MOST_OF_RAW} at most; {_verdict(of_processor, MOST_OF_RAW)});"
        f" {peak:.0f} MB (aim: {most:.0f} MB at most; {_verdict(peak, most)}),"
        f" WeasyPrint alone {max(one.peak for one in raw):.0f} MB"
    )


def _verdict(found: float, most: float) -> str:
    return "kept" if found <= most else "missed"


def _composed(one: World) -> Composed:
    with one.app.app_context(), db.sessionmaker() as session:
        return compose(
            session,
            cycle=find_cycle(session, one.cycle_key),
            definitions=one.app.extensions["definitions"],
            demonstration=True,
            language="en",
        )


def _cost(job: Callable[[], object]) -> Cost:
    """What a job costs here and in the child that lays out."""
    watch = _Watch()
    with watch:
        begun, own = time.perf_counter(), time.process_time()
        job()
        seconds, own = time.perf_counter() - begun, time.process_time() - own
    return Cost(seconds, own - watch.own + watch.processor, watch.peak)


def _raw(html: str) -> tuple[int, Cost]:
    """WeasyPrint alone, and its pages: measured by the child itself, without its start and without sending the PDF."""
    receiving, sending = multiprocessing.get_context("forkserver").Pipe(duplex=False)
    child = multiprocessing.get_context("forkserver").Process(target=lay_out, args=(html, sending))
    with _Watch() as watch:
        child.start()
        seconds, processor, pages = receiving.recv()
        child.join()
    return pages, Cost(seconds, processor, watch.peak)


class _Watch:
    """Looks every few milliseconds what the children of our children use: those are what the fork server forks."""

    PAUSE = 0.02

    def __init__(self) -> None:
        self.processor = self.peak = self.own = 0.0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look)

    def __enter__(self) -> "_Watch":
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._over.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._over.wait(self.PAUSE):
            for child in _children("self"):
                for forked in _children(child):
                    self._see(Path("/proc", forked))
            self.own = time.thread_time()

    def _see(self, process: Path) -> None:
        try:
            status, stat = (process / "status").read_text(), (process / "stat").read_text()
        except OSError:  # it has ended
            return
        if "VmHWM:" in status:
            self.peak = max(self.peak, int(status.split("VmHWM:")[1].split()[0]) / 1024)
            ticks = stat.rsplit(")", 1)[1].split()[11:13]
            self.processor = max(self.processor, sum(map(int, ticks)) / 100)


def _children(process: str) -> list[str]:
    try:
        threads = [*Path("/proc", process, "task").iterdir()]
        return [child for one in threads for child in (one / "children").read_text().split()]
    except OSError:  # it has ended
        return []
