"""Who tells it: the language of the texts of a definition, and the catalogue of our own sentences."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.domain.errors import Message, message
from app.domain.text import LocalizedText


@dataclass(frozen=True)
class Speaker:
    """`say` gives one of our sentences in the reader's language; texts of the definition are taken in `language`."""

    language: str
    say: Callable[[Message], str]

    def text(self, text: LocalizedText) -> str:
        return text.in_language(self.language)

    def quoted(self, words: str) -> str:
        return self.say(message("“%(words)s”", words=words))

    def and_(self, parts: Sequence[str]) -> str:
        """All of `parts`, as one list."""
        told = parts[0]
        for part in parts[1:]:
            told = self.say(message("%(first)s and %(second)s", first=told, second=part))
        return told

    def or_(self, parts: Sequence[str]) -> str:
        """Any of `parts`, as one list."""
        told = parts[0]
        for part in parts[1:]:
            told = self.say(message("%(first)s or %(second)s", first=told, second=part))
        return told


ENGLISH = Speaker("en", str)
