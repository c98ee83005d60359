"""`flask prepare`: what `./run serve` does before it serves."""

import csv
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

import click
from flask import Flask, current_app
from flask.cli import with_appcontext
from flask_security.utils import hash_password

from app.accounts.queries import all_respondents
from app.accounts.services import fix_instance_kind, load_member_states
from app.db import db
from app.demonstration.seed import DOMAIN, PASSWORD, Seeder, seed
from app.domain.errors import NotPossibleNow, Refusal
from app.domain.policy import SYSTEM
from app.exchange.yaml_format import read_questionnaire
from app.questionnaires.services import TakenIn, publish, take_in
from app.web.clock import now

ROOT = Path(__file__).resolve().parents[2]
MEMBER_STATES = ROOT / "app" / "accounts" / "data" / "member-states.csv"


@click.command("prepare")
@with_appcontext
def prepare() -> None:
    """Migrate, load questionnaires/*.yaml, and give an empty instance what it starts with."""
    try:
        prepare_instance(current_app._get_current_object())  # type: ignore[attr-defined]
    except Refusal as refusal:
        sys.exit(str(refusal))
    if current_app.config["INSTANCE"] == "demonstration":
        click.echo(f"Demonstration accounts, all with the password “{PASSWORD}”:")
        click.echo(
            f"  focal-point.a-13@{DOMAIN} (a State that is filling), focal-point.a-14@{DOMAIN} (not started),"
        )
        click.echo(
            f"  contributor.a-03@{DOMAIN}, approver.a-03@{DOMAIN}, observer.a-03@{DOMAIN} (they read),"
        )
        click.echo(f"  staff@{DOMAIN}, second-reader@{DOMAIN} (codes of texts), admin@{DOMAIN}")


def prepare_instance(app: Flask) -> None:
    """The same for the command line and the tests. Raises InvalidSetUp, InvalidDefinition."""
    with (
        app.app_context()
    ):  # its end closes the connection of the migrations, which would hold SQLite's write lock
        app.extensions["alembic"].upgrade()
    kind = app.config["INSTANCE"]
    fix_instance_kind(db.session, now=now(), kind=kind)
    taken = take_in_files(app, sorted((ROOT / "questionnaires").glob("*.yaml")))
    if not all_respondents(db.session):
        if kind == "demonstration":
            _seed(app, taken)
        else:
            _load_member_states(app)
    db.session.commit()


def take_in_files(app: Flask, files: Iterable[Path]) -> Mapping[str, TakenIn]:
    """What the files of the product become, by key, without those that would replace a draft that was edited here."""
    taken: dict[str, TakenIn] = {}
    for file in files:
        questionnaire = read_questionnaire(file)
        key = app.config["AUDIT_KEY"]
        try:
            one = take_in(db.session, actor=SYSTEM, now=now(), audit_key=key, questionnaire=questionnaire)
        except NotPossibleNow as refusal:  # which is no reason for the site not to start
            click.echo(str(refusal), err=True)
        else:
            taken[questionnaire.key] = one
    return taken


def _seed(app: Flask, taken: Mapping[str, TakenIn]) -> None:
    key = app.config["AUDIT_KEY"]
    for one in taken.values():
        publish(db.session, actor=SYSTEM, now=now(), audit_key=key, version=one.version)
    seeder = Seeder(session=db.session, now=now(), audit_key=key, password_hash=hash_password(PASSWORD))
    seed(seeder, {name: one.version for name, one in taken.items()})


def _load_member_states(app: Flask) -> None:
    """The 193 Member States with their names in six languages, and without any answer."""
    with MEMBER_STATES.open(encoding="utf-8", newline="") as file:
        load_member_states(
            db.session,
            csv.DictReader(file),
            actor=SYSTEM,
            now=now(),
            audit_key=app.config["AUDIT_KEY"],
        )


COMMANDS = (prepare,)
