"""The register of exports: every file by its SHA-256, with what it stands on."""

import csv
import io
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from app.cycles.queries import find_cycle
from app.domain.canonical import canonical, read_json, sha256_of
from app.reports.evidence import FINDINGS, NoEvidence, findings_hash, read_evidence
from app.reports.making import Composed, compose
from app.reports.registering import register_export
from tests.conftest import AUDIT_KEY, NOW
from tests.services.demo import STAFF


def composed_demo(app: Flask, session: Session, key: str = "cnd-60-6-p2") -> Composed:
    return compose(
        session,
        cycle=find_cycle(session, "demo"),
        definitions=app.extensions["definitions"],
        demonstration=True,
        language="en",
        questionnaire_key=key,
    )


@pytest.fixture
def composed(app: Flask, session: Session) -> Composed:
    return composed_demo(app, session)


def embedded(composed: Composed, name: str = FINDINGS) -> bytes:
    return next(one.content for one in composed.attachments if one.name == name)


def test_an_export_is_entered_with_what_it_stands_on(session: Session, composed: Composed) -> None:
    entry = register_export(
        session,
        actor=STAFF,
        now=NOW,
        audit_key=AUDIT_KEY,
        composed=composed,
        pdf=b"a file",
        standard="a-3a",
    )
    assert entry.sha256 == sha256_of(b"a file")
    assert entry.findings_hash == sha256_of(embedded(composed)) == findings_hash(composed.attachments)
    assert entry.data_set_hash == composed.counted.data_set_hash
    assert entry.snapshot_ids == list(composed.counted.snapshot_ids)
    assert (entry.language, entry.standard, entry.made_at) == ("en", "a-3a", NOW)
    assert entry.response["response:invited"] == 60


def test_the_findings_hold_every_figure_that_is_printed(composed: Composed) -> None:
    evidence = read_evidence(embedded(composed))
    printed = {
        piece.figure: piece.text for block in evidence.blocks for piece in block.pieces() if piece.figure
    }
    assert len(printed) > 500
    assert printed.keys() <= evidence.figures.keys()
    assert evidence.figures["P2-B01:reported"] == 29


def test_the_findings_say_what_they_stand_on(composed: Composed) -> None:
    evidence = read_evidence(embedded(composed))
    assert evidence.facts["cycle"] == "demo"
    assert evidence.facts["questionnaire"] == "cnd-60-6-p2"
    assert evidence.facts["data_set"] == sha256_of(canonical(list(evidence.snapshots)))
    assert len(evidence.snapshots) == 35
    assert evidence.facts["renderer"].startswith("WeasyPrint ")


def test_the_findings_are_canonical_and_the_same_every_time(
    app: Flask, session: Session, composed: Composed
) -> None:
    content = embedded(composed)
    assert canonical(read_json(content.decode())) == content
    assert embedded(composed_demo(app, session)) == content


def test_the_data_leave_hidden_values_empty(composed: Composed) -> None:
    rows = list(csv.DictReader(io.StringIO(embedded(composed, "data.csv").decode())))
    by_figure = {row["figure"]: row for row in rows}
    assert by_figure["P2-B01:reported"]["value"] == "29"
    assert by_figure["P2-B01:reported"]["question"] == "B.1"
    figures: dict[str, Any] = dict(read_evidence(embedded(composed)).figures)
    assert {name for name, row in by_figure.items() if not row["value"]} == {
        name for name, value in figures.items() if value is None
    }


def test_the_code_book_names_questions_and_options(composed: Composed) -> None:
    rows = list(csv.DictReader(io.StringIO(embedded(composed, "codebook.csv").decode())))
    options = [row["option"] for row in rows if row["variable"] == "P2-B01"]
    assert options == ["", "yes", "planned", "no"]


@pytest.mark.parametrize(
    "content", [b"", b"[]", b"{}", b'{"schema": 2}', b"\xff", b'{"schema": 1}', b"[" * 100_000]
)
def test_what_is_no_findings_file_is_refused(content: bytes) -> None:
    with pytest.raises(NoEvidence):
        read_evidence(content)
