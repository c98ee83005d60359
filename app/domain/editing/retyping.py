"""Another way to ask a question: what the new type has too is kept, what it needs is filled in."""

from typing import Any

from pydantic import ValidationError

from app.domain.editing.loading import NESTED
from app.domain.editing.refusals import EditRefused
from app.domain.editing.tree import Address, Document, at_place, locate, replaced
from app.domain.errors import message
from app.domain.question_types import QUESTION_TYPES, AnyQuestion, QuestionBase

_ALWAYS = ("key", "type", "text")


def retyped(document: Document, at: Address, kind: str) -> Document:
    """The definition with another type for the question at `at`. Raises EditRefused."""
    place = locate(document, at)
    question = at_place(document, place)
    if not isinstance(question, dict) or "type" not in question:
        raise EditRefused(message("This is not a question."), at)
    if kind not in QUESTION_TYPES:
        raise EditRefused(message("There is no such type of question. Choose one of the list."), at)
    made: Document = replaced(document, place, _converted(question, QUESTION_TYPES[kind]))
    return made


def _converted(question: Document, new: type[AnyQuestion]) -> Document:
    """The question as one of the type `new`, without what the new type cannot have."""
    kept = {name: value for name, value in _with_parts(question, new).items() if name in new.model_fields}
    while True:
        made = new.blank(question["key"], question["text"]) | kept | {"type": new.named()}
        try:
            new.model_validate(made)
        except ValidationError as failed:
            kept = _without(kept, {str(error["loc"][0]) for error in failed.errors() if error["loc"]})
        else:
            return made


def _without(kept: Document, wrong: set[str]) -> Document:
    """What is left to keep: without the properties that are wrong, else only what every question has."""
    dropped = wrong & set(kept) - set(_ALWAYS)
    if dropped:
        return {name: value for name, value in kept.items() if name not in dropped}
    return {name: value for name, value in kept.items() if name in QuestionBase.model_fields}


def _with_parts(question: Document, new: type[AnyQuestion]) -> Document:
    """The question with its parts under the name that the new type has for them, as far as they fit there."""
    held = next((name for name in NESTED if name in question), None)
    wanted = next((name for name in NESTED if name in new.model_fields), None)
    if held is None or wanted is None or held == wanted:
        return question
    fitting = [part for part in question[held] if wanted == "questions" or not _is_made_of_parts(part)]
    return question | ({wanted: fitting} if fitting else {})


def _is_made_of_parts(question: dict[str, Any]) -> bool:
    return any(name in question for name in NESTED)
