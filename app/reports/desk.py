"""What the report desk shows of a report: each part as it is drafted, as staff wrote it, and whether the two part."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from app.domain.errors import NotFound, message
from app.domain.figures import Text, together
from app.domain.report_outline import (
    Block,
    Chapter,
    Passage,
    Problem,
    Section,
    StaffText,
    as_source,
    figures_digest,
    words_of,
)
from app.domain.text import Language
from app.domain.word_changes import Stretch, counted_changes, word_changes
from app.domain.word_count import WordCount, word_count
from app.reports.draft import Draft
from app.reports.outlined import chapter_title, reading_of, section_title, staff_text
from app.reports.printed import Document, Heading, Item, Paragraph

BETWEEN = "\n\n"


@dataclass(frozen=True)
class Part:
    """A block on the desk, in one language.

    `passages` is what stands in the document, `problems` what is wrong with the text of staff. `stale` says that the
    figures changed that the text of staff was made from; `prints` that there is anything to print.
    """

    block: Block
    name: str
    passages: tuple[Passage, ...]
    written: StaffText | None
    stale: bool
    problems: tuple[Problem, ...]
    prints: bool

    @property
    def in_place_of_draft(self) -> bool:
        return self.written is not None and self.block.kind != "text"


@dataclass(frozen=True)
class SectionPart:
    section: Section
    title: str
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class ChapterPart:
    chapter: Chapter
    title: str
    sections: tuple[SectionPart, ...]


@dataclass(frozen=True)
class Changed:
    """A part that reads otherwise in another version; `stretches` lead from the one to the other."""

    name: str
    stretches: tuple[Stretch, ...]
    added: int
    removed: int


@dataclass(frozen=True)
class Totals:
    """How many texts of a report are those of staff, follow older data, or have something wrong."""

    written: int
    stale: int
    problems: int


def draft_text(draft: Draft, block: Block) -> Text:
    """What is drafted for a block, its paragraphs parted by an empty line."""
    return together(*draft.drafted(block), between=BETWEEN)


def draft_source(draft: Draft, block: Block) -> str:
    """The draft as staff begin to edit it: with its figures as references."""
    return BETWEEN.join(as_source(one) for one in draft.drafted(block))


def draft_digest(draft: Draft, block: Block) -> str:
    return figures_digest(draft_text(draft, block))


def part_of(draft: Draft, block: Block) -> Part:
    """A block as the desk shows it."""
    reading = reading_of(block, draft.values, draft.language)
    written = staff_text(block, draft.language)
    drafted = draft.drafted(block) if block.is_written else ()
    made_from = written.made_from if written else ""
    return Part(
        block=block,
        name=_name(draft, block),
        passages=reading.passages if reading else tuple(Passage(0, "", text) for text in drafted),
        written=written,
        stale=bool(made_from) and made_from != draft_digest(draft, block),
        problems=reading.problems if reading else (),
        prints=draft.is_something(block),
    )


def _name(draft: Draft, block: Block) -> str:
    """The question of a block, by number and text; nothing for an opening part or a text of staff."""
    question = draft.questionnaire.by_key.get(block.about)
    return f"{question.number} {question.text.in_language(draft.language)}" if question else ""


def chapters_of(draft: Draft) -> Iterator[ChapterPart]:
    """Everything of a report, whether or not it is in the document."""
    for chapter in draft.outline.chapters:
        sections = tuple(
            SectionPart(
                section,
                section_title(section, draft.questionnaire, draft.voice),
                tuple(part_of(draft, block) for block in section.blocks),
            )
            for section in chapter.sections
        )
        yield ChapterPart(chapter, chapter_title(chapter, draft.questionnaire, draft.voice), sections)


def title_of_part(draft: Draft, key: str) -> tuple[str, Mapping[Language, str]]:
    """The title of a chapter or section, and those that staff gave, by language. Raises NotFound."""
    for chapter in draft.outline.chapters:
        if chapter.key == key:
            return chapter_title(chapter, draft.questionnaire, draft.voice), chapter.titles
        for section in chapter.sections:
            if section.key == key:
                return section_title(section, draft.questionnaire, draft.voice), section.titles
    raise NotFound(message("This part is not in the report any more. Open the page again."))


def totals_of(draft: Draft) -> Totals:
    """Over the parts that are in the document."""
    parts = [part_of(draft, block) for block in draft.outline.printed() if block.is_written]
    return Totals(
        written=sum(1 for part in parts if part.written is not None),
        stale=sum(1 for part in parts if part.stale),
        problems=sum(len(part.problems) for part in parts),
    )


def length_of(document: Document, summary: str) -> WordCount:
    """The words of a document against its limit; `summary` is the title of the summary."""
    chapters = [(summary, [words_of(one) for one in document.summary])] if document.summary else []
    for chapter in document.chapters:
        texts = [
            block.title if isinstance(block, Heading) else words_of(block.text)
            for block in chapter.blocks
            if isinstance(block, Heading | Paragraph | Item)
        ]
        chapters.append((f"{chapter.number} {chapter.title}", texts))
    return word_count(chapters)


def values_for(draft: Draft, block: Block, section: Section | None) -> Mapping[str, Mapping[str, str]]:
    """What a text may refer to, by question: those of its question, or of all questions of its section."""
    about = (
        [block.about]
        if block.kind == "finding"
        else [one.about for one in (section.blocks if section else ())]
    )
    found: dict[str, dict[str, str]] = {}
    for key in dict.fromkeys(one for one in about if one in draft.questionnaire.by_key):
        names = [name for name in draft.findings if draft.findings[name].question_key == key]
        named = [one for one in draft.values if any(_is_of(one, name) for name in names)]
        values = {one: draft.values[one] for one in named}
        if values:
            question = draft.questionnaire.by_key[key]
            found[f"{question.number} {question.text.in_language(draft.language)}"] = values
    return found


def _is_of(figure: str, name: str) -> bool:
    return figure.startswith(name) and figure[len(name) : len(name) + 1] in (":", "=", "@", "#", "~")


def changes_between(before: Draft, after: Draft) -> Iterator[Changed]:
    """The parts that read otherwise, in the order of `after`; what is in one of the two alone was added or removed."""
    old, new = _texts(before), _texts(after)
    names = {
        block.key: _name(draft, block) or block.key
        for draft in (before, after)
        for block in draft.outline.blocks()
    }
    for key in dict.fromkeys([*new, *old]):
        if old.get(key, "") != new.get(key, ""):
            stretches = word_changes(old.get(key, ""), new.get(key, ""))
            yield Changed(names[key], stretches, *counted_changes(stretches))


def _texts(draft: Draft) -> dict[str, str]:
    """What is read of each written part that is in the document."""
    return {
        block.key: BETWEEN.join(words_of(one.text) for one in part_of(draft, block).passages)
        for block in draft.outline.printed()
        if block.is_written
    }
