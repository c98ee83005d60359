"""The document beside the earlier cycle: what it says on the demonstration, counted anew, and what it stands on."""

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from app.cycles.queries import find_cycle
from app.db import db
from app.domain.continuing import Break
from app.domain.lifecycle import Status
from app.domain.over_cycles import OverCycles, Panel
from app.domain.report_outline import default_outline, words_of
from app.domain.report_outline.live import references_in
from app.domain.voice import ENGLISH
from app.questionnaires.queries import Definitions
from app.reports.content import Basis, basis_of
from app.reports.desk import draft_source, values_for
from app.reports.document import printed
from app.reports.draft import Draft
from app.reports.explained import explained
from app.reports.facts import Compared, EarlierFacts
from app.reports.making import Composed, compose
from app.reports.printed import Document, Paragraph
from app.reports.queries import version_by_id
from app.submissions.models import Snapshot, Submission
from tests.recounted import reported_questions
from tests.recounted_cycles import said_of_method, sentences_since
from tests.sample_report import cycle, edition, findings, questionnaire, response
from tests.services.desks import the_report
from tests.services.test_desk import froze

SINCE = re.compile(r"Among the States that replied both times.*?\)\.")
BOTH = ("cnd-60-6-p2", "cnd-60-6-p11")


def composed(session: Session, key: str = "cnd-60-6-p2", version: int | None = None) -> Composed:
    return compose(
        session,
        cycle=find_cycle(session, "demo"),
        definitions=Definitions(),
        demonstration=True,
        language="en",
        questionnaire_key=key,
        frozen=version_by_id(session, version) if version else None,
    )


@pytest.fixture(scope="module")
def reports(demonstration: Flask) -> Mapping[str, Composed]:
    """The two reports of the demonstration, made once."""
    with demonstration.app_context():
        return {key: composed(db.session, key) for key in BOTH}


def paragraphs(document: Document) -> list[str]:
    return [
        words_of(block.text)
        for chapter in document.chapters
        for block in chapter.blocks
        if isinstance(block, Paragraph)
    ]


def said_since(document: Document) -> list[str]:
    return [found for words in paragraphs(document) for found in SINCE.findall(words)]


def answers(session: Session, report: Composed) -> tuple[list[Any], list[Any]]:
    """What the snapshots of now and of the earlier cycle say."""
    earlier = report.basis.of.earlier
    assert earlier is not None
    now, before = (
        session.scalars(sa.select(Snapshot.canonical).where(Snapshot.id.in_(one)).order_by(Snapshot.id))
        for one in (report.counted.snapshot_ids, earlier.counted.snapshot_ids)
    )
    return [json.loads(one) for one in now], [json.loads(one) for one in before]


def recounted(report: Composed, now: list[Any], before: list[Any]) -> dict[str, list[str]]:
    """The sentences that there should be, by the key of the question."""
    definition = report.draft.questionnaire.document()
    return {
        one["key"]: [sentence for sentence in sentences_since(one, now, before) if sentence]
        for one in reported_questions(definition)
    }


@pytest.mark.parametrize("key", BOTH)
def test_the_sentences_are_what_the_snapshots_of_both_cycles_say(
    session: Session, reports: Mapping[str, Composed], key: str
) -> None:
    now, before = answers(session, reports[key])
    expected = [one for sentences in recounted(reports[key], now, before).values() for one in sentences]
    assert len(expected) > 2
    assert said_since(reports[key].document) == expected


def test_an_answer_of_the_earlier_cycle_changes_the_sentence_that_depends_on_it(
    session: Session, reports: Mapping[str, Composed]
) -> None:
    report = reports["cnd-60-6-p2"]
    now, before = answers(session, report)
    states = {one["respondent"] for one in now if "choice" in one["answers"]["P2-D03"]}
    held = [one for one in before if one["respondent"] in states]
    changed = next(one for one in held if one["answers"]["P2-D03"] == {"choice": "consensus"})
    as_it_was = recounted(report, now, before)
    changed["answers"]["P2-D03"] = {"choice": "chair"}
    differing = {key for key, found in recounted(report, now, before).items() if found != as_it_was[key]}
    assert differing == {"P2-D03"}


def test_the_method_says_how_the_states_are_compared_and_of_which_data(
    reports: Mapping[str, Composed],
) -> None:
    report = reports["cnd-60-6-p2"]
    facts = report.basis.of.content.earlier
    assert facts is not None
    (method,) = [words for words in paragraphs(report.document) if "in both cycles" in words]
    day = ENGLISH.day(facts.cut_off)
    for words in said_of_method(day, facts.data_set, facts.version_number, facts.version_hash):
        assert words in method


def test_a_panel_that_is_not_told_has_no_value_and_no_sentence(reports: Mapping[str, Composed]) -> None:
    report = reports["cnd-60-6-p2"]
    withheld = [one for one in report.basis.compared.over.values() if one.panel is None and not one.broken]
    values = [report.basis.register[one.figure(f"panel_{name}")] for one in withheld for name in PANEL]
    assert len(withheld) > 100
    assert {value.value for value in values} == {None}
    shown = {figure.id for words in report.document.chapters for figure in figures_in(words.blocks)}
    assert not shown & {one.figure("panel_base") for one in withheld}


PANEL = ("base", "before", "after", "before_share", "after_share")


def figures_in(blocks: Any) -> list[Any]:
    pieces = (piece for block in blocks if isinstance(block, Paragraph) for piece in block.text)
    return [piece for piece in pieces if hasattr(piece, "id")]


def test_staff_can_refer_to_what_is_compared(reports: Mapping[str, Composed]) -> None:
    draft = reports["cnd-60-6-p2"].draft
    block = draft.outline.block("P2-D03:text")
    assert block is not None
    names = references_in(draft_source(draft, block))
    assert "P2-D03~demo-earlier:panel_after" in names
    assert set(names) <= set(draft.values)
    offered = values_for(draft, block, None)
    assert any("P2-D03~demo-earlier:panel_before" in values for values in offered.values())


def basis(session: Session) -> Basis:
    report = the_report(session)
    return basis_of(
        session, cycle=report.cycle, version_id=report.version_id, language="en", demonstration=True
    )


def withdraw_earlier(session: Session) -> None:
    """One of the replies of the earlier cycle is withdrawn."""
    earlier = basis(session).earlier
    assert earlier is not None
    snapshot = session.get_one(Snapshot, earlier.counted.snapshot_ids[0])
    session.get_one(Submission, snapshot.submission_id).status = Status.WITHDRAWN
    session.commit()


def test_a_frozen_version_keeps_the_replies_of_the_earlier_cycle(session: Session) -> None:
    version, as_it_was = froze(session, 0), basis(session)
    withdraw_earlier(session)
    now, frozen = basis(session), version_by_id(session, version.id)
    assert frozen.earlier == as_it_was.earlier != now.earlier
    assert now.content.key() != as_it_was.content.key()
    kept = composed(session, version=version.id)
    assert kept.basis.of.content.key() == as_it_was.content.key()
    assert kept.basis.earlier is not None
    assert len(kept.basis.earlier.snapshots) == 23


def test_a_figure_of_a_panel_has_its_two_data_sets_and_the_states_of_both(
    session: Session, reports: Mapping[str, Composed]
) -> None:
    traced = reports["cnd-60-6-p2"].basis
    found = explained(session, traced, "P2-D03~demo-earlier:panel_after", "en")
    assert (found.explanation.value.shown, found.explanation.base) == (
        "7",
        traced.register["P2-D03~demo-earlier:panel_base"],
    )
    assert len(found.states) == 12
    assert [len(one.snapshot_ids) for one in found.counted] == [35, 23]
    then = explained(session, traced, "P2-D03~demo-earlier:base", "en")
    assert (len(then.states), [len(one.snapshot_ids) for one in then.counted]) == (23, [23])


# --------------------------------------------------------------------------------------------- a report of its own


EARLIER = EarlierFacts("before", datetime(2024, 12, 1, tzinfo=UTC), "a" * 64, "1", "b" * 64)


def drafted(*over: OverCycles, earlier: EarlierFacts | None = EARLIER) -> Document:
    compared = Compared(earlier, {one.name: one for one in over})
    asked = questionnaire()
    draft = Draft(
        asked,
        findings(),
        response(),
        cycle(),
        edition(),
        ENGLISH,
        {},
        default_outline(asked),
        compared=compared,
    )
    return printed(draft)


def test_a_trend_follows_the_sentences_on_its_question() -> None:
    before = replace(findings()["P2-B01"], answered=25)
    (words,) = [
        one
        for one in paragraphs(drafted(OverCycles("P2-B01", "before", None, before, Panel(24, 14, 20))))
        if SINCE.search(one)
    ]
    assert words.startswith("A large majority (83 per cent, or 29 of 35)")
    assert (
        "the share that reported so was larger (83 per cent, or 20 of 24) than in the earlier cycle (58 per cent, or "
        "14 of 24)."
    ) in words


def test_a_question_whose_meaning_changed_is_named_and_not_compared() -> None:
    broken = (
        OverCycles("P2-B01", "before", Break.MEANING),
        OverCycles("P2-C03/health", "before", Break.OPTIONS),
    )
    document = drafted(*broken)
    assert any("What question B.1 asks or counts has changed since" in one for one in paragraphs(document))
    assert said_since(document) == []
    new = drafted(OverCycles("P2-B01", "before", Break.NEW))
    assert not any("has changed since" in one for one in paragraphs(new))


def test_without_an_earlier_cycle_nothing_is_said_of_one() -> None:
    assert not any("earlier cycle" in one for one in paragraphs(drafted(earlier=None)))
