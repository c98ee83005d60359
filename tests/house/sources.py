"""The project's own files, for the tests that hold them against the house rules."""

from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CODE_FOLDERS = ("app", "migrations", "tests")


def python_files() -> Iterator[Path]:
    yield from sorted(ROOT.glob("*.py"))
    for folder in CODE_FOLDERS:
        yield from sorted((ROOT / folder).rglob("*.py"))


def shown(path: Path, root: Path = ROOT) -> str:
    return path.relative_to(root).as_posix()
