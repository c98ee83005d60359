"""Findings of the variables of a question: its parts, the rows of a grid, the items of a repeat."""

from fractions import Fraction

import pytest

from app.domain.counted import counted_in_entries, name_of, place_of
from app.domain.findings import Count, Finding, NumberCount, find
from app.domain.questionnaire import Questionnaire
from tests.factories import part, question, questionnaire, section

YES = {"counts": ["yes"]}


def definition() -> Questionnaire:
    return questionnaire(
        section(
            "A",
            question("q1", report=YES),
            question("q2", "compound", parts=[part("status", report=YES), part("who", "contact")]),
            question("q3", "grid", columns=[part("status", report=YES)]),
            question("q4", "grid"),
            question("q5", "repeat"),
            question("q6", "contact"),
        )
    )


def count(key: str, row: str, choice: str, number: int, *, first: bool = True) -> Count:
    return Count(key, row, first, "choice", choice, None, "AFRICAN", number)


def found(*counts: Count) -> dict[str, Finding]:
    return dict(find(definition(), counts, {}))


def test_every_variable_has_a_finding_by_name_and_in_order() -> None:
    assert list(found()) == [
        "q1",
        "q2_status",
        "q3/health",
        "q3/school",
        "q4_status/health",
        "q4_status/school",
        "q4_number/health",
        "q4_number/school",
        "q5",
        "q5_name",
        "q5_status",
    ]


def test_a_name_is_made_of_question_part_and_row() -> None:
    asked = definition().by_key["q4"]
    assert name_of(asked, asked.variables()[1]) == "q4_status/school"


def test_rows_are_counted_apart() -> None:
    findings = found(count("q3", "health", "yes", 7), count("q3", "school", "no", 5))
    assert (findings["q3/health"].reported, findings["q3/health"].base) == (7, 7)
    assert (findings["q3/school"].reported, findings["q3/school"].base) == (0, 5)


def test_parts_are_counted_under_their_own_name() -> None:
    assert found(count("q2_status", "", "yes", 4))["q2_status"].reported == 4


def test_numbers_of_a_cell_are_summarized_with_their_total() -> None:
    numbers = [NumberCount(Fraction(number)) for number in (1, 2, 3, 4, 5)]
    summary = dict(find(definition(), [], {"q4_number/health": numbers}))["q4_number/health"].numbers
    assert summary is not None
    assert (summary.median, summary.total) == (Fraction(3), Fraction(15))


def test_the_items_of_a_repeat_are_the_replies_of_its_parts() -> None:
    finding = found(count("q5_status", "", "yes", 9), count("q5_status", "", "no", 3))["q5_status"]
    assert (finding.question_key, finding.replies) == ("q5", 12)


@pytest.mark.parametrize(("key", "row"), [("q3", ""), ("q3", "prison"), ("q2", ""), ("q6", "")])
def test_what_is_no_variable_is_refused(key: str, row: str) -> None:
    with pytest.raises(ValueError, match="counted, but not asked"):
        found(count(key, row, "yes", 1))


def test_observations_stand_under_the_key_with_its_part_and_the_row() -> None:
    asked = definition().by_key["q4"]
    assert place_of(asked, asked.variables()[3]) == ("q4_number", "school")


def test_what_is_asked_in_entries_of_lists_is_told_apart() -> None:
    assert counted_in_entries(definition()) == {"q5_name", "q5_status"}
