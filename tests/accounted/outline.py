"""The numbers of chapters, sections and annexes: in headings, in the contents, and where the text speaks of them."""

from collections.abc import Iterator, Sequence

from tests.accounted.facts import Told
from tests.accounted.printed import Printed
from tests.recounted import Document

FIRST = ("Introduction", "Methodology and response")
LAST = "Conclusions"
ANNEXES = ("Responding States", "Detailed tables", "Best practices submitted")
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV")
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def take(printed: Sequence[Printed], known: Told) -> Iterator[str]:
    """The first heading is the title of the document."""
    blocks = [one for one in printed if one.block.kind == "heading"][1:]
    headings = [one.title for one in blocks]
    chapters = [*_numbered(_titles(known.definition), headings)]
    annexes = [*_annexes(headings)]
    expected = [line for chapter in chapters for line in (chapter, *_sections(chapter, known, headings))]
    expected += annexes
    contents = next(one for one in printed if one.block.kind == "contents")
    if headings != expected:
        yield f"the headings should be {expected}"
    if contents.block.lines[1:] != expected:
        yield f"the contents should be {expected}"
    for line in expected:
        contents.take_line(line)
        any(one.take_line(line) is not None for one in blocks)
    for sentence in _told(chapters, annexes):
        if not any(one.take(sentence) is not None for one in printed if one.block.kind == "paragraph"):
            yield f"there should be “{sentence}”"


def _titles(definition: Document) -> list[str]:
    return [*FIRST, *(chapter["title"]["en"] for chapter in definition["report"]["chapters"]), LAST]


def _numbered(titles: Sequence[str], headings: Sequence[str]) -> Iterator[str]:
    """The chapters that have anything to say, which take their numbers one after the other."""
    number = 0
    for title in titles:
        if f"{ROMAN[number]}. {title}" in headings:
            yield f"{ROMAN[number]}. {title}"
            number += 1


def _sections(chapter: str, known: Told, headings: Sequence[str]) -> Iterator[str]:
    """The sections below the heading of a chapter; one alone has no heading."""
    sections = {one["key"]: one["title"]["en"] for one in known.definition["sections"]}
    planned = [
        sections[key]
        for one in known.definition["report"]["chapters"]
        if chapter.endswith(f". {one['title']['en']}")
        for key in one["sections"]
    ]
    own = headings[headings.index(chapter) + 1 :][: len(planned)]
    found: list[str] = []
    for title in planned:
        if f"{LETTERS[len(found)]}. {title}" in own:
            found.append(f"{LETTERS[len(found)]}. {title}")
    yield from found


def _annexes(headings: Sequence[str]) -> Iterator[str]:
    printed = [title for title in ANNEXES if any(one.endswith(f" {title}") for one in headings)]
    yield from (f"Annex {ROMAN[place]} {title}" for place, title in enumerate(printed))


def _told(chapters: Sequence[str], annexes: Sequence[str]) -> Iterator[str]:
    """What the introduction and the chapter on method say of the parts of the document."""
    numbers = [one.split(".")[0] for one in chapters if not one.endswith((*FIRST, LAST))]
    yield "Chapter II of the present report describes"
    if len(numbers) == 1:
        yield f"Chapter {numbers[0]} summarizes the replies."
    elif numbers:
        between = "and" if len(numbers) == 2 else "to"
        yield f"Chapters {numbers[0]} {between} {numbers[-1]} summarize the replies."
    yield from (
        f"Chapter {one.split('.')[0]} contains conclusions." for one in chapters if one.endswith(f". {LAST}")
    )
    if "Annex II Detailed tables" in annexes:
        yield "Annex I lists the responding States, and annex II contains a table for each question."
    else:
        yield "Annex I lists the responding States."
    yield "The responding States are listed in annex I."
