"""The paragraph 2 questionnaire: the content's own keys, and the report that the control statements need."""

import re
from pathlib import Path

import pytest

from app.domain.questionnaire import Questionnaire
from app.exchange.yaml_format import read_file

FILE = Path(__file__).resolve().parents[2] / "questionnaires" / "cnd-60-6-p2.yaml"
QUESTIONS_PER_SECTION = {
    "B": 11,
    "C": 8,
    "D": 9,
    "E": 8,
    "F": 7,
    "G": 5,
    "H": 2,
    "I": 2,
    "J": 5,
}  # the content's 57

MEETINGS = (
    "the number of meetings that the main coordinating mechanism had held at political level"
    " in the last 12 months"
)


@pytest.fixture(scope="module")
def paragraph_2() -> Questionnaire:
    return read_file(FILE).questionnaire


def test_it_is_read_without_a_warning() -> None:
    assert read_file(FILE).warnings == ()


def test_every_question_of_the_content_is_asked_or_named_as_waiting(paragraph_2: Questionnaire) -> None:
    content = {
        f"P2-{letter}{number:02}"
        for letter, count in QUESTIONS_PER_SECTION.items()
        for number in range(1, count + 1)
    }
    asked = {key.split("_")[0] for key in paragraph_2.by_key if key.startswith("P2-")}
    comments = " ".join(line for line in FILE.read_text().splitlines() if line.startswith("#"))
    waiting = {f"P2-{key}" for key in re.findall(r"\b[B-J]\d\d\b", comments)}
    assert asked <= content
    assert content - asked <= waiting


def test_a_question_is_numbered_after_its_key(paragraph_2: Questionnaire) -> None:
    numbers = {question.key: question.number for question in paragraph_2.questions_asked()}
    for key, number in numbers.items():
        plain = re.sub(r"^(CS-|P2-)", "", key.split("_")[0])
        letter, digits = (plain[0], plain[1:]) if key.startswith("P2-") else ("A", plain)
        assert number.split(" ")[0] == f"{letter}.{int(digits)}", key


def test_two_questions_are_drawn_as_figures(paragraph_2: Questionnaire) -> None:
    figures = [key for key, one in paragraph_2.by_key.items() if one.report.shown_as == "figure"]
    assert figures == ["P2-B03", "P2-E02"]


@pytest.mark.parametrize(
    ("key", "counted", "statement"),
    [
        (
            "P2-B01",
            ("yes",),
            "a national drug strategy, policy or action plan had been in force during the reporting period",
        ),
        (
            "P2-B06",
            ("one", "several"),
            "a national body had a mandate to coordinate drug policy across sectors",
        ),
        (
            "P2-F05",
            ("external", "internal", "both"),
            "inter-agency coordination on drugs had been evaluated in the last five years",
        ),
        (
            "P2-E02",
            ("sentencing",),
            "a person with a drug use disorder could be referred to health or social services at sentencing",
        ),
        (
            "P2-D02_political",
            (),
            MEETINGS,
        ),
    ],
)
def test_a_control_statement_is_worded(
    paragraph_2: Questionnaire, key: str, counted: tuple[str, ...], statement: str
) -> None:
    report = paragraph_2.by_key[key].report
    assert report.counts == counted
    assert report.statement is not None
    assert report.statement.in_language("en") == statement


def test_a_statement_goes_on_within_a_sentence(paragraph_2: Questionnaire) -> None:
    statements = [one.report.statement for one in paragraph_2.by_key.values() if one.report.statement]
    texts = [statement.in_language("en") for statement in statements]
    assert [text for text in texts if text.endswith(".") or text[0].isupper()] == []


def test_the_document_is_read_back_to_the_same_questionnaire(paragraph_2: Questionnaire) -> None:
    assert Questionnaire.model_validate(paragraph_2.document()) == paragraph_2
    assert "include" not in paragraph_2.document()["sections"][0]
