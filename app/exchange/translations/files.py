"""What both formats share: what goes out, what comes back, and what is refused before it is looked at."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from app.domain.errors import message
from app.domain.returned import Returned
from app.domain.translations import Entry
from app.exchange.mistakes import InvalidFile, Mistake

LARGEST_FILE = 1_500_000  # bytes


@dataclass(frozen=True)
class Sending:
    """The texts of a draft on their way to a translator."""

    questionnaire: str
    revision: int
    source_language: str
    language: str
    at: datetime
    texts: tuple[tuple[Entry, str], ...]  # with where each stands, in words


@dataclass(frozen=True)
class Received:
    """What a file holds; `language` is what it says of itself."""

    language: str
    texts: tuple[Returned, ...]


def sending(
    questionnaire: str,
    revision: int,
    language: str,
    at: datetime,
    texts: Sequence[tuple[Entry, str]],
    first: str,
) -> Sending:
    """All texts that have a source; one without has nothing to translate."""
    kept = tuple((entry, place) for entry, place in texts if entry.source)
    return Sending(questionnaire, revision, first, language, at, kept)


def mistaken(name: str, line: int, said: str) -> InvalidFile:
    return InvalidFile([Mistake(name, line, "", said)])


def decoded(name: str, content: bytes) -> str:
    """The text of a file. Raises InvalidFile where it is too large, or no UTF-8."""
    if len(content) > LARGEST_FILE:
        limit = LARGEST_FILE // 1000
        raise mistaken(
            name, 1, str(message("This file has more than %(limit)d kB. Send it in parts.", limit=limit))
        )
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as failed:
        line = content[: failed.start].count(b"\n") + 1
        raise mistaken(name, line, "This is no text in UTF-8. Save the file in UTF-8.") from None


def refuse_other_language(name: str, received: Received, language: str) -> None:
    """Raises InvalidFile for translations into another language than the page is about."""
    own = received.language.replace("_", "-").partition("-")[0].lower()
    if own != language:
        said = f"This file is in “{received.language or '?'}”, and this page is about “{language}”."
        raise mistaken(name, 1, f"{said} Send it on the page of its language.")
