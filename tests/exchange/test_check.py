"""What the check of files says, for people and for programs, and its exit status."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from app.exchange.check import check_files
from app.exchange.json_schema import as_text
from app.questionnaires.cli import questionnaires_cli
from tests.exchange.test_yaml_format import GOOD, Q1

WARNED = GOOD.replace("languages: [en]", "languages: [en, fr]", 1)
WRONG = GOOD.replace("question: q1, is: a", "question: q9, is: a")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in {"good": GOOD, "warned": WARNED, "wrong": WRONG}.items():
        (tmp_path / f"{name}.yaml").write_text(text)
    return tmp_path


def run(*arguments: str | Path) -> tuple[int, str]:
    done = CliRunner().invoke(questionnaires_cli, [str(one) for one in arguments])
    return done.exit_code, done.stdout


def test_a_good_file_is_said_to_be_good_with_its_size(folder: Path) -> None:
    file = folder / "good.yaml"
    assert run("check", file) == (0, f"{file}: 1 sections, 2 questions, 2 minutes, no mistakes\n")


def test_warnings_leave_the_status_at_0(folder: Path) -> None:
    status, said = run("check", folder / "warned.yaml")
    assert status == 0
    assert f"warned.yaml:10: {Q1}.text: This text is not translated yet: fr. (warning)" in said


def test_errors_set_the_status_to_1(folder: Path) -> None:
    status, said = run("check", folder / "good.yaml", folder / "wrong.yaml")
    assert status == 1
    assert "There is no question q9." in said


def test_programs_read_the_same_as_json(folder: Path) -> None:
    status, said = run("check", "--json", folder / "good.yaml", folder / "wrong.yaml", folder / "warned.yaml")
    found = json.loads(said)
    good, wrong, warned = found["files"]
    assert (status, found["ok"]) == (1, False)
    assert good == {
        "file": str(folder / "good.yaml"),
        "ok": True,
        "sections": 1,
        "questions": 2,
        "minutes": 2,
        "mistakes": [],
    }
    assert wrong == {
        "file": str(folder / "wrong.yaml"),
        "ok": False,
        "mistakes": [
            {
                "file": str(folder / "wrong.yaml"),
                "line": 11,
                "key": "sections[A].questions[q2].shown_when",
                "text": "There is no question q9.",
                "severity": "error",
            }
        ],
    }
    assert warned["ok"]
    assert {one["severity"] for one in warned["mistakes"]} == {"warning"}


def test_a_mistake_in_a_named_list_is_said_once(folder: Path) -> None:
    again = '      - {key: q3, type: single_choice, number: "3", text: {en: Three?}, options: AB}\nreport:\n'
    file = folder / "twice.yaml"
    file.write_text(WARNED.replace("report:\n", again))
    key = "option_lists.AB[a].text"
    assert [line for line in check_files([file]).lines if key in line] == [
        f"{file}:5: {key}: This text is not translated yet: fr. (warning)"
    ]


def test_the_schema_is_printed() -> None:
    assert run("schema") == (0, as_text())
