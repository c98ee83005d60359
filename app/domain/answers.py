"""Answers: typed values, the reasons why there is none, and text that could not be read."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Literal

JsonValue = Mapping[str, Any]


class NonAnswer(StrEnum):
    """Why there is no value. A question that does not apply is *not asked*, which is none of these."""

    NOT_ANSWERED = "not_answered"
    NO_INFORMATION = "no_information"
    NOT_APPLICABLE = "not_applicable"

    def for_json(self) -> JsonValue:
        return {"non_answer": self.value}


@dataclass(frozen=True)
class Choice:
    """One response option, by its code."""

    option: str

    def for_json(self) -> JsonValue:
        return {"choice": self.option}


@dataclass(frozen=True)
class Choices:
    """One or more response options, by code, in the order of the definition."""

    options: tuple[str, ...]

    def for_json(self) -> JsonValue:
        return {"choices": list(self.options)}


@dataclass(frozen=True)
class WholeNumber:
    number: int

    def for_json(self) -> JsonValue:
        return {"number": self.number}


@dataclass(frozen=True)
class WrittenText:
    """Text as the respondent wrote it; line ends are `\\n`, nothing else is changed."""

    text: str

    def for_json(self) -> JsonValue:
        return {"text": self.text}


@dataclass(frozen=True)
class Unparsed:
    """What was typed where it could not be read as an answer: kept as it is, blocks submission, never saving."""

    typed: tuple[str, ...]

    def for_json(self) -> JsonValue:
        return {"unparsed": list(self.typed)}


Value = Choice | Choices | WholeNumber | WrittenText | NonAnswer | Unparsed


def value_from_json(data: JsonValue) -> Value:
    """The value that `for_json` wrote. Raises ValueError on anything else."""
    match dict(data):
        case {"choice": str(option)}:
            return Choice(option)
        case {"choices": list(options)}:
            return Choices(tuple(str(option) for option in options))
        case {"number": int(number)}:
            return WholeNumber(number)
        case {"text": str(text)}:
            return WrittenText(text)
        case {"unparsed": list(typed)}:
            return Unparsed(tuple(str(text) for text in typed))
        case {"non_answer": str(reason)}:
            return NonAnswer(reason)
    raise ValueError(f"not an answer: {data!r}")


def is_answered(value: Value | None) -> bool:
    """Whether a condition `answered` holds: any value, and also "no information", but not an empty field."""
    return value is not None and value is not NonAnswer.NOT_ANSWERED


@dataclass(frozen=True)
class Tabulated:
    """One observation of one question in one snapshot; `position` counts from 0 within the question."""

    kind: Literal["choice", "number", "text", "non_answer"]
    choice: str | None = None
    number: int | None = None
    non_answer: str | None = None
    position: int = 0


NOT_ASKED = Tabulated(kind="non_answer", non_answer="not_asked")


def tabulate_non_answer(reason: NonAnswer) -> Tabulated:
    return Tabulated(kind="non_answer", non_answer=reason.value)
