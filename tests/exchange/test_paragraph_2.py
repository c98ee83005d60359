"""The paragraph 2 questionnaire: the content's own keys, and the report that the control statements need."""

import re
from pathlib import Path

import pytest

from app.domain.answers import NOT_ASKED
from app.domain.findings import name_of
from app.domain.own_answers import for_sector
from app.domain.question_types.base import Reporting
from app.domain.questionnaire import Questionnaire
from app.exchange.yaml_format import read_file

FILE = Path(__file__).resolve().parents[2] / "questionnaires" / "cnd-60-6-p2.yaml"
MEETINGS = (
    "the number of meetings that the main coordinating mechanism had held at political level"
    " in the last 12 months"
)


def worded(report: Reporting) -> tuple[tuple[str, ...], str]:
    """What a statement counts, and its words."""
    return report.counts, report.statement.in_language("en") if report.statement else ""


@pytest.fixture(scope="module")
def paragraph_2() -> Questionnaire:
    return read_file(FILE).questionnaire


def test_it_is_read_without_a_warning() -> None:
    assert read_file(FILE).warnings == ()


def test_a_question_is_numbered_after_its_key(paragraph_2: Questionnaire) -> None:
    numbers = {question.key: question.number for question in paragraph_2.questions_asked()}
    for key, number in numbers.items():
        plain = re.sub(r"^(CS-|P2-)", "", key.split("_")[0])
        letter, digits = (plain[0], plain[1:]) if key.startswith("P2-") else ("A", plain)
        assert number.split(" ")[0] == f"{letter}.{int(digits)}", key


def test_two_questions_are_drawn_as_figures(paragraph_2: Questionnaire) -> None:
    figures = [key for key, one in paragraph_2.by_key.items() if one.report.shown_as == "bar"]
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
    ],
)
def test_a_control_statement_is_worded(
    paragraph_2: Questionnaire, key: str, counted: tuple[str, ...], statement: str
) -> None:
    assert worded(paragraph_2.by_key[key].report) == (counted, statement)


def test_the_control_statement_on_meetings_is_worded(paragraph_2: Questionnaire) -> None:
    meetings = paragraph_2.by_key["P2-D02"]
    political = next(child.question for child in meetings.children(NOT_ASKED) if child.name == "political")
    assert worded(political.report) == ((), MEETINGS)


def test_meetings_are_counted_under_their_two_names(paragraph_2: Questionnaire) -> None:
    meetings = paragraph_2.by_key["P2-D02"]
    names = [name_of(meetings, variable) for variable in meetings.variables()]
    assert names == ["P2-D02_political", "P2-D02_technical"]


@pytest.mark.parametrize(
    "name",
    [
        "P2-C01/health_justice",
        "P2-C01/education_justice",
        "P2-G01/data_sharing",
        "P2-E01_status/prevention_in_schools",
    ],
)
def test_a_row_of_the_control_set_is_counted(paragraph_2: Questionnaire, name: str) -> None:
    counted = {
        name_of(question, variable)
        for question in paragraph_2.questions_asked()
        for variable in question.variables()
    }
    assert name in counted


def test_it_takes_90_minutes(paragraph_2: Questionnaire) -> None:
    assert sum(section.minutes or 0 for section in paragraph_2.sections) == 90


def test_judgements_are_read_in_aggregate_only(paragraph_2: Questionnaire) -> None:
    aggregate = [key for key, one in paragraph_2.by_key.items() if one.consent == "aggregate"]
    assert aggregate == ["P2-D06", "P2-D07", "P2-G03"]


def test_a_sector_answers_the_rows_that_are_its_own(paragraph_2: Questionnaire) -> None:
    ratings = paragraph_2.by_key["P2-D06"]
    for sector in ratings.own_answers:
        assert [child.name for child in for_sector(ratings, sector).children(NOT_ASKED)] == [
            f"{sector}.extent"
        ]
    pairs = for_sector(paragraph_2.by_key["P2-C01"], "criminal_justice").children(NOT_ASKED)
    assert [child.name.split(".")[0] for child in pairs] == [
        "health_justice",
        "education_justice",
        "all_core",
    ]


def test_the_cover_sheet_is_put_in_its_place(paragraph_2: Questionnaire) -> None:
    assert "include" not in paragraph_2.document()["sections"][0]
