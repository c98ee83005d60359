"""A section or question of one definition as one of another: with keys that are free there."""

from collections.abc import Collection
from itertools import count
from typing import Any

from app.domain.editing import Address, Document, Insert, value_or_absent
from app.domain.editing.references import in_question, in_section
from app.domain.editing.renaming import looking_elsewhere

_LONGEST_SECTION, _LONGEST = 20, 40  # characters of keys


def pasted(document: Document, at: Address, item: Document) -> Insert:
    """The edit that puts `item` into `document`, behind the place `at`.

    What it looks at inside itself follows its new keys; what it looks at elsewhere is looked for here.
    """
    sections = document["sections"]
    taken = {question["key"] for section in sections for question in section["questions"]}
    if "questions" in item and "type" not in item:
        keys = [section["key"] for section in sections]
        index = keys.index(at[1]) + 1 if len(at) > 1 and at[1] in keys else len(keys)
        return Insert(("sections",), index, _section(item, keys, taken))
    section = at[1] if len(at) > 1 and at[0] == "sections" else sections[-1]["key"]
    into = ("sections", section, "questions")
    held = [question["key"] for question in value_or_absent(document, into)]
    index = held.index(at[3]) + 1 if len(at) > 3 and at[3] in held else len(held)
    return Insert(into, index, _question(item, taken))


def _section(item: Document, sections: Collection[str], taken: Collection[str]) -> Document:
    fresh: dict[str, str] = {}
    for question in item["questions"]:
        fresh[question["key"]] = _free(question["key"], [*taken, *fresh.values()], _LONGEST)
    made = in_section(item, lambda look, _: looking_elsewhere(look, fresh))
    questions: list[Any] = [question | {"key": fresh[question["key"]]} for question in made["questions"]]
    return made | {"key": _free(item["key"], sections, _LONGEST_SECTION), "questions": questions}


def _question(item: Document, taken: Collection[str]) -> Document:
    key = _free(item["key"], taken, _LONGEST)
    made = in_question(item, lambda look, _: looking_elsewhere(look, {item["key"]: key}), None)
    return made | {"key": key}


def _free(name: str, taken: Collection[str], longest: int) -> str:
    names = (name if number == 1 else f"{name[: longest - 4]}-{number}" for number in count(1))
    return next(one for one in names if one not in taken)
