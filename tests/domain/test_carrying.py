"""“Nothing new since the previous report”: which earlier answers stay on record, and how they are counted."""

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.answers import NOT_ASKED, Choice, NonAnswer, Value
from app.domain.applicability import applicability
from app.domain.carrying import carried_over, gates
from app.domain.checks import Severity
from app.domain.figures import plain
from app.domain.findings import Count, find
from app.domain.progress import problems_of, progress
from app.domain.prose import without_answer
from app.domain.question_types import Question
from app.domain.voice import ENGLISH
from tests.factories import question, questionnaire, section

OPTIONS = [
    {"code": "anew", "text": {"en": "Yes"}},
    {"code": "nothing_new", "text": {"en": "Nothing new"}, "carries_over": True},
    {"code": "not_now", "text": {"en": "Not now"}},
]
ANEW = {"question": "gate", "is": "anew"}
DEFINITION = questionnaire(
    section(
        "A",
        question("before"),
        question("gate", "single_choice", options=OPTIONS),
        question("note", "note", shown_when=ANEW),
        question("one", shown_when=ANEW),
        question("further", shown_when={"question": "one", "is": "yes"}),
        question("listed", "repeat", shown_when=ANEW),
        question("many", shown_when={"count_of": "listed", "at_least": 1}),
        question("apart", shown_when={"question": "before", "is": "yes"}),
    ),
    section("B", question("elsewhere", shown_when=ANEW)),
)
BEFORE: Mapping[str, Value] = {
    "gate": Choice("anew"),
    "one": Choice("yes"),
    "further": NonAnswer.NO_INFORMATION,
    "listed": NonAnswer.NOT_ANSWERED,
    "many": NOT_ASKED,
    "apart": Choice("no"),
    "elsewhere": Choice("no"),
}


def carried(before: Mapping[str, Value] = BEFORE, **answers: Value) -> tuple[str, ...]:
    return carried_over(DEFINITION, applicability(DEFINITION, answers), before)


def test_a_gate_decides_about_the_questions_of_its_section_that_look_at_it_or_at_one_of_them() -> None:
    ((gate, questions),) = gates(DEFINITION)
    assert gate.key == "gate"
    assert [one.key for one in questions] == ["one", "further", "listed", "many"]


def test_nothing_new_keeps_the_previous_answers_and_nothing_else() -> None:
    assert carried(gate=Choice("nothing_new")) == ("one", "further")


@pytest.mark.parametrize("said", [Choice("anew"), Choice("not_now"), NonAnswer.NOT_ANSWERED])
def test_any_other_answer_keeps_none(said: Value) -> None:
    assert carried(gate=said) == ()


def test_without_an_earlier_report_there_is_nothing_to_keep() -> None:
    assert carried({}, gate=Choice("nothing_new")) == ()


def test_what_is_asked_all_the_same_is_not_carried_over() -> None:
    either = {"question": "gate", "is_any_of": ["anew", "nothing_new"]}
    asked = questionnaire(
        section("A", question("gate", "single_choice", options=OPTIONS), question("one", shown_when=either))
    )
    found = applicability(asked, {"gate": Choice("nothing_new")})
    assert carried_over(asked, found, {"one": Choice("yes")}) == ()


def warned(before: Mapping[str, Value] | None, **answers: Value) -> list[str]:
    found = problems_of(DEFINITION, applicability(DEFINITION, answers), before)
    assert {problem.severity for problem in found} <= {Severity.WARNING}
    return [problem.question_key for problem in found]


def test_it_is_said_where_nothing_is_on_record() -> None:
    assert DEFINITION.looks_back
    assert warned({}, gate=Choice("nothing_new")) == ["gate"]
    assert warned(BEFORE, gate=Choice("nothing_new")) == []
    assert warned({}, gate=Choice("not_now")) == []
    assert warned(None, gate=Choice("nothing_new")) == []
    assert progress(DEFINITION, applicability(DEFINITION, {}))[0].problems == ()


def tabulated(key: str, reports: list[Mapping[str, Value]]) -> list[Count]:
    asked: Question = DEFINITION.by_key[key]
    return [
        Count(
            f"{key}_{one.part}" if one.part else key,
            one.row,
            one.position == 0,
            one.kind,
            one.choice,
            one.non_answer,
            "",
            1,
        )
        for values in reports
        for one in asked.tabulate(values[key])
    ]


VALUES = st.sampled_from([Choice("yes"), Choice("no"), NonAnswer.NO_INFORMATION, NonAnswer.NOT_ANSWERED])
REPORTS = st.lists(
    st.tuples(st.sampled_from(["anew", "nothing_new", "not_now"]), VALUES, VALUES, st.booleans()), max_size=30
)


@given(REPORTS)
def test_answers_non_answers_not_asked_and_carried_over_add_up_to_the_reports(reports: list[Any]) -> None:
    values, kept = [], {"one": 0, "further": 0}
    for said, one, further, reported_before in reports:
        found = applicability(DEFINITION, {"gate": Choice(said), "one": one, "further": further})
        values.append(found.values)
        for key in carried_over(DEFINITION, found, BEFORE if reported_before else {}):
            kept[key] += 1
    for key, number in kept.items():
        finding = find(DEFINITION, tabulated(key, values), {}, carried=kept)[key]
        told = (finding.answered, finding.no_information, finding.not_applicable, finding.not_answered)
        assert sum(told) + finding.not_asked + finding.carried_over == len(reports) == finding.replies
        assert finding.carried_over == number
        assert finding.not_asked >= 0
        assert finding.base == finding.answered + finding.no_information


def test_entries_of_a_list_are_not_carried_over_one_by_one() -> None:
    rows = tabulated("listed", [{"listed": NOT_ASKED}, {"listed": NOT_ASKED}])
    found = find(DEFINITION, rows, {}, carried={"listed": 1})
    assert (found["listed"].not_asked, found["listed"].carried_over) == (1, 1)
    assert {one.carried_over for name, one in found.items() if name.startswith("listed_")} == {0}


def test_the_report_says_how_many_had_nothing_new() -> None:
    found = find(
        DEFINITION, tabulated("one", [{"one": NOT_ASKED}, {"one": NOT_ASKED}]), {}, carried={"one": 2}
    )
    assert tuple(map(plain, without_answer(ENGLISH, found["one"]))) == (
        "Two States had nothing new since the previous report, which answers it.",
    )
