"""What stands in a new question until somebody has worded it."""

from collections.abc import Sequence
from typing import Any


def in_turn(number: int, languages: Sequence[str]) -> dict[str, str]:
    """The text of what nobody has worded yet: its number, which reads the same in every language."""
    return dict.fromkeys(languages, str(number))


def blank_options(count: int, languages: Sequence[str]) -> list[dict[str, Any]]:
    """Options or rows that nobody has worded yet, as JSON."""
    return [{"code": str(at), "text": in_turn(at, languages)} for at in range(1, count + 1)]
