"""`flask questionnaires publish`: as the page does, where its author says of each change what it means."""

import sys

import click
from flask import current_app
from flask.cli import with_appcontext

from app.db import db
from app.domain.comparing import compare
from app.domain.errors import NotPossibleNow, NotPublishable, Refusal, message
from app.domain.policy import SYSTEM
from app.domain.questionnaire import Questionnaire
from app.publishing.queries import Given, before, draft_among, versions_of
from app.publishing.services import content_hash_of, publish_draft
from app.questionnaires.cli import questionnaires_cli
from app.questionnaires.models import QuestionnaireVersion
from app.web.clock import now


@questionnaires_cli.command("publish")
@click.argument("key")
@with_appcontext
def publish_command(key: str) -> None:
    """Freeze the draft of the questionnaire KEY, so that a cycle can send it out.

    Each change is classed as suggested, and said. The page under Questionnaires lets its author say it.
    """
    try:
        label, said = _publish(key)
    except NotPublishable as refusal:
        sys.exit("\n".join(str(one) for one in (refusal.message, *refusal.reasons)))
    except Refusal as refusal:
        sys.exit(str(refusal))
    db.session.commit()
    click.echo("\n".join([*said, f"{key}, version {label}: published"]))


def _publish(key: str) -> tuple[str, list[str]]:
    versions = versions_of(db.session, key)
    draft = draft_among(versions)
    if draft is None:
        raise NotPossibleNow(message("There is no draft of %(key)s. Begin one.", key=key))
    base = before(versions, draft)
    changes = compare(_definition(base), _definition(draft)) if base else ()
    done = publish_draft(
        db.session,
        actor=SYSTEM,
        now=now(),
        audit_key=current_app.config["AUDIT_KEY"],
        version_id=draft.id,
        expected=content_hash_of(draft),
        classes={(one.place, one.kind.value): Given(one.suggested, "") for one in changes},
        as_patch=False,
    )
    return done.label, [f"{one.place}: {one.kind.value}, taken for {one.suggested.value}" for one in changes]


def _definition(version: QuestionnaireVersion) -> Questionnaire:
    return Questionnaire.model_validate(version.document)


COMMANDS = (questionnaires_cli,)  # with the command of this module
