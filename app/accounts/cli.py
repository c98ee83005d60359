"""`flask accounts …`: invite the first people of an instance."""

import sys

import click
from flask import current_app, url_for
from flask.cli import AppGroup, with_appcontext

from app.accounts.models import Account
from app.accounts.queries import find_account, find_respondent
from app.accounts.security import recovery_token
from app.accounts.services import add_membership, create_account
from app.db import db
from app.domain.errors import Refusal
from app.domain.policy import SYSTEM, MemberRole, Role
from app.web.clock import now

accounts_cli = AppGroup("accounts", help="People who sign in.")
COMMANDS = (accounts_cli,)
ROLES = [*Role, *MemberRole]


@accounts_cli.command("invite")
@click.argument("email")
@click.option("--name", required=True, help="As it appears on screens.")
@click.option("--role", required=True, type=click.Choice([role.value for role in ROLES]))
@click.option(
    "--respondent", help="Code of the respondent (ISO 3166-1 alpha-3), for roles at one respondent."
)
@with_appcontext
def invite(email: str, name: str, role: str, respondent: str | None) -> None:
    """Make an account and print the link, good once, through which EMAIL chooses a password."""
    if (role in set(MemberRole)) != bool(respondent):
        sys.exit("Roles at a respondent need --respondent CODE; admin and staff go without.")
    try:
        account = _invited(email, name, role, respondent)
    except Refusal as refusal:
        sys.exit(str(refusal))
    db.session.commit()
    click.echo(f"Send {account.name} this link; it works once, for three days:\n{_link(account)}")


@accounts_cli.command("recover")
@click.argument("email")
@with_appcontext
def recover(email: str) -> None:
    """Print a new link for EMAIL, where mail does not arrive or the first one has expired."""
    account = find_account(db.session, email)
    if account is None:
        sys.exit(f"There is no account with the address {email}.")
    click.echo(_link(account))


def _invited(email: str, name: str, role: str, respondent: str | None) -> Account:
    at, key = now(), current_app.config["AUDIT_KEY"]
    account = create_account(
        db.session,
        actor=SYSTEM,
        now=at,
        audit_key=key,
        email=email,
        name=name,
        roles=() if respondent else (Role(role),),
    )
    if respondent:
        add_membership(
            db.session,
            actor=SYSTEM,
            now=at,
            audit_key=key,
            respondent=find_respondent(db.session, respondent),
            account=account,
            role=MemberRole(role),
        )
    return account


def _link(account: Account) -> str:
    with current_app.test_request_context(base_url=current_app.config["PUBLIC_URL"]):
        path = url_for("accounts.choose_password", token=recovery_token(account))
    return str(current_app.config["PUBLIC_URL"].rstrip("/") + path)
