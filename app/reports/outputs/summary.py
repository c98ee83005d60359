"""The summary of at most four pages: a selection from the document, in its own words and with its own numbers.

It holds the first page, table 1, the main results of each chapter, two figures at most and the conclusions. Main
results are the paragraphs that give a share of all the States that answered, in reading order; a chapter without any is
represented by its first paragraph. How many of them there is room for depends on the language, so the fullest
selection that fits is taken.
"""

import hashlib
import io
import re
from collections.abc import Iterator
from dataclasses import replace

from pypdf import PdfReader

from app.domain.errors import message
from app.domain.figures import shown_in
from app.domain.report_outline import in_line
from app.domain.voice import Voice
from app.printing.rendering import Limits, RenderingFailed, render
from app.reports.printed import Block, Chapter, Document, Figure, Paragraph, StackedFigure, Table
from app.reports.template import html_of

MOST_PAGES = 4
MOST_FIGURES = 2
MOST_RESULTS = 8  # of one chapter
LIMITS = Limits(seconds=60, processor_seconds=50, memory=2 * 2**30)
LEFT_OUT = "chapter-1"
METHODOLOGY = "chapter-2"
_SHARE_OF_ALL = re.compile("[^@=*~#/]+:(?:together_)?share")


def write_summary(document: Document, voice: Voice) -> bytes:
    """The PDF, tagged as that of the report is. Raises RenderingFailed, also where the barest selection is too long."""
    fullest, *choices = selections(document, voice)
    fitting = _if_it_fits(fullest)
    if fitting:
        return fitting
    while choices:  # halved each time: a fuller selection never takes fewer pages
        middle = len(choices) // 2
        pdf = _if_it_fits(choices[middle])
        fitting = pdf or fitting
        choices = choices[:middle] if pdf else choices[middle + 1 :]
    if not fitting:
        raise RenderingFailed(
            message(
                "The summary does not fit on %(pages)d pages: its first page or its conclusions are too long.",
                pages=MOST_PAGES,
            )
        )
    return fitting


def _if_it_fits(chosen: Document) -> bytes:
    """The PDF of a selection, empty where it takes too many pages."""
    made = render(
        html_of(chosen), identifier=chosen.identifier, demonstration=bool(chosen.notice), limits=LIMITS
    )
    return made.pdf if len(PdfReader(io.BytesIO(made.pdf)).pages) <= MOST_PAGES else b""


def selections(document: Document, voice: Voice) -> list[Document]:
    """The selections from the document, from the fullest to the barest: results give way first, then figures."""
    sizes = [(results, MOST_FIGURES) for results in range(MOST_RESULTS, 0, -1)]
    sizes += [(1, figures) for figures in range(MOST_FIGURES - 1, -1, -1)]
    return [_selection(document, voice, results, figures) for results, figures in sizes]


def _selection(document: Document, voice: Voice, results: int, figures: int) -> Document:
    illustrated = _illustrated(document, figures)
    chapters = [
        replace(chapter, blocks=tuple(_chosen(chapter, voice, results, illustrated)))
        for chapter in document.chapters
        if chapter.anchor != LEFT_OUT
    ]
    extract = voice.sentence(
        "This is an extract from the report: chapters, paragraphs, tables and figures keep the numbers that they have "
        "there."
    )
    selected = replace(
        document,
        summary=(*document.summary, extract),
        contents=(),
        chapters=tuple(chapter for chapter in chapters if chapter.blocks),
        annexes=(),
    )
    return replace(selected, identifier=hashlib.sha256(repr(selected).encode()).hexdigest())


def _chosen(
    chapter: Chapter, voice: Voice, results: int, illustrated: frozenset[tuple[str, int]]
) -> Iterator[Block]:
    """The blocks of a chapter that are kept, in reading order, without the headings of its sections."""
    if chapter.anchor == METHODOLOGY:
        yield from _with_first_table(chapter)
        return
    paragraphs = [block for block in chapter.blocks if isinstance(block, Paragraph)]
    main = [one for one in paragraphs if _is_main(one)] or paragraphs[:1]
    if chapter.title == voice.word("Conclusions"):
        main = paragraphs
        results = len(paragraphs)
    kept = {one.number for one in main[:results]}
    for place, block in enumerate(chapter.blocks):
        is_kept = isinstance(block, Paragraph) and block.number in kept
        if is_kept or (chapter.anchor, place) in illustrated:
            yield block


def _with_first_table(chapter: Chapter) -> Iterator[Block]:
    """How many replied: what stands before the first table, and that table."""
    for block in chapter.blocks:
        yield block
        if isinstance(block, Table):
            return


def _is_main(paragraph: Paragraph) -> bool:
    return any(_SHARE_OF_ALL.fullmatch(figure.id) for figure in shown_in(in_line(paragraph.text)))


def _illustrated(document: Document, most: int) -> frozenset[tuple[str, int]]:
    """Where the first figures stand, each with the paragraph before it: chapter and place in it."""
    figures = [
        (chapter.anchor, place)
        for chapter in document.chapters
        for place, block in enumerate(chapter.blocks)
        if isinstance(block, Figure | StackedFigure)
    ][:most]
    before = [
        (chapter.anchor, place - 1)
        for chapter in document.chapters
        for anchor, place in figures
        if chapter.anchor == anchor and place and isinstance(chapter.blocks[place - 1], Paragraph)
    ]
    return frozenset([*figures, *before])
