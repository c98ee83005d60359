"""`flask audit …`: prove that the trail is whole; write its ends down outside the database."""

import json
import sys
from datetime import UTC, datetime

import click
from flask import current_app
from flask.cli import AppGroup, with_appcontext

from app.audit.anchors import anchor_file, last_anchor
from app.audit.queries import heads, verify, verify_anchored
from app.db import db, one_state, read_only

audit_cli = AppGroup("audit", help="The audit trail.")
COMMANDS = (audit_cli,)


@audit_cli.command("verify")
@with_appcontext
def verify_command() -> None:
    """Check every chain, and the newest anchor; exit with 1 when something does not hold."""
    session = one_state(db.session)  # a save between two statements must not look like a broken chain
    problems = verify(session, current_app.config["AUDIT_KEY"])
    problems += verify_anchored(session, last_anchor(current_app.config["DATA_DIR"]))
    if problems:
        sys.exit("\n".join(problems))
    click.echo("The audit trail is whole.")


@audit_cli.command("anchor")
@with_appcontext
def anchor_command() -> None:
    """Append the ends of all chains to audit-heads.jsonl: keep that file where the database's keeper cannot write."""
    file = anchor_file(current_app.config["DATA_DIR"])
    ends = heads(read_only(db.session))
    line = {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "heads": {stream: [head.seq, head.mac] for stream, head in ends.items()},
    }
    with file.open("a", encoding="utf-8") as lines:
        lines.write(json.dumps(line, sort_keys=True) + "\n")
    click.echo(f"{len(ends)} chains anchored in {file}")
