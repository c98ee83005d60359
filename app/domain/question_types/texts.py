"""Questions answered in the respondent's own words, and notes, which ask nothing."""

from collections.abc import Sequence
from typing import Literal

from pydantic import Field

from app.domain.answers import NonAnswer, Tabulated, Unparsed, Value, WrittenText, tabulate_non_answer
from app.domain.checks import Problem, error
from app.domain.errors import message
from app.domain.question_types.base import QuestionBase
from app.domain.text import count_words

LONGEST = 100_000  # characters; past it nothing counts words, and the text is kept only to be shortened


class TextQuestion(QuestionBase):
    """Free text of at most `max_words` words. Longer text is kept and saved, but cannot be submitted."""

    type: Literal["text"]
    max_words: int = Field(ge=1, le=5000)
    lines: int = Field(default=5, ge=1, le=20)

    def parse(self, posted: Sequence[str]) -> Value:
        reason = self.non_answer_posted(posted)
        if reason is not None:
            return reason
        given = [text for text in posted if text.strip()]
        text = given[0].replace("\r\n", "\n").replace("\r", "\n")
        if len(given) > 1 or len(text) > LONGEST:
            return Unparsed(tuple(posted))
        return WrittenText(text.rstrip())

    def for_form(self, value: Value) -> tuple[str, ...]:
        match value:
            case WrittenText(text):
                return (text,)
            case NonAnswer() if value is not NonAnswer.NOT_ANSWERED:
                return (value.value,)
            case Unparsed(typed):
                return typed
        return ()

    def for_print(self, value: Value, language: str) -> tuple[str, ...]:
        match value:
            case WrittenText(text):
                return tuple(text.split("\n"))
            case Unparsed(typed):
                return typed
        return ()

    def tabulate(self, value: Value) -> tuple[Tabulated, ...]:
        match value:
            case WrittenText():
                return (Tabulated(kind="text"),)
            case NonAnswer():
                return (tabulate_non_answer(value),)
        return (tabulate_non_answer(NonAnswer.NOT_ANSWERED),)

    def check(self, value: Value) -> tuple[Problem, ...]:
        if isinstance(value, Unparsed):
            return (self.unreadable(),)
        if isinstance(value, WrittenText):
            words = count_words(value.text)
            if words > self.max_words:
                return (
                    error(
                        self.key,
                        message(
                            "Shorten the text to %(limit)d words (now %(count)d). It is kept as you typed it.",
                            limit=self.max_words,
                            count=words,
                        ),
                    ),
                )
        return ()

    def unreadable(self) -> Problem:
        return error(
            self.key,
            message("Shorten the text, or choose the reason why there is none. It is kept as you typed it."),
        )


class Note(QuestionBase):
    """Text between questions; it asks nothing and is not numbered in print."""

    type: Literal["note"]
    number: str = Field(default="–", min_length=1, max_length=12)

    @property
    def asks(self) -> bool:
        return False

    def parse(self, posted: Sequence[str]) -> Value:
        return NonAnswer.NOT_ANSWERED

    def for_form(self, value: Value) -> tuple[str, ...]:
        return ()

    def for_print(self, value: Value, language: str) -> tuple[str, ...]:
        return ()

    def tabulate(self, value: Value) -> tuple[Tabulated, ...]:
        return ()

    def check(self, value: Value) -> tuple[Problem, ...]:
        return ()
