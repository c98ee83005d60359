"""One edit of a definition: a new definition that loads, or a refusal."""

from dataclasses import dataclass, replace
from typing import Any

from app.domain.editing.changes import Changes, differences
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
)
from app.domain.editing.loading import loaded
from app.domain.editing.origins import LANGUAGES, is_text, source_of, with_words
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
OPTIONAL_LISTS = ("terms", "sectors", "checks", "counts")  # where none at all means the same as an empty one


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
    if isinstance(edit, Translations):
        kept = (
            noted(document, Translate(at, edit.language, text, source)) for at, text, source in edit.texts
        )
        return Translations(
            edit.language, tuple((one.at, one.text, one.source) for one in kept if isinstance(one, Translate))
        )
    if isinstance(edit, Translate) and edit.text is not None and edit.source is None:
        return replace(edit, source=_source(value_at(document, edit.at), edit.language, _first(document)))
    return edit


def _made(
    document: Document, edit: Put | Insert | Remove | Rename | Retype | Translate | Translations | Replace
) -> Document:
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
        case Replace(new):
            made = _another(document, new)
        case Translations(language, texts):
            made = document
            for at, text, source in texts:
                made = _translated(made, Translate(at, language, text, source))
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
    made: Document
    if name in LANGUAGES and is_text(holder):
        made = replaced(document, place, with_words(holder, name, edit.value, _first(document)))
        return made
    if edit.value is None:
        return _removed(document, locate(document, edit.at))
    if isinstance(holder, dict):
        made = replaced(document, (*place, name), edit.value)
    else:
        made = replaced(document, locate(document, edit.at), edit.value)
    return made


def _inserted(document: Document, edit: Insert) -> Document:
    place, held = _list_at(document, edit.into)
    made: Document = spliced(document, place, min(max(edit.index, 0), held), 0, [edit.item])
    return made


def _another(document: Document, new: Any) -> Document:
    if not isinstance(new, dict) or new.get("key") != document["key"]:
        text = message("This is not the questionnaire %(key)s.", key=document["key"])
        raise EditRefused(text, ("key",))
    made: Document = new
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
    if not is_text(held):
        raise EditRefused(message("There is no text here to translate."), edit.at)
    first = _first(document)
    source = _source(held, edit.language, first)
    if edit.source is not None and edit.source != source:
        text = message(
            "The text was changed since this was translated. It is now: %(text)s", text=source or "—"
        )
        raise EditRefused(text, edit.at)
    made: Document = replaced(document, place, with_words(held, edit.language, edit.text, first))
    return made


def _source(text: Document, language: str, first: str) -> str | None:
    """What a translation into `language` is made from."""
    found = source_of(text, language, first)
    return None if found is None else found[1]


def _first(document: Document) -> str:
    """The language that every text has, and from which the others are translated."""
    return str(document["languages"][0])
