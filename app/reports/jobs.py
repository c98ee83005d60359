"""The queue: exports run in the worker, one at a time, say how far they are, and stop when they are cancelled."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flask import Flask
from huey import SqliteHuey
from sqlalchemy.orm import Session

from app.cycles.models import ReportingCycle
from app.cycles.queries import questionnaires_of
from app.db import db, one_state
from app.domain.canonical import sha256_of
from app.domain.edition import EditionKind
from app.domain.errors import Refusal
from app.domain.policy import SYSTEM
from app.printing.release import release
from app.printing.rendering import Laid, Rendered
from app.reports.content import Basis, basis_of
from app.reports.expecting import pages_expected
from app.reports.keeping import Kept
from app.reports.making import Composed, draft, to_pdf
from app.reports.models import ExportStage, ReportExport
from app.reports.queries import find_export, pages_of_last, version_by_id
from app.reports.registering import register_export
from app.reports.services import Attempt, Made, Progress, fail, finish, is_wanted, start, tell
from app.reports.tabulating import Tabulated, tabulate
from app.web.clock import now

WRITE_EVERY, LOOK_EVERY = 1.0, 0.4  # seconds: how far it is; whether it was cancelled


class NoLongerWanted(Exception):
    """The export was cancelled, or taken up by another worker: this one leaves it as it is."""


def install(app: Flask) -> None:
    """The queue in the data folder, with its one task; and the folder of the files."""
    queue = SqliteHuey(
        "reports",
        filename=str(Path(app.config["DATA_DIR"]) / "queue.db"),
        immediate=app.config.get("QUEUE_IMMEDIATE", False),
        immediate_use_memory=False,
        journal_mode="delete",
        fsync=True,
    )

    @queue.task(name="export_report")
    def export_report(export_id: int) -> None:
        with app.app_context():
            run_export(app, export_id)

    release()
    app.extensions["queue"] = queue
    app.extensions["export_report"] = export_report
    app.extensions["exports"] = Kept(Path(app.config["DATA_DIR"]) / "exports")


def run_export(app: Flask, export_id: int) -> None:
    """Make one export from start to end; whatever goes wrong is shown on its page."""
    with db.sessionmaker() as session:
        attempt = start(session, now=now(), export_id=export_id)
        session.commit()
    if attempt is None:
        return
    try:
        _make(app, attempt)
    except NoLongerWanted:
        return
    except Refusal as refusal:
        _fail(attempt, str(refusal))
    except Exception:
        _fail(
            attempt,
            "Something unexpected happened. Try again; if it happens again, tell the administrator.",
        )
        raise


def _make(app: Flask, attempt: Attempt) -> None:
    files: Kept = app.extensions["exports"]
    watch = _Watch(attempt)
    watch.say(Progress(ExportStage.COUNTING))
    with db.sessionmaker() as session:
        one_state(session)
        export = find_export(session, attempt.export_id)
        cycle = session.get_one(ReportingCycle, export.cycle_id)
        carried = questionnaires_of(session, cycle.id)
        key = next(one.key for one in carried if one.version_id == export.version_id)
        basis = _basis(session, cycle, export, demonstration=app.config["INSTANCE"] == "demonstration")
        same = files.unchanged(session, basis.content.key())
        if same is None:
            tabulated = tabulate(session, app.extensions["definitions"], basis)
            last = pages_of_last(session, export)
        else:
            made = _made(str(same.file_name), str(same.sha256), same.pages_done, basis)
        name = f"{cycle.key}-{key}-{export.language}-{export.id}-{export.attempt}.pdf"
    if same is not None:
        _finish(attempt, made)
        return
    composed, rendered = _lay_out(watch, tabulated, last)  # no transaction is held during layout
    with _kept(files, attempt, name, rendered, basis) as session:
        register_export(
            session,
            actor=SYSTEM,
            now=now(),
            audit_key=app.config["AUDIT_KEY"],
            composed=composed,
            pdf=rendered.pdf,
            standard=basis.content.standard,
            export_id=attempt.export_id,
        )


def _basis(session: Session, cycle: ReportingCycle, export: ReportExport, *, demonstration: bool) -> Basis:
    """What the document is made of: what is counted now, or what was frozen."""
    return basis_of(
        session,
        cycle=cycle,
        version_id=export.version_id,
        language=export.language,
        demonstration=demonstration,
        frozen=version_by_id(session, export.report_version_id) if export.report_version_id else None,
        kind=EditionKind(export.edition),
        standard=export.standard,
    )


def _lay_out(watch: "_Watch", tabulated: Tabulated, last: int) -> tuple[Composed, Rendered]:
    """`last` is how many pages the document had when it was last exported, 0 when it never was."""
    watch.questions = sum(1 for _ in tabulated.questionnaire.questions_asked())
    watch.say(Progress(ExportStage.DRAFTING))
    composed = draft(tabulated)
    watch.expected = last or pages_expected(composed.document)
    return composed, to_pdf(composed, watch, standard=tabulated.basis.content.standard)[0]


@contextmanager
def _kept(files: Kept, attempt: Attempt, name: str, rendered: Rendered, basis: Basis) -> Iterator[Session]:
    """The file gets its name while the row says it is done: who cancels in this instant is either before or after."""
    made = _made(name, sha256_of(rendered.pdf), rendered.pages, basis)
    path = files.write(name, rendered.pdf)
    try:
        with db.sessionmaker() as session:
            if not finish(session, now=now(), attempt=attempt, made=made):
                raise NoLongerWanted
            yield session
            files.publish(path)
            session.commit()
    finally:
        path.unlink(missing_ok=True)


def _made(name: str, sha256: str, pages: int, basis: Basis) -> Made:
    return Made(
        file_name=name,
        sha256=sha256,
        data_set_hash=basis.counted.data_set_hash,
        content_key=basis.content.key(),
        pages=pages,
    )


def _finish(attempt: Attempt, made: Made) -> None:
    with db.sessionmaker() as session:
        finish(session, now=now(), attempt=attempt, made=made)
        session.commit()


def _fail(attempt: Attempt, reason: str) -> None:
    with db.sessionmaker() as session:
        fail(session, now=now(), attempt=attempt, reason=reason)
        session.commit()


class _Watch:
    """Told how far a layout is, page by page; writes that once a second, and looks more often whether it is wanted.

    Pages are laid out a second time where page numbers came out otherwise than expected; nobody is told a smaller
    number after a larger one.
    """

    def __init__(self, attempt: Attempt) -> None:
        self.attempt = attempt
        self.questions = 0
        self.expected = 0
        self.page = 0
        self.written = self.looked = time.monotonic()

    def __call__(self, laid: Laid) -> None:
        self.page = laid.page if laid.is_drawing else max(self.page, laid.page)
        moment = time.monotonic()
        if moment - self.written >= WRITE_EVERY:
            self.say(self._progress(laid))
        elif moment - self.looked >= LOOK_EVERY:
            self.looked = moment
            with db.sessionmaker() as session:
                if not is_wanted(session, self.attempt):
                    raise NoLongerWanted

    def _progress(self, laid: Laid) -> Progress:
        stage = ExportStage.DRAWING if laid.is_drawing else ExportStage.LAYING_OUT
        pages = laid.pages or max(self.expected, self.page)
        done = self.page + (pages if laid.is_drawing else 0)
        return Progress(stage, self.questions + done, self.questions + 2 * pages, self.page, pages)

    def say(self, progress: Progress) -> None:
        """Write it now. Raises NoLongerWanted."""
        self.written = self.looked = time.monotonic()
        with db.sessionmaker() as session:
            wanted = tell(session, now=now(), attempt=self.attempt, progress=progress)
            session.commit()
        if not wanted:
            raise NoLongerWanted
