"""`flask questionnaires …`: check files, load them, publish a draft."""

import sys
from pathlib import Path

import click
from flask import current_app
from flask.cli import AppGroup, with_appcontext

from app.db import db
from app.domain.errors import Refusal
from app.domain.policy import SYSTEM
from app.exchange.check import check_files
from app.exchange.yaml_format import read_questionnaire
from app.questionnaires.queries import find_version
from app.questionnaires.services import publish, take_in
from app.web.clock import now

questionnaires_cli = AppGroup("questionnaires", help="Questionnaire definitions.")
COMMANDS = (questionnaires_cli,)


@questionnaires_cli.command("check", with_appcontext=False)
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
def check(files: tuple[Path, ...]) -> None:
    """Name file, line and key of every mistake in FILES. Needs no database."""
    outcome = check_files(files)
    click.echo("\n".join(outcome.lines))
    if not outcome.ok:
        sys.exit(1)


@questionnaires_cli.command("load")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@with_appcontext
def load(files: tuple[Path, ...]) -> None:
    """Keep each of FILES as a draft, unless its newest version says the same."""
    for file in files:
        try:
            questionnaire = read_questionnaire(file)
        except Refusal as refusal:
            sys.exit(str(refusal))
        key = current_app.config["AUDIT_KEY"]
        taken = take_in(db.session, actor=SYSTEM, now=now(), audit_key=key, questionnaire=questionnaire)
        db.session.commit()
        what = "draft saved" if taken.changed else "unchanged"
        click.echo(f"{questionnaire.key}, version {taken.version.number}: {what}")


@questionnaires_cli.command("publish")
@click.argument("key")
@with_appcontext
def publish_command(key: str) -> None:
    """Freeze the newest draft of the questionnaire KEY, so that a cycle can send it out."""
    try:
        version = find_version(db.session, key)
        publish(
            db.session, actor=SYSTEM, now=now(), audit_key=current_app.config["AUDIT_KEY"], version=version
        )
    except Refusal as refusal:
        sys.exit(str(refusal))
    db.session.commit()
    click.echo(f"{key}, version {version.number}: published")
