"""Questionnaire, findings and facts → the Commission's document, as view models in reading order. Pure."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import replace

from app.domain.findings import Finding
from app.domain.own_answers import SectorsApart
from app.domain.questionnaire import Questionnaire
from app.domain.report_outline import Outline, default_outline
from app.reports import drafting
from app.reports.draft import Draft
from app.reports.facts import CycleFacts, Edition, Response
from app.reports.printed import Annex, Chapter, ContentsLine, Document, Heading, Masthead

SYMBOL = "E/CN.7/20__/__"
NATURE = "Report of the Secretariat"


def build(
    *,
    questionnaire: Questionnaire,
    findings: Mapping[str, Finding],
    response: Response,
    cycle: CycleFacts,
    edition: Edition,
    apart: Mapping[str, SectorsApart] | None = None,
    outline: Outline | None = None,
) -> Document:
    """The document of one questionnaire in one cycle. Equal arguments give an equal document.

    `apart` says by question where sectors answered themselves. `outline` is the order, the choice and the texts of
    staff; without one the plan of the questionnaire decides.
    """
    chosen = outline or default_outline(questionnaire)
    return printed(Draft(questionnaire, findings, response, cycle, edition, apart or {}, chosen))


def printed(draft: Draft) -> Document:
    """A draft as the document that is printed. Call it once: its paragraphs take their numbers."""
    chapters = draft.chapters()
    annexes = draft.annexes()
    edition, cycle = draft.edition, draft.cycle
    dated = edition.data_as_at.strftime("%Y-%m-%dT%H:%M:%SZ")
    document = Document(
        language=edition.language,
        identifier="",
        data_set=edition.data_set,
        definition=edition.version_hash,
        dated=dated,
        title=draft.questionnaire.report.title.in_language(edition.language),
        nature=NATURE,
        notice=drafting.NOTICE if edition.demonstration else "",
        masthead=Masthead(
            symbol=SYMBOL,
            status=drafting.DRAFT,
            data_as_at=f"Data as at {drafting.day(edition.data_as_at)}",
            session=cycle.session,
            place_and_dates=cycle.place_and_dates,
            agenda_item=cycle.agenda_item,
        ),
        summary=draft.summary(),
        contents=tuple(_contents(chapters, annexes)),
        chapters=chapters,
        annexes=annexes,
    )
    return replace(document, identifier=hashlib.sha256(repr(document).encode()).hexdigest())


def _contents(chapters: tuple[Chapter, ...], annexes: tuple[Annex, ...]) -> Iterator[ContentsLine]:
    for chapter in chapters:
        yield ContentsLine(chapter.anchor, chapter.number, chapter.title, 1)
        for block in chapter.blocks:
            if isinstance(block, Heading):
                yield ContentsLine(block.anchor, block.number, block.title, 2)
    for last in annexes:
        yield ContentsLine(last.anchor, last.number, last.title, 1)
