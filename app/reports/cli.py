"""`flask reports export`, and `flask worker`, which runs the queue."""

import sys
from pathlib import Path

import click
from flask import current_app
from flask.cli import AppGroup, with_appcontext

from app.cycles.queries import find_cycle
from app.db import db
from app.domain.edition import EditionKind
from app.domain.errors import Refusal
from app.domain.voice import LANGUAGES
from app.printing.rendering import warm_up
from app.reports.making import compose, to_pdf

reports_cli = AppGroup("reports", help="The aggregated report for the Commission.")


@reports_cli.command("export")
@click.option("--cycle", "key", required=True, help="The key of the reporting cycle, such as demo.")
@click.option(
    "--questionnaire", "questionnaire", help="One that the cycle carries; by default the leading one."
)
@click.option("--language", type=click.Choice(LANGUAGES), default="en", show_default=True)
@click.option(
    "--edition",
    type=click.Choice([kind.value for kind in EditionKind]),
    default=EditionKind.REPORT.value,
    show_default=True,
    help="A report of at most 8,500 words, or a conference room paper with everything in its place.",
)
@click.option("--output", required=True, type=click.Path(path_type=Path, dir_okay=False))
@with_appcontext
def export(key: str, questionnaire: str | None, language: str, edition: str, output: Path) -> None:
    """Write the report of a cycle to a PDF file."""
    warm_up()
    try:
        composed = compose(
            db.session,
            cycle=find_cycle(db.session, key),
            definitions=current_app.extensions["definitions"],
            demonstration=current_app.config["INSTANCE"] == "demonstration",
            language=language,
            questionnaire_key=questionnaire,
            kind=EditionKind(edition),
        )
        db.session.close()  # no transaction is held during layout
        rendered, times = to_pdf(composed)
    except Refusal as refusal:
        sys.exit(str(refusal))
    output.write_bytes(rendered.pdf)
    states = len(composed.counted.snapshot_ids)
    click.echo(f"{output}: {states} national reports counted, {times.total:.1f} s")


@click.command("worker")
@with_appcontext
def worker() -> None:
    """Run queued exports until stopped."""
    warm_up()
    current_app.extensions["queue"].create_consumer(workers=1, periodic=False).run()


COMMANDS = (reports_cli, worker)
