"""Keys, codes, numbers and names that are used twice or missing; consent; what is reported."""

from typing import Any

import pytest

from app.domain.diagnostics import Diagnostic
from app.domain.questionnaire import Questionnaire
from tests.domain.diagnostics.definitions import (
    Q1,
    TWO_OPTIONS,
    TWO_ROWS,
    last,
    only,
    part,
    question,
    questionnaire,
    said,
    section,
)

CONSENT = [{"code": code, "text": {"en": code}} for code in ("publish", "attribute", "aggregate")]
FIRST = ("sections", 0, "questions", 0)
SECOND = ("sections", 0, "questions", 1)


def reports(**chapters: list[str]) -> dict[str, Any]:
    """A report with one chapter for each name, and its sections."""
    written = [{"title": {"en": name}, "sections": keys} for name, keys in chapters.items()]
    return {"report": {"title": {"en": "R"}, "mandate": {"en": "M"}, "chapters": written}}


def test_a_sound_definition_has_nothing_to_say() -> None:
    consent = question("q2", "single_choice", options=CONSENT)
    sections = section("A", Q1, question("n", "note", number="")), section("B", consent)
    assert said(questionnaire(*sections, consent_question="q2")) == []


@pytest.mark.parametrize(
    ("definition", "place", "text"),
    [
        (
            questionnaire(section("A", Q1), section("A", question("q2")), **reports(C=["A"])),
            ("sections", 1, "key"),
            "Another section has the key A already.",
        ),
        (
            last(Q1, question("q1", text={"en": "Else?"})),
            (*SECOND, "key"),
            "Another question has the key q1 already.",
        ),
        (last(question("q1", number="")), (*FIRST, "number"), "This key is missing. Add it."),
        (
            last(question("a", "compound", parts=[part("b")]), question("a_b")),
            (*SECOND, "key"),
            "What is counted as a_b is also counted in a. Rename one of the two.",
        ),
        (
            last(
                question(
                    "q1", "single_choice", options=[*TWO_OPTIONS, TWO_OPTIONS[0] | {"text": {"en": "C"}}]
                )
            ),
            (*FIRST, "options"),
            "The option code a is used twice.",
        ),
        (
            last(
                question(
                    "q1",
                    "single_choice",
                    non_answers=["no_information"],
                    options=[*TWO_OPTIONS, {"code": "no_information", "text": {"en": "Unknown"}}],
                )
            ),
            (*FIRST, "options", 2, "code"),
            "no_information is a reason why there is no answer, named in non_answers. Take the option out.",
        ),
        (
            last(question("q1", report={"counts": ["maybe"]})),
            (*FIRST, "report", "counts"),
            "This question has no option maybe to count.",
        ),
        (
            last(question("q1", "multiple_choice", report={"counts": ["a", "b"]})),
            (*FIRST, "report", "counts"),
            "The shares would overlap, since one reply may name several options. Count one of them.",
        ),
        (
            last(
                question(
                    "q1", "multiple_choice", options=[TWO_OPTIONS[0], TWO_OPTIONS[1] | {"carries_over": True}]
                )
            ),
            (*FIRST, "options", 1, "carries_over"),
            "Only one choice of a section can keep previous answers on record. Take carries_over: out.",
        ),
        (
            last(question("q1", "multiple_choice", report={"counts_all": ["a", "maybe"]})),
            (*FIRST, "report", "counts_all"),
            "This question has no option maybe to count.",
        ),
        (
            last(question("q1", "multiple_choice", report={"counts": ["a"], "counts_all": ["a", "b"]})),
            (*FIRST, "report", "counts_all"),
            "A statement is made true by counts or by counts_all. Take one of the two out.",
        ),
        (
            last(question("c", "compound", parts=[part("p"), part("p", "text")])),
            (*FIRST, "parts"),
            "The key p is used twice in this question.",
        ),
        (
            last(question("g", "grid", rows=[TWO_ROWS[0], TWO_ROWS[0] | {"text": {"en": "Else"}}])),
            (*FIRST, "rows"),
            "The row code health is used twice.",
        ),
        (
            last(question("r", "repeat", consent_part="x")),
            (*FIRST, "consent_part"),
            "There is no question x in this repeat.",
        ),
        (
            last(question("r", "repeat", consent_part="status")),
            (*FIRST, "consent_part"),
            "status must be a single_choice with exactly the options aggregate, attribute, publish.",
        ),
        (
            questionnaire(section("A", Q1), consent_question="q9"),
            ("consent_question",),
            "There is no question q9.",
        ),
        (
            questionnaire(section("A", Q1), consent_question="q1"),
            ("consent_question",),
            "q1 must be a single_choice with exactly the options aggregate, attribute, publish.",
        ),
        (
            questionnaire(section("A", Q1), **reports(C=["A", "Z"])),
            ("report", "chapters", 0, "sections"),
            "There is no section Z.",
        ),
        (
            questionnaire(section("A", Q1), **reports(C=["A"], D=["A"])),
            ("report", "chapters", 1, "sections"),
            "Section A is in two chapters. Keep it in one.",
        ),
        (
            questionnaire(
                section("A", Q1),
                section("B", question("q2", report={"statement": {"en": "it was so"}})),
                **reports(C=["A"]),
            ),
            ("sections", 1),
            "Section B has statements to report. Name it in a chapter of report.chapters.",
        ),
    ],
)
def test_an_error_has_its_place_and_remedy(
    definition: Questionnaire, place: tuple[str | int, ...], text: str
) -> None:
    assert only(definition) == Diagnostic(place, text)


@pytest.mark.parametrize(
    ("definition", "place", "text"),
    [
        (
            last(Q1, question("q2", number="Q.q1")),
            (*SECOND, "number"),
            "q1 has the number Q.q1 already.",
        ),
        (
            last(question("g", "grid", columns=[part("status")], totals="rows")),
            (*FIRST, "totals"),
            "No column holds numbers to add. Take totals: out.",
        ),
        (
            questionnaire(
                section("A", Q1),
                section(
                    "B",
                    question("q2"),
                    question("q3", report={"as": "none"}),
                    question("q4", "contact"),
                    question("q5", "note"),
                ),
                **reports(C=["A"]),
            ),
            ("sections", 1),
            (
                "Never reported: q2. Name the section in a chapter of report.chapters, "
                "or write report: {as: none} for what is not reported."
            ),
        ),
    ],
)
def test_a_warning_leaves_the_definition_usable(
    definition: Questionnaire, place: tuple[str | int, ...], text: str
) -> None:
    assert only(definition) == Diagnostic(place, text, "warning")


@pytest.mark.parametrize(
    "asked",
    [
        question(
            "r", "repeat", questions=[part("use", "single_choice", options=CONSENT)], consent_part="use"
        ),
        question("g", "grid", totals="both"),
        question("v", "computed", number=""),
        question("c", "compound", report={"counts": ["yes"]}),
        question("m", "multiple_choice", report={"counts": ["a"]}),
        question("t", "multiple_choice", report={"counts_all": ["a", "b"]}),
    ],
)
def test_what_is_in_order_is_left_in_peace(asked: dict[str, Any]) -> None:
    assert said(last(asked)) == []


def test_a_section_that_reports_nothing_needs_no_chapter() -> None:
    silent = section("B", question("q2", report={"as": "none"}))
    assert said(questionnaire(section("A", Q1), silent, **reports(C=["A"]))) == []
