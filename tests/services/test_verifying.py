"""Verifying: genuine files agree in six languages, and whatever was altered is named."""

import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from app.cycles.queries import find_cycle
from app.db import db
from app.domain.canonical import canonical
from app.domain.explaining import parts_of
from app.printing.pdf_text import read_pdf
from app.reports.evidence import FINDINGS
from app.reports.making import Traced, traced
from app.reports.models import RegisteredExport
from app.reports.recomputing import Difference, Recomputed
from app.reports.verifying import NotOurs, differences_of_text, ground_of, opened, verify
from tests.conftest import NOW
from tests.small_reports import SENTENCES, register_row, small_pdf, with_another_digit, with_findings

TIMES = 50
TIMES_OF_A_LANGUAGE = 9
TOGETHER = 5  # snapshots altered at once, since each recomputation reads all of them
Files = Callable[[str], bytes]


@pytest.fixture(scope="module")
def basis(demonstration: Flask) -> Traced:
    with demonstration.app_context():
        return traced(
            db.session,
            cycle=find_cycle(db.session, "demo"),
            definitions=demonstration.extensions["definitions"],
        )


@pytest.fixture(scope="module")
def drawn(basis: Traced) -> Files:
    """The small export in a language, laid out once."""
    kept: dict[str, bytes] = {}

    def of(language: str) -> bytes:
        if language not in kept:
            kept[language] = small_pdf(basis, language)
        return kept[language]

    return of


@pytest.fixture
def registered(session: Session, basis: Traced, drawn: Files) -> Files:
    def of(language: str) -> bytes:
        session.add(RegisteredExport(**register_row(basis, drawn(language), language, NOW)))
        session.commit()
        return drawn(language)

    return of


def found(session: Session, content: bytes) -> list[Difference]:
    return list(verify(session, content).differences)


def of_kind(differences: list[Difference], kind: str) -> list[Difference]:
    return [one for one in differences if one.kind == kind]


@pytest.mark.parametrize("language", SENTENCES)
def test_a_genuine_export_agrees(app: Flask, registered: Files, language: str, tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    path.write_bytes(registered(language))
    done = app.test_cli_runner().invoke(args=["reports", "verify", str(path)])
    assert done.exit_code == 0, done.output
    assert "genuine" in done.output


@pytest.mark.parametrize("language", SENTENCES)
def test_a_printed_digit_that_was_altered_is_named(
    session: Session, registered: Files, language: str
) -> None:
    content = registered(language)
    before = [*read_pdf(content).leaves, *read_pdf(content).margins]
    rng = random.Random(f"digits {language}")
    for _ in range(TIMES_OF_A_LANGUAGE):
        read, evidence, _embedded = opened(with_another_digit(content, rng))
        leaves = [*read.leaves, *read.margins]
        ((old, new),) = [both for both in zip(before, leaves, strict=True) if both[0] != both[1]]
        named = [*differences_of_text(evidence, read)]
        assert {one.there for one in named} == {new.text.strip()}, old
        assert all(one.place.endswith(f"page {new.page}") for one in named)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_an_altered_figure_is_called_by_its_identifier_and_its_question(
    session: Session, registered: Files, language: str
) -> None:
    content = registered(language)
    rng = random.Random(1)
    for _ in range(20):
        altered = with_another_digit(content, rng)
        read, evidence, _embedded = opened(altered)
        named = of_kind([*differences_of_text(evidence, read)], "printed figure")
        if named and not named[0].name.startswith("response"):
            break
    (figure,) = of_kind(found(session, altered), "printed figure")
    assert figure.name in evidence.figures
    assert figure.should == f"{evidence.figures[figure.name]}" != figure.there
    assert figure.question


def test_an_embedded_value_that_was_altered_is_named(session: Session, registered: Files) -> None:
    content = registered("en")
    rng = random.Random(2)
    names = rng.sample(sorted(json.loads(read_pdf(content).attachments[FINDINGS])["figures"]), TIMES)

    def change(findings: dict[str, Any]) -> None:
        for name in names:
            figure = findings["figures"][name]
            figure["value"] = 4711 if figure["value"] is None else f"{figure['value']}1"

    differing = of_kind(found(session, with_findings(content, change)), "embedded figure")
    assert {one.name for one in differing} == set(names)


def test_one_embedded_value_alone_is_found_too(session: Session, registered: Files) -> None:
    def change(findings: dict[str, Any]) -> None:
        findings["figures"]["P2-B01:reported"] = {"value": 28, "shown": "28"}

    differing = of_kind(found(session, with_findings(registered("en"), change)), "embedded figure")
    assert [(one.name, one.there, one.should, one.question) for one in differing] == [
        ("P2-B01:reported", "28", "29", "B.1")
    ]


def test_a_text_that_was_altered_in_the_file_and_in_its_findings_is_not_registered(
    session: Session, registered: Files
) -> None:
    def change(findings: dict[str, Any]) -> None:
        findings["text"][-2]["flow"][0] = "Other words"

    differences = found(session, with_findings(registered("en"), change))
    assert "neither the file nor the findings" in differences[0].name
    assert of_kind(differences, "printed text")


def test_a_snapshot_that_was_altered_is_named_with_every_figure_that_depends_on_it(
    session: Session, registered: Files, basis: Traced
) -> None:
    _, evidence, _embedded = opened(registered("en"))
    ground = ground_of(session, evidence)
    rng = random.Random(3)
    _without_triggers(session)
    for _ in range(TIMES // TOGETHER):
        with session.begin_nested() as nested:
            of_these = rng.sample(basis.counted.snapshot_ids, TOGETHER)
            altered = [_alter_an_answer(session, basis, one, rng) for one in of_these]
            differences = [*Recomputed(session, ground, evidence, None).differences()]
            nested.rollback()
        snapshots = {one.name.split()[0] for one in of_kind(differences, "snapshot")}
        assert snapshots == {receipt for receipt, _ in altered}
        assert {key for _, key in altered} <= {parts_of(name).name for name in _figures(differences)}
        assert of_kind(differences, "observations")


def test_an_earlier_snapshot_that_was_altered_is_named_with_what_is_compared_with_it(
    app: Flask, session: Session, registered: Files, basis: Traced, tmp_path: Path
) -> None:
    path = tmp_path / "report.pdf"
    path.write_bytes(registered("en"))
    assert basis.of.earlier is not None
    _without_triggers(session)
    rng = random.Random(4)
    receipt, key = _alter_an_answer(session, basis, basis.of.earlier.counted.snapshot_ids[3], rng)
    session.commit()
    done = app.test_cli_runner().invoke(args=["reports", "verify", str(path)])
    assert (done.exit_code, f"{receipt} was changed" in done.output) == (1, True)
    assert f"embedded figure: {key}~demo-earlier" in done.output


def test_a_file_from_before_comparisons_were_printed_is_held_to_what_it_has(
    session: Session, registered: Files
) -> None:
    def change(findings: dict[str, Any]) -> None:
        del findings["earlier"]
        findings["figures"] = {name: one for name, one in findings["figures"].items() if "~" not in name}

    assert {one.kind for one in found(session, with_findings(registered("en"), change))} == {"register"}


def test_an_earlier_cycle_whose_facts_were_altered_is_named(session: Session, registered: Files) -> None:
    def change(findings: dict[str, Any]) -> None:
        findings["earlier"]["data_set"] = "0" * 64

    named = {one.name for one in of_kind(found(session, with_findings(registered("en"), change)), "fact")}
    assert named == {"data_set of the earlier cycle"}


def _figures(differences: list[Difference]) -> set[str]:
    return {one.name for one in of_kind(differences, "embedded figure")}


def _without_triggers(session: Session) -> None:
    """The guard is taken away until the test is rolled back."""
    where = " ON snapshot" if session.get_bind().dialect.name == "postgresql" else ""
    session.execute(sa.text(f"DROP TRIGGER snapshot_frozen_update{where}"))


def _alter_an_answer(
    session: Session, basis: Traced, snapshot_id: int, rng: random.Random
) -> tuple[str, str]:
    """Another option in some answer of the snapshot; gives the receipt and the question."""
    rows = session.execute(
        sa.text("SELECT id, receipt, canonical FROM snapshot WHERE id = :id"),
        {"id": snapshot_id},
    ).one()
    content = json.loads(rows.canonical)
    chosen = [key for key, answer in content["answers"].items() if _others(basis, key, answer)]
    key = rng.choice(chosen)
    content["answers"][key]["choice"] = rng.choice(_others(basis, key, content["answers"][key]))
    session.execute(
        sa.text("UPDATE snapshot SET canonical = :canonical WHERE id = :id"),
        {"canonical": canonical(content).decode(), "id": rows.id},
    )
    return rows.receipt, key


def _others(basis: Traced, key: str, answer: dict[str, Any]) -> list[str]:
    if "choice" not in answer or key not in basis.findings:
        return []
    return [one.code for one in basis.findings[key].options if one.code != answer["choice"]]


def test_a_snapshot_that_is_gone_is_named(session: Session, registered: Files, basis: Traced) -> None:
    content = registered("en")
    _without_triggers(session)
    session.execute(
        sa.text("UPDATE snapshot SET sha256 = 'x' WHERE id = :id"), {"id": basis.counted.snapshot_ids[0]}
    )
    (gone,) = of_kind(found(session, content), "snapshot")
    assert "none is stored with the SHA-256" in gone.name


def test_a_file_that_was_never_exported_is_named_though_its_figures_agree(
    session: Session, drawn: Files
) -> None:
    (only,) = found(session, drawn("en"))
    assert only.kind == "register"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"no PDF",
        b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer << /Root 1 0 R >>",
        b"%PDF-1.7" * 9000,
    ],
)
def test_what_is_no_report_of_ours_is_said_so(
    app: Flask, session: Session, content: bytes, tmp_path: Path
) -> None:
    with pytest.raises(NotOurs):
        verify(session, content)
    path = tmp_path / "other.pdf"
    path.write_bytes(content)
    done = app.test_cli_runner().invoke(args=["reports", "verify", str(path)])
    assert done.exit_code == 2
    assert "not a report of this system" in done.output


def test_a_verdict_can_be_read_by_programs(app: Flask, registered: Files, tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    path.write_bytes(with_another_digit(registered("en"), random.Random(5)))
    done = app.test_cli_runner().invoke(args=["reports", "verify", "--json", str(path)])
    assert done.exit_code == 1
    verdict = json.loads(done.output)
    assert (verdict["genuine"], verdict["registered"], verdict["cycle"]) == (False, False, "demo")
    assert {"kind", "name", "question", "there", "should", "place"} <= verdict["differences"][-1].keys()
