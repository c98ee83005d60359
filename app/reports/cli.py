"""`flask reports export`, and `flask worker`, which runs the queue."""

import sys
import time
from pathlib import Path

import click
from flask import current_app
from flask.cli import AppGroup, with_appcontext

from app.cycles.queries import find_cycle
from app.db import db
from app.domain.errors import Refusal
from app.domain.voice import LANGUAGES
from app.printing.rendering import warm_up
from app.reports.making import Composed, compose, to_pdf
from app.reports.outputs.formats import FORMATS
from app.reports.voices import voice_of

reports_cli = AppGroup("reports", help="The aggregated report for the Commission.")


@reports_cli.command("export")
@click.option("--cycle", "key", required=True, help="The key of the reporting cycle, such as demo.")
@click.option(
    "--questionnaire", "questionnaire", help="One that the cycle carries; by default the leading one."
)
@click.option("--language", type=click.Choice(LANGUAGES), default="en", show_default=True)
@click.option(
    "--format",
    "file_format",
    type=click.Choice(("pdf", *FORMATS)),
    default="pdf",
    show_default=True,
    help="summary is a PDF of four pages; xlsx holds the tables.",
)
@click.option("--output", required=True, type=click.Path(path_type=Path, dir_okay=False))
@with_appcontext
def export(key: str, questionnaire: str | None, language: str, file_format: str, output: Path) -> None:
    """Write the report of a cycle to a file."""
    if file_format in ("pdf", "summary"):
        warm_up()
    try:
        composed = compose(
            db.session,
            cycle=find_cycle(db.session, key),
            definitions=current_app.extensions["definitions"],
            demonstration=current_app.config["INSTANCE"] == "demonstration",
            language=language,
            questionnaire_key=questionnaire,
        )
        db.session.close()  # no transaction is held during layout
        begun = time.perf_counter()
        content = _written(composed, file_format)
    except Refusal as refusal:
        sys.exit(str(refusal))
    output.write_bytes(content)
    states = len(composed.counted.snapshot_ids)
    seconds = composed.counting + composed.finding + time.perf_counter() - begun
    click.echo(f"{output}: {states} national reports counted, {seconds:.1f} s")


def _written(composed: Composed, file_format: str) -> bytes:
    if file_format == "pdf":
        return to_pdf(composed)[0]
    return FORMATS[file_format].write(composed.document, voice_of(composed.document.language))


@click.command("worker")
@with_appcontext
def worker() -> None:
    """Run queued exports until stopped."""
    warm_up()
    current_app.extensions["queue"].create_consumer(workers=1, periodic=False).run()


COMMANDS = (reports_cli, worker)
