"""What the sheets do not say, kept apart from what they say is absent."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Unsaid:
    """Stands in a document where the sheet says nothing that can be read; `instead` is taken in want of more."""

    instead: Any = None


def settled(document: Any) -> Any:
    """The document with what is unsaid replaced by what stands in for it, or left out where nothing does."""
    if isinstance(document, Unsaid):
        return settled(document.instead)
    if isinstance(document, dict):
        return {key: settled(value) for key, value in document.items() if value != Unsaid()}
    if isinstance(document, list):
        return [settled(one) for one in document]
    return document
