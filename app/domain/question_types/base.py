"""What every question has, and what every question type can do."""

from abc import abstractmethod
from collections.abc import Sequence
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from app.domain.answers import NOT_ASKED, NonAnswer, Tabulated, Value, tabulate_non_answer
from app.domain.checks import Problem, error
from app.domain.conditions import Condition
from app.domain.errors import message
from app.domain.text import LocalizedText

QuestionKey = Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9_-]{0,39}$")]
Code = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_]{0,39}$")]
PossibleNonAnswer = Literal["no_information", "not_applicable"]


class Part(BaseModel):
    """Base of everything in a definition: unknown keys are refused, nothing changes after loading."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class ResponseOption(Part):
    """One answer to choose. An `exclusive` one excludes all others of a multiple choice."""

    code: Code
    text: LocalizedText
    exclusive: bool = False


class Reporting(Part):
    """How the Commission's document shows the question.

    `statement` completes "… of responding States reported that"; `counts` are the options that make it true.
    """

    shown_as: Literal["table", "figure", "none"] = Field(default="table", alias="as")
    statement: LocalizedText | None = None
    counts: tuple[Code, ...] = ()


class QuestionBase(Part):
    """The shared part of every question. `number` is what is printed ("B.7"); `key` is the identity."""

    key: QuestionKey
    number: str = Field(min_length=1, max_length=12)
    text: LocalizedText
    guidance: LocalizedText | None = None
    concept: Code | None = None
    shown_when: Condition | None = None
    required: bool = False
    sectors: tuple[Code, ...] = ()
    non_answers: tuple[PossibleNonAnswer, ...] = ()
    report: Reporting = Reporting()

    @property
    def asks(self) -> bool:
        """Whether there is anything to answer; a note asks nothing."""
        return True

    def response_options(self) -> tuple[ResponseOption, ...]:
        """The options to choose from; none for numbers, texts and notes."""
        return ()

    @abstractmethod
    def parse(self, posted: Sequence[str]) -> Value:
        """The value of what a form posted for this question. Never raises: what cannot be read is `Unparsed`."""

    @abstractmethod
    def for_form(self, value: Value) -> tuple[str, ...]:
        """What the form's fields show for `value`: the inverse of `parse`."""

    @abstractmethod
    def for_print(self, value: Value, language: str) -> tuple[str, ...]:
        """`value` in words, one string per paragraph or chosen option; empty for a non-answer."""

    @abstractmethod
    def tabulate(self, value: Value) -> tuple[Tabulated, ...]:
        """The observations that count `value`; exactly one has position 0."""

    @abstractmethod
    def check(self, value: Value) -> tuple[Problem, ...]:
        """What is wrong with `value`, beyond being absent."""

    def non_answer_posted(self, posted: Sequence[str]) -> NonAnswer | None:
        """The reason chosen instead of a value, if it is the only thing posted and the question offers it."""
        given = [text for text in posted if text.strip()]
        if not given:
            return NonAnswer.NOT_ANSWERED
        if len(given) == 1 and given[0] in self.non_answers:
            return NonAnswer(given[0])
        return None

    def unreadable(self) -> Problem:
        """The problem of an `Unparsed` value; types with more to say override it."""
        return error(self.key, message("Answer this question again: what was entered cannot be read."))


def tabulate_common(value: Value) -> tuple[Tabulated, ...] | None:
    """Observations of non-answers, the same for every type; None where the value is one to count."""
    if isinstance(value, NonAnswer):
        return (tabulate_non_answer(value),)
    return None


__all__ = [
    "NOT_ASKED",
    "Code",
    "Part",
    "PossibleNonAnswer",
    "QuestionBase",
    "QuestionKey",
    "Reporting",
    "ResponseOption",
    "tabulate_common",
]
