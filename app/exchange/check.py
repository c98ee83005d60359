"""The check of definition files, without Flask and without a database."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from app.exchange.yaml_format import InvalidFile, read_questionnaire


@dataclass(frozen=True)
class CheckOutcome:
    """What to print, a line each, and whether every file is in order."""

    lines: tuple[str, ...]
    ok: bool


def check_files(paths: Sequence[Path]) -> CheckOutcome:
    lines: list[str] = []
    ok = True
    for path in paths:
        try:
            found = read_questionnaire(path)
        except InvalidFile as invalid:
            ok = False
            lines.extend(str(mistake) for mistake in invalid.mistakes)
        else:
            asked = sum(1 for _ in found.questions_asked())
            lines.append(f"{path}: {len(found.sections)} sections, {asked} questions, no mistakes")
    return CheckOutcome(tuple(lines), ok)
