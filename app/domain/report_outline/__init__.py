"""The outline of the Commission's document: chapters, sections and blocks, as staff order and edit them. Pure."""

from app.domain.report_outline.default import default_outline
from app.domain.report_outline.edits import (
    AddText,
    Include,
    Keep,
    OutlineEdit,
    OutlineRefused,
    Place,
    RemoveText,
    Retitle,
    Shift,
    TakeDraft,
    Write,
    applied,
    edit_json,
    read_edit,
    touched,
)
from app.domain.report_outline.live import as_source, figures_digest, references_in, with_values
from app.domain.report_outline.markdown import (
    Footnote,
    Inline,
    Passage,
    Problem,
    Reading,
    read_markdown,
    words_of,
)
from app.domain.report_outline.model import Block, Chapter, Outline, Section, StaffText
from app.domain.report_outline.values import values_of

__all__ = [
    "AddText",
    "Block",
    "Chapter",
    "Footnote",
    "Include",
    "Inline",
    "Keep",
    "Outline",
    "OutlineEdit",
    "OutlineRefused",
    "Passage",
    "Place",
    "Problem",
    "Reading",
    "RemoveText",
    "Retitle",
    "Section",
    "Shift",
    "StaffText",
    "TakeDraft",
    "Write",
    "applied",
    "as_source",
    "default_outline",
    "edit_json",
    "figures_digest",
    "read_edit",
    "read_markdown",
    "references_in",
    "touched",
    "values_of",
    "with_values",
    "words_of",
]
