"""Another way to ask a question: what the new type has too is kept, what it needs is filled in."""

from typing import Any

from app.domain.editing.refusals import EditRefused
from app.domain.editing.tree import Address, Document, at_place, locate, replaced
from app.domain.errors import message
from app.domain.question_types import QUESTION_TYPES


def retyped(document: Document, at: Address, kind: str) -> Document:
    place = locate(document, at)
    question = at_place(document, place)
    if not isinstance(question, dict) or "type" not in question:
        raise EditRefused(message("This is not a question."), at)
    if kind not in QUESTION_TYPES:
        raise EditRefused(message("There is no such type of question. Choose one of the list."), at)
    made: Document = replaced(document, place, converted(question, kind))
    return made


def converted(question: dict[str, Any], kind: str) -> dict[str, Any]:
    new = QUESTION_TYPES[kind]
    kept = {name: value for name, value in question.items() if _written(new, name)}
    return new.blank(question["key"], question["text"]) | kept | {"type": kind}


def _written(kind: Any, name: str) -> bool:
    return any(name == (field.alias or own) for own, field in kind.model_fields.items())
