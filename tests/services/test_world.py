"""A report at full size, 193 States and 150 questions: every number of it is recomputed from the snapshots."""

import json
import re
import subprocess
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from app.db import db
from app.domain.answers import Choice, NonAnswer, Value
from app.domain.applicability import applicability
from app.reports.making import Composed, to_pdf
from app.reports.template import html_of
from app.submissions.models import Observation
from app.submissions.queries import find_work
from tests.accounted import Facts, unaccounted
from tests.adding_up import not_adding_up
from tests.alterations import not_named
from tests.blocks import Block, blocks_of, differing
from tests.figures import differences
from tests.recounted import Document
from tests.services.accounting import facts_of
from tests.world.definition import document, questionnaire
from tests.world.drawing import answers
from tests.world.instance import SIZES, SUBMITTED, World, Writer, world
from tests.world.kinds import (
    KINDS,
    bodies,
    body,
    challenge,
    exchange,
    meetings,
    opinion,
    programme,
    sectors,
    training,
)
from tests.world.last import answer, composed


@dataclass(frozen=True)
class Made:
    """The document with the report of the last State, which the services took and the end of the session undoes."""

    composed: Composed
    definition: Document
    facts: Facts

    @property
    def html(self) -> str:
        return self.composed.html


@pytest.fixture(scope="module")
def all_but_one(site_database: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with world(site_database, tmp_path_factory.mktemp("world"), questionnaire()) as one:
        yield one


@pytest.fixture(scope="module")
def made(all_but_one: World) -> Made:
    with all_but_one.app.app_context(), db.sessionmaker() as session:
        answer(session, all_but_one)
        return Made(composed(session, all_but_one), *facts_of(session, all_but_one.cycle_key, "world"))


def test_193_states_answer_150_questions(made: Made) -> None:
    assert len([*questionnaire().questions_asked()]) == 150
    assert {group: counted for group, (_, counted) in made.facts.groups.items()} == SIZES
    assert sum(SIZES.values()) == 193


def test_every_number_of_the_document_is_what_the_snapshots_say(made: Made) -> None:
    assert unaccounted(made.html, made.definition, made.facts) == []


@pytest.mark.pure
def test_each_of_fifty_altered_numbers_is_named(made: Made) -> None:
    assert not_named(made.html, made.definition, made.facts, "world") == []


def test_answers_and_kinds_of_non_answer_add_up_to_the_base_of_every_finding(made: Made) -> None:
    snapshots = [*map(json.loads, made.facts.canonical)]
    assert [*not_adding_up(questionnaire(), made.composed.findings, snapshots)] == []


def test_answers_and_kinds_of_non_answer_add_up_in_every_printed_table(made: Made) -> None:
    added_up = 0
    for block in blocks_of(made.html):
        if (
            block.kind == "table"
            and "Reply Number Per cent" in block.lines
            and "(Number of States)" in block.lines
        ):
            added_up += sum(1 for base, missing in sums_of(block) if base + missing == 193)
            assert [one for one in sums_of(block) if sum(one) != 193] == [], block.lines[0]
    assert added_up > 100


def sums_of(block: Block) -> Iterator[tuple[int, int]]:
    """The base and the number not included, of each part of a printed table; its rows have to add up to the base."""
    rows: list[int] = []
    base = 0
    for line in block.lines[block.lines.index("Reply Number Per cent") + 1 :]:
        row = re.fullmatch(r"(.*?) (\d+)(?: (?:\d+|\.\.))?", line)
        if row and row[1] in ("Total", "States that answered"):
            base = int(row[2])
            assert row[1] != "Total" or sum(rows) == base, block.lines[0]
            rows = []
        elif row:
            rows.append(int(row[2]))
        for missing in re.findall(
            r"Not included: unanswered (\d+), not applicable (\d+) and not asked (\d+)\.", line
        ):
            yield base, sum(map(int, missing))


def test_the_reports_are_written_as_the_services_write_them(all_but_one: World) -> None:
    asked = questionnaire()
    with all_but_one.app.app_context(), db.sessionmaker() as session:
        snapshot = answer(session, all_but_one)
        work = find_work(session, all_but_one.last, None)
        writer = Writer(asked, "1")
        found = applicability(asked, answers(asked, work.respondent_code), work.about(SUBMITTED.date()))
        assert writer.snapshot(work, found).canonical == snapshot.canonical
        seen = session.scalars(sa.select(Observation).where(Observation.snapshot_id == snapshot.id)).all()
        written = [*writer.observations(snapshot.id, found)]
        assert {tuple(getattr(one, name) for name in written[0]) for one in seen} == {
            tuple(one.values()) for one in written
        }


@pytest.mark.pure
def test_the_report_has_a_hundred_pages_and_every_figure_of_them_is_what_the_snapshots_say(
    made: Made, tmp_path: Path
) -> None:
    """Pure: the layout sees the HTML alone, which is the same from either database."""
    pdf = tmp_path / "world.pdf"
    pdf.write_bytes(to_pdf(made.composed)[0].pdf)
    command = ["pdftotext", "-layout", str(pdf), "-"]
    text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert text.count("\f") >= 100
    snapshots = [*map(json.loads, made.facts.canonical)]
    regions = [one.group for one in made.facts.states]
    in_groups = [{**one, "group": group} for one, group in zip(snapshots, regions, strict=True)]
    assert differences(in_groups, made.definition, made.facts.groups, text) == []


# --------------------------------------------------------------------------------------- one answer that changed

LEAVES = (body, sectors, meetings, training, bodies, exchange, opinion, challenge)
DATA_SET = re.compile(r"data set [0-9a-f]+")


def of_kind(made: Made, kind: Callable[[str], Any]) -> dict[str, Any]:
    """The first question of a kind that the last State answered."""
    said = json.loads(made.facts.canonical[-1])["answers"]
    wanted = range(KINDS.index(kind), 150, len(KINDS))
    asked = [one for section in document()["sections"] for one in section["questions"] if "number" in one]
    return next(asked[n] for n in wanted if not said[asked[n]["key"]].keys() & {"not_asked", "non_answer"})


def changed_blocks(made: Made, one: World, changed: Mapping[str, Value]) -> list[Block]:
    """What differs, but for the hash of the data set, which stands under every table."""
    with one.app.app_context(), db.sessionmaker() as session:
        answer(session, one, changed)
        after = html_of(composed(session, one).document)
    hashes = [set(DATA_SET.findall(html)) for html in (made.html, after)]
    assert hashes[0].isdisjoint(hashes[1])
    both = [blocks_of(DATA_SET.sub("data set", html)) for html in (made.html, after)]
    return [block for pair in differing(*both) for block in pair]


def is_about(block: Block, question: Mapping[str, Any]) -> bool:
    """Whether a block has the question's title or holds one of its statements."""
    title = f"{question['number']} {question['text']['en']}"
    inner = [question, *(one for name in ("parts", "columns", "questions") for one in question.get(name, ()))]
    stated = [one["report"]["statement"]["en"] for one in inner if "statement" in one.get("report", {})]
    return any(words in block.text for words in (title, *stated))


@pytest.mark.parametrize("kind", LEAVES, ids=lambda kind: str(kind.__name__))
def test_one_changed_answer_changes_every_block_of_its_question_and_no_other(
    made: Made, all_but_one: World, kind: Callable[[str], Any]
) -> None:
    question = of_kind(made, kind)
    found = changed_blocks(made, all_but_one, {question["key"]: NonAnswer.NOT_ANSWERED})
    blocks = blocks_of(DATA_SET.sub("data set", made.html))
    expected = [block.lines[0] for block in blocks if is_about(block, question)]
    assert [block.lines[0] for block in found[::2] if not is_about(block, question)] == []
    assert len(found) == 2 * len(expected)


def test_a_changed_answer_that_others_are_asked_in_view_of_changes_those_too_and_no_more(
    made: Made, all_but_one: World
) -> None:
    question = of_kind(made, programme)
    asked = [one for section in document()["sections"] for one in section["questions"]]
    touched = [question]
    for one in asked:
        if one.get("shown_when", {}).get("question") in [before["key"] for before in touched]:
            touched.append(one)
    found = changed_blocks(made, all_but_one, {question["key"]: Choice("no")})
    assert any(is_about(block, touched[1]) for block in found)
    assert [block.lines[0] for block in found if not any(is_about(block, one) for one in touched)] == []


def test_an_answer_that_is_given_again_changes_nothing(made: Made, all_but_one: World) -> None:
    with all_but_one.app.app_context(), db.sessionmaker() as session:
        answer(session, all_but_one)
        assert html_of(composed(session, all_but_one).document) == made.html
