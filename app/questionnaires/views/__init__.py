"""The pages of questionnaires for administrators: the list, and the editor of a draft."""

from app.questionnaires.views import (
    adding,
    checks,
    conditions,
    consultation,
    consulted,
    diagnosing,
    editor,
    edits,
    finding,
    history,
    listing,
    lists,
    previewing,
    translating,
    translation_files,
    whom,
)
from app.questionnaires.views.shared import blueprint

__all__ = [
    "adding",
    "blueprint",
    "checks",
    "conditions",
    "consultation",
    "consulted",
    "diagnosing",
    "editor",
    "edits",
    "finding",
    "history",
    "listing",
    "lists",
    "previewing",
    "translating",
    "translation_files",
    "whom",
]
