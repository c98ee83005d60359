"""Questionnaire, findings and facts → the Commission's document, as view models in reading order. Pure."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import count

from app.domain.figures import Text, plain
from app.domain.findings import SMALLEST_BASE_OF_A_SHARE, Finding
from app.domain.own_answers import SectorsApart
from app.domain.prose import paragraph, rows_paragraph, together_result
from app.domain.question_types import Grid, Question
from app.domain.questionnaire import Chapter as PlannedChapter
from app.domain.questionnaire import Questionnaire
from app.domain.voice import Voice
from app.reports import annex, tables
from app.reports.bars import bars
from app.reports.drafting import closing, method, opening, references
from app.reports.drafting.references import roman
from app.reports.facts import CycleFacts, Edition, Response
from app.reports.printed import (
    Annex,
    Block,
    Chapter,
    ContentsLine,
    Document,
    Figure,
    Heading,
    Masthead,
    Paragraph,
    Table,
)
from app.reports.results import Group, Result, results_of
from app.reports.table_words import title_of

SYMBOL = "E/CN.7/20__/__"


def build(
    *,
    questionnaire: Questionnaire,
    findings: Mapping[str, Finding],
    response: Response,
    cycle: CycleFacts,
    edition: Edition,
    voice: Voice,
    apart: Mapping[str, SectorsApart] | None = None,
) -> Document:
    """The document of one questionnaire in one cycle, in the language of `voice`; equal from equal arguments.

    `apart` says by question where sectors answered themselves.
    """
    draft = _Draft(questionnaire, findings, response, cycle, edition, voice, apart or {})
    chapters = draft.chapters()
    annexes = draft.annexes()
    document = Document(
        language=voice.language,
        identifier="",
        data_set=edition.data_set,
        definition=edition.version_hash,
        dated=edition.data_as_at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        title=voice.text(questionnaire.report.title),
        nature=opening.nature(voice),
        notice=opening.notice(voice) if edition.demonstration else "",
        masthead=Masthead(
            symbol=SYMBOL,
            status=opening.status(voice),
            data_as_at=plain(opening.data_as_at(voice, edition)),
            session=cycle.session,
            place_and_dates=cycle.place_and_dates,
            agenda_item=cycle.agenda_item,
        ),
        summary=opening.summary(voice, questionnaire, draft.shares(), response),
        contents=tuple(_contents(chapters, annexes)),
        chapters=chapters,
        annexes=annexes,
    )
    return replace(document, identifier=hashlib.sha256(repr(document).encode()).hexdigest())


@dataclass
class _Draft:
    """The document while it is written: paragraphs, tables and figures take their numbers in reading order."""

    questionnaire: Questionnaire
    findings: Mapping[str, Finding]
    response: Response
    cycle: CycleFacts
    edition: Edition
    voice: Voice
    apart: Mapping[str, SectorsApart]
    paragraph_numbers: Iterator[int] = field(default_factory=lambda: count(1))
    figure_numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def __post_init__(self) -> None:
        self.source = opening.source_line(self.voice, self.response, self.edition)
        self.groups_of: dict[str, tuple[Group, ...]] = {}
        self.tables_of: dict[str, tuple[Table, ...]] = {}
        first = 2
        for question in self._reported():
            groups = results_of(question, self.findings, self.voice.language)
            self.groups_of[question.key] = groups
            tables = annex.tables_of(question, groups, first, self.voice, self.source)
            if question.key in self.apart:
                tables = annex.with_sectors(self.voice, question.key, tables, self.apart[question.key])
            self.tables_of[question.key] = tables
            first += len(tables)
        self.single_figure = sum(map(self._is_drawn, self._results())) == 1

    def _reported(self) -> Iterator[Question]:
        """The questions of the planned chapters, in the order of the plan."""
        for chapter in self.questionnaire.report.chapters:
            for key in chapter.sections:
                yield from self._questions_of(key)

    def _questions_of(self, section: str) -> list[Question]:
        return [
            question for question in self.questionnaire.section_by_key[section].questions if question.asks
        ]

    def _results(self) -> Iterator[Result]:
        """What was counted in replies of States, in reading order; sentences speak of nothing else."""
        for groups in self.groups_of.values():
            for group in groups:
                yield from (result for result in group.results if not result.entries)

    def _is_drawn(self, result: Result) -> bool:
        """Whether it has a figure of bars: a choice that is reported so, by itself or as a part."""
        as_bars = result.asked.report.shown_as == "bar" and bool(result.finding.options) and not result.row
        return as_bars and bool(self.tables_of[result.finding.question_key])

    def shares(self) -> list[Result]:
        """The statements that carry a share, in reading order."""
        return [
            result
            for result in self._results()
            if result.asked.report.statement
            and result.finding.options
            and result.finding.reported is not None
            and result.finding.base >= SMALLEST_BASE_OF_A_SHARE
        ]

    def chapters(self) -> tuple[Chapter, ...]:
        planned = [plan for plan in self.questionnaire.report.chapters if self._has_content(plan)]
        concluding = closing.conclusions(self.voice, self.shares())
        last = 2 + len(planned)
        numbers = [roman(number) for number in range(3, last + 1)]
        structure = opening.structure(self.voice, numbers, roman(last + 1) if concluding else None)
        introduction = opening.introduction(
            self.voice, self.questionnaire, self.cycle, self.response, self.edition, structure
        )
        title = self.voice.word("Introduction")
        chapters = [self._chapter(1, title, self._paragraphs(introduction)), self._methodology()]
        for number, plan in enumerate(planned, start=3):
            title = self.voice.text(plan.title)
            chapters.append(self._chapter(number, title, self._results_of(plan, number)))
        if concluding:
            chapters.append(
                self._chapter(last + 1, self.voice.word("Conclusions"), self._paragraphs(concluding))
            )
        return tuple(chapters)

    def _chapter(self, number: int, title: str, blocks: list[Block]) -> Chapter:
        return Chapter(
            anchor=f"chapter-{number}", number=f"{roman(number)}.", title=title, blocks=tuple(blocks)
        )

    def _paragraphs(self, texts: list[Text]) -> list[Block]:
        return [Paragraph(next(self.paragraph_numbers), text) for text in texts]

    def _methodology(self) -> Chapter:
        first = references.named(self.voice, references.Seen(None, ("1",)))
        response, limits = method.methodology(self.voice, self.cycle, self.response, first)
        name = references.table_name(self.voice, 1)
        table = tables.response_table(name, self.response, self.edition, self.voice, self.source)
        blocks: list[Block] = [*self._paragraphs([response]), table]
        blocks += self._paragraphs([limits, *method.reading_notes(self.voice, self.edition)])
        return self._chapter(2, self.voice.word("Methodology and response"), blocks)

    def _has_content(self, plan: PlannedChapter) -> bool:
        return any(
            self._is_drafted(question) for key in plan.sections for question in self._questions_of(key)
        )

    def _is_drafted(self, question: Question) -> bool:
        return any(True for _ in self._drafted(question))

    def _results_of(self, plan: PlannedChapter, number: int) -> list[Block]:
        """Lettered sections; one alone has no heading, since there is no "A" without a "B"."""
        sections = [key for key in plan.sections if any(map(self._is_drafted, self._questions_of(key)))]
        blocks: list[Block] = []
        for position, key in enumerate(sections):
            if len(sections) > 1:
                letter = chr(ord("A") + position)
                title = self.voice.text(self.questionnaire.section_by_key[key].title)
                blocks.append(Heading(f"chapter-{number}-{letter.lower()}", f"{letter}.", title))
            for question in self._questions_of(key):
                blocks += self._result_of(question)
        return blocks

    def _drafted(self, question: Question) -> Iterator[tuple[Text, Result | None]]:
        """The texts on a question, each with what is drawn below it; one of the two may be missing."""
        for group in self.groups_of[question.key]:
            told = [result for result in group.results if not result.entries]
            for result in group.results if not told else ():
                text = together_result(self.voice, result.asked, result.finding)
                yield from [(text, None)] if text else []
            if isinstance(group.holder, Grid) and told:
                rows = [(result.row, result.finding) for result in told]
                text = rows_paragraph(self.voice, told[0].asked, rows)
                yield from [(text, None)] if text else []
                continue
            for result in told:
                text = paragraph(self.voice, result.asked, result.finding)
                drawn = result if self._is_drawn(result) else None
                yield from [(text, drawn)] if text or drawn else []

    def _result_of(self, question: Question) -> list[Block]:
        blocks: list[Block] = []
        tables_seen = annex.numbers_of(self.tables_of[question.key])
        for text, drawn in self._drafted(question):
            number = self._figure_number() if drawn else None
            seen = references.Seen(number, tables_seen)
            alone = references.replies_shown_in(self.voice, question.number, seen)
            said = references.with_reference(self.voice, text, seen) if text else alone
            blocks += self._paragraphs([said])
            blocks += [self._figure_of(question, drawn, number)] if drawn and number is not None else []
        return blocks

    def _figure_number(self) -> str:
        """The number of the next figure; a single one has none."""
        number = next(self.figure_numbers)
        return "" if self.single_figure else roman(number)

    def _figure_of(self, question: Question, drawn: Result, number: str) -> Figure:
        title = title_of(question, self.voice)
        if drawn.asked is not question:
            title = f"{title} – {self.voice.text(drawn.asked.text)}"
        name = references.figure_name(self.voice, number)
        return bars(name, title, drawn, self.edition, self.voice, self.source)

    def annexes(self) -> tuple[Annex, ...]:
        listing = annex.listing(self.voice, self.response)
        detailed = annex.detailed(self.voice, [table for drawn in self.tables_of.values() for table in drawn])
        return (listing, detailed) if detailed.tables else (listing,)


def _contents(chapters: tuple[Chapter, ...], annexes: tuple[Annex, ...]) -> Iterator[ContentsLine]:
    for chapter in chapters:
        yield ContentsLine(chapter.anchor, chapter.number, chapter.title, 1)
        for block in chapter.blocks:
            if isinstance(block, Heading):
                yield ContentsLine(block.anchor, block.number, block.title, 2)
    for last in annexes:
        yield ContentsLine(last.anchor, last.number, last.title, 1)
