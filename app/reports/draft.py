"""The document while it is written: what is drafted, in the order and with the texts of an outline. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import count

from app.domain.coding import CodedTexts
from app.domain.figures import Text
from app.domain.findings import SMALLEST_BASE_OF_A_SHARE, Finding
from app.domain.own_answers import SectorsApart
from app.domain.prose import rows_paragraph, together_result
from app.domain.question_types import Grid, Question
from app.domain.questionnaire import Questionnaire
from app.domain.report_outline import Block as Planned
from app.domain.report_outline import Inline, Outline, Passage, values_of
from app.domain.voice import Voice
from app.reports import annex, tables
from app.reports.coded_tables import coded_tables
from app.reports.drafting import closing, comparing, method, opening, references
from app.reports.drafting.references import Seen, roman
from app.reports.drawing import Drawn, chosen, drawings_of, drawn
from app.reports.editions import in_edition
from app.reports.evidence import registered
from app.reports.facts import NOT_COMPARED, Compared, CycleFacts, Edition, Response
from app.reports.outlined import Divided, chapter_title, divided, last_words, reading_of, section_title
from app.reports.printed import Annex, Block, Chapter, Heading, Item, Paragraph, Table
from app.reports.quoted import NOTHING_QUOTABLE, Quotable, quotations, quoting
from app.reports.results import Result, results_of

RESPONSE_TABLE = "response_table"


@dataclass
class Draft:
    """Paragraphs, tables and figures take their numbers in reading order."""

    questionnaire: Questionnaire
    findings: Mapping[str, Finding]
    response: Response
    cycle: CycleFacts
    edition: Edition
    voice: Voice
    apart: Mapping[str, SectorsApart]
    outline: Outline
    quotable: Quotable = NOTHING_QUOTABLE
    compared: Compared = NOT_COMPARED
    coded: Mapping[str, CodedTexts] = field(default_factory=dict)
    paragraph_numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def __post_init__(self) -> None:
        self.language = self.voice.language
        self.outline = in_edition(self.outline, self.edition.kind)
        self.quotations = quotations(self.questionnaire, self.quotable, self.edition.kind, self.voice)
        over = self.compared.over
        values = registered(self.questionnaire, self.findings, self.response, self.apart, over, self.coded)
        self.values = values_of(values, self.voice)
        self.source = opening.source_line(self.voice, self.response, self.edition)
        printed = list(self.outline.printed())
        self.told = {block.about for block in printed if block.kind == "finding"}
        self.groups_of = {
            block.about: results_of(self.questionnaire.by_key[block.about], self.findings, self.language)
            for block in self.outline.blocks()
            if block.kind == "finding"
        }
        self.tables_in_text = [
            block.about for block in printed if block.kind == "table" or block.about == RESPONSE_TABLE
        ]
        self.tables_of = self._numbered_tables()
        self.drawings_of = {
            key: tuple(drawings_of(self.questionnaire.by_key[key], groups)) if self.tables_of[key] else ()
            for key, groups in self.groups_of.items()
        }
        self.figures_of = self._numbered_figures()
        self.chapters_printed = list(divided(self.outline, self.is_something))

    def _numbered_tables(self) -> dict[str, tuple[Table, ...]]:
        """Those in the text first, in reading order, then those of annex II."""
        rest = [key for key in (RESPONSE_TABLE, *self.groups_of) if key not in self.tables_in_text]
        found: dict[str, tuple[Table, ...]] = {}
        first = 1
        for key in (*self.tables_in_text, *rest):
            found[key] = self._tables(key, first)
            first += len(found[key])
        return found

    def _tables(self, key: str, first: int) -> tuple[Table, ...]:
        if key == RESPONSE_TABLE:
            name = references.table_name(self.voice, first)
            return (tables.response_table(name, self.response, self.edition, self.voice, self.source),)
        question = self.questionnaire.by_key[key]
        found = annex.tables_of(question, self.groups_of[key], first, self.voice, self.source)
        if key in self.apart:
            found = annex.with_sectors(self.voice, key, found, self.apart[key])
        return (*found, *coded_tables(question, self.coded, first + len(found), self.voice, self.source))

    def _numbered_figures(self) -> dict[str, tuple[Drawn, ...]]:
        """The figures of each question, of the blocks that are printed."""
        wanted = [
            (section.key, drawing)
            for chapter in self.outline.chapters
            for section in chapter.sections
            for block in section.blocks
            if block.kind == "figure" and chapter.included and section.included and block.included
            for drawing in self.drawings_of[block.about]
        ]
        return drawn(chosen(self.edition.kind, wanted), self.edition, self.voice, self.source)

    def _results_of(self, key: str) -> Iterator[Result]:
        """What was counted in replies of States, in reading order; sentences speak of nothing else."""
        for group in self.groups_of[key]:
            yield from (result for result in group.results if not result.entries)

    def shares(self) -> list[Result]:
        """The statements that carry a share, in reading order, of the questions that the report speaks of."""
        return [
            result
            for key in self.groups_of
            if key in self.told
            for result in self._results_of(key)
            if result.asked.report.statement
            and result.finding.options
            and result.finding.reported is not None
            and result.finding.base >= SMALLEST_BASE_OF_A_SHARE
        ]

    # ------------------------------------------------------------------------------------------------ what is drafted

    def drafted(self, block: Planned) -> tuple[Text, ...]:
        """The drafted paragraphs of a block, without what refers to tables and figures."""
        if block.kind == "finding":
            return tuple(text for text, _ in self._told(self.questionnaire.by_key[block.about]) if text)
        return self._opening(block.about)

    def _opening(self, part: str) -> tuple[Text, ...]:
        """What does not belong to one question; nothing for a part that is no words."""
        match part:
            case "summary":
                return opening.summary(self.voice, self.questionnaire, self.shares(), self.response)
            case "introduction":
                return tuple(self._introduction())
            case "response":
                return (self._methodology()[0],)
            case "limits":
                notes = method.reading_notes(self.voice, self.edition)
                return (*self._methodology()[1:], *notes, *self._comparison())
        return tuple(closing.conclusions(self.voice, self.shares())) if part == "conclusions" else ()

    def _introduction(self) -> list[Text]:
        numbers = [roman(n) for n, one in enumerate(self.chapters_printed, start=1) if one.holds_results]
        last = [n for n, one in enumerate(self.chapters_printed, start=1) if one.holds("conclusions:text")]
        structure = opening.structure(
            self.voice, numbers, roman(last[0]) if last else None, self._annexes_in_words()
        )
        return opening.introduction(
            self.voice, self.questionnaire, self.cycle, self.response, self.edition, structure
        )

    def _methodology(self) -> list[Text]:
        seen = Seen(None, annex.numbers_of(self.tables_of[RESPONSE_TABLE]))
        return method.methodology(self.voice, self.cycle, self.response, references.named(self.voice, seen))

    def _comparison(self) -> list[Text]:
        told = [result for key in self.groups_of if key in self.told for result in self._results_of(key)]
        return comparing.method(self.voice, self.questionnaire, told, self.compared)

    def _told(self, question: Question) -> Iterator[tuple[Text, Result | None]]:
        """The texts on a question, each with what can be drawn below it; one of the two may be missing."""
        can_be_drawn = {drawing.name for drawing in self.drawings_of[question.key]}
        for group in self.groups_of[question.key]:
            told = [result for result in group.results if not result.entries]
            for result in group.results if not told else ():
                text = together_result(self.voice, result.asked, result.finding)
                yield from [(text, None)] if text else []
            if isinstance(group.holder, Grid) and told:
                rows = [(result.row, result.finding) for result in told]
                text = rows_paragraph(self.voice, told[0].asked, rows)
                figure = told[0] if told[0].finding.name in can_be_drawn else None
                yield from [(text, figure)] if text or figure else []
                continue
            for result in told:
                text = comparing.told(self.voice, result, self.compared)
                figure = result if result.finding.name in can_be_drawn else None
                yield from [(text, figure)] if text or figure else []

    # ------------------------------------------------------------------------------------------------ what is printed

    def summary(self) -> tuple[Inline, ...]:
        """The summary, whose paragraphs have no numbers."""
        block = self.outline.summary
        reading = reading_of(block, self.values, self.language)
        written = tuple(one.text for one in reading.passages) if reading else self.drafted(block)
        return written if block.included else ()

    def chapters(self) -> tuple[Chapter, ...]:
        return tuple(self._chapter(number, one) for number, one in enumerate(self.chapters_printed, start=1))

    def is_something(self, block: Planned) -> bool:
        """Whether a block prints anything, whoever wrote it."""
        if reading_of(block, self.values, self.language) is not None:
            return True
        match block.kind:
            case "figure":
                return block.about in self.figures_of
            case "quotations":
                return bool(self.quotations.get(block.about))
            case "table":
                return bool(self.tables_of[block.about])
            case "finding":
                return any(True for _ in self._told(self.questionnaire.by_key[block.about]))
        return block.about != "conclusions" or bool(self.drafted(block))

    def _chapter(self, number: int, divided: Divided) -> Chapter:
        """Lettered sections; one alone has no heading, since there is no "A" without a "B"."""
        blocks: list[Block] = []
        for position, (section, planned) in enumerate(divided.sections):
            title = section_title(section, self.questionnaire, self.voice)
            if len(divided.sections) > 1:
                letter = chr(ord("A") + position)
                blocks.append(Heading(f"chapter-{number}-{letter.lower()}", f"{letter}.", title))
            for block in planned:
                blocks += self._printed(block, planned)
        title = chapter_title(divided.chapter, self.questionnaire, self.voice)
        return Chapter(f"chapter-{number}", f"{roman(number)}.", title, tuple(blocks))

    def _printed(self, block: Planned, beside: tuple[Planned, ...]) -> list[Block]:
        reading = reading_of(block, self.values, self.language)
        if reading is not None:
            texts = self._with_seen(block, [one.text for one in reading.passages])
            return [
                self._passage(block, replace(one, text=text))
                for one, text in zip(reading.passages, texts, strict=True)
            ]
        match block.kind:
            case "figure":
                below_its_text = any(
                    one.about == block.about and self._draws_figures(one, beside) for one in beside
                )
                return [] if below_its_text else [one.figure for one in self.figures_of[block.about]]
            case _ if block.kind == "table" or block.about == RESPONSE_TABLE:
                return list(self.tables_of[block.about])
            case "quotations":
                found = self.quotations.get(block.about, ())
                question = self.questionnaire.by_key[block.about]
                return [
                    quoting(one, question, next(self.paragraph_numbers), block.key, self.voice)
                    for one in found
                ]
            case "finding":
                return self._result(block, draws=self._draws_figures(block, beside))
        return [self._paragraph(block, text) for text in self.drafted(block)]

    def _draws_figures(self, block: Planned, beside: tuple[Planned, ...]) -> bool:
        """Whether each figure of a question stands below the drafted sentence on it, since the two are neighbours."""
        after = beside[beside.index(block) + 1 :][:1]
        is_drafted = block.kind == "finding" and reading_of(block, self.values, self.language) is None
        return is_drafted and [one.kind for one in after if one.about == block.about] == ["figure"]

    def _paragraph(self, block: Planned, text: Inline) -> Paragraph:
        return Paragraph(next(self.paragraph_numbers), text, block.key)

    def _passage(self, block: Planned, passage: Passage) -> Block:
        if passage.level == 0:
            return self._paragraph(block, passage.text)
        return Item(passage.level, passage.marker, passage.text, block.key)

    def _result(self, block: Planned, *, draws: bool) -> list[Block]:
        question = self.questionnaire.by_key[block.about]
        figures = {one.name: one for one in self.figures_of.get(question.key, ())}
        blocks: list[Block] = []
        for text, result in self._told(question):
            below = figures.get(result.finding.name) if result else None
            seen = Seen(below.numeral if below else None, annex.numbers_of(self.tables_of[question.key]))
            alone = references.replies_shown_in(self.voice, question.number, seen)
            said = references.with_reference(self.voice, text, seen) if text else alone
            blocks.append(self._paragraph(block, said))
            blocks += [below.figure] if below and draws else []
        return blocks

    def _with_seen(self, block: Planned, texts: list[Inline]) -> list[Inline]:
        """Texts of staff in the place of a draft on a question refer to its first figure and tables as the draft does.

        The reference goes into their last words, before the footnotes that follow these.
        """
        if block.kind != "finding" or not texts:
            return texts
        figures = self.figures_of.get(block.about, ())
        seen = Seen(figures[0].numeral if figures else None, annex.numbers_of(self.tables_of[block.about]))
        before, words, after = last_words(texts[-1])
        referring = references.with_reference(self.voice, words, seen) if words else words
        return [*texts[:-1], (*before, *referring, *after)]

    def annexes(self) -> tuple[Annex, ...]:
        rest = [found for key, found in self.tables_of.items() if key not in self.tables_in_text]
        tables = [table for found in rest for table in found]
        states = annex.listing(self.voice, self.response, self.cycle, self.edition)
        return annex.annexes(self.voice, states, tables, self.quotable.practices.values())

    def _annexes_in_words(self) -> Text:
        return opening.annexes(self.voice, [one.anchor for one in self.annexes()])
