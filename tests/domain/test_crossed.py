"""One question by another: bases, counts and shares of every pair of options, and what may not be broken down."""

from collections import Counter
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.answers import NOT_ASKED, Choice, Choices, NonAnswer, Tabulated, Value
from app.domain.counted import counted_variables
from app.domain.crossed import Crossed, can_be_crossed, cross
from app.domain.pairs import Pair
from app.domain.question_types.base import Variable
from tests.factories import TWO_OPTIONS, part, question, questionnaire, section

THREE = [*TWO_OPTIONS, {"code": "c", "text": {"en": "Option C"}}]
ASKED = questionnaire(
    section(
        "A",
        question("q1"),
        question("q2", "single_choice", options=THREE),
        question("q3", "multiple_choice", options=THREE),
        question("q4", "whole_number"),
        question("q5", "repeat", questions=[part("status")]),
    )
)
VARIABLES = {name: variable for name, (_, variable) in counted_variables(ASKED).items()}
Replies = Sequence[tuple[Value, Value]]


def crossed(name: str, other: str, replies: Replies) -> Crossed:
    return cross(name, VARIABLES[name], other, VARIABLES[other], pairs(name, other, replies))


def pairs(name: str, other: str, replies: Replies, *, kept: bool = True) -> list[Pair]:
    """What the database's self-join returns; `kept` says that all replies are for use in aggregated form only."""
    found = Counter(
        (_said(one), one.position == 0, _said(two), two.position == 0)
        for value, other_value in replies
        for one in ASKED.by_key[name].tabulate(value)
        for two in ASKED.by_key[other].tabulate(other_value)
    )
    return [Pair(*alike, count, count if kept else 0) for alike, count in found.items()]


def _said(seen: Tabulated) -> str | None:
    return seen.choice or ("no_information" if seen.non_answer == "no_information" else None)


def counts(found: Crossed) -> dict[str, list[int | None]]:
    return {line.option: [cell.count for cell in line.cells] for line in found.lines}


YES, NO = Choice("yes"), Choice("no")
A, B = Choice("a"), Choice("b")
MANY: Replies = [(YES, A)] * 15 + [(YES, B)] * 5 + [(NO, A)] * 6 + [(NO, B)] * 9


def test_each_line_has_its_base_and_counts_every_option_of_the_other_question() -> None:
    found = crossed("q1", "q2", MANY)
    yes, planned, no, _ = found.lines
    assert (found.base, yes.base, planned.base, no.base) == (35, 20, 0, 15)
    assert [cell.count for cell in yes.cells] == [15, 5, 0, 0]
    assert [cell.count for cell in no.cells] == [6, 9, 0, 0]


def test_shares_are_of_the_line_and_stand_from_twenty_replies_on() -> None:
    yes, _, no, _ = crossed("q1", "q2", MANY).lines
    assert [cell.share for cell in yes.cells] == [75, 25, 0, 0]
    assert {cell.share for cell in no.cells} == {None}


def test_no_information_stays_in_the_base_and_every_other_non_answer_leaves_it() -> None:
    some: Replies = [
        (YES, NonAnswer.NO_INFORMATION),
        (YES, NonAnswer.NOT_ANSWERED),
        (NonAnswer.NOT_APPLICABLE, A),
    ]
    found = crossed("q1", "q2", [*MANY, *some, (NOT_ASKED, NOT_ASKED)])
    assert (found.base, found.lines[0].base) == (36, 21)


def test_a_line_of_four_is_withheld_with_the_next_smallest() -> None:
    found = counts(crossed("q1", "q2", [*MANY, *[(Choice("planned"), A)] * 2, *[(Choice("planned"), B)] * 2]))
    assert found["yes"] == [15, 5, 0, 0]
    assert found["planned"] == found["no"] == [None] * 4


def test_a_small_line_needs_no_shield_where_all_its_replies_may_be_used_otherwise() -> None:
    replies = [*MANY, *[(Choice("planned"), A)] * 2, *[(Choice("planned"), B)] * 2]
    open_to_all = pairs("q1", "q2", replies, kept=False)
    found = counts(cross("q1", VARIABLES["q1"], "q2", VARIABLES["q2"], open_to_all))
    assert found["no"] == [6, 9, 0, 0]
    assert found["planned"] == [None] * 4


def test_few_who_answered_the_other_question_alone_are_not_told_by_subtraction() -> None:
    found = counts(crossed("q1", "q2", [*MANY, (NonAnswer.NOT_ANSWERED, B)]))
    assert found["yes"] == [15, 5, 0, 0]
    assert found["no"] == [None] * 4


def test_a_reply_with_several_options_is_in_the_line_of_each_and_once_in_the_base() -> None:
    replies: Replies = [(Choices(("a", "b")), YES)] * 6 + [(Choices(("a",)), NO)] * 7
    found = crossed("q3", "q1", replies)
    assert found.base == 13
    assert [line.base for line in found.lines] == [13, 6, 0, 0]
    assert counts(found)["a"] == [6, 0, 7, 0]


def test_of_lines_that_overlap_one_is_withheld_where_few_are_outside_it() -> None:
    replies: Replies = (
        [(Choices(("a", "b")), YES)] * 6 + [(Choices(("a", "b")), NO)] * 6 + [(Choices(("b",)), NO)] * 3
    )
    found = counts(crossed("q3", "q1", replies))
    assert found["a"] == [None] * 4
    assert found["b"] == [6, 0, 9, 0]


def test_figures_name_both_questions_and_both_options() -> None:
    found = crossed("q1", "q2", MANY)
    line = found.lines[0]
    assert found.base_id(line) == "q1=yes*q2:base"
    assert found.cell_id(line, line.cells[1], "share") == "q1=yes*q2=b:share"


@pytest.mark.parametrize(("name", "other"), [("q1", "q1"), ("q1", "q4"), ("q5", "q1"), ("q1", "q5_status")])
def test_only_two_different_choices_of_states_can_be_crossed(name: str, other: str) -> None:
    with pytest.raises(ValueError, match="cannot be crossed"):
        cross(name, VARIABLES[name], other, VARIABLES[other], [])


def test_what_can_be_crossed_is_a_choice_of_a_state() -> None:
    assert [name for name, one in VARIABLES.items() if can_be_crossed(one)] == ["q1", "q2", "q3"]


def test_counts_of_another_version_are_refused() -> None:
    with pytest.raises(ValueError, match="not offered"):
        cross("q1", VARIABLES["q1"], "q2", VARIABLES["q2"], [Pair("perhaps", True, "a", True, 1)])


def _value(variable: Variable) -> st.SearchStrategy[Value]:
    codes = st.sampled_from([option.code for option in variable.options])
    chosen: st.SearchStrategy[Value] = codes.map(Choice)
    if variable.several:
        chosen = st.lists(codes, min_size=1, unique=True).map(tuple).map(Choices)
    return chosen | st.sampled_from([*NonAnswer, NOT_ASKED])


@st.composite
def _replies(draw: st.DrawFn) -> tuple[str, str, Replies]:
    name, other = draw(st.permutations(["q1", "q2", "q3"]))[:2]
    both = st.tuples(_value(VARIABLES[name]), _value(VARIABLES[other]))
    few = draw(st.lists(both, max_size=8))
    many = draw(st.lists(st.tuples(both, st.integers(5, 9)), max_size=4))
    return name, other, [*few, *(one for one, times in many for _ in range(times))]


@given(_replies())
def test_read_the_other_way_the_same_cells_say_the_same(drawn: tuple[str, str, Replies]) -> None:
    name, other, replies = drawn
    back = [(two, one) for one, two in replies]
    there, again = crossed(name, other, replies), crossed(other, name, back)
    cells = {(line.option, cell.option): cell.count for line in there.lines for cell in line.cells}
    assert cells == {(cell.option, line.option): cell.count for line in again.lines for cell in line.cells}
    assert there.base == again.base


@given(_replies())
def test_every_cell_that_is_shown_counts_those_who_chose_both(drawn: tuple[str, str, Replies]) -> None:
    name, other, replies = drawn
    both = Counter(
        (_said(one), _said(two))
        for value, other_value in replies
        for one in ASKED.by_key[name].tabulate(value)
        for two in ASKED.by_key[other].tabulate(other_value)
    )
    for line in crossed(name, other, replies).lines:
        assert all(cell.count in (None, both[line.option, cell.option]) for cell in line.cells)
        assert line.base >= 5 or {cell.count for cell in line.cells} in ({None}, {0}, {None, 0})
        assert line.base == 0 or line.base >= 5 or 0 not in {cell.count for cell in line.cells}
