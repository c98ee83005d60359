"""Places in a definition as a plain document: addresses that people and pages use, and the steps they stand for.

A document is never changed. Each function gives a new one that shares every part it did not touch with the old.
"""

from collections.abc import Sequence
from typing import Any

from app.domain.editing.refusals import gone

Document = dict[str, Any]
Address = tuple[str, ...]
Step = str | int
Place = tuple[Step, ...]


class Absent:
    """The value of what is not there."""

    def __repr__(self) -> str:
        return "ABSENT"


ABSENT = Absent()


def name_of(item: Any, position: int) -> str:
    """What an item of a list is called in addresses: its key or code, else its position."""
    if isinstance(item, dict):
        for name in ("key", "code"):
            if isinstance(item.get(name), str):
                return str(item[name])
    return str(position)


def is_named(items: Sequence[Any]) -> bool:
    """Whether items are known by a name of their own; an empty list has none to know."""
    return bool(items) and all(isinstance(item, dict) and ("key" in item or "code" in item) for item in items)


def position_in(items: Sequence[Any], step: str) -> int | None:
    return next((position for position, item in enumerate(items) if name_of(item, position) == step), None)


def locate(document: Document, at: Address) -> Place:
    """The steps to what stands at `at`. Raises EditRefused when it is gone."""
    node: Any = document
    place: list[Step] = []
    for step in at:
        found: Step | None = None
        if isinstance(node, list):
            found = position_in(node, step)
        elif isinstance(node, dict) and step in node:
            found = step
        if found is None:
            raise gone(at)
        place.append(found)
        node = node[found]
    return tuple(place)


def at_place(document: Any, place: Place) -> Any:
    """What stands at the end of the steps; ABSENT where a property is not there."""
    for step in place:
        if isinstance(document, dict) and step not in document:
            return ABSENT
        document = document[step]
    return document


def value_at(document: Document, at: Address) -> Any:
    """What stands at `at`. Raises EditRefused when it is gone."""
    return at_place(document, locate(document, at))


def value_or_absent(document: Document, at: Address) -> Any:
    """What stands at `at`, or ABSENT."""
    node: Any = document
    for step in at:
        if isinstance(node, list):
            position = position_in(node, step)
            node = ABSENT if position is None else node[position]
        else:
            node = node.get(step, ABSENT) if isinstance(node, dict) else ABSENT
    return node


def address_of(document: Any, place: Place) -> Address:
    """The inverse of `locate`; past the end of a list an item is called by its position."""
    names: list[str] = []
    node: Any = document
    for step in place:
        if isinstance(step, int):
            item = node[step] if isinstance(node, list) and step < len(node) else None
            names.append(name_of(item, step))
            node = item
        else:
            names.append(step)
            node = node.get(step) if isinstance(node, dict) else None
    return tuple(names)


def replaced(node: Any, place: Place, value: Any) -> Any:
    """`node` with `value` at the end of the steps; ABSENT takes a property away."""
    if not place:
        return value
    step, *rest = place
    if isinstance(step, int):
        items = list(node)
        items[step] = replaced(items[step], tuple(rest), value)
        return items
    inner = replaced(node.get(step), tuple(rest), value)
    kept = {name: one for name, one in node.items() if name != step or inner is not ABSENT}
    return kept if inner is ABSENT else kept | {step: inner}


def spliced(node: Any, place: Place, position: int, count: int, items: Sequence[Any]) -> Any:
    """`node` with `items` in the place of `count` others, from `position` on, in the list at `place`."""
    held = at_place(node, place)
    listed = [] if held is ABSENT else held
    return replaced(node, place, [*listed[:position], *items, *listed[position + count :]])
