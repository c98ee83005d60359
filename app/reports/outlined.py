"""An outline and a questionnaire → what of it a document prints, and under which titles. Pure."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from app.domain.figures import Shown, Text
from app.domain.questionnaire import Questionnaire
from app.domain.report_outline import (
    Block,
    Chapter,
    Footnote,
    Inline,
    Outline,
    Reading,
    Section,
    StaffText,
    read_markdown,
)
from app.domain.voice import Voice


@dataclass(frozen=True)
class Divided:
    """A chapter with those of its sections and blocks that are printed, none of them empty."""

    chapter: Chapter
    sections: tuple[tuple[Section, tuple[Block, ...]], ...]

    @property
    def holds_results(self) -> bool:
        return any(block.kind != "opening" for _, blocks in self.sections for block in blocks)

    def holds(self, key: str) -> bool:
        return any(block.key == key for _, blocks in self.sections for block in blocks)


def divided(outline: Outline, is_something: Callable[[Block], bool]) -> Iterator[Divided]:
    """The chapters that are printed, in order."""
    for chapter in outline.chapters:
        sections = tuple(_sections(chapter, is_something)) if chapter.included else ()
        if sections:
            yield Divided(chapter, sections)


def _sections(
    chapter: Chapter, is_something: Callable[[Block], bool]
) -> Iterator[tuple[Section, tuple[Block, ...]]]:
    for section in chapter.sections:
        blocks = tuple(block for block in section.blocks if block.included and is_something(block))
        if blocks and section.included:
            yield section, blocks


def chapter_title(chapter: Chapter, questionnaire: Questionnaire, voice: Voice) -> str:
    """The title that staff gave, else the one of the plan."""
    given = {str(one): title for one, title in chapter.titles.items()}
    return (
        given.get(voice.language) or _own_title(chapter.key, voice) or _planned(chapter, questionnaire, voice)
    )


def _own_title(key: str, voice: Voice) -> str:
    match key:
        case "introduction":
            return voice.word("Introduction")
        case "methodology":
            return voice.word("Methodology and response")
        case "conclusions":
            return voice.word("Conclusions")
    return voice.word("Recommendations") if key == "recommendations" else ""


def _planned(chapter: Chapter, questionnaire: Questionnaire, voice: Voice) -> str:
    number = int(chapter.key.removeprefix("chapter-"))
    return voice.text(questionnaire.report.chapters[number - 1].title)


def section_title(section: Section, questionnaire: Questionnaire, voice: Voice) -> str:
    """The title that staff gave, else the questionnaire's; nothing for the body of an undivided chapter."""
    given = {str(one): title for one, title in section.titles.items()}
    planned = questionnaire.section_by_key.get(section.key.removeprefix("section-"))
    return given.get(voice.language) or (voice.text(planned.title) if planned else "")


def staff_text(block: Block, language: str) -> StaffText | None:
    """What staff wrote for a reader of `language`.

    In the place of a draft only what is in that language, since else the draft of the language stands; a paragraph of
    staff that is not translated yet is printed in English, or in the language that it has.
    """
    texts = {str(one): text for one, text in block.texts.items()}
    if language in texts or block.kind != "text":
        return texts.get(language)
    return texts.get("en") or next(iter(texts.values()), None)


def reading_of(block: Block, values: Mapping[str, str], language: str) -> Reading | None:
    """What staff wrote, as it is printed; None where the draft stands."""
    text = staff_text(block, language)
    return read_markdown(text.words, values, language) if text else None


def last_words(text: Inline) -> tuple[Inline, Text, Inline]:
    """A text as what goes before its last words, these, and the footnotes after them."""
    end = len(text)
    while end and isinstance(text[end - 1], Footnote):
        end -= 1
    start = max((place + 1 for place in range(end) if isinstance(text[place], Footnote)), default=0)
    words = tuple(piece for piece in text[start:end] if isinstance(piece, str | Shown))
    return text[:start], words, text[end:]
