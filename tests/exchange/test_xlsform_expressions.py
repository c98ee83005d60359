"""What expressions say is said by conditions and checks, or the reason is given why not."""

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.answers import Choice, Choices, NonAnswer, Value, WholeNumber
from app.domain.conditions import Condition, Heard
from app.domain.questionnaire import Questionnaire
from app.exchange.xlsform import read_xlsform, write_xlsform
from app.exchange.xlsform.expressions import Binary, Number, Own, Ref, Text, Truth, parse, with_columns
from app.exchange.xlsform.reading import read_sheets
from app.exchange.xlsform.unsaid import settled
from app.exchange.xlsform.workbook import read_workbook
from tests.exchange.forms import survey
from tests.factories import question, questionnaire, section

ASKED = (
    ["integer", "n", "N"],
    ["decimal", "d", "D"],
    ["select_one ab", "s", "S"],
    ["select_multiple ab", "m", "M"],
    ["text", "t", "T"],
    ["file", "f", "F"],
    ["acknowledge", "k", "K"],
    ["begin_repeat", "r", "R"],
    ["integer", "inside", "I"],
    ["end_repeat", "", ""],
)
AB = [["ab", "a", "A"], ["ab", "b", "B"]]


def read(kind: str, heading: str, text: str) -> tuple[dict[str, Any], list[str]]:
    """The question with `text` in the column `heading`, after those of every kind; and the reasons listed."""
    row = [kind, "q", "Q", text]
    found = read_xlsform(survey(*ASKED, row, choices=AB, headings=[heading]))
    made = found.questionnaire.by_key.get("q")
    document = made.model_dump(mode="json", by_alias=True, exclude_unset=True) if made else {}
    return document, [one.why for one in found.not_mapped]


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("(${n}) = -3", {"question": "n", "between": [-3, -3]}),
        ("'a' = ${s}", {"question": "s", "is": "a"}),
        ("3 < ${n}", {"question": "n", "at_least": 4}),
        ('selected(${m}, "a")', {"question": "m", "includes": "a"}),
        ("${m} = 'a'", {"question": "m", "includes": "a"}),
        ("${t} != ''", {"question": "t", "answered": True}),
        ("${k} = 'OK'", {"question": "k", "answered": True}),
        ("count(${r}) != 2", {"not": {"count_of": "r", "between": [2, 2]}}),
        ("count-non-empty(${f}) < 2", {"count_of": "f", "at_most": 1}),
        ("${_fact.kind} = 'donor'", {"fact": "kind", "is": "donor"}),
        ("${_fact.kind} != 'donor'", {"not": {"fact": "kind", "is": "donor"}}),
        ("not(${s} = 'a' or ${s} = 'b')", {"not": {"question": "s", "is_any_of": ["a", "b"]}}),
        (
            "${s} = 'a' or ${m} = 'a'",
            {"any": [{"question": "s", "is": "a"}, {"question": "m", "includes": "a"}]},
        ),
        ("${s} = 'a' or ${s} = 'a'", {"question": "s", "is": "a"}),
    ],
)
def test_a_condition_says_it(text: str, condition: dict[str, Any]) -> None:
    assert read("text", "relevant", text) == (
        {"key": "q", "type": "short_text", "number": "9", "text": {"en": "Q"}, "shown_when": condition},
        [],
    )


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("true()", "always the same"),
        ("selected(1, 'a')", "selected() needs the name"),
        ("selected(${n}, 'a')", "Only questions with options"),
        ("count(${n}) > 1", "taken for a repeat"),
        ("count() > 1", "taken for a repeat"),
        ("${s} > 'a'", "equal or not"),
        ("${t} > ''", "not more or less"),
        ("${n} + 1 > 3", "needs the name of a question"),
        ("${n}", "counts as true by itself"),
        ("${n} + 1", "“+” here"),
        ("${inside} > 1", "one answer for each entry"),
        (". > 1", "there is none here"),
        ("${n} > 1)", "not expected here"),
        ("(${n} > 1", "ends too early"),
        ("(${n} > 1, 2)", "not closed"),
        ("${n} > > 1", "not expected here"),
        ("${n} > [1]", "cannot be read"),
        ("(" * 60 + "${n} > 1" + ")" * 60, "nests too deeply"),
        ("-" * 60 + "1 = ${n}", ""),
        ("1" + " + 1" * 200 + " = ${n}", "too long"),
        ("${n} > 1 and " * 3000 + "${n} > 1", "too long"),
    ],
)
def test_what_no_condition_can_say_is_listed_with_the_reason(text: str, why: str) -> None:
    question, reasons = read("text", "relevant", text)
    assert "shown_when" not in question
    assert len(reasons) == 1
    assert why in reasons[0]


@pytest.mark.parametrize(
    ("kind", "text", "said"),
    [
        ("integer", ". > 1 and . < 9", {"minimum": 2, "maximum": 8}),
        ("integer", "(. >= 1)", {"minimum": 1}),
        ("text", "string-length(.) < 20", {"max_characters": 19}),
        ("select_multiple ab", "count-selected(.) <= 1", {"at_most": 1}),
        ("text", "regex(., '^https?://[^ ]+$')", {"type": "web_address"}),
    ],
)
def test_limits_are_limits(kind: str, text: str, said: dict[str, Any]) -> None:
    question, reasons = read(kind, "constraint", text)
    assert question | said == question
    assert reasons == []


@pytest.mark.parametrize(
    ("text", "left", "relation", "right"),
    [
        (". <= ${d}", {"question": "q"}, "at_most", {"question": "d"}),
        (". < ${d} * 2", {"question": "q"}, "less_than", {"question": "d", "times": 2}),
        (
            ". = 2 * ${d} - 1",
            {"question": "q"},
            "equal",
            {"sum_of": [{"question": "d", "times": 2}, {"number": 1, "times": -1}]},
        ),
        (". > sum(${inside})", {"question": "q"}, "more_than", {"question": "r", "part": "inside"}),
        ("${d} >= .", {"question": "d"}, "at_least", {"question": "q"}),
        (". >= 0.5", {"question": "q"}, "at_least", {"number": 0.5}),
        (". <= -${d} div 4", {"question": "q"}, "at_most", {"question": "d", "times": -0.25}),
    ],
)
def test_comparisons_are_checks(
    text: str, left: dict[str, Any], relation: str, right: dict[str, Any]
) -> None:
    (check,) = read("integer", "constraint", text)[0]["checks"]
    assert (check["severity"], check["left"], check["is"], check["right"]) == ("error", left, relation, right)


@pytest.mark.parametrize(
    "text", ["${t} + 1", "sum(${n})", "${d} mod 2", "count(${t})", "${d} div 0", "concat(1)"]
)
def test_what_cannot_be_worked_out_is_listed(text: str) -> None:
    question, reasons = read("calculate", "calculation", text)
    assert question == {}
    assert reasons


def test_what_is_left_of_a_filter_for_one_choice() -> None:
    cells = {"kind": "x"}
    assert with_columns(parse("kind = 'x' and ${a} = 1"), cells) == Binary(
        "=", Ref("a"), Number(parse_number("1"))
    )
    assert with_columns(parse("kind = 'y' and ${a} = 1"), cells) == Truth(False)
    assert with_columns(parse("not(kind = 'y')"), cells) == Truth(True)
    assert with_columns(parse("kind != 'y' or ${a} = 1"), cells) == Truth(True)
    assert with_columns(parse(". = kind"), cells) == Binary("=", Own(), Text("x"))


def parse_number(text: str) -> Any:
    found = parse(text)
    assert isinstance(found, Number)
    return found.number


# ------------------------------------------------------------------------------------------------- there and back

CODES = st.sampled_from(["a", "b"])
LOOKS = st.one_of(
    st.fixed_dictionaries({"question": st.just("one"), "is": CODES}),
    st.fixed_dictionaries({"question": st.just("one"), "is_not": CODES}),
    st.fixed_dictionaries({"question": st.just("one"), "is_any_of": st.lists(CODES, min_size=1, max_size=2)}),
    st.fixed_dictionaries({"question": st.just("several"), "includes": CODES}),
    st.fixed_dictionaries(
        {"question": st.just("several"), "includes_any_of": st.lists(CODES, min_size=1, max_size=2)}
    ),
    st.fixed_dictionaries({"question": st.just("number"), "at_least": st.integers(-3, 3) | st.just(0.5)}),
    st.fixed_dictionaries({"question": st.just("number"), "at_most": st.integers(-3, 3)}),
    st.fixed_dictionaries({"question": st.just("number"), "between": st.just([0, 2])}),
    st.fixed_dictionaries(
        {"question": st.sampled_from(["one", "several", "number"]), "answered": st.just(True)}
    ),
)
CONDITIONS = st.recursive(
    LOOKS,
    lambda inner: st.one_of(
        st.fixed_dictionaries({"not": inner}),
        st.fixed_dictionaries({"all": st.lists(inner, min_size=1, max_size=3)}),
        st.fixed_dictionaries({"any": st.lists(inner, min_size=1, max_size=3)}),
    ),
    max_leaves=6,
)
ANSWERS = st.fixed_dictionaries(
    {},
    optional={
        "one": CODES.map(Choice) | st.just(NonAnswer.NO_INFORMATION),
        "several": st.sampled_from([Choices(("a",)), Choices(("b",)), Choices(("a", "b"))]),
        "number": st.integers(-4, 4).map(WholeNumber) | st.just(NonAnswer.NOT_APPLICABLE),
    },
)


def definition(shown_when: dict[str, Any]) -> Questionnaire:
    return questionnaire(
        section(
            "A",
            question("one", "single_choice", non_answers=["no_information"]),
            question("several", "multiple_choice"),
            question("number", "whole_number", minimum=-9, non_answers=["not_applicable"]),
            question("q", "short_text", shown_when=shown_when),
        )
    )


@settings(max_examples=60, deadline=None)
@given(CONDITIONS, st.lists(ANSWERS, min_size=5, max_size=5))
def test_the_form_shows_a_question_for_the_same_answers(
    shown_when: dict[str, Any], answers: list[Mapping[str, Value]]
) -> None:
    """Read from the sheets alone, without the definition that travels with them."""
    written = definition(shown_when)
    sheets = [sheet for sheet in read_workbook(write_xlsform(written), "f") if sheet.name != "questionnaire"]
    read_back = Questionnaire.model_validate(settled(read_sheets(sheets, "f").document))
    for said in answers:
        assert _shown(read_back).holds(Heard(said)) == _shown(written).holds(Heard(said))


def _shown(found: Questionnaire) -> Condition:
    condition = found.by_key["q"].shown_when
    assert condition is not None
    return condition
