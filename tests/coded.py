"""A code book with two codes, one of which a text of the demonstration has, for pages that are looked at."""

from flask import Flask

from app.db import db
from app.domain.policy import SYSTEM
from app.reports.services.coding import Editor
from app.web.clock import now
from tests.services.coding import new_code, texts, tick


def coded_text(app: Flask) -> str:
    """The id of a code that a text has."""
    with app.app_context():
        editor = Editor(SYSTEM, now(), app.config["AUDIT_KEY"])
        code = new_code(db.session, "Data protection", editor=editor)
        new_code(db.session, "Referral", editor=editor)
        tick(db.session, code, min(texts(db.session)), editor=editor)
        db.session.commit()
        return str(code.id)
