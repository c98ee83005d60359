"""Sectors can answer themselves only what can be compared, and only where they are named."""

from typing import Any

import pytest

from app.domain.diagnostics.sectors import CONDITIONAL, UNFIT
from tests.domain.diagnostics.definitions import TWO_OPTIONS, TWO_ROWS, YES, last, only, part, question, said

BOTH = ["health", "education"]
OWN = ("sections", 0, "questions", 0, "own_answers")
CHOSEN = [part("how", "scale")]


def asked(kind: str = "yes_no_planned", **more: Any) -> dict[str, Any]:
    return question("q", kind, **({"sectors": BOTH, "own_answers": BOTH} | more))


def rows(*sectors: list[str]) -> list[dict[str, Any]]:
    return [row | {"sectors": own} for row, own in zip(TWO_ROWS, sectors, strict=True)]


@pytest.mark.parametrize(
    "fitting",
    [
        asked(),
        asked("whole_number"),
        asked("multiple_choice"),
        asked("grid", columns=CHOSEN),
        asked("grid", columns=CHOSEN, rows=rows(["health"], ["education"])),
        asked("compound", parts=[part("status"), part("times", "whole_number")]),
        question("q", "grid", columns=CHOSEN, rows=rows(["health"], ["education"])),
    ],
)
def test_what_can_be_compared_can_be_answered_by_sectors(fitting: dict[str, Any]) -> None:
    assert said(last(fitting)) == []


def test_the_sectors_may_be_those_of_the_section() -> None:
    assert said(last(asked(sectors=[]), sectors=BOTH)) == []


@pytest.mark.parametrize("kind", ["note", "computed", "text", "repeat", "attachment", "contact", "compound"])
def test_what_cannot_be_compared_is_not_for_sectors(kind: str) -> None:
    found = only(last(asked(kind)))
    assert (found.place, found.text, found.severity) == (OWN, UNFIT, "error")


def test_only_whole_questions_are_answered_by_sectors() -> None:
    inside = question("q", "compound", parts=[part("status", own_answers=["health"])])
    assert only(last(inside)).text == (
        "Sectors answer whole questions, not what is inside one. Take own_answers: out."
    )


@pytest.mark.parametrize(
    "conditional",
    [
        part("again", shown_when={"part": "status", "is": "yes"}),
        part("again", "single_choice", options=[TWO_OPTIONS[0], TWO_OPTIONS[1] | {"shown_when": YES}]),
    ],
)
def test_what_a_sector_sees_does_not_depend_on_its_own_answer(conditional: dict[str, Any]) -> None:
    definition = last(question("q1"), asked("compound", parts=[part("status"), conditional]))
    assert only(definition).text == CONDITIONAL


@pytest.mark.parametrize(
    ("wrong", "text"),
    [
        (asked(own_answers=["health", "health"]), "The sector health is named twice."),
        (
            asked(own_answers=["prisons"]),
            "prisons is not among the sectors of this question. Name it in sectors:, or take it out.",
        ),
        (
            asked("grid", columns=CHOSEN, rows=rows(["health"], ["health"])),
            "No row is left for education. Name it in a row, or take it out.",
        ),
        (
            asked("grid", columns=CHOSEN, rows=rows(["health", "prisons"], ["education"])),
            "prisons answers nothing here itself. Name it in own_answers: of the question, or take it out.",
        ),
    ],
)
def test_sectors_are_named_where_they_answer(wrong: dict[str, Any], text: str) -> None:
    assert only(last(wrong)).text == text
