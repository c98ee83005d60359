"""One edit of a definition: a new definition that loads, or a refusal."""

from dataclasses import dataclass

from app.domain.editing.changes import Changes, differences
from app.domain.editing.edits import Edit, Insert, Move, Put, Remove, Rename, Retype, Translate
from app.domain.editing.loading import loaded
from app.domain.editing.refusals import EditRefused, refuse_unstorable
from app.domain.editing.renaming import renamed
from app.domain.editing.retyping import retyped
from app.domain.editing.tree import ABSENT, Address, Document, Place, at_place, locate, replaced, spliced
from app.domain.errors import message


@dataclass(frozen=True)
class Edited:
    """The definition after an edit, and what the edit changed."""

    document: Document
    changes: Changes


def applied(document: Document, edit: Edit) -> Edited:
    """The definition after `edit`, which loads. Raises EditRefused.

    `document` is as `Questionnaire.document` gives it, and so is what comes back.
    """
    refuse_unstorable([vars(edit)[name] for name in vars(edit)])
    after = loaded(_made(document, edit))
    return Edited(after, tuple(differences(document, after)))


def _made(document: Document, edit: Edit) -> Document:
    match edit:
        case Put():
            made = _put(document, edit)
        case Insert():
            made = _inserted(document, edit)
        case Remove(at):
            made = _removed(document, locate(document, at))
        case Move():
            made = _moved(document, edit)
        case Rename(at, key):
            made = renamed(document, at, key)
        case Retype(at, kind):
            made = retyped(document, at, kind)
        case Translate():
            made = _translated(document, edit)
    return made


def _spliced(document: Document, place: Place, position: int, count: int, items: list[object]) -> Document:
    made: Document = spliced(document, place, position, count, items)
    return made


def _put(document: Document, edit: Put) -> Document:
    if not edit.at:
        raise EditRefused(message("Say what to change."))
    *above, name = edit.at
    place = locate(document, tuple(above))
    if edit.value is None:
        return _removed(document, locate(document, edit.at))
    named = isinstance(at_place(document, place), dict)
    made: Document = replaced(document, (*place, name) if named else locate(document, edit.at), edit.value)
    return made


def _inserted(document: Document, edit: Insert) -> Document:
    place, held = _list_at(document, edit.into)
    return _spliced(document, place, min(max(edit.index, 0), held), 0, [edit.item])


def _list_at(document: Document, into: Address) -> tuple[Place, int]:
    """The steps to a list, which may not be there yet, and its length."""
    if not into:
        raise EditRefused(message("Say where to add this."))
    *above, name = into
    place = locate(document, tuple(above))
    holder = at_place(document, place)
    if isinstance(holder, dict) and name not in holder:
        return (*place, name), 0
    place = locate(document, into)
    held = at_place(document, place)
    if not isinstance(held, list):
        raise EditRefused(message("Nothing can be added here. Choose another place."), into)
    return place, len(held)


def _removed(document: Document, place: Place) -> Document:
    if not place:
        raise EditRefused(message("Say what to take out."))
    *above, last = place
    if isinstance(last, int):
        return _spliced(document, tuple(above), last, 1, [])
    made: Document = replaced(document, place, ABSENT)
    return made


def _moved(document: Document, edit: Move) -> Document:
    place = locate(document, edit.at)
    if not place or not isinstance(place[-1], int):
        raise EditRefused(message("This cannot be moved: only what stands in a list can."), edit.at)
    if edit.into[: len(edit.at)] == edit.at:
        raise EditRefused(message("Nothing can be moved into itself. Choose another place."), edit.at)
    item = at_place(document, place)
    without = _removed(document, place)
    into, held = _list_at(without, edit.into)
    return _spliced(without, into, min(max(edit.index, 0), held), 0, [item])


def _translated(document: Document, edit: Translate) -> Document:
    made: Document
    place = locate(document, edit.at)
    held = at_place(document, place)
    if not isinstance(held, dict):
        raise EditRefused(message("There is no text here to translate."), edit.at)
    made = replaced(document, (*place, edit.language), ABSENT if edit.text is None else edit.text)
    return made
