"""Edits of one step: a property, a new part, a move, a removal, another key or type; and taking them back."""

from collections.abc import Sequence
from typing import Any

from flask import request
from flask_babel import gettext
from werkzeug.wrappers import Response

from app.db import db
from app.domain.editing import Address, Edit, Move, Put, Remove, Rename, Retype, value_or_absent
from app.domain.editing.tree import replaced
from app.domain.errors import NotPossibleNow
from app.domain.policy import Action
from app.questionnaires.drafting import DraftChanged
from app.questionnaires.drafting import redo as redo_edit
from app.questionnaires.drafting import undo as undo_edit
from app.questionnaires.forms.properties import WAS, Change, Mistyped, changes, value_at
from app.questionnaires.views.adding import numbering
from app.questionnaires.views.conflicts import lost_of
from app.questionnaires.views.editing import (
    Then,
    answered,
    make_edit,
    place_posted,
    refused,
    saved_parts,
    with_key,
    writing,
)
from app.questionnaires.views.moving import moved_parts, step_of
from app.questionnaires.views.outline import question_line, section_line
from app.questionnaires.views.pages import Refused
from app.questionnaires.views.panel import errors_in
from app.questionnaires.views.shared import Draft, blueprint, open_draft
from app.web.access import action
from app.web.languages import translate


@blueprint.post("/<key>/draft/put")
@action(Action.EDIT_QUESTIONNAIRES)
def put(key: str) -> Response:
    """Save the properties of one thing that a form has changed."""
    draft, at = open_draft(key), place_posted()
    if not isinstance(value_or_absent(draft.document, at), dict):
        left = _still_there(draft.document, at)
        return refused(draft, left, Refused(conflict=lost_of(draft, left, request.form)), 409)
    thing, model = draft.thing(at), draft.model(at)
    try:
        changed = list(changes(model, thing, draft.language, request.form))
    except Mistyped:
        return refused(draft, at, Refused(request.form, errors_in(draft, at, request.form)), 422)
    posted = {name.removeprefix(WAS) for name in request.form if name.startswith(WAS)}
    line = bool(at) and at[0] == "sections" and at[-2] in ("sections", "questions", "parts", "columns")

    def parts(now: Draft) -> str:
        return saved_parts(now, at, {"posted": posted, "line": _line(now, at) if line else None})

    whole = Put(at, _whole(thing, changed)) if at and at[-2] != "sections" else None
    return make_edit(draft, at, edits_for(at, thing, changed), Then(at, parts=parts), whole)


def _line(draft: Draft, at: Address) -> Any:
    thing = draft.thing(at)
    return section_line(draft, thing, at) if len(at) == 2 else question_line(draft, at, thing, at)


def edits_for(at: Address, thing: Any, changed: Sequence[Change]) -> list[Edit]:
    """One edit for each property; those of a group that is not there yet make it together."""
    edits: list[Edit] = []
    groups: dict[str, dict[str, Any]] = {}
    for change in changed:
        first, *rest = change.path
        if rest and value_at(thing, (first,)) is None:
            groups.setdefault(first, {})["/".join(rest)] = change.value
        elif change.value is not None or value_at(thing, change.path) is not None:
            edits.append(Put((*at, *change.path), change.value))
    for first, new in groups.items():
        value = {name: one for name, one in new.items() if one is not None}
        edits.extend([Put((*at, first), value)] if value else [])
    return edits


def _whole(thing: Any, changed: Sequence[Change]) -> Any:
    """The thing after all changes."""
    for change in changed:
        first, *rest = change.path
        if rest and first not in thing:
            thing = {**thing, first: {}}
        thing = (
            {name: one for name, one in thing.items() if name != first}
            if change.value is None and not rest
            else replaced(thing, change.path, change.value)
        )
    return thing


@blueprint.post("/<key>/draft/move")
@action(Action.EDIT_QUESTIONNAIRES)
def move(key: str) -> Response:
    """Move a thing one place up or down, to a position, or into another section."""
    draft, at = open_draft(key), place_posted()
    draft.part(at)
    step = step_of(draft, at, request.form)
    if step is None:
        there = gettext("It cannot be moved further that way.")
        return refused(draft, at, Refused(None, [("place", there)]), 422)
    way = request.form.get("way", "")

    def parts(now: Draft) -> str:
        return moved_parts(now, step)

    near = step.is_near(at)
    return make_edit(
        draft, at, [Move(at, step.into, step.index)], Then(step.at, way, parts if near else None)
    )


@blueprint.post("/<key>/draft/remove")
@action(Action.EDIT_QUESTIONNAIRES)
def remove(key: str) -> Response:
    """Take a thing out; what is open then is what held it."""
    draft, at = open_draft(key), place_posted()
    draft.part(at)
    then = Then(
        at[:-2] if at[0] == "sections" else (), "place", said=gettext("Removed. Undo brings it back.")
    )
    return make_edit(draft, at, [Remove(at), *_without_section(draft, at)], then)


def _without_section(draft: Draft, at: Address) -> list[Edit]:
    """A section that is taken out leaves the chapters of the report too."""
    if len(at) != 2 or at[0] != "sections":
        return []
    found: list[Edit] = []
    for number, chapter in enumerate(draft.document["report"]["chapters"]):
        rest = [key for key in chapter["sections"] if key != at[1]]
        if rest and len(rest) < len(chapter["sections"]):
            found.append(Put(("report", "chapters", str(number), "sections"), rest))
    return found


@blueprint.post("/<key>/draft/rename")
@action(Action.EDIT_QUESTIONNAIRES)
def rename(key: str) -> Response:
    """Give a thing another key; everything that refers to it follows."""
    draft, at = open_draft(key), place_posted()
    draft.part(at)
    new = request.form.get("new_key", "").strip()
    return make_edit(draft, at, [Rename(at, new)], Then((*at[:-1], new), "place"))


@blueprint.post("/<key>/draft/retype")
@action(Action.EDIT_QUESTIONNAIRES)
def retype(key: str) -> Response:
    """Ask a question in another way."""
    draft, at = open_draft(key), place_posted()
    draft.part(at)
    kind = request.form.get("type", "")
    return make_edit(draft, at, [Retype(at, kind), *numbering(draft, at, kind)], Then(at, "place"))


@blueprint.post("/<key>/draft/undo")
@action(Action.EDIT_QUESTIONNAIRES)
def undo(key: str) -> Response:
    """Take back the newest edit."""
    return _back_or_forth(key, undo_edit, gettext("Undone."), "undo")


@blueprint.post("/<key>/draft/redo")
@action(Action.EDIT_QUESTIONNAIRES)
def redo(key: str) -> Response:
    """Make the edit again that was taken back."""
    return _back_or_forth(key, redo_edit, gettext("Made again."), "redo")


def _back_or_forth(key: str, step: Any, said: str, focus: str) -> Response:
    draft, at = open_draft(key), place_posted()
    try:
        drafted = step(db.session, idempotency_key=with_key(), **writing(draft))
        db.session.commit()
    except DraftChanged as refusal:
        db.session.rollback()
        return refused(draft, at, Refused(None, [("place", translate(refusal.message))]), 409)
    except NotPossibleNow as refusal:
        db.session.rollback()
        return refused(draft, at, Refused(None, [("place", translate(refusal.message))]), 422)
    return answered(open_draft(key), Then(_still_there(drafted.document, at), focus, said=said), 1)


def _still_there(document: Any, at: Address) -> Address:
    """The place, or what is left of the way to it."""
    while at and not isinstance(value_or_absent(document, at), dict):
        at = at[:-2] if at[0] == "sections" else ()
    return at
