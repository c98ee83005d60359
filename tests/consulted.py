"""A draft that is translated into Arabic in part, and about which a reader of a link has said something."""

from flask import Flask
from sqlalchemy.orm import Session

from app.db import db
from app.domain.editing import Edit, Put, Translate
from app.domain.policy import SYSTEM
from app.questionnaires.consulted import find_link
from app.questionnaires.consulting import comment, make_link
from app.questionnaires.drafting import edit
from app.questionnaires.queries import find_draft
from app.web.clock import now

TOKEN = "a-link-for-tests"
TEXT = ("sections", "B", "questions", "P2-B04", "text")


def consulted_draft(app: Flask, key: str, text: tuple[str, ...] = TEXT) -> str:
    """The token of a link to the draft of the questionnaire `key`."""
    steps: list[Edit] = [
        Put(("languages",), ["en", "ar"]),
        Translate(("title",), "ar", "عنوان"),
        Translate(text, "ar", "سؤال"),
        Put((*text, "en"), "Asked in another way?"),
    ]
    with app.app_context():
        for number, step in enumerate(steps):
            _edit(app, db.session, key, step, f"consulted-{key}-{number}")
        draft = find_draft(db.session, key)
        said = {"actor": SYSTEM, "now": now(), "audit_key": app.config["AUDIT_KEY"]}
        make_link(db.session, version_id=draft.id, token=TOKEN, note="Ministries", days=14, **said)
        link = find_link(db.session, TOKEN, now())
        assert link is not None
        texts = {text[3]: "Shorten it."}
        comment(db.session, link=link, name="A. Reader", texts=texts, idempotency_key="first", **said)
        db.session.commit()
    return TOKEN


def _edit(app: Flask, session: Session, key: str, step: Edit, click: str) -> None:
    draft = find_draft(session, key)
    edit(
        session,
        actor=SYSTEM,
        now=now(),
        audit_key=app.config["AUDIT_KEY"],
        drafts=app.extensions["drafts"],
        version_id=draft.id,
        expected=draft.revision,
        idempotency_key=click,
        edit=step,
    )
