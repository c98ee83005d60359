"""No cell that is withheld can be computed from what is printed: shown by looking for every table that fits."""

from collections.abc import Iterator, Mapping, Sequence
from functools import reduce
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.disclosure import Line, withheld

Cells = tuple[int, ...]
Table = Mapping[str, Line]


def test_a_line_of_five_is_shown_whatever_it_says() -> None:
    assert withheld({"A": Line(5, (5, 0)), "B": Line(9, (4, 5))}) == frozenset()


def test_a_line_of_four_is_withheld_and_the_next_smallest_with_it() -> None:
    table = {"A": Line(7, (4, 3)), "B": Line(8, (4, 4)), "C": Line(4, (3, 1)), "D": Line(9, (5, 4))}
    assert withheld(table) == {"A", "C"}


def test_two_small_lines_that_differ_shield_each_other() -> None:
    assert withheld({"A": Line(7, (4, 3)), "B": Line(4, (3, 1)), "C": Line(3, (1, 2))}) == {"B", "C"}


def test_small_lines_that_all_say_the_same_are_shielded_by_one_that_does_not() -> None:
    table = {"A": Line(8, (6, 2)), "B": Line(4, (4, 0)), "C": Line(3, (3, 0)), "D": Line(6, (6, 0))}
    assert withheld(table) == {"A", "B", "C"}


def test_an_empty_line_needs_no_other() -> None:
    assert withheld({"A": Line(0, (0, 0)), "B": Line(6, (4, 2))}) == {"A"}


def test_a_small_line_alone_has_nothing_to_shield_it() -> None:
    assert withheld({"A": Line(3, (2, 1))}) == {"A"}


def test_a_line_that_tells_an_answer_given_for_totals_only_is_withheld_whatever_its_size() -> None:
    told = {"A": Line(7, (7, 0), (1, 0)), "B": Line(8, (4, 4), (2, 0)), "C": Line(9, (5, 4), (0, 0))}
    assert withheld(told) == {"A", "B"}


def test_a_line_in_which_all_who_say_the_same_may_be_named_is_shown() -> None:
    assert withheld({"A": Line(7, (7, 0), (0, 0)), "B": Line(8, (4, 4), (2, 0))}) == frozenset()


def test_many_entries_of_few_states_are_a_small_line() -> None:
    lists = {"A": Line(9, (5, 4), states=2), "B": Line(8, (4, 4), states=8), "C": Line(9, (4, 5), states=9)}
    assert withheld(lists) == {"A", "B"}


def _lines(columns: int, one_each: bool) -> st.SearchStrategy[Line]:
    """A line of a few replies: in one cell each, or in any number of cells; few, as every table is tried."""
    cells = st.lists(st.integers(0, 4), min_size=columns, max_size=columns)

    def line(found: list[int], rest: int, kept: list[int]) -> Line:
        base = sum(found) + rest if one_each else max(*found, rest)
        return Line(base, tuple(found), tuple(map(min, found, kept)))

    return st.builds(line, cells, st.integers(0, 2), cells)


@st.composite
def _tables(draw: st.DrawFn) -> tuple[Table, bool]:
    one_each = draw(st.booleans())
    lines = draw(st.lists(_lines(2, one_each), min_size=1, max_size=4))
    return {f"{place}": line for place, line in enumerate(lines)}, one_each


@given(_tables())
def test_no_withheld_cell_has_one_possible_value_unless_the_totals_alone_give_it(
    drawn: tuple[Table, bool],
) -> None:
    table, one_each = drawn
    hidden = withheld(table)
    given_away = [
        place
        for place, values in _possible(table, hidden, one_each)
        if len(values) == 1 and table[place[0]].base
    ]
    by_totals = {place for place, values in _possible(table, frozenset(table), one_each) if len(values) == 1}
    assert set(given_away) <= by_totals


@given(_tables())
def test_no_small_line_is_shown_nor_one_that_tells_what_may_not_be_told(drawn: tuple[Table, bool]) -> None:
    shown = [line for name, line in drawn[0].items() if name not in withheld(drawn[0])]
    assert all(line.base >= 5 for line in shown)
    assert not any(
        count == line.base and kept
        for line in shown
        for count, kept in zip(line.cells, line.aggregate_only, strict=True)
    )


@given(_tables())
def test_nothing_is_withheld_where_no_line_is_small_nor_tells(drawn: tuple[Table, bool]) -> None:
    table = {name: Line(line.base + 5, line.cells) for name, line in drawn[0].items()}
    assert withheld(table) == frozenset()


def _possible(
    table: Table, hidden: frozenset[str], one_each: bool
) -> Iterator[tuple[tuple[str, int], set[int]]]:
    """Every value that each hidden cell has in some table with the printed bases, totals and shown lines."""
    columns = len(next(iter(table.values())).cells)
    lines = [table[name] for name in sorted(hidden)]
    if one_each:
        totals = tuple(sum(line.cells[place] for line in lines) for place in range(columns))
        for name in sorted(hidden):
            others = [table[other].base for other in sorted(hidden) if other != name]
            fitting = _fitting(table[name].base, others, totals)
            yield from (((name, place), {cells[place] for cells in fitting}) for place in range(columns))
    else:  # each column stands alone: so many of the base, or not
        for name, place in product(sorted(hidden), range(columns)):
            others = [table[other].base for other in sorted(hidden) if other != name]
            total = (sum(line.cells[place] for line in lines),)
            yield (name, place), {cells[0] for cells in _fitting(table[name].base, others, total)}


def _fitting(base: int, others: Sequence[int], totals: Cells) -> list[Cells]:
    """The lines of `base` replies beside which lines of the `others` can be found that add up to `totals`."""
    sums = reduce(lambda found, size: _sums(found, size, totals), others, {(0,) * len(totals)})
    return [cells for cells in _divided(base, totals) if tuple(map(int.__sub__, totals, cells)) in sums]


def _sums(found: set[Cells], size: int, totals: Cells) -> set[Cells]:
    added = {tuple(map(int.__add__, one, cells)) for one in found for cells in _divided(size, totals)}
    return {one for one in added if all(map(int.__le__, one, totals))}


def _divided(base: int, totals: Cells) -> list[Cells]:
    """Every line of `base` replies, those in no cell included."""
    ranges = (range(min(base, total) + 1) for total in totals)
    return [cells for cells in product(*ranges) if sum(cells) <= base]


@pytest.mark.parametrize("one_each", [True, False])
def test_the_search_itself_finds_what_can_be_computed(one_each: bool) -> None:
    table = {"A": Line(3, (3, 0)), "B": Line(4, (4, 0)), "C": Line(6, (4, 2))}
    possible = dict(_possible(table, frozenset("AB"), one_each))
    assert possible["A", 0] == {3}
