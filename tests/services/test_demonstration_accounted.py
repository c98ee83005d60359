"""The documents of the demonstration print no number that is not recomputed from its snapshots."""

import json
from dataclasses import dataclass

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from app.cycles.queries import find_cycle
from app.db import db
from app.reports.making import Composed, compose
from tests.accounted import Facts, unaccounted
from tests.adding_up import not_adding_up
from tests.alterations import not_named
from tests.recounted import Document
from tests.services.accounting import facts_of


@dataclass(frozen=True)
class Made:
    composed: Composed
    definition: Document
    facts: Facts


@pytest.fixture(scope="module", params=["cnd-60-6-p2", "cnd-60-6-p11"])
def made(request: pytest.FixtureRequest, demonstration: Flask) -> Made:
    """Read from the demonstration as it was seeded; nothing of it is changed."""
    with demonstration.app_context(), db.sessionmaker() as session:
        return made_of(demonstration, session, request.param)


def made_of(app: Flask, session: Session, key: str) -> Made:
    composed = compose(
        session,
        cycle=find_cycle(session, "demo"),
        definitions=app.extensions["definitions"],
        demonstration=True,
        language="en",
        questionnaire_key=key,
    )
    return Made(composed, *facts_of(session, "demo", key))


def test_every_number_is_accounted_for(made: Made) -> None:
    assert unaccounted(made.composed.html, made.definition, made.facts) == []


def test_each_of_fifty_altered_numbers_is_named(made: Made) -> None:
    assert not_named(made.composed.html, made.definition, made.facts, "fifty") == []


def test_answers_and_kinds_of_non_answer_add_up_to_the_base_of_every_finding(made: Made) -> None:
    snapshots = [*map(json.loads, made.facts.canonical)]
    questionnaire = made.composed.basis.questionnaire
    assert [*not_adding_up(questionnaire, made.composed.findings, snapshots)] == []
