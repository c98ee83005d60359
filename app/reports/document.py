"""Questionnaire, findings and facts → the Commission's document, as view models in reading order. Pure."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import replace

from app.domain.edition import EditionKind
from app.domain.figures import plain
from app.domain.findings import Finding
from app.domain.own_answers import SectorsApart
from app.domain.questionnaire import Questionnaire
from app.domain.report_outline import Outline, default_outline
from app.domain.voice import Voice
from app.reports.draft import Draft
from app.reports.drafting import opening
from app.reports.editions import ONLY_IN, SYMBOLS
from app.reports.facts import CycleFacts, Edition, Response
from app.reports.printed import Annex, Chapter, ContentsLine, Document, Heading, Masthead, Paragraph
from app.reports.quoted import NOTHING_QUOTABLE, Quotable


def build(
    *,
    questionnaire: Questionnaire,
    findings: Mapping[str, Finding],
    response: Response,
    cycle: CycleFacts,
    edition: Edition,
    voice: Voice,
    apart: Mapping[str, SectorsApart] | None = None,
    outline: Outline | None = None,
    quotable: Quotable = NOTHING_QUOTABLE,
) -> Document:
    """The document of one questionnaire in one cycle, in the language of `voice`; equal from equal arguments.

    `apart` says by question where sectors answered themselves. `outline` is the order, the choice and the texts of
    staff; without one the plan of the questionnaire decides. `quotable` are the replies that it may quote.
    """
    chosen = outline or default_outline(questionnaire)
    return printed(
        Draft(questionnaire, findings, response, cycle, edition, voice, apart or {}, chosen, quotable)
    )


def printed(draft: Draft) -> Document:
    """A draft as the document that is printed. Call it once: its paragraphs take their numbers."""
    chapters = draft.chapters()
    annexes = draft.annexes()
    edition, cycle, voice = draft.edition, draft.cycle, draft.voice
    dated = edition.data_as_at.strftime("%Y-%m-%dT%H:%M:%SZ")
    document = Document(
        language=voice.language,
        identifier="",
        data_set=edition.data_set,
        definition=edition.version_hash,
        dated=dated,
        title=voice.text(draft.questionnaire.report.title),
        nature=opening.nature(voice, edition.kind),
        notice=opening.notice(voice) if edition.demonstration else "",
        masthead=Masthead(
            symbol=SYMBOLS[edition.kind],
            status=opening.status(voice),
            data_as_at=plain(opening.data_as_at(voice, edition)),
            session=cycle.session,
            place_and_dates=cycle.place_and_dates,
            agenda_item=cycle.agenda_item,
            language=_language_line(edition, voice),
            notes=tuple(opening.title_notes(voice, cycle, edition.kind, quotes=_quotes(chapters))),
        ),
        summary=draft.summary(),
        contents=tuple(_contents(chapters, annexes)),
        chapters=chapters,
        annexes=annexes,
    )
    return replace(document, identifier=hashlib.sha256(repr(document).encode()).hexdigest())


def _language_line(edition: Edition, voice: Voice) -> str:
    if edition.kind is EditionKind.CONFERENCE_ROOM_PAPER:
        return ONLY_IN[voice.language]
    return voice.word("Original: English")


def _quotes(chapters: tuple[Chapter, ...]) -> bool:
    blocks = (block for chapter in chapters for block in chapter.blocks)
    return any(isinstance(block, Paragraph) and block.quoted_in for block in blocks)


def _contents(chapters: tuple[Chapter, ...], annexes: tuple[Annex, ...]) -> Iterator[ContentsLine]:
    for chapter in chapters:
        yield ContentsLine(chapter.anchor, chapter.number, chapter.title, 1)
        for block in chapter.blocks:
            if isinstance(block, Heading):
                yield ContentsLine(block.anchor, block.number, block.title, 2)
    for last in annexes:
        yield ContentsLine(last.anchor, last.number, last.title, 1)
