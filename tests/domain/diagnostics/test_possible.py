"""Conditions that can never hold, or always do; what is never shown."""

from typing import Any

import pytest

from app.domain.diagnostics.places import Book, Scope
from app.domain.diagnostics.possible import ALWAYS
from app.domain.diagnostics.truth import MOST_TRIES, UNKNOWN, Budget, Outcome, judge
from app.domain.questionnaire import Questionnaire
from tests.domain.diagnostics.definitions import (
    NO,
    Q1,
    THREE_OPTIONS,
    TWO_OPTIONS,
    TWO_ROWS,
    YES,
    last,
    looking,
    only,
    part,
    question,
    questionnaire,
    said,
    section,
)

NONE = {"code": "none", "text": {"en": "None"}, "exclusive": True}
ANSWERED_1 = {"question": "q1", "answered": True}
LONG = [{"code": f"o{number}", "text": {"en": f"Option {number}"}} for number in range(9)]
ASKED = [
    Q1,
    question("choice", "single_choice"),
    question("number", "whole_number", maximum=100),
    question("share", "percentage"),
    question("sum", "computed"),
    question("several", "multiple_choice", options=[*THREE_OPTIONS, NONE]),
    question("two", "multiple_choice", options=THREE_OPTIONS, at_least=2, at_most=2),
    question("many", "multiple_choice", options=LONG),
    question("rank", "ranking", options=THREE_OPTIONS, at_most=1),
    question("words", "text", non_answers=["no_information"]),
    question("contact", "contact"),
    question("parts", "compound"),
    question("grid", "grid"),
    question("list", "repeat", at_most=5),
    question("files", "attachment", at_most=2),
]


def look(question: str, **more: Any) -> dict[str, Any]:
    return {"question": question} | more


def is_(question: str, option: str, **more: Any) -> dict[str, Any]:
    return {"question": question, "is": option} | more


def both(*conditions: dict[str, Any]) -> dict[str, Any]:
    return {"all": list(conditions)}


def not_(condition: dict[str, Any]) -> dict[str, Any]:
    return {"not": condition}


def kind(**operator: Any) -> dict[str, Any]:
    return {"fact": "kind"} | operator


def group(name: str) -> dict[str, Any]:
    return {"fact": "regional_group", "is": name}


def reports(code: str) -> dict[str, Any]:
    return {"fact": "respondent", "is": code}


CONTRADICTIONS = {
    "two respondents at once": both(reports("XAA"), reports("XAB")),
    "two options at once": both(YES, NO),
    "itself and its opposite": both(YES, not_(YES)),
    "neither of two opposites": not_({"any": [YES, not_(YES)]}),
    "an option and not the option": both(YES, look("q1", is_not="yes")),
    "unanswered and an option": both(not_(look("q1", answered=True)), {"any": [YES, NO]}),
    "answered, but with no option": both(
        look("choice", answered=True), not_(look("choice", is_any_of=["a", "b"]))
    ),
    "more than five, less than four": both(look("number", at_least=5), look("number", at_most=4)),
    "between whole numbers": both(not_(look("number", at_most=4)), look("number", between=[4, 4.9])),
    "answered, but no number": both(look("number", answered=True), not_(look("number", between=[0, 100]))),
    "worked out to two numbers": both(look("sum", at_least=5), look("sum", at_most=4)),
    "one that excludes the others": both(look("several", includes="none"), look("several", includes="a")),
    "none of those that there are": both(
        look("two", answered=True), not_(look("two", includes_any_of=["a", "b", "c"]))
    ),
    "one alone where two are asked for": both(
        look("two", includes="a"), not_(look("two", includes_any_of=["b", "c"]))
    ),
    "two ranks where one is given": both(look("rank", includes="a"), look("rank", includes="b")),
    "words and none": both(look("words", answered=True), not_(look("words", answered=True))),
    "a line of a contact": both(
        look("contact", part="email", answered=True), not_(look("contact", part="email", answered=True))
    ),
    "two options of a part": both(is_("parts", "yes", part="status"), is_("parts", "no", part="status")),
    "two numbers of a cell": both(
        look("grid", part="number", row="health", at_least=2),
        look("grid", part="number", row="health", at_most=1),
    ),
    "two counts": both({"count_of": "list", "at_least": 2}, {"count_of": "list", "at_most": 1}),
    "no count": not_({"count_of": "list", "at_most": 5}),
    "two groups": both(group("AFRICAN"), group("ASIA_PACIFIC")),
    "no kind": not_(kind(is_any_of=["member_state", "donor"])),
}


def asking(condition: dict[str, Any]) -> Questionnaire:
    return questionnaire(
        section("A", *ASKED, question("z", shown_when=condition)), kinds=["member_state", "donor"]
    )


@pytest.mark.parametrize("name", CONTRADICTIONS)
def test_a_contradiction_is_an_error(name: str) -> None:
    found = only(asking(CONTRADICTIONS[name]))
    assert (found.place, found.severity) == (("sections", 0, "questions", len(ASKED), "shown_when"), "error")
    assert found.text == (
        "No combination of answers makes this hold, so the question z may never be shown. "
        "Change the condition, or take out what it shows."
    )


@pytest.mark.parametrize(
    "condition",
    [
        look("number", at_least=101),
        look("number", at_most=-1),
        look("number", between=[2.1, 2.9]),
        look("share", at_least=100.5),
        {"count_of": "list", "at_least": 6},
        {"count_of": "files", "at_least": 3},
        kind(**{"is": "un_entity"}),
    ],
)
def test_what_is_beyond_every_answer_is_an_error_at_its_place(condition: dict[str, Any]) -> None:
    found = only(asking({"any": [YES, condition]}))
    assert found.text.startswith("No answer makes this hold, so the question z may never be shown.")
    assert found.place[-3:] == ("shown_when", "any", 1)


@pytest.mark.parametrize(
    "condition",
    [
        {"any": [YES, not_(YES)]},
        not_(both(YES, NO)),
        {"count_of": "list", "at_least": 0},
        kind(is_any_of=["member_state", "donor"]),
        {
            "any": [
                look("share", at_least=2.5),
                look("share", at_most=2.5),
                not_(look("share", answered=True)),
            ]
        },
    ],
)
def test_what_always_holds_is_a_warning(condition: dict[str, Any]) -> None:
    found = only(asking(condition))
    assert (found.text, found.severity) == (ALWAYS, "warning")


@pytest.mark.parametrize(
    "condition",
    [
        both(YES, is_("choice", "a"), look("number", at_least=5)),
        both(look("several", includes="a"), look("several", includes="b")),
        both(look("two", includes="a"), not_(look("two", includes="b"))),
        both(look("share", at_least=2.5), not_(look("share", at_least=2.6))),
        both(look("words", answered=True), YES),
        both(is_("grid", "yes", part="status"), is_("grid", "no", part="status")),
        both(is_("grid", "yes"), is_("grid", "no")),
        both(is_("parts", "yes"), is_("parts", "no")),
        both(*(look("many", includes=f"o{number}") for number in range(9))),
        both(not_(group("AFRICAN")), not_(group("ASIA_PACIFIC"))),
        both(look("sum", at_least=10**9), look("sum", at_most=10**9)),
    ],
)
def test_what_can_hold_and_fail_is_left_in_peace(condition: dict[str, Any]) -> None:
    assert said(asking(condition)) == []


def test_an_option_row_or_part_that_can_never_be_shown_is_named() -> None:
    never: dict[str, Any] = {"shown_when": both(YES, NO)}
    options = [TWO_OPTIONS[0], TWO_OPTIONS[1] | never]
    definition = last(
        Q1,
        question("o", "single_choice", options=options),
        question("g", "grid", rows=[TWO_ROWS[0], TWO_ROWS[1] | never]),
        question("c", "compound", parts=[part("p"), part("s", **never)]),
        question("r", "repeat", questions=[part("p"), part("t", "single_choice", options=options)]),
    )
    texts = "\n".join(said(definition))
    for name in ("the option b", "the row school", "the part s"):
        assert name in texts
    assert len(said(definition)) == 4


def test_a_section_that_can_never_be_shown_is_named_once() -> None:
    never = section("B", question("q2"), question("q3", shown_when=NO), shown_when=both(YES, NO))
    assert "the section B may never" in only(questionnaire(section("A", Q1), never)).text


def test_what_contradicts_the_question_around_it_is_never_shown() -> None:
    options = [TWO_OPTIONS[0], TWO_OPTIONS[1] | {"shown_when": NO}]
    found = only(last(Q1, question("o", "single_choice", options=options, shown_when=YES)))
    assert found.place == ("sections", 0, "questions", 1, "options", 1, "shown_when")
    assert found.text.startswith(
        "The option b is never shown: where this condition holds, what it belongs to"
    )


def test_what_contradicts_its_section_is_never_shown() -> None:
    inner = section("B", question("q2", shown_when=NO), shown_when=YES)
    assert "The question q2 is never shown" in only(questionnaire(section("A", Q1), inner)).text


def test_parts_of_a_part_answer_to_what_is_around_it() -> None:
    choice = part("t", "single_choice", options=[TWO_OPTIONS[0], TWO_OPTIONS[1] | {"shown_when": NO}])
    definition = last(Q1, question("c", "compound", parts=[part("p"), choice | {"shown_when": YES}]))
    assert "The option b is never shown" in only(definition).text
    around = last(Q1, question("c", "compound", parts=[part("p"), choice], shown_when=YES))
    assert "The option b is never shown" in only(around).text
    deep = last(
        Q1, question("r", "repeat", questions=[part("k", "compound", parts=[choice])], shown_when=YES)
    )
    assert said(deep) == []


def test_an_answer_that_is_not_asked_for_is_never_there() -> None:
    after_yes = question("q2", shown_when=YES)
    never = question("q3", shown_when=both(NO, look("q2", answered=True)))
    assert "The question q3 is never shown" in only(last(Q1, after_yes, never)).text
    chained = question("q3", shown_when=look("q2", answered=True))
    last_one = question("q4", shown_when=both(NO, look("q3", answered=True)))
    assert "The question q4 is never shown" in only(last(Q1, after_yes, chained, last_one)).text


def test_long_conditions_of_others_are_not_thought_of() -> None:
    long = {"any": [YES, *({"question": "q1", "is": "yes"} for _ in range(20))]}
    never = question("q3", shown_when=both(NO, look("q2", answered=True)))
    assert said(last(Q1, question("q2", shown_when=long), never)) == []
    short = both(YES, not_(NO))
    assert "is never shown" in only(last(Q1, question("q2", shown_when=short), never)).text


def test_a_question_that_can_never_be_asked_is_named_without_what_hangs_on_it() -> None:
    hidden = question(
        "o",
        "single_choice",
        shown_when=both(YES, NO),
        options=[TWO_OPTIONS[0], TWO_OPTIONS[1] | {"shown_when": ANSWERED_1}],
    )
    assert len(said(last(Q1, hidden))) == 1


def test_a_condition_with_a_wrong_reference_is_not_judged_as_well() -> None:
    assert len(said(looking(both(YES, NO, {"question": "x", "answered": True})))) == 1
    inside = part("p", shown_when={"part": "y", "answered": True})
    assert len(said(last(Q1, question("c", "compound", parts=[inside], shown_when=YES)))) == 1
    inner = section("B", question("q2", shown_when=NO), shown_when={"question": "x", "answered": True})
    assert said(questionnaire(section("A", Q1), inner)) == ["There is no question x."]


TWENTY = [question(f"q{number}") for number in range(1, 21)]


def test_too_many_answers_are_judged_in_parts() -> None:
    everywhere = [is_(f"q{number}", "yes") for number in range(1, 21)]
    assert said(looking(both(*everywhere), *TWENTY)) == []
    assert said(looking(not_({"any": everywhere}), *TWENTY)) == []
    assert only(looking(not_(both(*everywhere, NO)), *TWENTY)).text == ALWAYS
    assert "No combination" in only(looking(both(*everywhere, NO), *TWENTY)).text
    assert "No combination" in only(looking(both(*everywhere, both(YES, NO)), *TWENTY)).text
    assert only(looking({"any": [*everywhere, not_(YES)]}, *TWENTY)).text == ALWAYS
    assert only(looking({"any": [both(*everywhere), {"any": [YES, not_(YES)]}]}, *TWENTY)).text == ALWAYS


def test_what_takes_more_work_than_is_left_is_not_decided() -> None:
    condition = looking(both(YES, NO)).by_key["z"].shown_when
    assert condition is not None
    book = Book.of(last(Q1))
    for left, outcome in ((0, UNKNOWN), (MOST_TRIES, Outcome(can_hold=False, can_fail=True))):
        found = judge(book, Scope("z", 1), [condition], Budget(left))
        assert found is not None
        assert found.outcome(condition) == outcome


def test_looks_at_more_options_than_can_be_tried_are_judged_apart() -> None:
    options = [{"code": f"o{number}", "text": {"en": f"Option {number}"}} for number in range(200)]
    every = {"any": [is_("q", f"o{number}") for number in range(200)]}
    asked = question("q", "single_choice", options=options)
    assert said(looking(both(every, not_(every)), asked)) == []
