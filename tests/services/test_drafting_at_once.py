"""Two people who save in the same moment, each with a connection of their own: nothing is lost."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from flask import Flask

from app import create_app, migrations
from app.db import db
from app.domain.editing import Edit, Insert, Put
from app.domain.policy import SYSTEM
from app.questionnaires import drafting
from app.questionnaires.drafting import DraftChanged, Drafts, Fresh
from app.questionnaires.models import QuestionnaireVersion
from app.questionnaires.queries import find_draft
from tests.conftest import AUDIT_KEY, NOW
from tests.factories import question

PEOPLE = 4
QUESTIONS = ("sections", "A", "questions")


@pytest.fixture
def site(site_database: str, tmp_path: Path) -> Iterator[Flask]:
    """An instance with one draft."""
    settings = {"INSTANCE": "demonstration", "SECRET_KEY": "s" * 40, "DATA_DIR": tmp_path, "TESTING": True}
    app = create_app({**settings, "DATABASE_URL": site_database})
    with app.app_context():
        migrations.upgrade()
    begin(app, Fresh("instrument", "An instrument"))
    yield app
    with app.app_context():
        migrations.downgrade("base")
        db.engine.dispose()


def begin(app: Flask, beginning: Fresh) -> int:
    with app.app_context(), db.sessionmaker() as session:
        draft = drafting.start_draft(session, actor=SYSTEM, now=NOW, audit_key=AUDIT_KEY, beginning=beginning)
        session.commit()
        return draft.id


def save(app: Flask, edit: Edit, click: str) -> bool:
    """Whether the edit, of the draft as it was first, went through."""
    with app.app_context(), db.sessionmaker() as session:
        try:
            drafting.edit(
                session,
                actor=SYSTEM,
                now=NOW,
                audit_key=AUDIT_KEY,
                drafts=Drafts(),
                version_id=find_draft(session, "instrument").id,
                expected=1,
                idempotency_key=click,
                edit=edit,
            )
        except DraftChanged:
            return False
        session.commit()
        return True


def at_once(app: Flask, edits: Sequence[tuple[Edit, str]]) -> list[bool]:
    with ThreadPoolExecutor(PEOPLE) as people:
        return list(people.map(lambda one: save(app, *one), edits))


def draft(app: Flask) -> QuestionnaireVersion:
    with app.app_context(), db.sessionmaker() as session:
        return find_draft(session, "instrument")


def test_questions_added_at_once_are_all_there(site: Flask) -> None:
    added = [(Insert(QUESTIONS, 1, question(f"q{one}")), f"click-{one}") for one in range(PEOPLE)]
    assert at_once(site, added) == [True] * PEOPLE
    held = draft(site)
    keys = {one["key"] for one in held.document["sections"][0]["questions"]}
    assert (held.revision, keys) == (1 + PEOPLE, {"A01", "q0", "q1", "q2", "q3"})


def test_of_texts_written_at_once_the_first_stays(site: Flask) -> None:
    texts = [(Put(("title", "en"), f"Text {one}"), f"click-{one}") for one in range(PEOPLE)]
    saved = at_once(site, texts)
    held = draft(site)
    assert (saved.count(True), held.revision) == (1, 2)
    assert held.document["title"]["en"] == f"Text {saved.index(True)}"


def test_one_click_sent_several_times_is_one_edit(site: Flask) -> None:
    assert at_once(site, [(Put(("title", "en"), "Once"), "click")] * PEOPLE) == [True] * PEOPLE
    assert draft(site).revision == 2


def test_a_draft_begun_by_several_at_once_is_one(site: Flask) -> None:
    with ThreadPoolExecutor(PEOPLE) as people:
        begun = set(people.map(lambda _: begin(site, Fresh("together", "Together")), range(PEOPLE)))
    assert len(begun) == 1
