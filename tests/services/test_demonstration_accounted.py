"""The documents of the demonstration print no number that is not recomputed from its snapshots."""

import json
import re
from dataclasses import dataclass, replace

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from app.cycles.queries import find_cycle
from app.db import db
from app.domain.edition import EditionKind
from app.reports.making import Composed, compose
from tests.accounted import Facts, account, unaccounted
from tests.adding_up import not_adding_up
from tests.alterations import not_named
from tests.blocks import Drawn, blocks_of
from tests.recounted import Document
from tests.services.accounting import facts_of


@dataclass(frozen=True)
class Made:
    composed: Composed
    definition: Document
    facts: Facts


EDITIONS = [
    pytest.param(("cnd-60-6-p2", EditionKind.REPORT), id="report on paragraph 2"),
    pytest.param(("cnd-60-6-p11", EditionKind.REPORT), id="report on paragraph 11"),
    pytest.param(("cnd-60-6-p2", EditionKind.CONFERENCE_ROOM_PAPER), id="paper on paragraph 2"),
]


@pytest.fixture(scope="module", params=EDITIONS)
def made(request: pytest.FixtureRequest, demonstration: Flask) -> Made:
    """Read from the demonstration as it was seeded; nothing of it is changed."""
    with demonstration.app_context(), db.sessionmaker() as session:
        return made_of(demonstration, session, *request.param)


def made_of(app: Flask, session: Session, key: str, kind: EditionKind) -> Made:
    composed = compose(
        session,
        cycle=find_cycle(session, "demo"),
        definitions=app.extensions["definitions"],
        demonstration=True,
        language="en",
        questionnaire_key=key,
        kind=kind,
    )
    definition, facts = facts_of(session, "demo", key)
    return Made(composed, definition, replace(facts, is_paper=kind is EditionKind.CONFERENCE_ROOM_PAPER))


def test_every_number_is_accounted_for(made: Made) -> None:
    assert unaccounted(made.composed.html, made.definition, made.facts) == []


@pytest.mark.pure
def test_each_of_fifty_altered_numbers_is_named(made: Made) -> None:
    assert not_named(made.composed.html, made.definition, made.facts, "fifty") == []


@pytest.mark.pure
def test_a_bar_of_each_figure_that_is_drawn_or_read_otherwise_is_named(made: Made) -> None:
    blocks = blocks_of(made.composed.html)
    figures = [one for one in blocks if one.kind == "figure"]
    for place, one in enumerate(figures):
        otherwise = of_another_tone if place == STACKED else OTHERWISE[place % len(OTHERWISE)]
        one.drawn[-1] = otherwise(one.drawn[-1])
    missing = account(blocks, made.definition, made.facts).missing
    assert len(figures) == len(missing) >= 6
    assert all(
        f" {named.split(':')[0]} " in one.lines[0] for one, named in zip(figures, missing, strict=True)
    )


def read_otherwise(bar: Drawn) -> Drawn:
    return Drawn(f"{bar.said}0", bar.rectangles)


def longer(bar: Drawn) -> Drawn:
    (start, width, tone) = bar.rectangles[-1]
    return Drawn(bar.said, (*bar.rectangles[:-1], (start, width + 1, tone)))


def elsewhere(bar: Drawn) -> Drawn:
    (start, width, tone) = bar.rectangles[-1]
    return Drawn(bar.said, (*bar.rectangles[:-1], (start + 1, width, tone)))


def of_another_tone(bar: Drawn) -> Drawn:
    (start, width, _) = bar.rectangles[-1]
    return Drawn(bar.said, (*bar.rectangles[:-1], (start, width, bar.rectangles[0][2])))


OTHERWISE = (read_otherwise, longer, elsewhere)
STACKED = 3  # the place of a figure with a key, in each of the documents


PRACTICE = r'<tr><th scope="row">(Demo State .)-0(\d)(</th><td class="start">Demo)'


@pytest.mark.pure
@pytest.mark.parametrize("made", EDITIONS[:1], indirect=True)
@pytest.mark.parametrize(
    ("printed", "otherwise"),
    [
        pytest.param("reported: “<bdi", "reported: <bdi", id="quotation marks"),
        pytest.param(r"Demo State A-0(\d) reported", r"Demo State A-1\g<1> reported", id="another State"),
        pytest.param(r"(reported: “<bdi[^>]*>[^<]*)\.", r"\g<1>, as ever.", id="other words"),
        pytest.param(PRACTICE, r'<tr><th scope="row">\g<1>-1\g<2>\g<3>', id="a practice of another State"),
        pytest.param(r'(<td class="start">[^<]*entry) ', r"\g<1> 9", id="another practice"),
    ],
)
def test_words_that_are_not_those_of_the_state_are_named(made: Made, printed: str, otherwise: str) -> None:
    html, times = re.subn(printed, otherwise, made.composed.html, count=1)
    assert times == 1
    assert unaccounted(html, made.definition, made.facts)


def test_answers_and_kinds_of_non_answer_add_up_to_the_base_of_every_finding(made: Made) -> None:
    snapshots = [*map(json.loads, made.facts.canonical)]
    questionnaire = made.composed.basis.questionnaire
    assert [*not_adding_up(questionnaire, made.composed.findings, snapshots)] == []
