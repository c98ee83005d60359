"""How far a submission is: what is answered, what is wrong, what is still open."""

from typing import Any

import pytest

from app.domain.answers import (
    About,
    Cells,
    Choice,
    Choices,
    Items,
    NonAnswer,
    Parts,
    Ranked,
    Unparsed,
    Value,
    WholeNumber,
    WrittenText,
)
from app.domain.applicability import applicability
from app.domain.checks import Problem, Severity
from app.domain.progress import asks_now, gaps_of, problems_of, progress
from app.domain.questionnaire import Questionnaire
from tests.factories import TWO_OPTIONS, TWO_ROWS, part, question, questionnaire, section

IF_YES = {"question": "q1", "is": "yes"}
ONLY_A = [TWO_OPTIONS[0], TWO_OPTIONS[1] | {"shown_when": IF_YES}]
DEFINITION = questionnaire(
    section(
        "A",
        question("q1", required=True),
        question("q2", shown_when=IF_YES, required=True),
        question("n", "note"),
        question("sum", "computed"),
    ),
    section("B", question("q4", "text"), shown_when=IF_YES),
    section("C", question("n2", "note")),
)


def definition(*questions: dict[str, Any]) -> Questionnaire:
    return questionnaire(section("A", question("q1"), *questions))


def problems(
    questionnaire: Questionnaire, answers: dict[str, Value], before: dict[str, Value] | None = None
) -> tuple[Problem, ...]:
    return problems_of(questionnaire, applicability(questionnaire, answers), before)


def gaps(questionnaire: Questionnaire, answers: dict[str, Value]) -> list[tuple[str, str]]:
    found = gaps_of(questionnaire, applicability(questionnaire, answers))
    assert {gap.severity for gap in found} <= {Severity.WARNING}
    return [(gap.question_key, gap.field) for gap in found]


def test_progress_counts_what_applies_without_notes_and_computed_values() -> None:
    answers: dict[str, Value] = {"q1": Choice("yes"), "q4": WrittenText("a b c d e f")}
    found = progress(DEFINITION, applicability(DEFINITION, answers))
    assert [(one.section.key, one.answered, one.asked, one.errors) for one in found] == [
        ("A", 1, 2, 0),
        ("B", 1, 1, 1),
    ]


def test_a_section_with_nothing_to_ask_has_no_progress() -> None:
    found = progress(DEFINITION, applicability(DEFINITION, {}))
    assert [one.section.key for one in found] == ["A"]


def test_what_is_asked_now_applies_and_is_answered_by_a_person() -> None:
    found = applicability(DEFINITION, {})
    asked = [key for key, one in DEFINITION.by_key.items() if asks_now(one, found)]
    assert asked == ["q1"]


def test_problems_are_those_of_answers_that_apply() -> None:
    assert problems(DEFINITION, {"q1": Choice("no"), "q4": Unparsed({"": ("x", "y")})}) == ()


def test_a_rule_is_checked_once_for_the_question() -> None:
    rule = {"text": {"en": "Too many."}, "left": {"question": "m"}, "is": "at_most", "right": {"number": 5}}
    checked = definition(question("m", "whole_number", checks=[rule]))
    assert problems(checked, {"m": WholeNumber(5)}) == ()
    (found,) = problems(checked, {"m": WholeNumber(6)})
    assert (found.question_key, found.field, found.severity) == ("m", "", Severity.WARNING)


def test_a_rule_compares_with_the_cycle_before() -> None:
    rule = {
        "text": {"en": "More than twice as many."},
        "left": {"question": "m"},
        "is": "at_most",
        "right": {"question": "m", "previous": True, "times": 2},
    }
    checked = definition(question("m", "whole_number", checks=[rule]))
    assert problems(checked, {"m": WholeNumber(9)}) == ()
    assert len(problems(checked, {"m": WholeNumber(9)}, {"m": WholeNumber(4)})) == 1
    found = progress(checked, applicability(checked, {"m": WholeNumber(9)}), {"m": WholeNumber(4)})
    assert [len(one.problems) for one in found] == [1]


WENT_BACK = {"text": {"en": "What changed?"}, "steps_back": 2}


@pytest.mark.parametrize(
    ("before", "now", "found"),
    [
        (Choice("yes"), Choice("no"), 1),
        (Choice("yes"), Choice("planned"), 0),
        (Choice("no"), Choice("yes"), 0),
        (None, Choice("no"), 0),
        (NonAnswer.NO_INFORMATION, Choice("no"), 0),
        (Choice("yes"), NonAnswer.NOT_ANSWERED, 0),
        (Choice("once"), Choice("no"), 0),
    ],
)
def test_an_answer_that_went_back_since_the_cycle_before_asks_for_a_comment(
    before: Value | None, now: Value, found: int
) -> None:
    checked = definition(question("q", checks=[WENT_BACK]))
    old = {"q": before} if before is not None else {}
    assert [one.severity for one in problems(checked, {"q": now}, old)] == [Severity.WARNING] * found


def test_a_part_or_cell_that_went_back_is_named() -> None:
    checked = definition(
        question("c", "compound", parts=[part("status", checks=[WENT_BACK])]),
        question("g", "grid", columns=[part("status", checks=[WENT_BACK])]),
    )
    yes, no = Parts({"status": Choice("yes")}), Parts({"status": Choice("no")})
    before: dict[str, Value] = {"c": yes, "g": Cells({"health": yes, "school": no})}
    found = problems(checked, {"c": no, "g": Cells({"health": no, "school": no})}, before)
    assert [(one.question_key, one.field) for one in found] == [("c", "status"), ("g", "health.status")]


def test_entries_of_a_list_are_not_compared_across_cycles() -> None:
    checked = definition(question("r", "repeat", questions=[part("status", checks=[WENT_BACK])]))
    before, now = (Items((("i1", Parts({"status": Choice(code)})),)) for code in ("yes", "no"))
    assert problems(checked, {"r": now}, {"r": before}) == ()


def test_a_rule_that_looks_inside_is_checked_in_each_row() -> None:
    rule = {
        "text": {"en": "Give a number."},
        "fails_when": {"part": "status", "is": "yes"},
        "severity": "error",
    }
    checked = definition(question("g", "grid", checks=[rule]))
    cells = Cells({"school": Parts({"status": Choice("yes")}), "health": Parts({"status": Choice("no")})})
    assert [one.field for one in problems(checked, {"g": cells})] == ["school"]


def test_a_rule_of_a_part_is_checked_for_the_part() -> None:
    rule = {"text": {"en": "Too many."}, "left": {"question": "m"}, "is": "at_most", "right": {"number": 5}}
    checked = definition(
        question("m", "whole_number"),
        question("c", "compound", parts=[part("year", "year", checks=[rule])]),
        question("r", "repeat", questions=[part("year", "year", checks=[rule])]),
    )
    items = Items((("i1", Parts()),))
    found = problems(checked, {"m": WholeNumber(6), "r": items})
    assert [(one.question_key, one.field) for one in found] == [("c", "year"), ("r", "i1.year")]


def test_an_option_chosen_before_it_stopped_applying_is_an_error() -> None:
    checked = definition(
        question("o", "single_choice", options=ONLY_A),
        question("m", "multiple_choice", options=ONLY_A),
        question("r", "ranking", options=ONLY_A),
    )
    answers: dict[str, Value] = {
        "q1": Choice("no"),
        "o": Choice("b"),
        "m": Choices(("a", "b")),
        "r": Ranked(("b",)),
    }
    found = problems(checked, answers)
    assert [(one.question_key, one.severity) for one in found] == [
        ("o", Severity.ERROR),
        ("m", Severity.ERROR),
        ("r", Severity.ERROR),
    ]
    assert "“Option B” does not apply any more" in str(found[0].message)
    assert problems(checked, answers | {"q1": Choice("yes")}) == ()
    assert problems(checked, {"q1": Choice("no"), "o": Choice("a"), "m": NonAnswer.NOT_ANSWERED}) == ()


def test_options_of_parts_cells_and_items_that_stopped_applying_name_their_field() -> None:
    choice = part("choice", "single_choice", options=ONLY_A)
    checked = definition(
        question("c", "compound", parts=[choice]),
        question("g", "grid", columns=[choice]),
        question("r", "repeat", questions=[choice, part("inner", "compound", parts=[choice])]),
    )
    chosen = Parts({"choice": Choice("b")})
    answers: dict[str, Value] = {
        "c": chosen,
        "g": Cells({"health": chosen}),
        "r": Items((("i1", Parts({"choice": Choice("b"), "inner": chosen})),)),
    }
    found = [(one.question_key, one.field) for one in problems(checked, answers)]
    assert found == [("c", "choice"), ("g", "health.choice"), ("r", "i1.choice"), ("r", "i1.inner.choice")]


def test_a_gap_is_a_required_question_that_applies_and_is_open() -> None:
    assert gaps(DEFINITION, {"q1": Choice("yes"), "q2": NonAnswer.NOT_ANSWERED}) == [("q2", "")]
    assert gaps(DEFINITION, {"q1": NonAnswer.NO_INFORMATION}) == []


def test_required_parts_of_an_answer_are_gaps_unless_hidden() -> None:
    inner = [part("status", required=True), part("text", "text", required=True, shown_when=IF_YES)]
    checked = definition(question("c", "compound", parts=inner))
    some = Parts({"else": Choice("x")})
    assert gaps(checked, {"q1": Choice("yes"), "c": some}) == [("c", "status"), ("c", "text")]
    assert gaps(checked, {"q1": Choice("no"), "c": some}) == [("c", "status")]
    assert gaps(checked, {"q1": Choice("no"), "c": Parts({"status": Choice("no")})}) == []


def test_every_cell_of_a_required_grid_is_a_gap_unless_its_row_is_hidden() -> None:
    rows = [TWO_ROWS[0], TWO_ROWS[1] | {"shown_when": IF_YES}]
    checked = definition(question("g", "grid", required=True, rows=rows, columns=[part("status")]))
    assert gaps(checked, {"q1": Choice("yes"), "g": Cells({})}) == [
        ("g", "health.status"),
        ("g", "school.status"),
    ]
    assert gaps(checked, {"g": Cells({})}) == [("g", "health.status")]


def test_required_questions_of_each_item_are_gaps() -> None:
    checked = definition(
        question("r", "repeat", questions=[part("name", "short_text", required=True), part("s")])
    )
    items = Items((("i1", Parts({"name": WrittenText("x")})), ("i2", Parts())))
    assert gaps(checked, {"r": items}) == [("r", "i2.name")]


def test_facts_reach_the_rules() -> None:
    rule = {"text": {"en": "States only."}, "fails_when": {"fact": "kind", "is_not": "member_state"}}
    checked = definition(question("m", "whole_number", checks=[rule]))
    found = applicability(checked, {}, About("donor"))
    assert [one.question_key for one in problems_of(checked, found)] == ["m"]
