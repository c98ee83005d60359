"""`flask reports export`, and `flask worker`, which runs the queue."""

import sys
from pathlib import Path

import click
from flask import current_app
from flask.cli import AppGroup, with_appcontext

from app.cycles.queries import find_cycle
from app.db import db
from app.domain.errors import Refusal
from app.domain.policy import SYSTEM
from app.printing.rendering import STANDARDS, Standard, warm_up
from app.reports.making import compose, to_pdf
from app.reports.registering import register_export
from app.web.clock import now

reports_cli = AppGroup("reports", help="The aggregated report for the Commission.")


@reports_cli.command("export")
@click.option("--cycle", "key", required=True, help="The key of the reporting cycle, such as demo.")
@click.option(
    "--questionnaire", "questionnaire", help="One that the cycle carries; by default the leading one."
)
@click.option("--language", type=click.Choice(["en"]), default="en", show_default=True)
@click.option(
    "--standard",
    type=click.Choice(STANDARDS),
    default="ua-1",
    show_default=True,
    help="PDF/UA-1, or PDF/A-3a to be kept.",
)
@click.option("--output", required=True, type=click.Path(path_type=Path, dir_okay=False))
@with_appcontext
def export(key: str, questionnaire: str | None, language: str, standard: Standard, output: Path) -> None:
    """Write the report of a cycle to a PDF file, and enter it in the register."""
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
        rendered, times = to_pdf(composed, standard=standard)
    except Refusal as refusal:
        sys.exit(str(refusal))
    output.write_bytes(rendered.pdf)
    register_export(
        db.session,
        actor=SYSTEM,
        now=now(),
        audit_key=current_app.config["AUDIT_KEY"],
        composed=composed,
        pdf=rendered.pdf,
        standard=standard,
    )
    db.session.commit()
    states = len(composed.counted.snapshot_ids)
    click.echo(f"{output}: {states} national reports counted, {times.total:.1f} s")


@click.command("worker")
@with_appcontext
def worker() -> None:
    """Run queued exports until stopped."""
    warm_up()
    current_app.extensions["queue"].create_consumer(workers=1, periodic=False).run()


COMMANDS = (reports_cli, worker)
