"""Where an edit belongs that was made on an older state of the definition."""

from app.domain.editing.edits import Edit, Insert, Replace, Translate, Translations
from app.domain.editing.tree import ABSENT, Address, Document, name_of, value_or_absent


def meant(edit: Edit) -> Address:
    """The place that an edit is about, whether or not it changes anything there."""
    match edit:
        case Insert(into=into, item=item):
            return (*into, name_of(item, edit.index))
        case Translate(at=at, language=language):
            return (*at, language)
        case Replace():
            return ()
        case Translations(language=language):
            return ("languages", language)
    return edit.at


def anchored(then: Document, now: Document, into: Address, index: int, without: Address = ()) -> int:
    """`index` of the list at `into` before, as one of the list now: before the same neighbour, else at the end.

    What stands at `without` is not counted.
    """
    before, after = (_names(document, into, without) for document in (then, now))
    neighbours = (after.index(name) for name in before[max(index, 0) :] if name in after)
    return next(neighbours, len(after))


def _names(document: Document, into: Address, without: Address) -> list[str]:
    items = value_or_absent(document, into)
    if items is ABSENT:
        return []
    names = [name_of(item, position) for position, item in enumerate(items)]
    return [name for name in names if (*into, name) != without]
