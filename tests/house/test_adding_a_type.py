"""What CONTRIBUTING says of adding a question type is done to a copy of the project, word for word, and is enough."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from textwrap import dedent

import pytest

from tests.house.sources import ROOT

COPIED = ("app", "templates", "tests", "questionnaires", "migrations", "docs", "config.py", "pyproject.toml")
FORMS = "tests/exchange/test_xlsform_writing.py"
MISSED = ("tests/domain/test_question_types.py", "--noconftest", "-k", "every_type_has")
OTHERS = re.compile(r"^(PYTEST|COV|HYPOTHESIS)")  # this run's own settings are none of that run


class Guide:
    """The worked example: the module it names, and its three blocks of code."""

    def __init__(self) -> None:
        text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
        part = text.split("## Add a question type\n", 1)[1].split("\n## ", 1)[0]
        blocks = re.findall(r"^ {3}```python\n(.*?)^ {3}```", part, re.DOTALL | re.MULTILINE)
        self.module = re.findall(r"`(app/domain/question_types/\w+\.py)`", part)[0]
        self.kind, self.renderer, self.example = (dedent(block) for block in blocks)


GUIDE = Guide()
NAME = GUIDE.example.split('"')[1]
KNOWN = (
    "tests/web/test_registries.py",
    "tests/domain/test_question_types.py",
    "tests/domain/test_finding_types.py",
    "tests/exchange/test_json_schema.py",
    f"{FORMS}::test_a_question_of_any_type_reads_back_the_same[{NAME}]",
    f"{FORMS}::test_the_sheets_alone_know_a_question_of_any_type[{NAME}]",
    f"{FORMS}::test_written_and_read_it_is_the_same_with_nothing_listed[gallery]",
    f"{FORMS}::test_pyxform_converts_it[gallery]",
    "tests/services/test_any_definition.py",
)


class Project:
    """A copy of the project."""

    def __init__(self, place: Path) -> None:
        self.place = place
        for name in COPIED:
            copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
            copy(ROOT / name, place / name)

    def add_class(self, module: str = GUIDE.module, text: str = GUIDE.kind) -> None:
        assert not (self.place / module).exists()
        (self.place / module).write_text(text, "utf-8")

    def add_renderer(self, line: str = GUIDE.renderer) -> None:
        begin = "RENDERERS: Mapping[str, str] = {\n"
        self.change("app/web/rendering.py", begin, f"{begin}    {line}")

    def add_example(self, line: str = GUIDE.example) -> None:
        begin = "EXAMPLES: Mapping[str, dict[str, Any]] = {\n"
        self.change("tests/factories.py", begin, f"{begin}    {line}")

    def change(self, name: str, old: str, new: str) -> None:
        file = self.place / name
        text = file.read_text("utf-8")
        assert text.count(old) == 1
        file.write_text(text.replace(old, new), "utf-8")

    def run(self, *arguments: str) -> "subprocess.CompletedProcess[str]":
        kept = {name: value for name, value in os.environ.items() if not OTHERS.match(name)}
        return subprocess.run(
            [sys.executable, "-m", *arguments],
            cwd=self.place,
            env=kept | {"FLASK_APP": "app"},
            capture_output=True,
            text=True,
            check=False,
        )


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path)


UNLIKE = (
    ("light", "one_option", "{}"),
    ("vehicle", "line", "{}"),
    ("position", "line", '{"datum": "etrs89"}'),
)
ADDED: Mapping[str, tuple[str, ...]] = {
    "the class": ("add_renderer", "add_example"),
    "the renderer": ("add_class", "add_example"),
    "the example": ("add_class", "add_renderer"),
}


def test_its_class_its_renderer_and_its_example_make_a_type(project: Project) -> None:
    project.add_class()
    project.add_renderer()
    project.add_example()
    schema = project.run("flask", "questionnaires", "schema")
    assert schema.returncode == 0, schema.stderr
    (project.place / "docs" / "questionnaire.schema.json").write_text(schema.stdout, "utf-8")
    project.change(
        "tests/services/test_any_definition.py", "KINDS = tuple(QUESTION_TYPES)", f'KINDS = ("{NAME}",)'
    )
    done = project.run("pytest", "-n", "0", "-q", "--database", "sqlite", *KNOWN)
    assert done.returncode == 0, done.stdout


def test_types_unlike_those_there_are_need_no_more(project: Project) -> None:
    """One with fixed options, one of several lines, one with a kind of value and a setting that nothing else knows."""
    text = (ROOT / "tests" / "house" / "unlike_types.py").read_text("utf-8")
    project.add_class("app/domain/question_types/unlike_types.py", text)
    for name, macro, needs in UNLIKE:
        project.add_renderer(f'"{name}": "{macro}",\n')
        project.add_example(f'"{name}": {needs},\n')
    names = " or ".join(name for name, _, _ in UNLIKE)
    tests = ("tests/domain/test_question_types.py", "tests/domain/test_finding_types.py", FORMS)
    done = project.run("pytest", "-n", "0", "-q", *tests, "-k", f"{names} or gallery")
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("missing", ADDED)
def test_one_of_the_three_is_missed(project: Project, missing: str) -> None:
    for add in ADDED[missing]:
        getattr(project, add)()
    done = project.run("pytest", "-n", "0", "-q", *MISSED)
    assert done.returncode != 0
    assert NAME in done.stdout
