"""The codes of texts in the Commission's document: what they count, counted anew, and what the tables stand on."""

import json
from dataclasses import replace
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from app.cycles.queries import find_cycle
from app.db import db
from app.domain.edition import EditionKind
from app.domain.figures import Shown, plain
from app.domain.register import Value
from app.printing.blocks import blocks_of
from app.questionnaires.queries import Definitions
from app.reports.codes import codes_json, read_codes
from app.reports.content import Basis, basis_of
from app.reports.evidence import Evidence, findings_json, read_evidence
from app.reports.explained import explained
from app.reports.making import Composed, Traced, compose
from app.reports.models import RegisteredExport, TextCode, TextCoding, TextReading
from app.reports.printed import Document, Row, Table
from app.reports.queries import version_by_id
from app.reports.queries.coding import code_books
from app.reports.recomputing import Difference, Recomputed
from app.reports.services.coding import move_code, rename_code
from app.reports.services.ticking import Tick, code_texts
from app.reports.verifying import ground_of
from app.submissions.models import Snapshot
from tests.recounted_codes import READ_BY, coded_tables
from tests.services.accounting import coded
from tests.services.coding import EDITOR, KEY, agree_with
from tests.services.desks import the_report
from tests.services.test_desk import froze

PLACES = ["P2-G05", "P2-I01_lesson"]
BOOK = ["Regular meetings", "Inclusion of other sectors", "Written protocols", "Data protection"]


def composed(
    session: Session,
    language: str = "en",
    version: int | None = None,
    kind: EditionKind = EditionKind.REPORT,
) -> Composed:
    return compose(
        session,
        cycle=find_cycle(session, "demo"),
        definitions=Definitions(),
        demonstration=True,
        language=language,
        frozen=version_by_id(session, version) if version else None,
        kind=kind,
    )


@pytest.fixture(scope="module")
def report(demonstration: Flask) -> Composed:
    with demonstration.app_context():
        return composed(db.session)


def basis(session: Session) -> Basis:
    of = the_report(session)
    return basis_of(session, cycle=of.cycle, version_id=of.version_id, language="en", demonstration=True)


def drawn(tables: Any) -> dict[str, list[str]]:
    """The lines of the tables of codes, by the number of the question."""
    found = {}
    for table in tables:
        if isinstance(table, Table) and table.subtitle.endswith("Subjects of the texts") and table.total:
            lines = [_line(row) for row in (*table.rows, table.total)]
            title = f"{table.title} {table.subtitle}"
            found[table.title.split()[0]] = [title, *lines, *map(plain, table.remarks)]
    return found


def _line(row: Row) -> str:
    cells = [one.text if isinstance(one, Shown) else one for one in row.cells]
    return " ".join(filter(None, (plain(row.label), *cells)))


def in_annex(document: Document) -> dict[str, list[str]]:
    return drawn(table for annex in document.annexes for table in annex.tables)


def test_the_tables_of_codes_are_what_the_snapshots_and_the_codings_say(
    session: Session, report: Composed
) -> None:
    ids = sa.select(Snapshot.canonical).where(Snapshot.id.in_(report.counted.snapshot_ids))
    snapshots = [json.loads(one) for one in session.scalars(ids)]
    tables = coded_tables(report.draft.questionnaire.document(), snapshots, coded(session, "cnd-60-6-p2"))
    expected = {number: [one.title, *one.lines] for number, (one,) in tables.items()}
    assert in_annex(report.document) == expected
    assert [*expected] == ["G.5", "I.1"]


def test_a_paper_has_them_in_their_place(session: Session, report: Composed) -> None:
    paper = composed(session, kind=EditionKind.CONFERENCE_ROOM_PAPER).document
    in_place = drawn(block for chapter in paper.chapters for block in chapter.blocks)
    assert in_place == in_annex(report.document)
    assert not in_annex(paper)


def test_a_code_without_a_name_in_the_language_is_printed_in_english(session: Session) -> None:
    code = code_books(session, KEY, ["P2-G05"])["P2-G05"][0]
    code.labels = {"en": "Regular meetings"}
    session.commit()
    tables = [table for annex in composed(session, "fr").document.annexes for table in annex.tables]
    (table,) = [one for one in tables if one.title.startswith("G.5") and len(one.rows) == len(BOOK)]
    assert [row.label for row in table.rows][:2] == ["Regular meetings", "Participation d’autres secteurs"]


# ------------------------------------------------------------------------------------------- what they stand on


def first_text(session: Session, place: str = "P2-G05") -> tuple[list[TextCode], int]:
    """The book of a place, and a snapshot whose text has its first code and not its last."""
    book = [*code_books(session, KEY, [place])[place]]
    having = {
        code.id: set(session.scalars(sa.select(TextCoding.snapshot_id).where(TextCoding.code_id == code.id)))
        for code in (book[0], book[-1])
    }
    return book, min(having[book[0].id] - having[book[-1].id])


def recode(session: Session) -> None:
    """Two of the staff find that a text speaks of something else."""
    book, snapshot_id = first_text(session)
    ticks = [Tick(snapshot_id, "", book[0].id, wanted=False), Tick(snapshot_id, "", book[-1].id, wanted=True)]
    code_texts(session, EDITOR, questionnaire=KEY, place="P2-G05", ticks=ticks)
    agree_with(session, snapshot_id, place="P2-G05")
    session.commit()


def rename(session: Session) -> None:
    code = code_books(session, KEY, ["P2-G05"])["P2-G05"][0]
    rename_code(session, EDITOR, code_id=code.id, language="en", label="Meetings", expected=code.revision)
    session.commit()


def move(session: Session) -> None:
    code = code_books(session, KEY, ["P2-G05"])["P2-G05"][0]
    move_code(session, EDITOR, code_id=code.id, place=9, expected=code.revision)
    session.commit()


@pytest.mark.parametrize("change", [recode, rename, move])
def test_a_change_of_codes_makes_another_file(session: Session, change: Any) -> None:
    before = basis(session).content.key()
    assert basis(session).content.key() == before
    change(session)
    assert basis(session).content.key() != before


def test_a_code_that_no_text_has_changes_no_file(session: Session) -> None:
    before = basis(session).content.key()
    book, snapshot_id = first_text(session)
    back = [Tick(snapshot_id, "", book[-1].id, wanted) for wanted in (True, False)]
    for tick in back:
        code_texts(session, EDITOR, questionnaire=KEY, place="P2-G05", ticks=[tick])
    agree_with(session, snapshot_id, place="P2-G05")
    session.commit()
    assert basis(session).content.key() == before


def test_codes_that_only_one_has_given_are_not_in_the_document(session: Session, report: Composed) -> None:
    book, snapshot_id = first_text(session)
    tick = Tick(snapshot_id, "", book[-1].id, wanted=True)
    code_texts(session, EDITOR, questionnaire=KEY, place="P2-G05", ticks=[tick])
    before, after = (one.basis.register["P2-G05:coded"].value for one in (report, composed(session)))
    assert (before, after) == (32, 31)


def test_a_version_that_was_frozen_when_one_reader_was_enough_says_no_more_than_that(
    session: Session,
) -> None:
    version = froze(session, 0)
    one_reader = codes_json(read_codes(version.codes))
    for place in one_reader["places"]:
        del place["readers"]
    frozen = version_by_id(session, version.id)
    before = compose(
        session,
        cycle=find_cycle(session, "demo"),
        definitions=Definitions(),
        demonstration=True,
        language="en",
        frozen=replace(frozen, codes=read_codes(one_reader)),
    )
    remarks = in_annex(before.document)["G.5"]
    assert READ_BY in in_annex(composed(session).document)["G.5"]
    assert "The Secretariat read the texts and assigned codes to them by subject." in remarks
    assert READ_BY not in remarks


def test_only_the_figures_of_the_codes_change(session: Session, report: Composed) -> None:
    before = report.basis.register
    recode(session)
    after = composed(session).basis.register
    assert before.keys() == after.keys()
    assert {name for name in before if before[name] != after[name]} == {
        f"P2-G05#{code}:{measure}"
        for code in ("regular_meetings", "data_protection")
        for measure in ("count", "share")
    }


def test_a_frozen_version_prints_the_codes_of_its_day(session: Session, report: Composed) -> None:
    version = froze(session, 0)
    recode(session)
    rename(session)
    assert in_annex(composed(session, version=version.id).document) == in_annex(report.document)
    assert in_annex(composed(session).document) != in_annex(report.document)


def test_a_figure_of_a_code_is_explained_with_its_states(session: Session, report: Composed) -> None:
    found = explained(session, report.basis, "P2-G05#written_protocols:count", "en")
    what = found.explanation
    assert (found.code, f"{what.measured}") == ("Written protocols", "Texts counted with the code")
    assert what.base == report.basis.register["P2-G05:coded"]
    assert what.base == Value(len(found.states)) == Value(32)


# ---------------------------------------------------------------------------------------------------- verifying


def evidence_of(basis: Traced) -> Evidence:
    places = basis.of.codes.places
    blocks = blocks_of("<html><body></body></html>")
    return read_evidence(
        findings_json(basis.facts("en"), basis.counted.hashes, basis.register, blocks, basis.earlier, places)
    )


@pytest.fixture
def file(report: Composed) -> tuple[Evidence, RegisteredExport]:
    """What a file embeds, and its entry in the register."""
    witnessed = {
        name: value.value
        for name, value in report.basis.register.items()
        if name.startswith("response") and name.endswith(("invited", "received"))
    }
    codes = codes_json(report.basis.of.codes)
    return evidence_of(report.basis), RegisteredExport(response=witnessed, codes=codes)


def differences(session: Session, file: tuple[Evidence, RegisteredExport]) -> list[Difference]:
    evidence, entry = file
    ground = ground_of(session, evidence)
    return [*Recomputed(session, ground, evidence, entry, entry).differences()]


def test_a_file_says_which_codes_there_are_and_not_which_text_has_which(
    file: tuple[Evidence, RegisteredExport],
) -> None:
    evidence, _ = file
    assert [one["place"] for one in evidence.books] == PLACES
    assert [code["labels"]["en"] for code in evidence.books[0]["codes"]] == BOOK
    assert {key for one in evidence.books for key in one} == {"place", "codes"}


def test_a_file_stays_genuine_while_staff_go_on_coding(
    session: Session, file: tuple[Evidence, RegisteredExport]
) -> None:
    assert differences(session, file) == []
    recode(session)
    rename(session)
    assert differences(session, file) == []


def test_a_coding_and_a_label_that_were_altered_past_the_trail_are_named(
    session: Session, file: tuple[Evidence, RegisteredExport]
) -> None:
    book, snapshot_id = first_text(session)
    session.execute(
        sa.update(TextCoding)
        .where(TextCoding.snapshot_id == snapshot_id, TextCoding.code_id == book[0].id)
        .values(code_id=book[-1].id)
    )
    book[1].labels = {"en": "Other sectors"}
    session.flush()
    receipt = session.get_one(Snapshot, snapshot_id).receipt
    coding, renamed = differences(session, file)
    assert (coding.kind, coding.name) == ("codes", f"those of {receipt} at P2-G05")
    assert ("data_protection" in coding.there, "regular_meetings" in coding.should) == (True, True)
    assert renamed.name == "the code book of P2-G05 was changed"


def test_a_file_from_when_one_reader_was_enough_stays_genuine(
    session: Session, file: tuple[Evidence, RegisteredExport]
) -> None:
    evidence, entry = file
    codes = json.loads(json.dumps(entry.codes))
    for place in codes["places"]:
        del place["readers"]
    session.execute(sa.update(TextReading).values(agreed_at=None, agreed_by=None))
    assert differences(session, (evidence, RegisteredExport(response=entry.response, codes=codes))) == []


def test_codes_that_were_altered_in_the_register_are_named_with_their_figures(
    session: Session, file: tuple[Evidence, RegisteredExport]
) -> None:
    evidence, entry = file
    codes = json.loads(json.dumps(entry.codes))
    kept = codes["places"][0]["texts"]
    kept.remove(next(one for one in kept if "written_protocols" in one["codes"]))
    altered = RegisteredExport(response=entry.response, codes=codes)
    found = differences(session, (evidence, altered))
    assert "P2-G05#written_protocols:count" in {one.name for one in found if one.kind == "embedded figure"}


def test_a_code_book_that_was_altered_in_the_file_is_named(
    session: Session, file: tuple[Evidence, RegisteredExport]
) -> None:
    evidence, entry = file
    evidence.books[1]["codes"].reverse()
    named = [one.name for one in differences(session, (evidence, entry))]
    assert named == ["the code book of P2-I01_lesson"]
