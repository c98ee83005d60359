"""An open passage check of the demonstration with an answer of each kind, for pages that are looked at."""

from flask import Flask

from app.db import db
from app.domain.passages import Outcome
from app.domain.policy import SYSTEM
from app.reports.services.coding import Editor
from app.web.clock import now
from tests.services.passages import answer, opened, passages


def passages_asked(app: Flask) -> None:
    with app.app_context():
        editor = Editor(SYSTEM, now(), app.config["AUDIT_KEY"])
        opened(db.session, editor)
        first, second, third, *_ = passages(db.session)
        answer(db.session, first, Outcome.CONFIRMED, editor=editor)
        answer(db.session, second, Outcome.CORRECTED, "The body met five times.", editor=editor)
        answer(db.session, third, Outcome.WITHDRAWN, editor=editor)
        db.session.commit()
