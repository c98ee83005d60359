"""What an edit is refused for, in words that say what to do instead."""

from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import ValidationError

from app.domain.errors import InvalidDefinition, Message, message

LONGEST_TEXT = 4000  # characters, as of `Words`
MOST_CHARACTERS = 1_000_000  # of everything that one edit brings
DEEPEST = 120  # lists and properties inside one another; conditions forty deep need eighty-one
LARGEST = 2**53 - 1  # what canonical JSON can write exactly


class EditRefused(InvalidDefinition):
    """An edit that cannot be made; `at` is the place that the message is about."""

    def __init__(self, message: Message, at: Sequence[str] = ()) -> None:
        super().__init__(message)
        self.at = tuple(at)


def gone(at: Sequence[str]) -> EditRefused:
    text = message("“%(place)s” is not there any more. Open the page again and look.", place="/".join(at))
    return EditRefused(text, at)


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


def unloadable(failed: ValidationError, at: Sequence[str] = ()) -> EditRefused:
    """Why the definition would not load: the first thing found; `at` leads to what was read."""
    first = failed.errors(include_url=False, include_input=False)[0]
    limits: Mapping[str, Any] = first.get("ctx", {})
    place = (*at, *(str(step) for step in first["loc"]))
    return EditRefused(_in_words(first["type"], limits, first["msg"]), place)


def _in_words(kind: str, limits: Mapping[str, Any], text: str) -> Message:
    if kind == "too_short" and limits["field_type"] == "Dictionary":
        return _NO_LANGUAGE
    if kind in _WITH_LIMIT:
        words, name = _WITH_LIMIT[kind]
        return Message(words.template, {"limit": str(limits[name]).replace("'", "")})
    if kind == "value_error":
        return message("%(what)s.", what=text.removeprefix("Value error, ").rstrip("."))
    return _WHOLE if kind.startswith("int_") else _FIXED.get(kind, _UNFIT)


def refuse_unstorable(value: object, at: Sequence[str] = ()) -> None:
    """Refuse what is no JSON, what no database keeps as it is, and what is too long, too deep or too much."""
    total, waiting = 0, [(value, 0)]
    while waiting:
        one, depth = waiting.pop()
        if depth > DEEPEST:
            raise EditRefused(message("This nests too many things in one another. Say it more simply."), at)
        if isinstance(one, str):
            _refuse_text(one, at)
            total += len(one)
        elif isinstance(one, dict):
            waiting.extend((part, depth + 1) for pair in one.items() for part in pair)
        elif isinstance(one, list | tuple):
            waiting.extend((part, depth + 1) for part in one)
        else:
            _refuse_other(one, at)
        total += 1
        if total > MOST_CHARACTERS:
            raise EditRefused(message("This is too much for one change. Add it in several steps."), at)


def _refuse_text(text: str, at: Sequence[str]) -> None:
    if len(text) > LONGEST_TEXT:
        raise EditRefused(message("Shorten this to %(limit)s characters.", limit=LONGEST_TEXT), at)
    if any(sign == "\x00" or "\ud800" <= sign <= "\udfff" for sign in text):
        raise EditRefused(message("The text holds a character that cannot be kept. Type it again."), at)


def _refuse_other(one: object, at: Sequence[str]) -> None:
    known = one is None or isinstance(one, bool | int | float)
    if not known or (isinstance(one, int | float) and not -LARGEST <= one <= LARGEST):
        raise EditRefused(message("Enter a smaller number."), at)
