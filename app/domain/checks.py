"""Check → Problem: what a rule found in an answer. An error blocks submission; nothing ever blocks saving."""

from dataclasses import dataclass
from enum import StrEnum

from app.domain.errors import Message


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True)
class Problem:
    """What is wrong with the answer to one question, and what to do about it."""

    question_key: str
    severity: Severity
    message: Message


def error(question_key: str, message: Message) -> Problem:
    return Problem(question_key, Severity.ERROR, message)


def warning(question_key: str, message: Message) -> Problem:
    return Problem(question_key, Severity.WARNING, message)
