"""The two standards of an export, on small documents: conformance, what is embedded, and equal bytes."""

import csv
import io
from datetime import UTC, datetime

import page
import pytest
from flask import Flask
from pypdf import PdfReader
from pypdf.generic import ArrayObject

from app.cycles.queries import find_cycle
from app.db import db
from app.domain.canonical import sha256_of
from app.printing.pdf import dated_in
from app.printing.rendering import STANDARDS, Standard
from app.reports.making import Traced, traced
from tests.small_reports import small_html, small_pdf

PROFILES: dict[Standard, page.ValidationProfile] = {
    "ua-1": page.ValidationProfile.PDF_UA_1,
    "a-3a": page.ValidationProfile.PDF_A_3A,
}


@pytest.fixture(scope="module")
def basis(demonstration: Flask) -> Traced:
    with demonstration.app_context():
        return traced(
            db.session,
            cycle=find_cycle(db.session, "demo"),
            definitions=demonstration.extensions["definitions"],
        )


@pytest.fixture(scope="module")
def to_be_kept(basis: Traced) -> bytes:
    return small_pdf(basis, "en", "a-3a")


@pytest.mark.parametrize("standard", PROFILES)
@pytest.mark.parametrize("language", ["en", "ar", "zh"])
def test_it_conforms_and_every_glyph_is_drawn(basis: Traced, standard: Standard, language: str) -> None:
    report = page.validate_pdf_bytes(small_pdf(basis, language, standard), profile=PROFILES[standard])
    assert report.is_compliant, report.failures


def test_every_standard_is_tried() -> None:
    assert set(STANDARDS) == PROFILES.keys()


def test_findings_data_and_code_book_are_embedded_with_the_date_of_the_document(to_be_kept: bytes) -> None:
    reader = PdfReader(io.BytesIO(to_be_kept))
    assert set(reader.attachments) == {"findings.json", "data.csv", "codebook.csv"}
    for one in reader.attachment_list:
        assert one.creation_date == one.modification_date == datetime(2026, 12, 1, 12, tzinfo=UTC)
    files = reader.root_object["/AF"].get_object()
    assert isinstance(files, ArrayObject)
    assert {str(one.get_object()["/AFRelationship"]) for one in files} == {"/Data"}
    (data,) = reader.attachments["data.csv"]
    rows = [*csv.DictReader(io.StringIO(data.decode()))]
    assert next(row["value"] for row in rows if row["figure"] == "P2-B01:reported") == "29"


def test_it_is_tagged_and_has_language_title_bookmarks_and_dates(to_be_kept: bytes) -> None:
    reader = PdfReader(io.BytesIO(to_be_kept))
    assert "/Marked" in str(reader.root_object["/MarkInfo"])
    assert str(reader.root_object["/Lang"]) == "en"
    assert reader.metadata is not None
    assert reader.metadata.title == "Report"
    assert reader.metadata.creation_date == datetime(2026, 12, 1, 12, tzinfo=UTC)
    assert "Results" in str(reader.outline)


def test_the_same_data_give_the_same_bytes(basis: Traced, to_be_kept: bytes) -> None:
    assert sha256_of(small_pdf(basis, "en", "a-3a")) == sha256_of(to_be_kept)


def test_a_document_is_dated_by_itself_and_never_by_the_clock(basis: Traced) -> None:
    assert dated_in(small_html(basis, "en")) == datetime(2026, 12, 1, 12, tzinfo=UTC)
    assert dated_in("<p>undated</p>") == datetime(1970, 1, 1, tzinfo=UTC)
