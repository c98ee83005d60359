"""Questionnaire, findings and facts → the Commission's document, as view models in reading order. Pure."""

import hashlib
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import count

from app.domain.findings import SMALLEST_BASE_OF_A_SHARE, Finding
from app.domain.prose import paragraph
from app.domain.question_types import Question
from app.domain.questionnaire import Chapter as PlannedChapter
from app.domain.questionnaire import Questionnaire
from app.reports import drafting, tables
from app.reports.facts import GROUPS, CycleFacts, Edition, RespondingState, Response
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
    Row,
    Table,
)

SYMBOL = "E/CN.7/20__/__"
NATURE = "Report of the Secretariat"


def build(
    *,
    questionnaire: Questionnaire,
    findings: Mapping[str, Finding],
    response: Response,
    cycle: CycleFacts,
    edition: Edition,
) -> Document:
    """The document of one questionnaire in one cycle. Equal arguments give an equal document."""
    draft = _Draft(questionnaire, findings, response, cycle, edition)
    chapters = draft.chapters()
    annexes = draft.annexes()
    dated = edition.data_as_at.strftime("%Y-%m-%dT%H:%M:%SZ")
    document = Document(
        language=edition.language,
        identifier="",
        data_set=edition.data_set,
        definition=edition.version_hash,
        dated=dated,
        title=questionnaire.report.title.in_language(edition.language),
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
        summary=drafting.summary(questionnaire, draft.results(), response, edition),
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
    paragraph_numbers: Iterator[int] = field(default_factory=lambda: count(1))
    figure_numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def __post_init__(self) -> None:
        self.source = drafting.source_line(self.response, self.edition)
        self.tabulated = [question for question in self._reported() if self._shown(question)]
        self.table_of = {
            question.key: f"table {number}" for number, question in enumerate(self.tabulated, start=2)
        }
        drawn = [question for question in self.tabulated if question.report.shown_as == "figure"]
        self.single_figure = len(drawn) == 1

    def _reported(self) -> Iterator[Question]:
        """The questions of the planned chapters, in the order of the plan."""
        for chapter in self.questionnaire.report.chapters:
            for key in chapter.sections:
                yield from self._questions_of(key)

    def _questions_of(self, section: str) -> list[Question]:
        return [
            question for question in self.questionnaire.section_by_key[section].questions if question.asks
        ]

    def _shown(self, question: Question) -> bool:
        return question.report.shown_as != "none" and self.findings[question.key].replies > 0

    def results(self) -> list[tuple[Question, Finding]]:
        """The statements that carry a share, in reading order."""
        return [
            (question, self.findings[question.key])
            for question in self._reported()
            if question.report.statement
            and self.findings[question.key].options
            and self.findings[question.key].reported is not None
            and self.findings[question.key].base >= SMALLEST_BASE_OF_A_SHARE
        ]

    def chapters(self) -> tuple[Chapter, ...]:
        planned = [plan for plan in self.questionnaire.report.chapters if self._has_content(plan)]
        concluding = drafting.conclusions(self.results(), self.edition.language)
        last = 2 + len(planned)
        numbers = [_roman(number) for number in range(3, last + 1)]
        structure = drafting.structure(numbers, _roman(last + 1) if concluding else None)
        opening = drafting.introduction(
            self.questionnaire, self.cycle, self.response, self.edition, structure
        )
        chapters = [self._chapter(1, "Introduction", self._paragraphs(opening)), self._methodology()]
        for number, plan in enumerate(planned, start=3):
            title = plan.title.in_language(self.edition.language)
            chapters.append(self._chapter(number, title, self._results_of(plan, number)))
        if concluding:
            chapters.append(self._chapter(last + 1, "Conclusions", self._paragraphs(concluding)))
        return tuple(chapters)

    def _chapter(self, number: int, title: str, blocks: list[Block]) -> Chapter:
        return Chapter(
            anchor=f"chapter-{number}", number=f"{_roman(number)}.", title=title, blocks=tuple(blocks)
        )

    def _paragraphs(self, texts: list[str]) -> list[Block]:
        return [Paragraph(next(self.paragraph_numbers), text) for text in texts]

    def _methodology(self) -> Chapter:
        response, limits = drafting.methodology(self.cycle, self.response, "table 1")
        table = tables.response_table("Table 1", self.response, self.edition, self.source)
        blocks: list[Block] = [*self._paragraphs([response]), table]
        blocks += self._paragraphs([limits, *drafting.reading_notes(self.edition)])
        return self._chapter(2, "Methodology and response", blocks)

    def _has_content(self, plan: PlannedChapter) -> bool:
        return any(
            self._is_drafted(question) for key in plan.sections for question in self._questions_of(key)
        )

    def _is_drafted(self, question: Question) -> bool:
        return self._text_of(question) is not None or (
            self._shown(question) and question.report.shown_as == "figure"
        )

    def _results_of(self, plan: PlannedChapter, number: int) -> list[Block]:
        """Lettered sections; one alone has no heading, since there is no "A" without a "B"."""
        sections = [key for key in plan.sections if any(map(self._is_drafted, self._questions_of(key)))]
        blocks: list[Block] = []
        for position, key in enumerate(sections):
            if len(sections) > 1:
                letter = chr(ord("A") + position)
                title = self.questionnaire.section_by_key[key].title.in_language(self.edition.language)
                blocks.append(Heading(f"chapter-{number}-{letter.lower()}", f"{letter}.", title))
            for question in self._questions_of(key):
                blocks += self._result_of(question)
        return blocks

    def _text_of(self, question: Question) -> str | None:
        return paragraph(question, self.findings[question.key], self.edition.language)

    def _result_of(self, question: Question) -> list[Block]:
        text = self._text_of(question)
        figure = self._figure_of(question)
        if text is None and figure is None:
            return []
        seen = [f"f{figure.name[1:]}"] if figure else []
        if question.key in self.table_of:
            seen.append(self.table_of[question.key])
        if text is None:
            text = f"The replies to question {question.number} are set out in {' and '.join(seen)}."
        elif seen:
            text = _with_reference(text, f"ee {' and '.join(seen)}")
        blocks = self._paragraphs([text])
        return [*blocks, figure] if figure else blocks

    def _figure_of(self, question: Question) -> Figure | None:
        if question.report.shown_as != "figure" or not self._shown(question):
            return None
        number = next(self.figure_numbers)
        name = "Figure" if self.single_figure else f"Figure {_roman(number)}"
        return tables.bars(name, question, self.findings[question.key], self.edition, self.source)

    def annexes(self) -> tuple[Annex, ...]:
        listing = Annex(
            anchor="annex-1",
            number="Annex I",
            title="Responding States",
            introduction=drafting.listing_introduction(self.response),
            listing=tuple(
                Row(state.name, (GROUPS[state.group],))
                for state in sorted(self.response.states, key=_alphabetical)
            ),
        )
        detailed = Annex(
            anchor="annex-2",
            number="Annex II",
            title="Detailed tables",
            introduction="",
            tables=tuple(map(self._table_of, self.tabulated)),
        )
        return (listing, detailed) if detailed.tables else (listing,)

    def _table_of(self, question: Question) -> Table:
        name = self.table_of[question.key].capitalize()
        return tables.question_table(
            name, question, self.findings[question.key], self.edition.language, self.source
        )


def _contents(chapters: tuple[Chapter, ...], annexes: tuple[Annex, ...]) -> Iterator[ContentsLine]:
    for chapter in chapters:
        yield ContentsLine(chapter.anchor, chapter.number, chapter.title, 1)
        for block in chapter.blocks:
            if isinstance(block, Heading):
                yield ContentsLine(block.anchor, block.number, block.title, 2)
    for annex in annexes:
        yield ContentsLine(annex.anchor, annex.number, annex.title, 1)


def _alphabetical(state: RespondingState) -> tuple[str, str]:
    """English alphabetical order: accents and case decide only between names that are otherwise equal."""
    decomposed = unicodedata.normalize("NFD", state.name)
    return ("".join(c for c in decomposed if not unicodedata.combining(c)).casefold(), state.name)


def _with_reference(text: str, reference: str) -> str:
    """`text` with "(see table 2)" in its last sentence, or as a sentence of its own after what ends in brackets."""
    return f"{text} S{reference}." if text.endswith(").") else f"{text.removesuffix('.')} (s{reference})."


def _roman(number: int) -> str:
    """Roman numerals as chapters and figures use them: 1 to 39."""
    tens, ones = divmod(number, 10)
    return "X" * tens + ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[ones]
