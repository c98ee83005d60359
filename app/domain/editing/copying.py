"""A copy of a section, question, part, option or row, beside it: with fresh keys, looking at itself where it did."""

from collections.abc import Collection
from itertools import count

from app.domain.editing.edits import Insert
from app.domain.editing.loading import NESTED
from app.domain.editing.references import in_question, in_section
from app.domain.editing.refusals import EditRefused
from app.domain.editing.renaming import looking_elsewhere
from app.domain.editing.tree import Address, Document, Place, at_place, is_named, locate, name_of
from app.domain.errors import message

_LONGEST_SECTION, _LONGEST = 20, 40  # characters of keys


def copied(document: Document, at: Address) -> Insert:
    """The edit that puts a copy of what stands at `at` right behind it. Raises EditRefused."""
    place = locate(document, at)
    listed = at_place(document, place[:-1])
    if not place or not isinstance(listed, list) or not is_named(listed):
        raise EditRefused(message("This cannot be copied."), at)
    position = int(place[-1])
    taken = [name_of(item, at) for at, item in enumerate(listed)]
    return Insert(at[:-1], position + 1, _copy(document, place, taken))


def _copy(document: Document, place: Place, taken: Collection[str]) -> Document:
    item: Document = at_place(document, place)
    keys = [question["key"] for section in document["sections"] for question in section["questions"]]
    if len(place) == 2:
        fresh: dict[str, str] = {}
        for question in item["questions"]:
            fresh[question["key"]] = _fresh(question["key"], [*keys, *fresh.values()], "-", _LONGEST)
        made = in_section(item, lambda look, _: looking_elsewhere(look, fresh))
        questions = [question | {"key": fresh[question["key"]]} for question in made["questions"]]
        return made | {"key": _fresh(item["key"], taken, "-", _LONGEST_SECTION), "questions": questions}
    if len(place) == 4:
        key = _fresh(item["key"], keys, "-", _LONGEST)
        made = in_question(item, lambda look, _: looking_elsewhere(look, {item["key"]: key}), None)
        return made | {"key": key}
    name = "key" if place[-2] in NESTED else "code"
    return item | {name: _fresh(item[name], taken, "_", _LONGEST)}


def _fresh(name: str, taken: Collection[str], joint: str, longest: int) -> str:
    """A name that nothing has, with a number behind."""
    suffixes = (f"{joint}{number}" for number in count(2))
    names = (name[: longest - len(suffix)] + suffix for suffix in suffixes)
    return next(fresh for fresh in names if fresh not in taken)
