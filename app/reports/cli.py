"""`flask reports export`, `explain` and `verify`, and `flask worker`, which runs the queue."""

import json
import sys
import time
from pathlib import Path
from typing import Any

import click
from flask import current_app
from flask.cli import AppGroup, with_appcontext

from app.cycles.queries import find_cycle
from app.db import db
from app.domain.edition import EditionKind
from app.domain.errors import Refusal
from app.domain.policy import SYSTEM
from app.domain.voice import LANGUAGES
from app.printing.rendering import STANDARDS, Standard, warm_up
from app.reports.explained import Explained, explained
from app.reports.facts import GROUPS
from app.reports.making import Composed, compose, to_pdf, traced
from app.reports.outputs.formats import FORMATS
from app.reports.registering import register_export
from app.reports.verifying import NotOurs, Verdict, verify
from app.reports.voices import voice_of
from app.web.clock import now

GENUINE, DIFFERENT, NOT_OURS = 0, 1, 2

reports_cli = AppGroup("reports", help="The aggregated report for the Commission.")
of_cycle = click.option("--cycle", "key", required=True, help="The key of the reporting cycle, such as demo.")
of_questionnaire = click.option(
    "--questionnaire", "questionnaire", help="One that the cycle carries; by default the leading one."
)
in_language = click.option("--language", type=click.Choice(LANGUAGES), default="en", show_default=True)


@reports_cli.command("export")
@of_cycle
@of_questionnaire
@in_language
@click.option(
    "--standard",
    type=click.Choice(STANDARDS),
    default="ua-1",
    show_default=True,
    help="PDF/UA-1, or PDF/A-3a to be kept.",
)
@click.option(
    "--edition",
    type=click.Choice([kind.value for kind in EditionKind]),
    default=EditionKind.REPORT.value,
    show_default=True,
    help="A report of at most 8,500 words, or a conference room paper with everything in its place.",
)
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
def export(
    key: str,
    questionnaire: str | None,
    language: str,
    standard: Standard,
    edition: str,
    file_format: str,
    output: Path,
) -> None:
    """Write the report of a cycle to a file. A PDF embeds its figures, and is entered in the register."""
    if file_format in ("pdf", "summary"):
        warm_up()
    begun = time.perf_counter()
    try:
        composed = _composed(key, questionnaire, language, EditionKind(edition))
        db.session.close()  # no transaction is held during layout
        if file_format == "pdf":
            content = to_pdf(composed, standard=standard)[0].pdf
        else:
            content = FORMATS[file_format].write(composed.document, voice_of(language))
    except Refusal as refusal:
        sys.exit(str(refusal))
    output.write_bytes(content)
    if file_format == "pdf":
        _register(composed, content, standard)
    states = len(composed.counted.snapshot_ids)
    click.echo(f"{output}: {states} national reports counted, {time.perf_counter() - begun:.1f} s")


def _register(composed: Composed, pdf: bytes, standard: Standard) -> None:
    register_export(
        db.session,
        actor=SYSTEM,
        now=now(),
        audit_key=current_app.config["AUDIT_KEY"],
        composed=composed,
        pdf=pdf,
        standard=standard,
    )
    db.session.commit()


def _composed(key: str, questionnaire: str | None, language: str, edition: EditionKind) -> Composed:
    return compose(
        db.session,
        cycle=find_cycle(db.session, key),
        definitions=current_app.extensions["definitions"],
        demonstration=current_app.config["INSTANCE"] == "demonstration",
        language=language,
        questionnaire_key=questionnaire,
        kind=edition,
    )


@reports_cli.command("explain")
@click.argument("identifier", metavar="ID")
@of_cycle
@of_questionnaire
@in_language
@with_appcontext
def explain(identifier: str, key: str, questionnaire: str | None, language: str) -> None:
    """Say what stands behind a figure of the report, such as P2-B01=yes:count."""
    try:
        basis = traced(
            db.session,
            cycle=find_cycle(db.session, key),
            definitions=current_app.extensions["definitions"],
            questionnaire_key=questionnaire,
        )
        found = explained(db.session, basis, identifier, language)
    except Refusal as refusal:
        sys.exit(str(refusal))
    for line in _lines(found, language):
        click.echo(line)


def _lines(found: Explained, language: str) -> list[str]:
    """What the staff page says too."""
    what = found.explanation
    lines = [what.id, f"  Value: {what.value.shown}"]
    if what.question is not None:
        lines.append(f"  Question {what.question.number}: {what.question.text.in_language(language)}")
    named = (("Part", what.part), ("Option", what.option), ("Code", found.code))
    lines += [f"  {title}: {text}" for title, text in named if text]
    if what.among is not None:
        lines.append(f"  Only States that answered question {what.among.number}: {what.answer}")
    lines += [f"  Earlier cycle: {what.parts.cycle}"] if what.parts.cycle else []
    lines.append(f"  Measured: {what.measured}")
    lines += [f"  Base: {what.base.shown}"] if what.base else []
    lines += [f"  {note}" for note in (what.rule, what.remark) if note is not None]
    who = "States that answered both questions" if what.among else "States in the base"
    lines.append(f"  {who}: {len(found.states)}")
    for group, states in found.groups.items():
        lines.append(
            f"    {GROUPS.get(group, 'Others')} ({len(states)}): {'; '.join(s.name for s in states)}"
        )
    lines += [
        f"  Counted from {len(one.snapshot_ids)} snapshots, data set {one.data_set_hash}"
        for one in found.counted
    ]
    return lines


@reports_cli.command("verify")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--json", "as_json", is_flag=True, help="Say it for other programs.")
@with_appcontext
def verify_file(file: Path, as_json: bool) -> None:
    """Hold a PDF against the register, the stored answers and its own text.

    Exit status: 0 everything agrees, 1 something differs and is named, 2 the file is none of ours.
    """
    try:
        verdict = verify(db.session, file.read_bytes())
    except NotOurs as reason:
        if as_json:
            click.echo(json.dumps({"file": str(file), "genuine": False, "reason": str(reason)}))
        else:
            click.echo(f"{file}: not a report of this system: {reason}", err=True)
        sys.exit(NOT_OURS)
    if as_json:
        click.echo(json.dumps(_verdict_json(file, verdict), ensure_ascii=False, indent=1))
    else:
        _tell(file, verdict)
    sys.exit(GENUINE if verdict.genuine else DIFFERENT)


def _tell(file: Path, verdict: Verdict) -> None:
    facts = verdict.evidence.facts
    if verdict.genuine and verdict.entry is not None:
        click.echo(
            f"{file}: genuine. {len(verdict.evidence.figures):,} figures agree with "
            f"{_snapshots_of(verdict)} snapshots and with the printed text; "
            f"registered on {verdict.entry.made_at:%Y-%m-%d}, data set {facts['data_set']}"
        )
        return
    click.echo(f"{file}: {len(verdict.differences)} differences")
    for one in verdict.differences:
        click.echo(f"  {one}")


def _snapshots_of(verdict: Verdict) -> int:
    earlier = verdict.evidence.earlier
    return len(verdict.evidence.snapshots) + (len(earlier.snapshots) if earlier else 0)


def _verdict_json(file: Path, verdict: Verdict) -> dict[str, Any]:
    return {
        "file": str(file),
        "sha256": verdict.sha256,
        "genuine": verdict.genuine,
        "registered": verdict.entry is not None,
        **verdict.evidence.facts,
        "differences": [vars(one) for one in verdict.differences],
    }


@click.command("worker")
@with_appcontext
def worker() -> None:
    """Run queued exports until stopped."""
    warm_up()
    current_app.extensions["queue"].create_consumer(workers=1, periodic=False).run()


COMMANDS = (reports_cli, worker)
