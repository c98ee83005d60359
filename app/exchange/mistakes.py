"""Mistakes in a file that somebody wrote: where each is, and what to do about it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from app.domain.errors import InvalidDefinition, message


@dataclass(frozen=True, order=True)
class Mistake:
    """What is wrong at one place of a file. `line` counts from 1; `key` is the place as a person writes it."""

    file: str
    line: int
    key: str
    text: str
    severity: Literal["error", "warning"] = "error"

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}:"
        return f"{place} {self.key}: {self.text}" if self.key else f"{place} {self.text}"


class InvalidFile(InvalidDefinition):
    """A file that is not a questionnaire; `mistakes` are all that were found, by file and line."""

    def __init__(self, mistakes: Iterable[Mistake]) -> None:
        self.mistakes = tuple(sorted(mistakes))
        lines = "\n".join(str(mistake) for mistake in self.mistakes)
        super().__init__(message("%(mistakes)s", mistakes=lines))
