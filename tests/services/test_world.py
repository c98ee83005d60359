"""A report at full size, 193 States and 150 questions: every number of it is recomputed from the snapshots."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
import sqlalchemy as sa

from app.accounts.models import Respondent
from app.cycles.queries import find_cycle
from app.db import db
from app.questionnaires.models import QuestionnaireVersion
from app.reports.making import Composed, compose
from app.reports.template import html_of
from app.submissions.models import Snapshot
from tests.accounted import Facts, data_set_of, unaccounted
from tests.world.definition import document, questionnaire
from tests.world.instance import World, world


@dataclass(frozen=True)
class Made:
    world: World
    composed: Composed
    html: str
    facts: Facts


@pytest.fixture(scope="module")
def made(site_database: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Made]:
    with world(site_database, tmp_path_factory.mktemp("world"), questionnaire()) as one:
        with one.app.app_context():
            composed = compose(
                db.session,
                cycle=find_cycle(db.session, one.cycle_key),
                definitions=one.app.extensions["definitions"],
                demonstration=True,
                language="en",
            )
            facts = facts_of()
            db.session.close()
        yield Made(one, composed, html_of(composed.document), facts)


def facts_of() -> Facts:
    rows = db.session.execute(
        sa.select(Snapshot.canonical, Respondent.names, Respondent.regional_group)
        .join(Respondent, Respondent.id == Snapshot.respondent_id)
        .order_by(Snapshot.id)
    ).all()
    groups = Counter(row.regional_group for row in rows)
    return Facts(
        groups={group: (count, count) for group, count in groups.items()},
        states=[(row.names["en"], row.regional_group) for row in rows],
        received=len(rows),
        deadline="24 December 2026",
        cut_off="23 January 2027",
        as_at="26 November 2026",
        version="1",
        definition_hash=db.session.scalars(sa.select(QuestionnaireVersion.content_hash)).one(),
        canonical=[row.canonical for row in rows],
        data_set=data_set_of([row.canonical for row in rows]),
        session="Sixty-ninth session",
        place_and_dates="Vienna",
    )


def test_every_number_of_the_document_is_what_the_snapshots_say(made: Made) -> None:
    assert unaccounted(made.html, document(), made.facts) == []
