"""The document while it is written: what is drafted, in the order and with the texts of an outline. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import count

from app.domain.figures import Text
from app.domain.findings import SMALLEST_BASE_OF_A_SHARE, Finding
from app.domain.own_answers import SectorsApart
from app.domain.prose import paragraph, rows_paragraph, together_result
from app.domain.question_types import Grid, Question
from app.domain.questionnaire import Questionnaire
from app.domain.report_outline import Block as Planned
from app.domain.report_outline import Inline, Outline, Passage, values_of
from app.domain.voice import ENGLISH
from app.reports import annex, drafting, tables
from app.reports.bars import bars
from app.reports.facts import CycleFacts, Edition, Response
from app.reports.outlined import Divided, chapter_title, divided, reading_of, section_title
from app.reports.printed import Annex, Block, Chapter, Figure, Heading, Item, Paragraph, Table
from app.reports.results import Result, results_of
from app.reports.table_words import title_of

RESPONSE_TABLE = "response_table"


@dataclass
class Draft:
    """Paragraphs, tables and figures take their numbers in reading order."""

    questionnaire: Questionnaire
    findings: Mapping[str, Finding]
    response: Response
    cycle: CycleFacts
    edition: Edition
    apart: Mapping[str, SectorsApart]
    outline: Outline
    paragraph_numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def __post_init__(self) -> None:
        self.language = self.edition.language
        self.values = values_of(self.findings)
        self.voice = ENGLISH
        self.source: Text = (drafting.source_line(self.response, self.edition),)
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
        self.figures_of = self._numbered_figures([block.about for block in printed if block.kind == "figure"])
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
            name = f"Table {first}"
            return (tables.response_table(name, self.response, self.edition, self.voice, self.source),)
        question = self.questionnaire.by_key[key]
        drawn = annex.tables_of(question, self.groups_of[key], first, self.voice, self.source)
        return annex.with_sectors(drawn, self.apart[key]) if key in self.apart else drawn

    def _numbered_figures(self, keys: list[str]) -> dict[str, tuple[tuple[str, Figure], ...]]:
        """The figures of each question, by the name of what they show."""
        shown = [(key, result) for key in keys for result in self._results_of(key) if self._is_drawn(result)]
        found: dict[str, tuple[tuple[str, Figure], ...]] = {}
        for number, (key, result) in enumerate(shown, start=1):
            name = "Figure" if len(shown) == 1 else f"Figure {roman(number)}"
            figure = self._figure(self.questionnaire.by_key[key], result, name)
            found[key] = (*found.get(key, ()), (result.finding.name, figure))
        return found

    def _results_of(self, key: str) -> Iterator[Result]:
        """What was counted in replies of States, in reading order; sentences speak of nothing else."""
        for group in self.groups_of[key]:
            yield from (result for result in group.results if not result.entries)

    def _is_drawn(self, result: Result) -> bool:
        """Whether it has a figure of bars: a choice that is reported so, by itself or as a part."""
        as_bars = result.asked.report.shown_as == "bar" and bool(result.finding.options) and not result.row
        return as_bars and bool(self.tables_of[result.finding.question_key])

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

    def drafted(self, block: Planned) -> tuple[str, ...]:
        """The drafted paragraphs of a block, without what refers to tables and figures."""
        if block.kind == "finding":
            return tuple(text for text, _ in self._told(self.questionnaire.by_key[block.about]) if text)
        return self._opening(block.about)

    def _opening(self, part: str) -> tuple[str, ...]:
        """What does not belong to one question; nothing for a part that is no words."""
        match part:
            case "summary":
                return drafting.summary(self.questionnaire, self.shares(), self.response, self.edition)
            case "introduction":
                return tuple(self._introduction())
            case "response":
                return (self._methodology()[0],)
            case "limits":
                return (*self._methodology()[1:], *drafting.reading_notes(self.edition))
        return tuple(drafting.conclusions(self.shares(), self.language)) if part == "conclusions" else ()

    def _introduction(self) -> list[str]:
        numbers = [roman(n) for n, one in enumerate(self.chapters_printed, start=1) if one.holds_results]
        closing = [n for n, one in enumerate(self.chapters_printed, start=1) if one.holds("conclusions")]
        structure = drafting.structure(numbers, roman(closing[0]) if closing else None)
        return drafting.introduction(self.questionnaire, self.cycle, self.response, self.edition, structure)

    def _methodology(self) -> list[str]:
        return drafting.methodology(self.cycle, self.response, annex.named(self.tables_of[RESPONSE_TABLE]))

    def _told(self, question: Question) -> Iterator[tuple[str | None, Result | None]]:
        """The texts on a question, each with what is drawn below it; one of the two may be missing."""
        for group in self.groups_of[question.key]:
            told = [result for result in group.results if not result.entries]
            for result in group.results if not told else ():
                text = together_result(result.asked, result.finding, self.language)
                yield from [(text, None)] if text else []
            if isinstance(group.holder, Grid) and told:
                rows = [(result.row, result.finding) for result in told]
                text = rows_paragraph(told[0].asked, rows, self.language)
                yield from [(text, None)] if text else []
                continue
            for result in told:
                text = paragraph(result.asked, result.finding, self.language)
                drawn = result if self._is_drawn(result) else None
                yield from [(text, drawn)] if text or drawn else []

    # ------------------------------------------------------------------------------------------------ what is printed

    def summary(self) -> tuple[Inline | str, ...]:
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
            case "table":
                return bool(self.tables_of[block.about])
            case "finding":
                return any(True for _ in self._told(self.questionnaire.by_key[block.about]))
        return block.about != "conclusions" or bool(self.drafted(block))

    def _chapter(self, number: int, divided: Divided) -> Chapter:
        """Lettered sections; one alone has no heading, since there is no "A" without a "B"."""
        blocks: list[Block] = []
        for position, (section, planned) in enumerate(divided.sections):
            title = section_title(section, self.questionnaire, self.language)
            if len(divided.sections) > 1:
                letter = chr(ord("A") + position)
                blocks.append(Heading(f"chapter-{number}-{letter.lower()}", f"{letter}.", title))
            for block in planned:
                blocks += self._printed(block, planned)
        title = chapter_title(divided.chapter, self.questionnaire, self.language)
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
                return [] if below_its_text else [figure for _, figure in self.figures_of[block.about]]
            case "table":
                return list(self.tables_of[block.about])
            case "finding":
                return self._result(block, draws=self._draws_figures(block, beside))
        if block.about == RESPONSE_TABLE:
            return list(self.tables_of[RESPONSE_TABLE])
        return [self._paragraph(block, text) for text in self.drafted(block)]

    def _draws_figures(self, block: Planned, beside: tuple[Planned, ...]) -> bool:
        """Whether each figure of a question stands below the drafted sentence on it, since the two are neighbours."""
        after = beside[beside.index(block) + 1 :][:1]
        is_drafted = block.kind == "finding" and reading_of(block, self.values, self.language) is None
        return is_drafted and [one.kind for one in after if one.about == block.about] == ["figure"]

    def _paragraph(self, block: Planned, text: Inline | str) -> Paragraph:
        return Paragraph(next(self.paragraph_numbers), text, block.key)

    def _passage(self, block: Planned, passage: Passage) -> Block:
        if passage.level == 0:
            return self._paragraph(block, passage.text)
        return Item(passage.level, passage.marker, passage.text, block.key)

    def _result(self, block: Planned, *, draws: bool) -> list[Block]:
        question = self.questionnaire.by_key[block.about]
        figures = dict(self.figures_of.get(question.key, ()))
        blocks: list[Block] = []
        for text, drawn in self._told(question):
            figure = figures.get(drawn.finding.name) if drawn else None
            seen = self._seen(question.key, [figure] if figure else [])
            alone = f"The replies to question {question.number} are set out in {seen}."
            blocks.append(self._paragraph(block, _with_reference(text, seen) if text else alone))
            blocks += [figure] if figure and draws else []
        return blocks

    def _with_seen(self, block: Planned, texts: list[Inline]) -> list[Inline]:
        """Texts of staff in the place of a draft on a question refer to its figures and tables as the draft does."""
        words = [place for place, piece in enumerate(texts[-1]) if isinstance(piece, str)] if texts else []
        if block.kind != "finding" or not words:
            return texts
        seen = self._seen(block.about, [figure for _, figure in self.figures_of.get(block.about, ())])
        last = list(texts[-1])
        last[words[-1]] = _with_reference(str(last[words[-1]]), seen)
        return [*texts[:-1], tuple(last)]

    def _seen(self, key: str, figures: list[Figure]) -> str:
        """ "figure I and table 4"."""
        names = [f"f{figure.name[1:]}" for figure in figures]
        names += [annex.named(self.tables_of[key])] if self.tables_of[key] else []
        return " and ".join(names)

    def _figure(self, question: Question, drawn: Result, name: str) -> Figure:
        title = title_of(question, self.voice)
        if drawn.asked is not question:
            title = f"{title} – {self.voice.text(drawn.asked.text)}"
        return bars(name, title, drawn, self.edition, self.voice, self.source)

    def annexes(self) -> tuple[Annex, ...]:
        listing = annex.listing(self.response)
        rest = [drawn for key, drawn in self.tables_of.items() if key not in self.tables_in_text]
        detailed = annex.detailed([table for drawn in rest for table in drawn])
        return (listing, detailed) if detailed.tables else (listing,)


def _with_reference(text: str, seen: str) -> str:
    """`text` with "(see table 2)" in its last sentence, or as a sentence of its own after what ends in brackets."""
    if not seen:
        return text
    return f"{text} See {seen}." if text.endswith(").") else f"{text.removesuffix('.')} (see {seen})."


def roman(number: int) -> str:
    """Roman numerals as chapters and figures use them: 1 to 39."""
    tens, ones = divmod(number, 10)
    return "X" * tens + ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[ones]
