"""How long a report is, against the limit for documents of the Secretariat.

8,500 words with headings and footnotes (General Assembly resolution 52/214 and the report style); the summary counts,
annexes, tables and figures do not.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from app.domain.text import count_words

WORD_LIMIT = 8500


@dataclass(frozen=True)
class Length:
    """The words of one chapter."""

    title: str
    words: int


@dataclass(frozen=True)
class WordCount:
    """The words of a report, chapter by chapter."""

    chapters: tuple[Length, ...]

    @property
    def total(self) -> int:
        return sum(chapter.words for chapter in self.chapters)

    @property
    def limit(self) -> int:
        return WORD_LIMIT

    @property
    def over(self) -> int:
        """How many words too many there are, 0 within the limit."""
        return max(0, self.total - WORD_LIMIT)


def word_count(chapters: Iterable[tuple[str, Iterable[str]]]) -> WordCount:
    """The count of chapters, each a title and its texts; the title is among what is counted."""
    return WordCount(
        tuple(Length(title, count_words(title) + sum(map(count_words, texts))) for title, texts in chapters)
    )
