"""A rule that does not fit is changed for everyone, in pyproject.toml, with its reason; nobody is let off in place."""

import ast
import io
import re
import tokenize
from collections.abc import Iterator

import pytest

from tests.house.sources import ROOT, python_files, shown

COMMENT = re.compile(
    r"noqa|pragma:|nosec|fmt:\s*(off|skip)|(mypy|ruff|pylint):|type:\s*ignore(?!\[[a-z-]+\])|\b(TODO|FIXME|XXX)\b",
    re.IGNORECASE,
)
NAMES = {
    "pytest.importorskip",
    "pytest.mark.skip",
    "pytest.mark.skipif",
    "pytest.mark.xfail",
    "pytest.skip",
    "pytest.xfail",
    "time.sleep",
    "unittest.mock",
}
TEMPLATE = re.compile(r"djlint:\s*off|\b(TODO|FIXME|XXX)\b")
CLOCK = re.compile(r"\.(now|utcnow|today)\(")


def test_nothing_in_the_code_is_let_off_a_rule() -> None:
    assert [f"{shown(path)}:{found}" for path in python_files() for found in waivers(path.read_text())] == []


def test_nothing_in_the_templates_is_let_off_a_rule() -> None:
    templates = sorted((ROOT / "templates").rglob("*.*"))
    assert [shown(path) for path in templates if TEMPLATE.search(path.read_text())] == []


def test_no_import_is_let_off_a_contract() -> None:
    assert "ignore_imports" not in (ROOT / "pyproject.toml").read_text()


def test_the_domain_asks_no_clock() -> None:
    """import-linter keeps `time` out of the domain; a clock also hides in `datetime`."""
    domain = sorted((ROOT / "app" / "domain").rglob("*.py"))
    assert [shown(path) for path in domain if CLOCK.search(path.read_text())] == []


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("import os  # noqa: F401", ["1: # noqa: F401"]),
        ("x = 1  # type: ignore", ["1: # type: ignore"]),
        ("x = 1  # pragma: no cover", ["1: # pragma: no cover"]),
        ("@pytest.mark.skip(reason='later')\ndef test() -> None: ...", ["1: pytest.mark.skip"]),
        ("time.sleep(1)", ["1: time.sleep"]),
        ("from time import sleep", ["1: time.sleep"]),
        ("from unittest import mock", ["1: unittest.mock"]),
        ("import unittest.mock", ["1: unittest.mock"]),
    ],
)
def test_a_waiver_is_found(source: str, found: list[str]) -> None:
    assert list(waivers(source)) == found


def test_a_gap_in_the_annotations_of_others_may_be_named() -> None:
    assert list(waivers("x = 1  # type: ignore[attr-defined]")) == []


def waivers(source: str) -> Iterator[str]:
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT and COMMENT.search(token.string):
            yield f"{token.start[0]}: {token.string}"
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.expr | ast.stmt):
            yield from (f"{node.lineno}: {name}" for name in names(node) if name in NAMES)


def names(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Attribute):
        return [ast.unparse(node)]
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        return [node.module or "", *(f"{node.module}.{alias.name}" for alias in node.names)]
    return []
