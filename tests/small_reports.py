"""Small exports of the demonstration in six languages, as quick to lay out as to read, and what alters them."""

import io
import json
import re
from collections.abc import Callable, Mapping
from datetime import datetime
from html import escape
from random import Random
from typing import Any

from pypdf import PdfReader, PdfWriter
from pypdf.generic import DecodedStreamObject, NameObject, StreamObject

from app.domain.canonical import canonical, sha256_of
from app.printing import pdf
from app.printing.blocks import blocks_of
from app.printing.glyphs import unicode_of
from app.printing.rendering import Attached, Standard
from app.reports.codes import codes_json
from app.reports.evidence import FINDINGS, attached, findings_json
from app.reports.making import Traced

SENTENCES = {
    "en": ("A large majority (", " per cent, or ", " of ", ") of responding States, as at 1 December 2026"),
    "fr": ("Une large majorité (", " pour cent, soit ", " sur ", ") des États, au 1er décembre 2026"),
    "es": (
        "Una gran mayoría (",
        " por ciento, es decir, ",
        " de ",
        ") de los Estados, al 1 de diciembre de 2026",
    ),
    "ru": ("Подавляющее большинство (", " процента, или ", " из ", ") государств, на 1 декабря 2026 года"),
    "zh": ("绝大多数（百分之", "，即", "，共", "）答复国截至2026年12月1日"),
    "ar": (
        "أفادت أغلبية كبيرة (",
        " في المائة، أي ",
        " من أصل ",
        ") من الدول المجيبة في 1 كانون الأول/ديسمبر 2026",
    ),
}
NAMES = ("P2-B01", "P2-B06", "P2-C03", "P2-D06/health_extent", "P2-F02", "P2-F05")


def small_html(basis: Traced, language: str) -> str:
    """One page with sentences, a table over two pages, a footnote, contents and an annex with hashes."""
    names = [name for name in basis.findings if basis.findings[name].base >= 20][:12]
    sentences = "".join(
        f'<p class="numbered"><span class="number">{number}.</span>{_sentence(basis, language, name)} '
        f"({basis.counted.data_set_hash[:16]}).</p>"
        for number, name in enumerate(names, start=1)
    )
    rows = "".join(
        f'<tr><th scope="row">{escape(name)}</th>{_cell(basis, f"{name}:base")}'
        f"{_cell(basis, f'{name}:answered')}</tr>"
        for name in list(basis.findings)[:60]
    )
    direction = "rtl" if language == "ar" else "ltr"
    return (
        f'<!doctype html><html lang="{language}" dir="{direction}"><head><meta charset="utf-8"><title>Report</title>'
        '<meta name="author" content="Secretariat">'
        '<meta name="dcterms.created" content="2026-12-01T12:00:00Z">'
        '<meta name="dcterms.modified" content="2026-12-01T12:00:00Z"></head>'
        '<body data-symbol="E/CN.7/20__/__" data-notice="">'
        '<h1>Report</h1><p class="session">Item 6<span class="footnote" data-mark="*">E/CN.7/2027/1.</span></p>'
        '<nav class="contents"><h2>Contents</h2><ul><li class="level-1"><span class="number">I.</span>'
        '<a href="#one">Results</a><span class="page" data-of="#one"></span></li></ul></nav>'
        f'<h2 id="one"><span class="number">I.</span>Results</h2>{sentences}'
        '<div class="parted"><p class="caption"><b>Table 1</b>Replies</p><table class="data figures"><thead><tr>'
        '<th scope="col" class="label">Reply</th><th scope="col">2025</th><th scope="col">2026</th></tr></thead>'
        f'<tbody>{rows}</tbody><tfoot><tr><th scope="row">Total</th>{_cell(basis, "response:invited")}'
        f"{_cell(basis, 'response:counted')}</tr></tfoot></table></div></body></html>"
    )


def _sentence(basis: Traced, language: str, name: str) -> str:
    measures = (f"{name}:no_information_share", f"{name}:answered", f"{name}:base")
    words = SENTENCES[language]
    figures = (*(_shown(basis, one) for one in measures), "")
    return "".join(f"{escape(word)}{figure}" for word, figure in zip(words, figures, strict=True))


def _shown(basis: Traced, name: str) -> str:
    return f'<span data-figure="{escape(name)}">{basis.register[name].shown}</span>'


def _cell(basis: Traced, name: str) -> str:
    return f'<td data-figure="{escape(name)}">{basis.register[name].shown}</td>'


def attachments_of(basis: Traced, html: str, language: str) -> tuple[Attached, ...]:
    facts, hashes, blocks = basis.facts(language), basis.counted.hashes, blocks_of(html)
    findings = findings_json(facts, hashes, basis.register, blocks, basis.earlier, basis.of.codes.places)
    return attached(findings, basis.register, basis.questionnaire, "en")


def small_pdf(basis: Traced, language: str, standard: Standard = "ua-1") -> bytes:
    html = small_html(basis, language)
    return pdf.write_pdf(
        html,
        identifier="ab" * 32,
        style_sheets=("document",),
        attach=lambda: attachments_of(basis, html, language),
        standard=standard,
        on_page=lambda pages: None,
    )


def register_row(basis: Traced, content: bytes, language: str, made_at: datetime) -> dict[str, Any]:
    """The register's row for a small export."""
    findings = PdfReader(io.BytesIO(content)).attachments[FINDINGS][0]
    witnessed = {
        name: value.value
        for name, value in basis.register.items()
        if name.startswith("response") and name.endswith(("invited", "received"))
    }
    return {
        "sha256": sha256_of(content),
        "findings_hash": sha256_of(findings),
        "data_set_hash": basis.counted.data_set_hash,
        "snapshot_ids": list(basis.counted.snapshot_ids),
        "response": witnessed,
        "codes": codes_json(basis.of.codes),
        "cycle_id": basis.of.cycle_id,
        "version_id": basis.of.version_id,
        "language": language,
        "standard": "ua-1",
        "made_at": made_at,
    }


# ------------------------------------------------------------------------------------------------------- alterations


def with_another_digit(content: bytes, rng: Random) -> bytes:
    """The file with one printed digit exchanged for another one of the same font, on some page."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(content)))
    sheet = rng.choice(writer.pages)
    contents = sheet.get_contents()
    assert contents is not None
    drawn = contents.get_data()
    fonts = {
        str(name)[1:].encode(): unicode_of(font.get_object())
        for name, font in sheet["/Resources"]["/Font"].items()  # type: ignore[index]
    }
    place, code = rng.choice([*_digits(drawn, fonts, rng)])
    stream = DecodedStreamObject()
    stream.set_data(drawn[:place] + code + drawn[place + 4 :])
    sheet[NameObject("/Contents")] = writer._add_object(stream)
    return _written(writer)


def _digits(drawn: bytes, fonts: Mapping[bytes, Mapping[bytes, str]], rng: Random) -> list[tuple[int, bytes]]:
    """Every place of a digit in a page's content, with the code of another digit of its font."""
    found: list[tuple[int, bytes]] = []
    glyphs: Mapping[bytes, str] = {}
    marked = drawn.rfind(b"EMC")
    for token in re.finditer(rb"/(\w+) [\d.]+ Tf|<([0-9a-f]+)>", drawn[:marked]):
        if token[1]:
            glyphs = fonts[token[1]]
            continue
        for place in range(token.start(2), token.end(2), 4):
            code = drawn[place : place + 4]
            text = glyphs.get(bytes.fromhex(code.decode()), "")
            others = [c for c, t in glyphs.items() if t.isdecimal() and t != text]
            if text.isdecimal() and others:
                found.append((place, rng.choice(others).hex().encode()))
    return found


def with_findings(content: bytes, change: Callable[[dict[str, Any]], None]) -> bytes:
    """The file with its findings.json changed, and nothing else."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(content)))
    for entry in writer._objects:
        if isinstance(entry, StreamObject) and entry.get("/Type") == "/EmbeddedFile":
            data = entry.get_data()
            if data.startswith(b'{"'):
                findings = json.loads(data)
                change(findings)
                _replace(entry, canonical(findings))
    return _written(writer)


def _replace(entry: StreamObject, data: bytes) -> None:
    entry.pop(NameObject("/Filter"), None)
    entry._data = data


def _written(writer: PdfWriter) -> bytes:
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()
