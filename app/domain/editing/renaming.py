"""Another key for a section, question, part, option or row, and everything that refers to it."""

from app.domain.editing.refusals import EditRefused
from app.domain.editing.tree import Address, Document, at_place, locate, replaced
from app.domain.errors import message


def renamed(document: Document, at: Address, key: str) -> Document:
    place = locate(document, at)
    item = at_place(document, place)
    name = next((name for name in ("key", "code") if isinstance(item, dict) and name in item), None)
    if name is None or not place:
        raise EditRefused(message("This has no key of its own."), at)
    made: Document = replaced(document, (*place, name), key)
    return made
