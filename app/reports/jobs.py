"""The queue: exports run in the worker, one at a time, and show life while they do."""

import threading
from pathlib import Path

from flask import Flask
from huey import SqliteHuey

from app.cycles.models import ReportingCycle
from app.cycles.queries import questionnaires_of
from app.db import db
from app.domain.canonical import sha256_of
from app.domain.errors import Refusal
from app.reports.making import compose, to_pdf
from app.reports.queries import find_export, version_by_id
from app.reports.services import beat, fail, finish, progress, start
from app.web.clock import now


def install(app: Flask) -> None:
    """The queue in the data folder, with its one task."""
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

    app.extensions["queue"] = queue
    app.extensions["export_report"] = export_report


def run_export(app: Flask, export_id: int) -> None:
    """Make one export from start to end; whatever goes wrong is shown on its page."""
    with db.sessionmaker() as session:
        taken = start(session, now=now(), export_id=export_id)
        session.commit()
    if not taken:
        return
    stop = threading.Event()
    heart = threading.Thread(target=_show_life, args=(app, export_id, stop), daemon=True)
    heart.start()
    try:
        _make(app, export_id)
    except Refusal as refusal:
        _fail(export_id, str(refusal))
    except Exception:
        _fail(
            export_id,
            "Something unexpected happened. Try again; if it happens again, tell the administrator.",
        )
        raise
    finally:
        stop.set()
        heart.join()


def _make(app: Flask, export_id: int) -> None:
    with db.sessionmaker() as session:
        export = find_export(session, export_id)
        cycle = session.get_one(ReportingCycle, export.cycle_id)
        carried = questionnaires_of(session, cycle.id)
        key = next(one.key for one in carried if one.version_id == export.version_id)
        composed = compose(
            session,
            cycle=cycle,
            definitions=app.extensions["definitions"],
            demonstration=app.config["INSTANCE"] == "demonstration",
            language=export.language,
            questionnaire_key=key,
            frozen=version_by_id(session, export.report_version_id) if export.report_version_id else None,
        )
        name = f"{cycle.key}-{key}-{export.language}-{export.id}-{export.attempt}.pdf"
        total = len({finding.question_key for finding in composed.findings.values()}) + 1
        progress(session, now=now(), export_id=export_id, done=total - 1, total=total)
        session.commit()
    pdf, _ = to_pdf(composed)  # no transaction is held during layout
    folder = Path(app.config["DATA_DIR"]) / "exports"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(pdf)
    with db.sessionmaker() as session:
        finish(
            session,
            now=now(),
            export_id=export_id,
            file_name=name,
            sha256=sha256_of(pdf),
            data_set_hash=composed.counted.data_set_hash,
        )
        session.commit()


def _fail(export_id: int, reason: str) -> None:
    with db.sessionmaker() as session:
        fail(session, now=now(), export_id=export_id, reason=reason)
        session.commit()


def _show_life(app: Flask, export_id: int, stop: threading.Event) -> None:
    with app.app_context():
        while not stop.wait(2):
            with db.sessionmaker() as session:
                beat(session, now=now(), export_id=export_id)
                session.commit()
