"""The check of definition files, without Flask and without a database."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from app.domain.minutes import minutes_to_complete
from app.exchange.mistakes import InvalidFile, Mistake
from app.exchange.yaml_format import read_file


@dataclass(frozen=True)
class Size:
    """What a questionnaire asks of those who fill it in."""

    sections: int
    questions: int
    minutes: int


@dataclass(frozen=True)
class CheckedFile:
    """What was found in one file: its mistakes, warnings among them, and its size when it can be used."""

    file: str
    mistakes: tuple[Mistake, ...]
    size: Size | None

    def lines(self) -> tuple[str, ...]:
        """A line for each mistake, and one that says what a good file holds."""
        found = tuple(f"{one} (warning)" if one.severity == "warning" else str(one) for one in self.mistakes)
        if self.size is None:
            return found
        asked = f"{self.size.sections} sections, {self.size.questions} questions, {self.size.minutes} minutes"
        return (*found, f"{self.file}: {asked}, no mistakes")

    def for_json(self) -> dict[str, Any]:
        size = asdict(self.size) if self.size is not None else {}
        return (
            {"file": self.file, "ok": self.size is not None}
            | size
            | {"mistakes": [asdict(one) for one in self.mistakes]}
        )


@dataclass(frozen=True)
class CheckOutcome:
    """What to print, a line each, and whether everything is in order."""

    lines: tuple[str, ...]
    ok: bool


@dataclass(frozen=True)
class CheckedFiles:
    """What the check of several files found."""

    files: tuple[CheckedFile, ...]

    @property
    def ok(self) -> bool:
        """Whether every file can be used."""
        return all(file.size is not None for file in self.files)

    @property
    def lines(self) -> tuple[str, ...]:
        return tuple(line for file in self.files for line in file.lines())

    def as_json(self) -> str:
        """`{"ok", "files": [{"file", "ok", "sections", "questions", "minutes", "mistakes": […]}]}`.

        A mistake has `file`, `line`, `key`, `text` and `severity` ("error" or "warning"); the counts are left out where
        the file cannot be used.
        """
        found = {"ok": self.ok, "files": [file.for_json() for file in self.files]}
        return json.dumps(found, ensure_ascii=False, indent=2)


def check_files(paths: Sequence[Path]) -> CheckedFiles:
    """Mistakes by file and line; a file without errors is said to be good, after its warnings."""
    return CheckedFiles(tuple(_check(path) for path in paths))


def _check(path: Path) -> CheckedFile:
    try:
        found = read_file(path)
    except InvalidFile as invalid:
        return CheckedFile(str(path), invalid.mistakes, None)
    questionnaire = found.questionnaire
    size = Size(
        sections=len(questionnaire.sections),
        questions=sum(1 for _ in questionnaire.questions_asked()),
        minutes=minutes_to_complete(questionnaire),
    )
    return CheckedFile(str(path), found.warnings, size)
