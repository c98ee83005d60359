"""Pure edits of a draft: a new definition and what changed, or a refusal that says what to do."""

from app.domain.editing.applying import Edited, applied, noted
from app.domain.editing.changes import (
    Change,
    Changes,
    changes_json,
    inverse,
    overlap,
    read_changes,
    redone,
    same,
    touched,
    undone,
)
from app.domain.editing.copying import copied
from app.domain.editing.edits import (
    Edit,
    Insert,
    Move,
    Put,
    Remove,
    Rename,
    Replace,
    Retype,
    Translate,
    Translations,
    edit_json,
    read_edit,
)
from app.domain.editing.loading import loaded
from app.domain.editing.meeting import anchored, meant
from app.domain.editing.refusals import EditRefused
from app.domain.editing.starting import begun_from, started
from app.domain.editing.tree import ABSENT, Address, Document, value_at, value_or_absent
from app.domain.editing.written import Written

__all__ = [
    "ABSENT",
    "Address",
    "Change",
    "Changes",
    "Document",
    "Edit",
    "EditRefused",
    "Edited",
    "Insert",
    "Move",
    "Put",
    "Remove",
    "Rename",
    "Replace",
    "Retype",
    "Translate",
    "Translations",
    "Written",
    "anchored",
    "applied",
    "begun_from",
    "changes_json",
    "copied",
    "edit_json",
    "inverse",
    "loaded",
    "meant",
    "noted",
    "overlap",
    "read_changes",
    "read_edit",
    "redone",
    "same",
    "started",
    "touched",
    "undone",
    "value_at",
    "value_or_absent",
]
