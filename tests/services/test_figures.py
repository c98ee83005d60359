"""The document on the demonstration: its control statements, its figures, its bytes, its conformance."""

import json
import re
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import page
import pytest
from flask import Flask
from sqlalchemy.orm import Session

from tests.figures import differences
from tests.recounted import apart, part_of
from tests.services.accounting import coded, facts_of

CONTROL = (
    "A large majority (83 per cent, or 29 of 35)",
    "The majority (69 per cent, or 24 of 35)",
    "The majority (59 per cent, or 20 of 34)",
    "Fewer than half (40 per cent, or 14 of 35)",
    "14 of 35) of responding States reported that their reports were prepared jointly by the health, education and",
    "median 3; quartiles 2 and 4 (method: median of halves); range 0 to 52",
)


@pytest.fixture(scope="module")
def pdf(demonstration: Flask, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return export(demonstration, tmp_path_factory.mktemp("pdf") / "summary.pdf")


def export(app: Flask, path: Path, key: str = "cnd-60-6-p2") -> Path:
    arguments = ["reports", "export", "--cycle", "demo", "--questionnaire", key]
    arguments += ["--language", "en", "--output", str(path)]
    done = app.test_cli_runner().invoke(args=arguments)
    assert done.exit_code == 0, done.output
    return path


def text_of(path: Path) -> str:
    return subprocess.run(
        ["pdftotext", "-layout", path, "-"], capture_output=True, text=True, check=True
    ).stdout


def facts(session: Session, key: str = "cnd-60-6-p2") -> tuple[list[Any], Any, Mapping[str, tuple[int, int]]]:
    """The counted snapshots with the regional group of each, the definition, and the States invited and counted."""
    definition, told = facts_of(session, "demo", key)
    snapshots = [
        {**json.loads(canonical), "group": state.group}
        for canonical, state in zip(told.canonical, told.states, strict=True)
    ]
    return snapshots, definition, told.groups


@pytest.mark.parametrize("statement", CONTROL)
def test_the_control_statements_are_printed(pdf: Path, statement: str) -> None:
    assert statement in re.sub(r"\s+", " ", text_of(pdf))


def test_every_figure_is_what_the_snapshots_say(pdf: Path, session: Session) -> None:
    snapshots, definition, groups = facts(session)
    assert len(snapshots) == 35
    assert differences(snapshots, definition, groups, text_of(pdf), coded(session, "cnd-60-6-p2")) == []


def test_every_figure_on_paragraph_11_is_what_the_snapshots_say_with_what_is_carried_over(
    demonstration: Flask, session: Session, tmp_path: Path
) -> None:
    snapshots, definition, groups = facts(session, "cnd-60-6-p11")
    text = text_of(export(demonstration, tmp_path / "areas.pdf", "cnd-60-6-p11"))
    assert differences(snapshots, definition, groups, text) == []
    carried = [key for one in snapshots for key in one.get("carried_over", {})]
    assert carried
    assert f"Carried over from the previous report: {carried.count(carried[0])}." in text
    altered = [{name: part for name, part in one.items() if name != "carried_over"} for one in snapshots]
    found = {one.split(":")[0] for one in differences(altered, definition, groups, text)}
    assert found == {number_of(definition, key) for key in carried} - {""}


def number_of(definition: Any, key: str) -> str:
    """The printed number of a question."""
    asked = {one["key"]: one for part in definition["sections"] for one in part["questions"]}
    return str(asked[key].get("number", ""))


def test_who_prepared_the_replies_is_counted_and_no_contact_data_are_printed(
    pdf: Path, session: Session
) -> None:
    printed = re.sub(r"\s+", " ", text_of(pdf))
    assert "III. Preparation of the replies" in printed
    assert "that the national drug coordination body was responsible for completing the report" in printed
    assert "A.5 Institutions that contributed to the answers" in printed
    parts = [one["answers"][key].get("parts", {}) for one in facts(session)[0] for key in ("CS-04", "CS-08")]
    persons = {held["text"] for one in parts for name, held in one.items() if name in ("name", "email")}
    assert persons
    assert [person for person in persons if person in printed] == []


@pytest.mark.parametrize(
    ("printed", "altered"),
    [
        (r"29 of 35", "28 of 35"),  # a sentence
        (r"14 of 35(?=\)\s+of\s+responding\s+States\s+reported\s+that\s+their)", "13 of 35"),
        (r"(Figure I\n.*?Health +)22", r"\g<1>21"),
        (r"(E\.8 Describe.*?Answered +)18", r"\g<1>19"),
        (r"In \d+ of the (\d+) States whose sectors", r"In \g<1> of the \g<1> States whose sectors"),
        (r"(G\.5 What[^/]*Written protocols +)16", r"\g<1>17"),
        (r"(B\.6 Is there.*?No information available +)2", r"\g<1>3"),
    ],
)
def test_a_figure_that_was_altered_is_found(pdf: Path, session: Session, printed: str, altered: str) -> None:
    snapshots, definition, groups = facts(session)
    text, times = re.subn(printed, altered, text_of(pdf), count=1, flags=re.DOTALL)
    assert times == 1
    assert differences(snapshots, definition, groups, text, coded(session, "cnd-60-6-p2"))


def test_one_changed_answer_changes_only_what_depends_on_it(pdf: Path, session: Session) -> None:
    snapshots, definition, groups = facts(session)
    changed = next(one for one in snapshots if one["answers"]["P2-F02"] == {"choice": "yes"})
    changed["answers"]["P2-F02"] = {"choice": "no"}
    found = differences(snapshots, definition, groups, text_of(pdf), coded(session, "cnd-60-6-p2"))
    assert {one.split(":")[0] for one in found} == {"F.2"}


def test_a_sector_that_answers_differently_changes_only_the_line_on_sectors(
    pdf: Path, session: Session
) -> None:
    snapshots, definition, groups = facts(session)
    agreed = next(one for one in snapshots if _agrees(one, "P2-D06", "health"))
    otherwise = {"rows": {"health": {"parts": {"extent": {"choice": "none"}}}}}
    agreed["own_answers"]["P2-D06"]["health"] = otherwise
    (found,) = differences(snapshots, definition, groups, text_of(pdf), coded(session, "cnd-60-6-p2"))
    assert found.startswith("D.6: there should be “In ")


def _agrees(snapshot: dict[str, Any], key: str, sector: str) -> bool:
    """Whether the sectors answered as it is settled, which is something else than "not at all" for this one."""
    own = snapshot.get("own_answers", {}).get(key, {})
    settled = snapshot["answers"][key]
    held = part_of(part_of(settled, sector, "rows"), "extent").get("choice", "none")
    return sector in own and held != "none" and not any(apart(settled, one) for one in own.values())


def test_the_report_keeps_to_its_words_and_its_figures(pdf: Path) -> None:
    report = text_of(pdf).split("Annex I\n")[0]
    assert len(report.split()) < 8_500
    assert len(re.findall(r"\n\s*Figure [IVX]+\n", report)) == 6


def test_two_exports_are_equal_byte_for_byte(pdf: Path, demonstration: Flask, tmp_path: Path) -> None:
    assert export(demonstration, tmp_path / "again.pdf").read_bytes() == pdf.read_bytes()


def test_the_document_is_pdf_ua_1_without_missing_glyphs(pdf: Path) -> None:
    report = page.validate_pdf_bytes(pdf.read_bytes(), profile="ua1")
    assert report.is_compliant


def test_an_unknown_cycle_is_named(demonstration: Flask, tmp_path: Path) -> None:
    arguments = ["reports", "export", "--cycle", "none", "--output", str(tmp_path / "x.pdf")]
    done = demonstration.test_cli_runner().invoke(args=arguments)
    assert done.exit_code == 1
    assert "no reporting cycle" in done.output
