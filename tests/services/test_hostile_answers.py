"""Hostile texts in print: each is printed literally, or cut with a note, and none harms the page or its maker.

The layout has 30 seconds; that it ends within them is proved by its not being refused.
"""

import io
import re
import socket
import subprocess
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace

import pytest
import sqlalchemy as sa
from flask import Flask
from pypdf import PdfReader
from sqlalchemy.orm import Session

from app.accounts.models import Respondent
from app.domain.document_head import PARTS
from app.printing.rendering import Limits, RenderingFailed, render
from app.printing.template import CUT
from app.reports.models import ExportStatus
from app.reports.printed import Paragraph
from app.reports.template import html_of
from tests.factories import question, questionnaire, section
from tests.sample_report import document
from tests.services.exporting import exporting

LIMITS = Limits(seconds=30, processor_seconds=30)
NESTED = "<ul> <li>" * 200 + "deep" + "</li> </ul>" * 200
HOSTILE = {
    "an expression of a template": "{{7*7}} ${7*7} {% raw %} #{7*7}",
    "an image": "<img src='file:///etc/passwd' onerror=alert(1)>",
    "the end of its table": "</td></tr></table></body></html><h1>After the end</h1>",
    "a style": "<style>* { display: none } @import url(http://127.0.0.1/x.css)</style>",
    "an entity": "&lt;b&gt; &#0; &amp;amp;",
    "a comment that is left open": "<!-- <![CDATA[ ]]> --",
    "a word of Arabic": "تنسيق",
}
CLEANED = {
    "direction overrides": ("a\u202eb\u2066c\u202dd\u2069e", "abcde"),
    "NUL": ("be\x00fore", "before"),
    "lone surrogates": ("be\ud800for\udfffe", "before"),
    "a million line ends": ("be" + "\n" * 1_000_000 + "fore", "be fore"),
    "marks": ("e" + "\u0301" * 100_000 + "nd", "nd"),
}
CUT_SHORT = {
    "nested lists without a place to break": NESTED.replace(" ", ""),
    "a word of a megabyte": "x" * 1_000_000,
    "a word of 10,000 characters": "x" * 10_000,
    "a word of letters with marks": "e\u0301\u0302\u0303\u0304" * 10_000,
    "a megabyte of spaces": "a" + " " * 1_000_000 + "b",
    "a megabyte of prose": "lorem ipsum " * 90_000,
    "a megabyte of Chinese": "演示文本" * 250_000,
    "a megabyte of families": "\U0001f468\u200d\U0001f469\u200d\U0001f467" * 200_000,
}


def drawn(text: str) -> str:
    """What can be read in the document when `text` stands in a paragraph, a table, the title and a list of names."""
    sample = document()
    opening, *others = sample.chapters
    (first, *rest), (listing, detailed) = opening.blocks, sample.annexes
    assert isinstance(first, Paragraph)
    row, table = listing.listing[0], detailed.tables[0]
    hostile = replace(
        sample,
        title=f"Begin {text} end",
        chapters=(replace(opening, blocks=(replace(first, text=(f"Begin {text} end",)), *rest)), *others),
        annexes=(
            replace(listing, listing=(replace(row, label=f"Begin {text} end"), *listing.listing[1:])),
            replace(detailed, tables=(replace(table, title=f"Begin {text} end"),)),
        ),
    )
    html = html_of(hostile)
    made = render(html, identifier=sample.identifier, demonstration=True, limits=LIMITS)
    return text_of(made.pdf)


def text_of(pdf: bytes) -> str:
    """The text without any white space, since a line may end anywhere in a long word."""
    read = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True).stdout
    return squeezed(read.decode())


def squeezed(text: str) -> str:
    return re.sub(r"[\s\u200e\u200f\u202a-\u202e]+", "", text)


@pytest.mark.parametrize("name", HOSTILE)
def test_markup_and_expressions_are_printed_as_they_are_written(name: str) -> None:
    assert drawn(HOSTILE[name]).count(squeezed(f"Begin {HOSTILE[name]} end")) >= 3


def test_two_hundred_nested_lists_are_printed_as_they_are_written() -> None:
    text = drawn(NESTED)
    assert text.count("<ul><li>") > 3 * 190  # some go on on the next page
    assert squeezed(CUT) not in text


@pytest.mark.parametrize("name", CLEANED)
def test_what_no_page_can_show_is_left_out(name: str) -> None:
    text, printed = CLEANED[name]
    assert squeezed(f"{printed} end") in drawn(text)


@pytest.mark.parametrize("name", CUT_SHORT)
def test_what_is_too_long_is_cut_with_a_note(name: str) -> None:
    text = drawn(CUT_SHORT[name])
    assert text.count(squeezed(CUT)) >= 3
    assert "Repliesbyregionalgroup" in text or "Annex" in text  # what follows is there


@pytest.fixture
def listening() -> Iterator[socket.socket]:
    """A server that somebody could call; nobody waits for it."""
    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        server.setblocking(False)
        yield server


def calling(address: str) -> dict[str, str]:
    """Every way of a page to name an address."""
    return {
        "image": f'<img alt="x" src="{address}">',
        "image of a list": f'<ul style="list-style-image: url({address})"><li>x</li></ul>',
        "imported style": f'<style>@import url("{address}");</style>',
        "linked style": f'<link rel="stylesheet" href="{address}">',
        "font": f'<style>@font-face {{ font-family: f; src: url("{address}") }} p {{ font-family: f }}</style><p>x</p>',
        "background": f'<p style="background: url({address})">x</p>',
        "generated": f'<style>p::before {{ content: url("{address}") }}</style><p>x</p>',
        "drawing": f'<svg width="9" height="9"><title>x</title><image href="{address}" width="9" height="9"/></svg>',
        "reference": f'<svg width="9" height="9"><title>x</title><use href="{address}#a"/></svg>',
        "fill": f'<svg width="9" height="9"><title>x</title><rect fill="url({address}#a)" width="9" height="9"/></svg>',
        "object": f'<object data="{address}" type="image/png">x</object>',
        "embedded": f'<embed src="{address}" type="image/svg+xml">',
        "attachment": f'<link rel="attachment" href="{address}">',
        "attached": f'<a rel="attachment" href="{address}">x</a>',
        "icon": f'<link rel="icon" href="{address}"><meta http-equiv="refresh" content="0;url={address}">',
    }


EVERY_WAY = [(scheme, way) for scheme in ("http://{}/x", "file:///etc/passwd") for way in calling("")]
OTHER_SCHEMES = [(scheme, "image") for scheme in ("ftp://{}/x", "//{}/x", "data:image/png;base64,AAAA")]


@pytest.mark.parametrize(("scheme", "way"), EVERY_WAY + OTHER_SCHEMES)
def test_no_address_is_followed(listening: socket.socket, scheme: str, way: str) -> None:
    host, port = listening.getsockname()
    body = calling(scheme.format(f"{host}:{port}"))[way]
    html = f'<html lang="en"><title>x</title><body><p>Text.</p>{body}</body></html>'
    try:
        made = render(html, identifier="ab" * 32, demonstration=False, limits=LIMITS).pdf
    except RenderingFailed:
        made = b""
    with pytest.raises(BlockingIOError):
        listening.accept()
    assert not made or not PdfReader(io.BytesIO(made)).attachments
    assert "root:" not in (text_of(made) if made else "")


def test_names_and_settings_with_markup_are_printed_literally_by_the_real_job(
    app: Flask, session: Session
) -> None:
    markup = "</td><b>{{7*7}} <img src=http://127.0.0.1/x> تنسيق"
    asked = question(
        "q",
        "single_choice",
        options=[{"code": code, "text": {"en": f"Option {code} {markup} end"}} for code in "ab"],
    )
    asked["text"] = {"en": f"Question {markup} end"}
    small = exporting(app, session, questionnaire(section("A", asked)))
    sent = small.round
    sent.save({"q": {"": ("a",)}})
    sent.submit()
    sent.accept()
    names = {"en": f"State {markup} end"}
    session.execute(
        sa.update(Respondent).where(Respondent.id == sent.submission.respondent_id).values(names=names)
    )
    sent.cycle.head = {part: {"en": f"{part} {markup} end"} for part in PARTS}
    export = small.run(small.ask())
    assert export.status == ExportStatus.DONE, export.failure
    text = text_of(app.extensions["exports"].path_of(export).read_bytes())
    for what in ("State", "Question", "Option a", *PARTS):
        assert squeezed(f"{what} {markup} end") in text, what
