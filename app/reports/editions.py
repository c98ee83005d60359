"""What parts the two editions of the document: a short report, and a paper with everything in its place. Pure."""

from app.domain.edition import EditionKind
from app.domain.report_outline import Block, Outline

SYMBOLS = {
    EditionKind.REPORT: "E/CN.7/20__/__",
    EditionKind.CONFERENCE_ROOM_PAPER: "E/CN.7/20__/CRP.__",
}
ONLY_IN = {
    "ar": "بالعربية فقط",
    "zh": "仅有中文本",
    "en": "English only",
    "fr": "Français seulement",
    "ru": "Только на русском языке",
    "es": "Español únicamente",
}
"""What the masthead of a paper says of its one language, in that language."""


def in_edition(outline: Outline, kind: EditionKind) -> Outline:
    """The outline as an edition prints it: a paper has every table in its place, whatever waits in the annex."""
    if kind is EditionKind.REPORT:
        return outline
    chapters = tuple(
        chapter.model_copy(
            update={
                "sections": tuple(
                    section.model_copy(update={"blocks": tuple(map(_with_table, section.blocks))})
                    for section in chapter.sections
                )
            }
        )
        for chapter in outline.chapters
    )
    return outline.model_copy(update={"chapters": chapters})


def _with_table(block: Block) -> Block:
    return block.model_copy(update={"included": True}) if block.kind == "table" else block
