"""Places in a definition as its author knows them."""

from collections.abc import Sequence
from typing import Any


def place_in_words(document: Any, place: Sequence[str | int]) -> str:
    """A place in a definition by the keys and codes that stand there, not by their order."""
    words = []
    for step in place:
        known = isinstance(document, list) or (isinstance(document, dict) and step in document)
        document = document[step] if known else None
        named = (document.get("key") or document.get("code")) if isinstance(document, dict) else None
        if not isinstance(step, int):
            words.append(step)
        elif named:
            words[-1:] = [str(named)]
        else:
            words.append(str(step + 1))
    return " › ".join(words)
