"""Questions made of others: named parts, and rows × columns."""

from decimal import Decimal
from typing import Any

import pytest

from app.domain.answers import (
    NOT_ASKED,
    Cells,
    Choice,
    DecimalNumber,
    NonAnswer,
    Parts,
    Tabulated,
    Unparsed,
    Value,
    WholeNumber,
    WrittenText,
)
from app.domain.conditions import Heard
from app.domain.question_types import Compound, Grid
from app.domain.question_types.base import OPTION
from app.domain.text import LocalizedText
from app.domain.typed import Typed
from tests.factories import TWO_OPTIONS, TWO_ROWS, asked, part

IF_YES = {"part": "status", "is": "yes"}
PARTS = Parts({"status": Choice("yes"), "comment": WrittenText("Well")})
CELLS = Cells({"health": Parts({"status": Choice("yes"), "number": WholeNumber(4)})})
ONE_COLUMN = {"columns": [part("status")]}
ONLY_A_IF_YES = [TWO_OPTIONS[0], TWO_OPTIONS[1] | {"shown_when": IF_YES}]


def compound(*parts: dict[str, Any], **more: Any) -> Compound:
    question = asked("compound", **({"parts": list(parts)} if parts else {}), **more)
    assert isinstance(question, Compound)
    return question


def grid(**more: Any) -> Grid:
    question = asked("grid", **more)
    assert isinstance(question, Grid)
    return question


@pytest.mark.parametrize(
    ("kind", "typed", "value"),
    [
        ("compound", {"status": ("yes",), "comment": ("Well",)}, PARTS),
        ("compound", {"comment": ("Well",)}, Parts({"comment": WrittenText("Well")})),
        ("compound", {"status": ("z",)}, Parts({"status": Unparsed({"": ("z",)})})),
        ("compound", {"else": ("x",)}, None),
        ("compound", {"": ("x",)}, None),
        ("grid", {"health.status": ("yes",), "health.number": ("4",)}, CELLS),
        ("grid", {"health.number": ("x",)}, Cells({"health": Parts({"number": Unparsed({"": ("x",)})})})),
        ("grid", {"nowhere.status": ("yes",)}, None),
        ("grid", {"health.else": ("yes",)}, None),
        ("grid", {"health": ("yes",)}, None),
    ],
)
def test_what_is_posted_becomes_parts(kind: str, typed: Typed, value: Value | None) -> None:
    question = asked(kind)
    found = question.parse(typed)
    assert found == (Unparsed(typed) if value is None else value)
    assert question.for_form(found) == typed


def test_the_fields_of_a_row_that_was_not_asked_are_empty() -> None:
    assert grid().for_form(Cells({"health": NOT_ASKED})) == {}


@pytest.mark.parametrize(
    ("kind", "more", "value", "words"),
    [
        ("compound", {}, PARTS, ("Question status?: Yes", "Question comment?: Well")),
        ("compound", {}, Parts({"comment": WrittenText("a\nb")}), ("Question comment?: a; b",)),
        ("grid", {}, CELLS, ("Health: Question status?: Yes · Question number?: 4",)),
        ("grid", ONE_COLUMN, Cells({"health": Parts({"status": Choice("yes")})}), ("Health: Yes",)),
        ("grid", {}, Cells({"health": NOT_ASKED, "school": Parts()}), ()),
    ],
)
def test_parts_in_words(kind: str, more: dict[str, Any], value: Value, words: tuple[str, ...]) -> None:
    assert asked(kind, **more).for_print(value, "en") == words


def test_problems_of_parts_name_the_field() -> None:
    (found,) = asked("compound").check(Parts({"status": Unparsed({"": ("z",)})}))
    assert (found.question_key, found.field) == ("q", "status")
    cells = Cells({"school": Parts({"number": WholeNumber(-1)}), "health": NOT_ASKED})
    (found,) = asked("grid").check(cells)
    assert (found.question_key, found.field) == ("q", "school.number")


def test_parts_are_counted_by_name_and_persons_never() -> None:
    question = compound(part("status"), part("who", "contact"), part("text", "note"))
    assert [(one.part, one.label) for one in question.variables()] == [
        ("status", LocalizedText({"en": "Question status?"}))
    ]
    assert question.tabulate(Parts({"who": Parts({"name": WrittenText("A")})})) == (
        Tabulated(kind="non_answer", non_answer="not_answered", part="status"),
    )


def test_a_grid_is_counted_by_row_and_column() -> None:
    assert [(one.part, one.row, one.numbers) for one in grid().variables()] == [
        ("status", "health", False),
        ("status", "school", False),
        ("number", "health", True),
        ("number", "school", True),
    ]


def test_one_column_alone_is_counted_as_the_grid() -> None:
    question = grid(**ONE_COLUMN)
    assert [(one.part, one.row) for one in question.variables()] == [("", "health"), ("", "school")]
    value = Cells({"health": Parts({"status": Choice("yes")}), "school": NOT_ASKED})
    assert question.tabulate(value) == (
        Tabulated(kind="choice", choice="yes", row="health"),
        Tabulated(kind="non_answer", non_answer="not_asked", row="school"),
    )


def test_a_row_that_was_not_asked_counts_nothing_for_notes() -> None:
    question = grid(columns=[part("status"), part("text", "note")])
    found = question.tabulate(Cells({"health": NOT_ASKED, "school": NOT_ASKED}))
    assert [(one.part, one.row) for one in found] == [("status", "health"), ("status", "school")]


@pytest.mark.parametrize(
    ("kind", "value", "names"),
    [
        ("compound", PARTS, {"status": Choice("yes"), "comment": WrittenText("Well")}),
        (
            "compound",
            NonAnswer.NOT_ANSWERED,
            {"status": NonAnswer.NOT_ANSWERED, "comment": NonAnswer.NOT_ANSWERED},
        ),
        (
            "grid",
            Cells({"health": Parts({"status": Choice("no")}), "school": NOT_ASKED}),
            {
                "health.status": Choice("no"),
                "health.number": NonAnswer.NOT_ANSWERED,
                "school.status": NonAnswer.NOT_ANSWERED,
                "school.number": NonAnswer.NOT_ANSWERED,
            },
        ),
    ],
)
def test_the_questions_inside_have_names_and_values(kind: str, value: Value, names: dict[str, Value]) -> None:
    assert {child.name: child.value for child in asked(kind).children(value)} == names


def test_a_grid_without_an_answer_has_open_cells() -> None:
    found = grid().children(NonAnswer.NO_INFORMATION)
    assert {child.value for child in found} == {NonAnswer.NOT_ANSWERED}


def test_checks_of_parts_are_made_in_the_compound_and_in_each_row() -> None:
    assert compound().scopes(PARTS) == (("", PARTS.values),)
    assert compound().scopes(NonAnswer.NO_INFORMATION) == ()
    cells = Cells({"health": PARTS, "school": NOT_ASKED})
    assert grid().scopes(cells) == (("health", PARTS.values),)
    assert grid().scopes(NonAnswer.NOT_ANSWERED) == ()
    assert asked("text").scopes(WrittenText("x")) == ()


def test_a_part_hears_the_parts_before_it() -> None:
    question = compound(part("status"), part("comment", "text", shown_when=IF_YES), part("n", "note"))
    assert question.hidden(Parts({"status": Choice("no")}), Heard({})) == {"comment"}
    assert question.hidden(PARTS, Heard({})) == frozenset()
    assert question.hidden(NonAnswer.NOT_ANSWERED, Heard({})) == {"comment"}


def test_a_part_that_does_not_apply_is_heard_by_none() -> None:
    never = {"question": "x", "answered": True}
    question = compound(part("status", shown_when=never), part("comment", "text", shown_when=IF_YES))
    assert question.hidden(PARTS, Heard({})) == {"status", "comment"}


def test_options_of_parts_are_hidden_by_path() -> None:
    question = compound(part("status"), part("choice", "single_choice", options=ONLY_A_IF_YES))
    assert question.hidden(Parts({"status": Choice("no")}), Heard({})) == {f"choice{OPTION}b"}
    options = [TWO_OPTIONS[0], TWO_OPTIONS[1] | {"shown_when": {"question": "x", "is": "y"}}]
    choice = asked("single_choice", options=options)
    assert choice.hidden(NonAnswer.NOT_ANSWERED, Heard({})) == {f"{OPTION}b"}
    assert choice.hidden(NonAnswer.NOT_ANSWERED, Heard({"x": Choice("y")})) == frozenset()


def test_rows_cells_and_their_options_are_hidden_by_path() -> None:
    rows = [TWO_ROWS[0], TWO_ROWS[1] | {"shown_when": {"question": "x", "is": "y"}}]
    columns = [
        part("status"),
        part("number", "whole_number", shown_when=IF_YES),
        part("choice", "single_choice", options=ONLY_A_IF_YES),
    ]
    question = grid(rows=rows, columns=columns)
    value = Cells({"health": Parts({"status": Choice("no")})})
    assert question.hidden(value, Heard({})) == {"school", "health.number", f"health.choice{OPTION}b"}
    assert question.hidden(CELLS, Heard({"x": Choice("y")})) == {"school.number", f"school.choice{OPTION}b"}
    assert "health.number" in question.hidden(Cells({"health": NOT_ASKED}), Heard({}))
    assert "health.number" in question.hidden(NonAnswer.NOT_ANSWERED, Heard({}))


def test_what_does_not_apply_is_not_asked() -> None:
    assert compound().without(PARTS, frozenset({"comment"})) == Parts(
        {"status": Choice("yes"), "comment": NOT_ASKED}
    )
    assert compound().without(NonAnswer.NO_INFORMATION, frozenset({"comment"})) is NonAnswer.NO_INFORMATION
    assert asked("text").without(WrittenText("x"), frozenset()) == WrittenText("x")


def test_rows_and_cells_that_do_not_apply_are_not_asked() -> None:
    cells = grid().without(CELLS, frozenset({"school", "health.number"}))
    assert cells == Cells(
        {"health": Parts({"status": Choice("yes"), "number": NOT_ASKED}), "school": NOT_ASKED}
    )
    assert grid().without(cells, frozenset({"school.number"})) == Cells(
        {"health": Parts({"status": Choice("yes"), "number": NOT_ASKED}), "school": NOT_ASKED}
    )
    assert grid().without(NonAnswer.NO_INFORMATION, frozenset({"school"})) is NonAnswer.NO_INFORMATION


def test_totals_add_what_is_a_number() -> None:
    question = grid()
    cells = Cells(
        {
            "health": Parts({"number": WholeNumber(4), "status": Choice("yes")}),
            "school": Parts({"number": DecimalNumber(Decimal("0.5"))}),
            "prison": NOT_ASKED,
        }
    )
    assert question.column_total(cells, "number") == Decimal("4.5")
    assert question.column_total(NonAnswer.NOT_ANSWERED, "number") == 0
    assert question.row_total(Parts({"a": WholeNumber(4), "b": Choice("yes")})) == 4
