"""The edits by which a person would make a definition from nothing, one small step after the other."""

from collections.abc import Iterator
from typing import Any

from app.domain.editing import Address, Document, Edit, Insert, Put, Remove, Rename
from app.domain.question_types import QUESTION_TYPES

NESTED = ("parts", "columns", "questions")
LISTED = ("options", "rows")
START = "start-of-all"


def edits_to(target: Document) -> Iterator[Edit]:
    """What leads from `started(key, ...)` to `target`: sections, then each question with its parts, then the rest."""
    yield Rename(("sections", "A"), START)
    for name, value in target.items():
        if name not in ("key", "sections", "report", "terms"):
            yield Put((name,), value)
    for place, term in enumerate(target.get("terms", [])):
        yield Insert(("terms",), place, term)
    for place, section in enumerate(target["sections"]):
        yield from _section(place, section)
    yield Remove(("sections", START))
    for name in ("title", "mandate", "chapters"):
        yield Put(("report", name), target["report"][name])


def _section(place: int, section: dict[str, Any]) -> Iterator[Edit]:
    first, *others = section["questions"]
    at = ("sections", section["key"])
    yield Insert(
        ("sections",), place, {"key": section["key"], "title": section["title"], "questions": [_blank(first)]}
    )
    for name in sorted(section.keys() - {"key", "title", "questions"}):
        yield Put((*at, name), section[name])
    yield from _filled((*at, "questions", first["key"]), first)
    for position, question in enumerate(others, start=1):
        yield from _asked((*at, "questions"), position, question)


def _blank(question: dict[str, Any]) -> dict[str, Any]:
    return QUESTION_TYPES[question["type"]].blank(question["key"], question["text"])


def _asked(into: Address, position: int, question: dict[str, Any]) -> Iterator[Edit]:
    yield Insert(into, position, _blank(question))
    yield from _filled((*into, question["key"]), question)


def _filled(at: Address, question: dict[str, Any]) -> Iterator[Edit]:
    """A blank question, property by property, and its parts one by one."""
    blank = _blank(question)
    for name in NESTED:
        if name in question:
            yield from _parts((*at, name), question[name], blank[name])
    # Limits among options and parts only hold once these are there.
    wanted = question.keys() - {"key", "type", "text", *NESTED}
    for name in sorted(wanted, key=lambda name: (name not in LISTED, name)):
        yield Put((*at, name), question[name])
    yield from (Put((*at, name), None) for name in sorted(blank.keys() - question.keys()))


def _parts(into: Address, parts: list[dict[str, Any]], blank: list[dict[str, Any]]) -> Iterator[Edit]:
    for place, part in enumerate(blank):
        yield Rename((*into, part["key"]), f"blank{place}")
    for position, part in enumerate(parts):
        yield Insert(into, position, part)
    for place in range(len(blank)):
        yield Remove((*into, f"blank{place}"))
