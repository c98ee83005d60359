"""What one edit of a large draft costs a processor, statements and all, with the draft at hand and without."""

import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from statistics import median

from flask import Flask

from app.db import db
from app.domain.editing import Edit, Insert, Move, Put, Rename
from app.domain.policy import SYSTEM
from app.exchange.yaml_format import read_questionnaire
from app.questionnaires import drafting
from app.questionnaires.drafting import Drafts
from app.questionnaires.services import take_in
from app.web.clock import now
from tests.factories import question
from tests.large import large, written

QUESTIONS, DEEP = 1_000, 2
AIM = 0.1
"""The most processor seconds that one edit of a draft of a thousand questions may take."""
RUNS = 15
SECTION = ("sections", "S500", "questions")
KINDS: dict[str, Callable[[int], Edit]] = {
    "a text": lambda run: Put((*SECTION, "q505", "text", "en"), f"Text {run}"),
    "a question more": lambda run: Insert(SECTION, 0, question(f"new{run}", "year", number=f"n{run}")),
    "a question moved": lambda run: Move((*SECTION, "q506"), SECTION, run % 5),
    "a question renamed": lambda run: Rename((*SECTION, f"r{run - 1}" if run else "q507"), f"r{run}"),
}


def edits(app: Flask) -> Iterator[str]:
    """A line for each kind of edit."""
    with tempfile.TemporaryDirectory() as folder:
        definition = read_questionnaire(
            written(Path(folder), large(QUESTIONS, DEEP, "edited"), "edited.yaml")
        )
    with app.app_context():
        key = app.config["AUDIT_KEY"]
        taken = take_in(db.session, actor=SYSTEM, now=now(), audit_key=key, questionnaire=definition)
        version_id = taken.version.id
        db.session.commit()
        clicks = count()
        drafts = Drafts()
        for what, kind in KINDS.items():
            warm = median(_edit(key, drafts, version_id, kind(run), next(clicks)) for run in range(RUNS))
            cold = median(
                _edit(key, Drafts(), version_id, kind(run + RUNS), next(clicks)) for run in range(5)
            )
            verdict = "kept" if max(warm, cold) <= AIM else "missed"
            yield (
                f"draft of {QUESTIONS} questions, {what}: {warm * 1000:.0f} ms of a processor, {cold * 1000:.0f} ms"
                f" from the database alone (aim: {AIM * 1000:.0f} ms at most; {verdict})"
            )
        db.session.close()


def _edit(audit_key: bytes, drafts: Drafts, version_id: int, edit: Edit, click: int) -> float:
    begun = time.process_time()
    session = db.session
    drafting.edit(
        session,
        actor=SYSTEM,
        now=now(),
        audit_key=audit_key,
        drafts=drafts,
        version_id=version_id,
        expected=click,
        idempotency_key=f"click-{click}",
        edit=edit,
    )
    session.commit()
    session.expunge_all()
    return time.process_time() - begun
