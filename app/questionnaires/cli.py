"""`flask questionnaires …`: check files, load them, exchange them as XLSForm workbooks."""

import sys
from pathlib import Path

import click
from flask import current_app
from flask.cli import AppGroup, ScriptInfo, pass_script_info, with_appcontext

from app.db import db
from app.domain.errors import Refusal
from app.domain.policy import SYSTEM
from app.domain.questionnaire import Questionnaire
from app.exchange.check import CheckOutcome, check_files
from app.exchange.convert import form_to_yaml, to_form, yaml_to_form
from app.exchange.json_schema import as_text
from app.exchange.yaml_format import read_questionnaire
from app.questionnaires.queries import find_version
from app.questionnaires.services import take_in
from app.web.clock import now

questionnaires_cli = AppGroup("questionnaires", help="Questionnaire definitions.")
COMMANDS = (questionnaires_cli,)


@questionnaires_cli.command("check", with_appcontext=False)
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Write what was found as JSON.")
def check(files: tuple[Path, ...], *, as_json: bool) -> None:
    """Name file, line and key of every mistake in FILES. Needs no database.

    Ends with status 1 if a file cannot be used; warnings alone do not count.
    """
    found = check_files(files)
    _tell(CheckOutcome((found.as_json(),) if as_json else found.lines, found.ok))


@questionnaires_cli.command("schema", with_appcontext=False)
def schema() -> None:
    """Print the JSON Schema of the definition format. Needs no database."""
    click.echo(as_text(), nl=False)


@questionnaires_cli.command("load")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@with_appcontext
def load(files: tuple[Path, ...]) -> None:
    """Keep each of FILES as a draft, unless its newest version says the same. A draft edited here is never replaced."""
    for file in files:
        try:
            questionnaire = read_questionnaire(file)
            key = current_app.config["AUDIT_KEY"]
            taken = take_in(db.session, actor=SYSTEM, now=now(), audit_key=key, questionnaire=questionnaire)
        except Refusal as refusal:
            sys.exit(str(refusal))
        db.session.commit()
        what = "draft saved" if taken.changed else "unchanged"
        click.echo(f"{questionnaire.key}, version {taken.version.label}: {what}")


@questionnaires_cli.command("import", with_appcontext=False)
@click.argument("form", type=click.Path(path_type=Path))
@click.option("--output", required=True, type=click.Path(path_type=Path), help="The YAML file to write.")
def import_command(form: Path, output: Path) -> None:
    """Write the definition that the XLSForm workbook FORM holds; name what was not mapped. Needs no database."""
    _tell(form_to_yaml(form, output))


@questionnaires_cli.command("export", with_appcontext=False)
@click.argument("source")
@click.option("--output", required=True, type=click.Path(path_type=Path), help="The workbook to write.")
@pass_script_info
def export_command(info: ScriptInfo, source: str, output: Path) -> None:
    """Write SOURCE as an XLSForm workbook: a YAML file, or the key of a questionnaire, of which the newest version."""
    if source.endswith((".yaml", ".yml")):
        _tell(yaml_to_form(Path(source), output))
        return
    with info.load_app().app_context():
        try:
            version = find_version(db.session, source)
        except Refusal as refusal:
            sys.exit(str(refusal))
        questionnaire = Questionnaire.model_validate(version.document)
    _tell(to_form(questionnaire, output))


def _tell(outcome: CheckOutcome) -> None:
    click.echo("\n".join(outcome.lines))
    if not outcome.ok:
        sys.exit(1)
