"""The check of definition files, without Flask and without a database."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from app.exchange.mistakes import InvalidFile
from app.exchange.yaml_format import read_file


@dataclass(frozen=True)
class CheckOutcome:
    """What to print, a line each, and whether every file is in order."""

    lines: tuple[str, ...]
    ok: bool


def check_files(paths: Sequence[Path]) -> CheckOutcome:
    """Mistakes by file and line; a file without any is said to be good, after its warnings."""
    lines: list[str] = []
    ok = True
    for path in paths:
        try:
            found = read_file(path)
        except InvalidFile as invalid:
            ok = False
            lines.extend(str(mistake) for mistake in invalid.mistakes)
        else:
            lines.extend(f"{warning} (warning)" for warning in found.warnings)
            asked = sum(1 for _ in found.questionnaire.questions_asked())
            sections = len(found.questionnaire.sections)
            lines.append(f"{path}: {sections} sections, {asked} questions, no mistakes")
    return CheckOutcome(tuple(lines), ok)
