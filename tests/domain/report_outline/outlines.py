"""A small outline: two planned chapters, one of two sections."""

from app.domain.report_outline import Outline, OutlineEdit, applied, default_outline
from tests.factories import TWO_OPTIONS, part, question, questionnaire, section

BARS = {"as": "bar"}
DEFINITION = questionnaire(
    section("A", question("a1"), question("a2", report=BARS), question("note", "note")),
    section("B", question("b1", "compound", parts=[part("status", report=BARS), part("why", "text")])),
    section("C", question("c1", "single_choice", options=TWO_OPTIONS)),
    report={
        "title": {"en": "A report"},
        "mandate": {"en": "A mandate"},
        "chapters": [
            {"title": {"en": "First"}, "sections": ["A", "B"]},
            {"title": {"en": "Second"}, "sections": ["C"]},
        ],
    },
)
OUTLINE = default_outline(DEFINITION)


def after(*edits: OutlineEdit, outline: Outline = OUTLINE) -> Outline:
    for edit in edits:
        outline = applied(outline, edit)
    return outline


def keys_of(outline: Outline, section_key: str) -> list[str]:
    """The blocks of a section, by key."""
    return next(
        [block.key for block in section.blocks]
        for chapter in outline.chapters
        for section in chapter.sections
        if section.key == section_key
    )
