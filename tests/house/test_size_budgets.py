"""A file at its limit holds a second idea: find it and give it a room of its own. (Complexity is ruff's.)"""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.house.sources import ROOT, python_files, shown

MODULE_LINES = 300
TEST_MODULE_LINES = 500
FUNCTION_LINES = 40


def test_no_module_is_longer_than_its_budget() -> None:
    assert [line for path in python_files() for line in too_long(path)] == []


def test_no_function_is_longer_than_its_budget() -> None:
    assert [line for path in python_files() for line in long_functions(path)] == []


def test_the_start_script_keeps_the_budget_of_a_module() -> None:
    assert len((ROOT / "run").read_text().splitlines()) <= MODULE_LINES


def test_a_module_or_function_over_budget_is_found(tmp_path: Path) -> None:
    path = tmp_path / "long.py"
    path.write_text("def wordy() -> None:\n" + "    print()\n" * MODULE_LINES)
    assert list(too_long(path, root=tmp_path)) == ["long.py: 301 lines, at most 300"]
    assert list(long_functions(path, root=tmp_path)) == ["long.py: wordy has 301 lines, at most 40"]


def too_long(path: Path, root: Path = ROOT) -> Iterator[str]:
    limit = TEST_MODULE_LINES if path.is_relative_to(root / "tests") else MODULE_LINES
    lines = len(path.read_text().splitlines())
    if lines > limit:
        yield f"{shown(path, root)}: {lines} lines, at most {limit}"


def long_functions(path: Path, root: Path = ROOT) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            if lines > FUNCTION_LINES:
                yield f"{shown(path, root)}: {node.name} has {lines} lines, at most {FUNCTION_LINES}"
