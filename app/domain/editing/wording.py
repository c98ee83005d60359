"""Why a definition would not load, in words for the person at the page."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pydantic import ValidationError

from app.domain.editing.refusals import EditRefused
from app.domain.editing.tree import name_of
from app.domain.errors import Message, message

_FIXED: Mapping[str, Message] = {
    "missing": message("Something that is needed here is missing. Fill it in."),
    "extra_forbidden": message("This does not belong here. Take it out."),
    "string_pattern_mismatch": message(
        "Use no spaces or special signs, and at most 40 characters; option codes, concepts and sectors are small"
        " letters, digits and _."
    ),
    "string_too_short": message("This text is empty. Write it, or take it out."),
    "finite_number": message("Enter a number."),
    "decimal_type": message("Enter a number."),
    "string_type": message("Enter a text."),
    "bool_type": message("Answer this with yes or no."),
    "bool_parsing": message("Answer this with yes or no."),
}
_WITH_LIMIT: Mapping[str, tuple[Message, str]] = {
    "literal_error": (message("Choose one of these: %(limit)s."), "expected"),
    "greater_than_equal": (message("Enter a number of at least %(limit)s."), "ge"),
    "less_than_equal": (message("Enter a number of at most %(limit)s."), "le"),
    "string_too_long": (message("Shorten this to %(limit)s characters."), "max_length"),
    "too_short": (message("Keep at least %(limit)s here."), "min_length"),
    "too_long": (message("Keep at most %(limit)s here."), "max_length"),
}
_NO_LANGUAGE = message("Write this text in one language at least.")
_WHOLE = message("Enter a whole number.")
_UNFIT = message("This does not fit here. Choose something else for this place.")


def unloadable(failed: ValidationError, read: Any, at: Sequence[str] = ()) -> EditRefused:
    """Why the definition would not load: the first thing found in what was `read`, which stands at `at`."""
    first = failed.errors(include_url=False, include_input=False)[0]
    limits: Mapping[str, Any] = first.get("ctx", {})
    place = (*at, *_names(read, first["loc"]))
    return EditRefused(_in_words(first["type"], limits, first["msg"]), place)


def _names(node: Any, steps: Sequence[str | int]) -> Iterator[str]:
    """Pydantic's steps as those of an address: it also names the type of a question, or of a condition."""
    entered = True
    for at, step in enumerate(steps):
        if entered and isinstance(node, dict) and node.get("type") == step:
            entered = False
        elif isinstance(node, list) and isinstance(step, int) and step < len(node):
            node, entered = node[step], True
            yield name_of(node, step)
        elif isinstance(node, dict) and step in node:
            node = node[step]
            yield str(step)
        elif at == len(steps) - 1:
            yield str(step)


def _in_words(kind: str, limits: Mapping[str, Any], text: str) -> Message:
    if kind == "too_short" and limits["field_type"] == "Dictionary":
        return _NO_LANGUAGE
    if kind in _WITH_LIMIT:
        words, name = _WITH_LIMIT[kind]
        return Message(words.template, {"limit": str(limits[name]).replace("'", "")})
    if kind == "value_error":
        return message("%(what)s.", what=text.removeprefix("Value error, ").rstrip("."))
    return _WHOLE if kind.startswith("int_") else _FIXED.get(kind, _UNFIT)
