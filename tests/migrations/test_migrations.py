"""Migrations and models say the same, and every migration goes down and up again with rows in place."""

from collections.abc import Callable
from copy import deepcopy
from pathlib import Path

import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from app import create_app, migrations
from app.cycles.models import ReportingCycle
from app.db import db
from app.demonstration.cli import prepare_instance
from app.domain.comparing import ChangeClass
from app.domain.findings import Count
from app.domain.policy import SYSTEM
from app.domain.questionnaire import Questionnaire
from app.publishing.queries import Given
from app.publishing.services import publish_draft
from app.questionnaires.models import QuestionnaireVersion
from app.questionnaires.queries import find_version
from app.questionnaires.services import take_in
from app.reports.queries import Counted, Tallied, observed, tallied
from app.submissions.models import Snapshot, Submission
from app.web.clock import now

KEY = "cnd-60-6-p2"


def test_migrations_equal_models(demonstration: Flask) -> None:
    with demonstration.app_context():
        assert migrations.compare_metadata() == []


def test_a_filled_database_goes_down_and_up_again(site_database: str, tmp_path: Path) -> None:
    app = create_app(
        {
            "INSTANCE": "demonstration",
            "SECRET_KEY": "s" * 40,
            "DATABASE_URL": site_database,
            "DATA_DIR": tmp_path,
            "TESTING": True,
        }
    )
    with app.app_context():
        prepare_instance(app)
        first, patch = publish_a_patch(app)
        bound = submissions_of(first), submissions_of(patch)
        assert all(bound)
        heads = english_heads()
        db.session.close()
        migrations.downgrade("0006")
        migrations.upgrade()
        assert submissions_of(first) == sum(bound)
        assert english_heads() == heads
        assert db.session.get(QuestionnaireVersion, patch) is None
        assert in_order(tallied) == in_order(observed)
        db.session.close()
        migrations.downgrade("0004")
        migrations.upgrade()
        migrations.downgrade("base")
        migrations.upgrade()
        assert migrations.compare_metadata() == []
        db.engine.dispose()


def english_heads() -> list[dict[str, str]]:
    """What the documents of the cycles say of their sessions, in the language that older tables know."""
    heads = db.session.scalars(sa.select(ReportingCycle.head).order_by(ReportingCycle.id)).all()
    return [{part: texts["en"] for part, texts in head.items()} for head in heads]


def in_order(road: Callable[[Session, Counted], Tallied]) -> list[Count]:
    """What one of the two roads counts of every snapshot there is."""
    every = db.session.scalars(sa.select(Snapshot.id).order_by(Snapshot.id)).all()
    assert every
    return sorted(road(db.session, Counted(tuple(every), "", now())).counts, key=repr)


def submissions_of(version_id: int) -> int:
    statement = sa.select(sa.func.count(Submission.id)).where(Submission.version_id == version_id)
    return db.session.execute(statement).scalar_one()


def publish_a_patch(app: Flask) -> tuple[int, int]:
    """The ids of a version in an open cycle and of its patch."""
    first = find_version(db.session, KEY)
    document = deepcopy(first.document)
    document["title"]["en"] += "."
    definition = Questionnaire.model_validate(document)
    key = app.config["AUDIT_KEY"]
    draft = take_in(db.session, actor=SYSTEM, now=now(), audit_key=key, questionnaire=definition).version
    publish_draft(
        db.session,
        actor=SYSTEM,
        now=now(),
        audit_key=key,
        version_id=draft.id,
        expected=draft.content_hash,
        classes={("title", "reworded"): Given(ChangeClass.TYPO, "")},
        as_patch=True,
    )
    db.session.commit()
    return first.id, draft.id
