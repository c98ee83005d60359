"""Texts in several languages, as definitions carry them: `{language: text}`."""

from typing import Annotated, Literal

from pydantic import Field, RootModel, StringConstraints

Language = Literal["ar", "zh", "en", "fr", "ru", "es"]
Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=4000)]


class LocalizedText(RootModel[dict[Language, Words]]):
    """One text in one or more of the six official languages; never empty."""

    root: dict[Language, Words] = Field(min_length=1)

    def language_for(self, language: str) -> str:
        """The language actually shown to a reader of `language`: itself, else English, else the first."""
        for candidate in (language, "en"):
            if candidate in self.root:
                return candidate
        return next(iter(self.root))

    def in_language(self, language: str) -> str:
        """The text for a reader of `language` (see `language_for` for what stands in)."""
        found = self.language_for(language)
        return next(text for code, text in self.root.items() if code == found)


def western_digits(text: str) -> str:
    """`text` with the digits of every script as 0 to 9."""
    return "".join(str(int(sign)) if sign.isdecimal() else sign for sign in text)


def count_words(text: str) -> int:
    """Words as a person counts them: runs of characters between white space.

    Chinese and Japanese write without spaces; there each ideograph counts as one word, as word processors do.
    """
    words = 0
    for run in text.split():
        ideographs = sum(1 for character in run if _is_ideograph(character))
        words += ideographs + (1 if ideographs < len(run) else 0)
    return words


def _is_ideograph(character: str) -> bool:
    return "\u3040" <= character <= "\u30ff" or "\u3400" <= character <= "\u9fff"
