"""Every step that led to a draft: who, when, where."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import render_template
from flask_babel import gettext

from app.db import db
from app.domain.policy import Action
from app.questionnaires.models import EditKind
from app.questionnaires.reads import StepTaken, steps_of
from app.questionnaires.views.shared import Draft, blueprint, open_draft, place_of
from app.web.access import action
from app.web.languages import language_name

MOST_SHOWN = 200


@dataclass(frozen=True)
class StepView:
    revision: int
    what: str
    place: str
    who: str
    at: datetime


@blueprint.get("/<key>/draft/history")
@action(Action.EDIT_QUESTIONNAIRES)
def history(key: str) -> str:
    """The newest steps first."""
    draft = open_draft(key)
    steps = [_view(draft, one) for one in steps_of(db.session, draft.version_id, MOST_SHOWN)]
    return render_template(
        "questionnaires/history.html", draft=draft, title=draft.name(()), steps=steps, place_of=place_of
    )


def _view(draft: Draft, step: StepTaken) -> StepView:
    return StepView(step.revision, _what(step.kind, step.edit), _place(draft, step.edit), step.who, step.at)


def _what(kind: str, edit: dict[str, Any]) -> str:
    words = {
        "put": gettext("Changed"),
        "insert": gettext("Added"),
        "remove": gettext("Removed"),
        "move": gettext("Moved"),
        "rename": gettext("Given another key"),
        "retype": gettext("Given another type"),
        "translate": gettext("Translated"),
        "translations": gettext("Translated"),
    }
    said = str(words.get(edit["edit"], edit["edit"]))
    if kind == EditKind.UNDO:
        return str(gettext("Undone: %(step)s", step=said))
    if kind == EditKind.REDO:
        return str(gettext("Made again: %(step)s", step=said))
    return said


def _place(draft: Draft, edit: dict[str, Any]) -> str:
    """The keys on the way to what was changed, and the property."""
    if edit["edit"] == "translations":
        return language_name(edit["language"])
    at = edit.get("at") or edit.get("into") or []
    item = edit.get("item")
    own = [item["key"]] if isinstance(item, dict) and "key" in item else []
    return " › ".join([*at[1::2], *(at[-1:] if len(at) % 2 and not own else []), *own])
