"""The PDF: accessible by the standard, every glyph drawn, fonts embedded, and its text in order."""

import io
import re
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import page
import pytest
from PIL import Image
from pypdf import PdfReader
from weasyprint.urls import FatalURLFetchingError

from app.domain.voice import LANGUAGES
from app.printing import pdf
from app.reports.template import html_of
from tests.sample_report import LONG_NAMES, document

NOTICE = "DEMONSTRATION DATA - NOT SUBMITTED BY ANY STATE"


def _drawn(*, demonstration: bool = True) -> bytes:
    printed = document(demonstration=demonstration)
    sheets = ("document", "demonstration") if demonstration else ("document",)
    return pdf.write_pdf(
        html_of(printed), identifier=printed.identifier, style_sheets=sheets, on_page=_unwatched
    )


def _unwatched(pages: int) -> None:
    """Progress that the test does not watch."""


@pytest.fixture(scope="module")
def drawn() -> bytes:
    return _drawn()


@pytest.fixture(scope="module")
def file(drawn: bytes, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("pdf") / "summary.pdf"
    path.write_bytes(drawn)
    return path


@pytest.fixture(scope="module")
def text(file: Path) -> str:
    """The text as a reader copies it, with white space collapsed."""
    return re.sub(r"\s+", " ", _run("pdftotext", file, "-"))


def _run(program: str, *arguments: str | Path) -> str:
    return subprocess.run([program, *arguments], capture_output=True, text=True, check=True).stdout


def test_it_conforms_to_pdf_ua_1_and_has_no_missing_glyph(drawn: bytes) -> None:
    report = page.validate_pdf_bytes(drawn, profile="ua1")

    assert report.is_compliant, report.failures


def test_a_glyph_that_no_font_has_would_be_found() -> None:
    printed = document(demonstration=False)
    html = html_of(printed).replace("Summary", "Summary \ue123", 1)  # a sign of nobody's script
    report = page.validate_pdf_bytes(
        pdf.write_pdf(html, identifier=printed.identifier, style_sheets=("document",), on_page=_unwatched),
        profile="ua1",
    )

    assert {failure.rule_id for failure in report.failures} == {"PDFUA1-NOTDEF-GLYPH-001"}


def test_a_real_report_conforms_too() -> None:
    assert page.is_pdf_compliant_bytes(_drawn(demonstration=False), profile="ua1")


def test_all_its_fonts_are_embedded(file: Path) -> None:
    _, _, *fonts = _run("pdffonts", file).splitlines()

    assert fonts
    for font in fonts:
        assert "+Liberation-Serif" in font  # the prefix and a plus: a subset
        assert font.split()[-5] == "yes"  # embedded


def test_the_notice_stands_on_every_page_and_its_watermark_disturbs_no_text(drawn: bytes, text: str) -> None:
    sheets = PdfReader(io.BytesIO(drawn)).pages

    assert all(sheet.images for sheet in sheets)
    assert all(sheet.extract_text().count(NOTICE) == 1 for sheet in sheets)
    assert text.count(NOTICE) == len(sheets)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_watermark_is_in_the_language_of_the_document(language: str) -> None:
    html = f'<html lang="{language}"><title>T</title><body><p>T</p>'
    sheets = ("document", "demonstration")
    drawn = pdf.write_pdf(html, identifier="00" * 16, style_sheets=sheets, on_page=_unwatched)

    (image,) = PdfReader(io.BytesIO(drawn)).pages[0].images
    bundled = Image.open(pdf.ASSETS / f"watermark-{language}.png")
    assert image.image is not None
    assert image.image.convert("L").tobytes() == bundled.convert("L").tobytes()


def test_a_real_report_has_no_watermark() -> None:
    sheets = PdfReader(io.BytesIO(_drawn(demonstration=False))).pages

    assert not any(sheet.images for sheet in sheets)
    assert all("DEMONSTRATION" not in sheet.extract_text() for sheet in sheets)


def test_its_dates_title_and_language_come_from_the_document(drawn: bytes) -> None:
    reader = PdfReader(io.BytesIO(drawn))

    assert reader.metadata is not None
    assert reader.metadata.title == document().title
    assert reader.metadata.creation_date == datetime(2026, 12, 1, 12, 0, tzinfo=UTC)
    assert str(reader.root_object["/Lang"]) == "en"


def test_the_control_statements_can_be_read_in_it(text: str) -> None:
    for statement in (
        "A large majority (83 per cent, or 29 of 35) of responding States",
        "The majority (69 per cent, or 24 of 35) of responding States",
        "median 3; quartiles 2 and 4 (method: median of halves); range 0 to 52",
        "The majority (59 per cent, or 20 of 34) of responding States",
        "Fewer than half (40 per cent, or 14 of 35) of responding States",
    ):
        assert statement in text


def test_rows_of_tables_can_be_read_from_left_to_right(text: str) -> None:
    assert "African States 17 7 41 Asia-Pacific States 17 8 47" in text


def test_long_and_accented_names_are_whole(text: str) -> None:
    for name in LONG_NAMES.values():
        assert name in text


def test_the_contents_give_the_page_of_each_chapter(drawn: bytes) -> None:
    sheets = [sheet.extract_text() for sheet in PdfReader(io.BytesIO(drawn)).pages]
    contents = next(sheet for sheet in sheets if "Contents" in sheet)
    annex = next(
        number for number, sheet in enumerate(sheets, start=1) if "Annex II\n" in sheet and number > 2
    )

    assert re.search(rf"Detailed tables[ .]+{annex}\b", contents)


@pytest.mark.parametrize(
    "address", ["file:///etc/hostname", "http://127.0.0.1:9/x.png", "data:image/png;base64,AAAA"]
)
def test_an_address_that_is_not_bundled_ends_the_rendering(address: str) -> None:
    html = f'<html lang="en"><title>x</title><body><img alt="x" src="{address}"></body></html>'
    with pytest.raises(FatalURLFetchingError):
        pdf.write_pdf(html, identifier="ab" * 32, style_sheets=("document",), on_page=_unwatched)


def test_every_script_of_the_six_languages_is_drawn() -> None:
    html = (
        '<html lang="en"><title>Scripts</title><body><p>Demonstration text. Texte de démonstration. '
        "Texto de demostración. Демонстрационный текст. نص توضيحي. 演示文本。</p></body></html>"
    )
    drawn = pdf.write_pdf(html, identifier="ab" * 32, style_sheets=("document",), on_page=_unwatched)

    assert page.validate_pdf_bytes(drawn, profile="ua1").is_compliant
