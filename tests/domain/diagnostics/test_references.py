"""References that lead nowhere, or to answers of another kind, or in a circle."""

from typing import Any

import pytest

from app.domain.diagnostics import Diagnostic, analyse
from app.domain.diagnostics.circles import MOST_CIRCLES
from app.domain.questionnaire import Questionnaire
from tests.domain.diagnostics.definitions import (
    NO,
    Q1,
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

CHOICE, SEVERAL = question("q", "single_choice"), question("q", "multiple_choice")
NUMBER, WORDS, NOTE = question("q", "whole_number"), question("q", "text"), question("q", "note")
GRID, COMPOUND, REPEAT = question("q", "grid"), question("q", "compound"), question("q", "repeat")
FILES, CONTACT, RANKING = question("q", "attachment"), question("q", "contact"), question("q", "ranking")
TEXT = {"en": "Say it again."}


def check(**rule: Any) -> dict[str, Any]:
    return {"checks": [{"text": TEXT} | rule]}


def comparing(operand: dict[str, Any]) -> dict[str, Any]:
    return check(left=operand, right={"number": 1}, **{"is": "equal"})


@pytest.mark.parametrize(
    ("asked", "condition"),
    [
        (CHOICE, {"is": "a"}),
        (CHOICE, {"is_not": "a"}),
        (CHOICE, {"answered": True}),
        (SEVERAL, {"includes": "a"}),
        (RANKING, {"includes_any_of": ["a", "b"]}),
        (NUMBER, {"at_least": 3}),
        (NUMBER, {"between": [1, 3]}),
        (WORDS, {"answered": True}),
        (question("q", "computed"), {"at_most": 3}),
        (question("q", "amount"), {"at_most": 3}),
        (COMPOUND, {"part": "status", "is": "yes"}),
        (COMPOUND, {"is": "yes"}),
        (GRID, {"row": "health", "part": "number", "at_least": 1}),
        (GRID, {"part": "status", "is": "yes"}),
        (GRID, {"at_least": 1}),
        (REPEAT, {"answered": True}),
        (CONTACT, {"part": "email", "answered": True}),
    ],
)
def test_what_can_be_looked_at_is_in_order(asked: dict[str, Any], condition: dict[str, Any]) -> None:
    assert said(looking({"question": "q"} | condition, asked)) == []


@pytest.mark.parametrize("asked", [REPEAT, FILES])
def test_what_is_listed_can_be_counted(asked: dict[str, Any]) -> None:
    assert said(looking({"count_of": "q", "at_least": 1}, asked)) == []


@pytest.mark.parametrize(
    ("asked", "condition", "text"),
    [
        (CHOICE, {"question": "x", "is": "a"}, "There is no question x."),
        (CHOICE, {"question": "q", "is": "z"}, "z is not an option of q (options: a, b)."),
        (CHOICE, {"question": "q", "includes": "a"}, "q takes one answer: use is, is_not or is_any_of."),
        (CHOICE, {"question": "q", "at_least": 1}, "q takes one answer"),
        (SEVERAL, {"question": "q", "is": "a"}, "q takes several answers: use includes or includes_any_of."),
        (SEVERAL, {"question": "q", "is_not": "a"}, "q takes several answers"),
        (RANKING, {"question": "q", "is_any_of": ["a"]}, "q takes several answers"),
        (NUMBER, {"question": "q", "is": "a"}, "q is answered with a number: use at_least"),
        (WORDS, {"question": "q", "is": "a"}, "q is answered in words: use answered."),
        (WORDS, {"question": "q", "at_least": 1}, "q is answered in words"),
        (NOTE, {"question": "q", "answered": True}, "q is a note: nobody answers it."),
        (NOTE, {"question": "q", "is": "a"}, "q is a note"),
        (REPEAT, {"question": "q", "is": "a"}, "q is a list: use count_of, or answered."),
        (REPEAT, {"question": "q", "part": "status", "is": "yes"}, "look at count_of, not into its items"),
        (FILES, {"question": "q", "at_least": 1}, "q is a list"),
        (CHOICE, {"count_of": "q", "at_least": 1}, "q is neither a repeat nor an attachment"),
        (CHOICE, {"count_of": "x", "at_least": 1}, "There is no question x."),
        (REPEAT, {"count_of": "q", "is": "a"}, "A count is a number"),
        (CHOICE, {"question": "q", "part": "p", "is": "a"}, "q has no part p."),
        (COMPOUND, {"question": "q", "part": "p", "is": "a"}, "q has no part p."),
        (COMPOUND, {"question": "q", "part": "comment", "is": "a"}, "q.comment is answered in words"),
        (COMPOUND, {"question": "q", "is": "z"}, "z is not an option of q"),
        (COMPOUND, {"question": "q", "includes": "z"}, "q takes one answer"),
        (CONTACT, {"question": "q", "part": "shoes", "answered": True}, "q has no part shoes."),
        (CONTACT, {"question": "q", "part": "email", "is": "a"}, "q.email is answered in words"),
        (GRID, {"question": "q", "row": "x", "is": "yes"}, "q has no row x."),
        (CHOICE, {"question": "q", "row": "x", "is": "yes"}, "q has no row x."),
        (GRID, {"question": "q", "part": "status", "row": "health", "is": "z"}, "not an option of q.status"),
        (CHOICE, {"fact": "kind", "is": "state"}, "state is not an option of kind (values: member_state"),
        (CHOICE, {"fact": "regional_group", "is_any_of": ["X"]}, "X is not an option of regional_group"),
        (CHOICE, {"fact": "kind", "answered": True}, "The kind is one of several: use is"),
        (CHOICE, {"part": "p", "is": "a"}, "There are no parts at this place"),
    ],
)
def test_what_can_never_be_seen_is_an_error(
    asked: dict[str, Any], condition: dict[str, Any], text: str
) -> None:
    found = only(looking(condition, asked))
    assert text in found.text
    assert (found.place, found.severity) == (("sections", 0, "questions", 1, "shown_when"), "error")


def test_many_options_are_not_listed() -> None:
    many = [{"code": f"o{number}", "text": {"en": f"Option {number}"}} for number in range(21)]
    asked = question("q", "single_choice", options=many)
    assert said(looking({"question": "q", "is": "z"}, asked)) == ["z is not an option of q."]


def test_the_place_is_the_part_of_the_condition_that_is_wrong() -> None:
    found = only(looking({"all": [YES, {"not": {"question": "q1", "is": "maybe"}}]}))
    assert found.place == ("sections", 0, "questions", 1, "shown_when", "all", 1, "not")


LATER = "z is not asked before this place"
LATER_Z = {"question": "z", "is": "yes"}


@pytest.mark.parametrize(
    ("definition", "place"),
    [
        (last(Q1 | {"shown_when": LATER_Z}, question("z")), ("questions", 0, "shown_when")),
        (
            last(question("c", "compound", parts=[part("p", shown_when=LATER_Z)]), question("z")),
            ("questions", 0, "parts", 0, "shown_when"),
        ),
        (
            last(question("g", "grid", columns=[part("p", shown_when=LATER_Z)]), question("z")),
            ("questions", 0, "columns", 0, "shown_when"),
        ),
        (
            last(question("g", "grid", rows=[TWO_ROWS[0] | {"shown_when": LATER_Z}]), question("z")),
            ("questions", 0, "rows", 0, "shown_when"),
        ),
        (
            last(question("r", "repeat", questions=[part("p", shown_when=LATER_Z)]), question("z")),
            ("questions", 0, "questions", 0, "shown_when"),
        ),
        (
            last(
                question(
                    "o", "single_choice", options=[TWO_OPTIONS[0], TWO_OPTIONS[1] | {"shown_when": LATER_Z}]
                ),
                question("z"),
            ),
            ("questions", 0, "options", 1, "shown_when"),
        ),
        (
            last(question("v", "computed", value={"sum_of": [{"question": "z"}]}), question("z", "year")),
            ("questions", 0, "value"),
        ),
        (
            last(question("v", "computed", value=None, count_of="z"), question("z", "repeat")),
            ("questions", 0, "count_of"),
        ),
    ],
)
def test_what_comes_later_cannot_be_looked_at(
    definition: Questionnaire, place: tuple[str | int, ...]
) -> None:
    found = only(definition)
    assert LATER in found.text
    assert found.place == ("sections", 0, *place)


def test_a_section_looks_at_the_sections_before_it() -> None:
    later = questionnaire(section("A", Q1, shown_when=LATER_Z), section("B", question("z")))
    assert only(later) == Diagnostic(
        ("sections", 0, "shown_when"), "z is not asked before this place: look at earlier questions only."
    )
    assert said(questionnaire(section("A", Q1), section("B", question("z"), shown_when=YES))) == []


def test_a_part_looks_at_the_parts_before_it() -> None:
    if_yes = {"part": "status", "is": "yes"}
    parts = [part("status"), part("text", "text", shown_when=if_yes)]
    assert said(last(question("c", "compound", parts=parts))) == []
    assert (
        "The part status is not asked before" in only(last(question("c", "compound", parts=parts[::-1]))).text
    )
    unknown = [part("status"), part("text", "text", shown_when={"part": "x", "is": "yes"})]
    assert only(last(question("r", "repeat", questions=unknown))).text == (
        "There is no part x here (there are: status, text)."
    )


def test_a_row_hears_no_parts() -> None:
    rows = [TWO_ROWS[0] | {"shown_when": {"part": "status", "is": "yes"}}]
    assert "There are no parts" in only(last(question("g", "grid", rows=rows))).text


@pytest.mark.parametrize(
    ("asked", "operand"),
    [
        (NUMBER, {"question": "q"}),
        (question("q", "date"), {"question": "q"}),
        (question("q", "date_range"), {"sum_of": [{"question": "q"}, {"today": True}]}),
        (GRID, {"question": "q", "part": "number", "row": "health"}),
        (GRID, {"question": "q"}),
        (COMPOUND, {"question": "q", "part": "status", "among": ["yes"]}),
        (REPEAT, {"question": "q", "part": "status", "among": ["yes"]}),
        (SEVERAL, {"question": "q", "among": ["a"]}),
    ],
)
def test_a_check_compares_numbers_dates_and_counts(asked: dict[str, Any], operand: dict[str, Any]) -> None:
    assert said(last(question("z", "year", **comparing(operand)), asked)) == []


@pytest.mark.parametrize(
    ("asked", "operand", "text"),
    [
        (NUMBER, {"question": "x"}, "There is no question x."),
        (NUMBER, {"sum_of": [{"number": 1}, {"question": "x"}]}, "There is no question x."),
        (WORDS, {"question": "q"}, "q is answered with neither a number nor a date"),
        (SEVERAL, {"question": "q", "among": ["z"]}, "z is not an option of q (options: a, b)."),
        (GRID, {"question": "q", "part": "x"}, "q has no part x."),
        (REPEAT, {"question": "q", "part": "x"}, "q is a list"),
        (NUMBER, {"part": "x"}, "There are no parts at this place"),
    ],
)
def test_a_check_that_can_never_compare_is_an_error(
    asked: dict[str, Any], operand: dict[str, Any], text: str
) -> None:
    found = only(last(question("z", "year", **comparing(operand)), asked))
    assert text in found.text
    assert found.place == ("sections", 0, "questions", 0, "checks", 0, "left")


def test_a_check_hears_every_part_of_its_question_and_every_question() -> None:
    rule = check(fails_when={"all": [{"part": "number", "at_least": 1}, {"question": "z", "is": "yes"}]})
    assert said(last(question("g", "grid", **rule), question("z"))) == []
    wrong = check(fails_when={"part": "x", "answered": True})
    found = only(last(question("g", "grid", **wrong)))
    assert found.place == ("sections", 0, "questions", 0, "checks", 0, "fails_when")


def test_a_check_of_a_part_is_read_as_well() -> None:
    parts = [part("year", "year", **comparing({"question": "x"}))]
    found = only(last(question("c", "compound", parts=parts)))
    assert found.place == ("sections", 0, "questions", 0, "parts", 0, "checks", 0, "left")


def test_a_computed_value_looks_at_earlier_questions_only() -> None:
    assert said(last(NUMBER, question("v", "computed", value={"question": "q", "times": 2}))) == []
    assert said(last(REPEAT, question("v", "computed", value=None, count_of="q"))) == []
    assert "nothing to count" in only(last(NUMBER, question("v", "computed", value=None, count_of="q"))).text
    assert "no question x" in only(last(question("v", "computed", value=None, count_of="x"))).text
    assert "no parts" in only(last(question("v", "computed", value={"part": "x"}))).text


def circle(*keys: str) -> str:
    return f"This leads in a circle: {' → '.join(keys)}. Take one of these references out."


def test_a_question_that_looks_at_itself_is_a_circle() -> None:
    assert said(last(Q1 | {"shown_when": YES})) == [circle("q1", "q1")]


def test_two_questions_that_look_at_each_other_are_a_circle() -> None:
    first = Q1 | {"shown_when": LATER_Z}
    assert said(last(first, question("m"), question("z", shown_when=YES))) == [circle("q1", "z", "q1")]


def test_a_circle_leads_through_sections_and_computed_values() -> None:
    inside = questionnaire(section("A", Q1, shown_when=YES))
    assert said(inside) == [circle("section A", "q1", "section A")]
    worked_out = last(
        question("n", "year", shown_when={"question": "v", "at_least": 1}),
        question("m", "repeat", shown_when={"question": "n", "at_least": 1}),
        question("k", "computed", value=None, count_of="m"),
        question("v", "computed", value={"sum_of": [{"question": "k"}, {"number": 1}]}),
    )
    assert said(worked_out) == [circle("n", "v", "k", "m", "n")]


def test_the_shortest_circle_is_said() -> None:
    two_ways = [
        question("m", shown_when={"any": [YES, {"question": "q1", "is": "no"}]}),
        question("k", shown_when={"any": [YES, {"question": "m", "is": "no"}]}),
    ]
    ahead = Q1 | {"shown_when": {"any": [{"question": "z", "is": "yes"}, {"question": "z", "is": "no"}]}}
    z = question("z", shown_when={"any": [{"question": key, "is": "yes"} for key in ("k", "m")]})
    texts = said(last(ahead, *two_ways, z))
    assert texts[0] == circle("q1", "z", "k", "q1")
    assert "is not asked before" in texts[1]


def test_a_long_circle_is_shortened_and_said_once() -> None:
    ring = [question(f"q{at}", shown_when={"question": f"q{(at + 1) % 30}", "is": "yes"}) for at in range(30)]
    first, *others = said(last(*ring))
    assert first.startswith("This leads in a circle: q0 → q1 → q2 → q3 → q4 → q5 → (19 more) → q25")
    assert all("is not asked before" in text for text in others)


def test_more_circles_than_anybody_reads_are_not_looked_for() -> None:
    selves = [question(f"q{at}", shown_when={"question": f"q{at}", "is": "yes"}) for at in range(25)]
    texts = said(last(*selves))
    assert len(texts) == 25
    assert sum("circle" in text for text in texts) == MOST_CIRCLES


def nested(times: int) -> dict[str, Any]:
    """`times` conditions inside one another."""
    condition: dict[str, Any] = NO
    for _ in range(times - 1):
        condition = {"not": condition}
    return condition


def test_forty_conditions_inside_one_another_are_allowed_and_no_more() -> None:
    assert analyse(looking(nested(40))) == ()
    assert "more than 40 conditions" in only(looking(nested(41))).text
    ahead = looking(nested(41), Q1 | {"shown_when": LATER_Z})
    assert len(said(ahead)) == 2
