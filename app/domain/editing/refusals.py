"""What an edit is refused for, in words that say what to do instead."""

from collections.abc import Sequence

from app.domain.errors import InvalidDefinition, Message, message
from app.domain.text import UNSTORABLE

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
    if UNSTORABLE.search(text):
        raise EditRefused(message("The text holds a character that cannot be kept. Type it again."), at)


def _refuse_other(one: object, at: Sequence[str]) -> None:
    known = one is None or isinstance(one, bool | int | float)
    if not known or (isinstance(one, int | float) and not -LARGEST <= one <= LARGEST):
        raise EditRefused(message("Enter a smaller number."), at)
