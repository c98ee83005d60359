"""One edit of a definition: a new definition that loads, or a refusal."""

from dataclasses import dataclass, replace

from app.domain.editing.changes import Changes, differences
from app.domain.editing.edits import Edit, Insert, Move, Put, Remove, Rename, Retype, Translate
from app.domain.editing.loading import loaded
from app.domain.editing.refusals import EditRefused, refuse_unstorable
from app.domain.editing.renaming import renamed
from app.domain.editing.retyping import retyped
from app.domain.editing.tree import (
    ABSENT,
    Address,
    Document,
    Place,
    at_place,
    locate,
    replaced,
    spliced,
    value_at,
)
from app.domain.errors import message

NAMES = ("key", "code")
OPTIONAL_LISTS = (
    "terms",
    "sectors",
    "checks",
    "counts",
    "counts_all",
)  # where none at all means the same as an empty one


@dataclass(frozen=True)
class Edited:
    """The definition after an edit, and what the edit changed."""

    document: Document
    changes: Changes


def applied(document: Document, edit: Edit) -> Edited:
    """The definition after `edit`, which loads. Raises EditRefused.

    `document` is as `Questionnaire.document` gives it, and so is what comes back.
    """
    refuse_unstorable(list(vars(edit).values()))
    if isinstance(edit, Move):
        without = _without(document, edit)
        after = loaded(_put_back(without, document, edit), document)
        return Edited(after, (*differences(document, without), *differences(without, after)))
    after = loaded(_made(document, edit), document)
    return Edited(after, tuple(differences(document, after)))


def noted(document: Document, edit: Edit) -> Edit:
    """The edit as it is kept: a translation with the text that it was made from."""
    if isinstance(edit, Translate) and edit.text is not None and edit.source is None:
        return replace(edit, source=_source(value_at(document, edit.at), edit.language))
    return edit


def _made(document: Document, edit: Put | Insert | Remove | Rename | Retype | Translate) -> Document:
    match edit:
        case Put():
            made = _put(document, edit)
        case Insert():
            made = _inserted(document, edit)
        case Remove(at):
            made = _removed(document, locate(document, at))
        case Rename(at, key):
            made = renamed(document, at, key)
        case Retype(at, kind):
            made = retyped(document, at, kind)
        case _:
            made = _translated(document, edit)
    return made


def _put(document: Document, edit: Put) -> Document:
    if not edit.at:
        raise EditRefused(message("Say what to change."))
    *above, name = edit.at
    place = locate(document, tuple(above))
    holder = at_place(document, place)
    if name in NAMES and isinstance(holder, dict) and name in holder:
        return renamed(document, tuple(above), edit.value)
    if edit.value is None:
        return _removed(document, locate(document, edit.at))
    made: Document
    if isinstance(holder, dict):
        made = replaced(document, (*place, name), edit.value)
    else:
        made = replaced(document, locate(document, edit.at), edit.value)
    return made


def _inserted(document: Document, edit: Insert) -> Document:
    place, held = _list_at(document, edit.into)
    made: Document = spliced(document, place, min(max(edit.index, 0), held), 0, [edit.item])
    return made


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
    made: Document
    if not isinstance(last, int):
        made = replaced(document, place, ABSENT)
    elif above[-1] in OPTIONAL_LISTS and len(at_place(document, tuple(above))) == 1:
        made = replaced(document, tuple(above), ABSENT)
    else:
        made = spliced(document, tuple(above), last, 1, [])
    return made


def _without(document: Document, edit: Move) -> Document:
    place = locate(document, edit.at)
    if not place or not isinstance(place[-1], int):
        raise EditRefused(message("This cannot be moved: only what stands in a list can."), edit.at)
    if edit.into[: len(edit.at)] == edit.at:
        raise EditRefused(message("Nothing can be moved into itself. Choose another place."), edit.at)
    return _removed(document, place)


def _put_back(without: Document, document: Document, edit: Move) -> Document:
    into, held = _list_at(without, edit.into)
    item = value_at(document, edit.at)
    made: Document = spliced(without, into, min(max(edit.index, 0), held), 0, [item])
    return made


def _translated(document: Document, edit: Translate) -> Document:
    place = locate(document, edit.at)
    held = at_place(document, place)
    if not isinstance(held, dict):
        raise EditRefused(message("There is no text here to translate."), edit.at)
    source = _source(held, edit.language)
    if edit.source is not None and edit.source != source:
        text = message(
            "The text was changed since this was translated. It is now: %(text)s", text=source or "—"
        )
        raise EditRefused(text, edit.at)
    text_or_none = ABSENT if edit.text is None else edit.text
    made: Document = replaced(document, (*place, edit.language), text_or_none)
    return made


def _source(text: Document, language: str) -> str | None:
    """What a translation into `language` is made from: the English, else the first other language by its code."""
    others = [code for code in ("en", *sorted(text)) if code in text and code != language]
    return text[others[0]] if others else None
