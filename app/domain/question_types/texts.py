"""Questions answered in the respondent's own words, and notes, which ask nothing."""

import re
from collections.abc import Iterator, Sequence
from typing import Any, ClassVar, Literal

from pydantic import Field

from app.domain.answers import Tabulated, WrittenText
from app.domain.checks import Problem, error
from app.domain.errors import message
from app.domain.question_types.base import QuestionBase, Variable
from app.domain.question_types.hearing import Hearing
from app.domain.text import count_words
from app.domain.typed import Typed, alone

LONGEST = 100_000  # characters; past it nothing counts words, and the text is kept only to be shortened
WORDS_PER_MINUTE = 40  # that a person composes and types
_WEB_ADDRESS = re.compile(r"https?://[^\s/?#@:]+(:\d{1,5})?([/?#]\S*)?", re.IGNORECASE)
_EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")


class Written(QuestionBase[WrittenText]):
    """What is counted of a text is that there is one."""

    heard_as: ClassVar[Hearing] = "text"

    def read(self, typed: Typed) -> WrittenText | None:
        texts = typed.get("", ())
        if len(texts) != 1 or len(typed) != 1:
            return None
        text = texts[0].replace("\r\n", "\n").replace("\r", "\n").rstrip()
        return WrittenText(text) if len(text) <= LONGEST else None

    def written(self, value: WrittenText) -> Typed:
        return alone(value.text)

    def words(self, value: WrittenText, language: str) -> tuple[str, ...]:
        return tuple(value.text.split("\n"))

    def observed(self, value: WrittenText) -> tuple[Tabulated, ...]:
        return (Tabulated(kind="text"),)

    def unreadable(self) -> Problem:
        return error(
            self.key,
            message("Shorten the text, or choose the reason why there is none. It is kept as you typed it."),
        )


class TextQuestion(Written):
    """Free text of at most `max_words` words. Longer text is kept and saved, but cannot be submitted."""

    type: Literal["text"]
    max_words: int = Field(ge=1, le=5000)
    lines: int = Field(default=5, ge=1, le=20)

    @classmethod
    def least(cls, languages: Sequence[str]) -> dict[str, Any]:
        return {"max_words": 300}

    def effort(self) -> float:
        return max(1, self.max_words / WORDS_PER_MINUTE)

    def problems(self, value: WrittenText) -> Iterator[Problem]:
        count = count_words(value.text)
        if count > self.max_words:
            yield error(
                self.key,
                message(
                    "Shorten the text to %(limit)d words (now %(count)d). It is kept as you typed it.",
                    limit=self.max_words,
                    count=count,
                ),
            )


class ShortText(Written):
    """One line of at most `max_characters` characters."""

    type: Literal["short_text"]
    max_characters: int = Field(default=200, ge=1, le=500)

    def problems(self, value: WrittenText) -> Iterator[Problem]:
        count = len(value.text)
        if count > self.max_characters:
            yield error(
                self.key,
                message(
                    "Shorten the text to %(limit)d characters (now %(count)d). It is kept as you typed it.",
                    limit=self.max_characters,
                    count=count,
                ),
            )
        elif "\n" in value.text:
            yield error(self.key, message("Write this in one line."))


class EmailQuestion(Written):
    """An e-mail address of an institution. Whether it exists is for the post to find out."""

    type: Literal["email"]

    def sample(self) -> Typed:
        return alone("contact@demo.example")

    def problems(self, value: WrittenText) -> Iterator[Problem]:
        if not is_email(value.text):
            yield error(self.key, message("Enter an e-mail address like name@example.org."))


class WebAddress(Written):
    """An address on the web, with http or https."""

    type: Literal["web_address"]

    def sample(self) -> Typed:
        return alone("https://demo.example/document")

    def problems(self, value: WrittenText) -> Iterator[Problem]:
        if not is_web_address(value.text):
            yield error(self.key, message("Enter a web address that begins with https:// or http://."))


def is_email(text: str) -> bool:
    return len(text) <= 254 and _EMAIL.fullmatch(text) is not None


def is_web_address(text: str) -> bool:
    return len(text) <= 2000 and _WEB_ADDRESS.fullmatch(text) is not None


class Note(QuestionBase[WrittenText]):
    """Text between questions; it asks nothing and is not numbered in print."""

    heard_as: ClassVar[Hearing] = "nothing"

    type: Literal["note"]

    @property
    def asks(self) -> bool:
        return False

    @property
    def counted(self) -> bool:
        return False

    def effort(self) -> float:
        return 0.25

    def variables(self) -> tuple[Variable, ...]:
        return ()

    def read(self, typed: Typed) -> None:
        return None

    def written(self, value: WrittenText) -> Typed:
        return {}

    def words(self, value: WrittenText, language: str) -> tuple[str, ...]:
        return ()

    def observed(self, value: WrittenText) -> tuple[Tabulated, ...]:
        return ()
