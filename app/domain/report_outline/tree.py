"""Parts of an outline by key: found, changed, moved. KeyError where there is none."""

from collections.abc import Callable
from typing import TypeVar

from app.domain.report_outline.model import Block, Chapter, Outline, Section

AnyPart = Chapter | Section | Block
_Part = TypeVar("_Part", Chapter, Section, Block)


def changed(outline: Outline, key: str, change: Callable[[AnyPart], AnyPart]) -> Outline:
    """The outline with the part `key` as `change` makes it."""
    found: list[str] = []

    def over(part: AnyPart) -> AnyPart:
        if part.key == key:
            found.append(key)
            return change(part)
        match part:
            case Chapter():
                return _with(part, sections=tuple(map(over, part.sections)))
            case Section():
                return _with(part, blocks=tuple(map(over, part.blocks)))
        return part

    summary, chapters = over(outline.summary), tuple(map(over, outline.chapters))
    if not found:
        raise KeyError(key)
    return outline.model_copy(update={"summary": summary, "chapters": chapters})


def _with(part: _Part, **values: object) -> _Part:
    return part.model_copy(update=values)


def without(outline: Outline, key: str) -> Outline:
    """The outline without the block `key`, which stands in a section."""
    return _each_section(
        outline, lambda section: tuple(block for block in section.blocks if block.key != key)
    )


def inserted(outline: Outline, section: str, after: str | None, block: Block) -> Outline:
    """The outline with `block` in the section, after the block `after`: first where there is none, last for None."""
    if not any(one.key == section for chapter in outline.chapters for one in chapter.sections):
        raise KeyError(section)

    def with_it(one: Section) -> tuple[Block, ...]:
        if one.key != section:
            return one.blocks
        keys = [held.key for held in one.blocks]
        index = len(keys) if after is None else keys.index(after) + 1 if after in keys else 0
        return (*one.blocks[:index], block, *one.blocks[index:])

    return _each_section(outline, with_it)


def _each_section(outline: Outline, blocks: Callable[[Section], tuple[Block, ...]]) -> Outline:
    chapters = tuple(
        _with(chapter, sections=tuple(_with(section, blocks=blocks(section)) for section in chapter.sections))
        for chapter in outline.chapters
    )
    return outline.model_copy(update={"chapters": chapters})


def shifted(outline: Outline, key: str, by: int) -> Outline | None:
    """The outline with the part one place on; None where it stands at the edge of the report already."""
    if key in [chapter.key for chapter in outline.chapters]:
        return _with_chapters(outline, _swapped(outline.chapters, key, by))
    for place, chapter in enumerate(outline.chapters):
        if key in [section.key for section in chapter.sections]:
            moved = _with(chapter, sections=_swapped(chapter.sections, key, by))
            chapters = (*outline.chapters[:place], moved, *outline.chapters[place + 1 :])
            return _with_chapters(outline, chapters)
    return _shifted_block(outline, key, by)


def _with_chapters(outline: Outline, chapters: tuple[Chapter, ...]) -> Outline | None:
    return outline.model_copy(update={"chapters": chapters}) if chapters != outline.chapters else None


def _swapped(parts: tuple[_Part, ...], key: str, by: int) -> tuple[_Part, ...]:
    """The parts with `key` one place on; as they are where it stands at the edge."""
    here = [part.key for part in parts].index(key)
    there = here + by
    moved = list(parts)
    if 0 <= there < len(parts):
        moved[here], moved[there] = moved[there], moved[here]
    return tuple(moved)


def _shifted_block(outline: Outline, key: str, by: int) -> Outline | None:
    """A block goes on into the next section at the edge of its own."""
    if outline.summary.key == key:
        return None
    sections = [section for chapter in outline.chapters for section in chapter.sections]
    here = next((place for place, section in enumerate(sections) if _holds(section, key)), None)
    if here is None:
        raise KeyError(key)
    section = sections[here]
    blocks = _swapped(section.blocks, key, by)
    if blocks != section.blocks:
        return changed(outline, section.key, lambda part: part.model_copy(update={"blocks": blocks}))
    there = here + by
    if not 0 <= there < len(sections):
        return None
    block = next(one for one in section.blocks if one.key == key)
    return inserted(without(outline, key), sections[there].key, None if by < 0 else "", block)


def _holds(section: Section, key: str) -> bool:
    return any(block.key == key for block in section.blocks)
