"""What an edit changed: small enough to keep, and enough to undo and redo it exactly."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.domain.editing.tree import (
    ABSENT,
    Address,
    Document,
    Place,
    address_of,
    at_place,
    is_named,
    name_of,
    replaced,
    spliced,
)
from app.domain.text import MADE_FROM


@dataclass(frozen=True)
class Change:
    """At `place`, `before` became `after`; ABSENT is a property that is not there.

    Where the last step is a position, `before` and `after` are the items that stand there, which may be none.
    """

    place: Place
    before: Any
    after: Any


Changes = tuple[Change, ...]
PLACE_IN_LIST = "#"  # no name of a property, key or code


def differences(before: Any, after: Any, place: Place = ()) -> Iterator[Change]:
    """What to change in `before` to get `after`. What the two share is not looked at."""
    if before is after:
        return
    if isinstance(before, dict) and isinstance(after, dict):
        for name in sorted({*before, *after}):
            held, new = before.get(name, ABSENT), after.get(name, ABSENT)
            yield from differences(held, new, (*place, name))
    elif isinstance(before, list) and isinstance(after, list):
        yield from _in_list(before, after, place)
    elif type(before) is not type(after) or before != after:
        if isinstance(place[-1], int):
            yield Change(place, [before], [after])
        else:
            yield Change(place, before, after)


def _in_list(before: Sequence[Any], after: Sequence[Any], place: Place) -> Iterator[Change]:
    if len(before) == len(after) and _names(before) == _names(after):
        for position, (held, new) in enumerate(zip(before, after, strict=True)):
            yield from differences(held, new, (*place, position))
        return
    start, most = 0, min(len(before), len(after))
    while start < most and same(before[start], after[start]):
        start += 1
    end = 0
    while end < most - start and same(before[-1 - end], after[-1 - end]):
        end += 1
    removed, added = before[start : len(before) - end], after[start : len(after) - end]
    yield Change((*place, start), list(removed), list(added))


def _names(items: Sequence[Any]) -> list[str]:
    return [name_of(item, position) for position, item in enumerate(items)]


def same(one: Any, other: Any) -> bool:
    """Whether two JSON values are written alike."""
    return next(differences(one, other, ("",)), None) is None


def redone(document: Document, changes: Changes) -> Document:
    """The document after the changes."""
    for change in changes:
        document = _made(document, change.place, change.before, change.after)
    return document


def undone(document: Document, changes: Changes) -> Document:
    """The document before the changes, byte for byte in canonical JSON."""
    return redone(document, inverse(changes))


def inverse(changes: Changes) -> Changes:
    """The changes that lead back."""
    return tuple(Change(change.place, change.after, change.before) for change in reversed(changes))


def _made(document: Document, place: Place, old: Any, new: Any) -> Document:
    made: Document
    if isinstance(place[-1], int):
        made = spliced(document, place[:-1], place[-1], len(old), new)
    else:
        made = replaced(document, place, new)
    return made


def changes_json(changes: Changes) -> list[dict[str, Any]]:
    """Changes as JSON values; what is absent is left out."""
    return [
        {"at": list(change.place)}
        | {
            name: value
            for name, value in (("before", change.before), ("after", change.after))
            if value is not ABSENT
        }
        for change in changes
    ]


def read_changes(data: Sequence[Mapping[str, Any]]) -> Changes:
    """The inverse of `changes_json`."""
    return tuple(
        Change(tuple(one["at"]), one.get("before", ABSENT), one.get("after", ABSENT)) for one in data
    )


def touched(document: Document, changes: Changes) -> frozenset[Address]:
    """The addresses of what the changes of `document` change: properties, items, or lists of things without names.

    Of an item that only stands elsewhere in its list, that is its place in it.
    """
    found: set[Address] = set()
    taken: dict[Address, Any] = {}
    put: dict[Address, Any] = {}
    for change in changes:
        held = at_place(document, change.place[:-1])
        into = address_of(document, change.place[:-1])
        if not isinstance(change.place[-1], int) or not isinstance(held, list):
            found.update(_each(address_of(document, change.place), change))
        elif not is_named([*change.before, *change.after]):
            found.add(into)
        else:
            taken |= {(*into, name_of(item, 0)): item for item in change.before}
            put |= {(*into, name_of(item, 0)): item for item in change.after}
        document = redone(document, (change,))
    for at in {*taken, *put}:
        stays = at in taken and at in put and same(taken[at], put[at])
        found.add((*at, PLACE_IN_LIST) if stays else at)
    return frozenset(found)


def _each(at: Address, change: Change) -> Iterator[Address]:
    """The place of a change. What translations were made from is a place for each language."""
    if at[-1] != MADE_FROM:
        yield at
        return
    before, after = ({} if one is ABSENT else one for one in (change.before, change.after))
    yield from ((*at, code) for code in sorted({*before, *after}) if before.get(code) != after.get(code))


def overlap(mine: frozenset[Address], theirs: frozenset[Address]) -> tuple[Address, ...]:
    """The places of `mine` that lie in one of `theirs`, or hold one, in order."""
    return tuple(sorted(one for one in mine if any(_meet(one, other) for other in theirs)))


def _meet(one: Address, other: Address) -> bool:
    shorter = min(len(one), len(other))
    return one[:shorter] == other[:shorter]
