"""What applies, given the answers: sections, questions, parts, rows, options; and what every question counts as."""

from app.domain.answers import (
    NOT_ASKED,
    About,
    Cells,
    Choice,
    Items,
    NonAnswer,
    Parts,
    Tabulated,
    Unparsed,
    Value,
    WholeNumber,
    WrittenText,
)
from app.domain.applicability import NOTHING, applicability, as_frozen, tabulate
from app.domain.conditions import Heard
from tests.factories import TWO_OPTIONS, TWO_ROWS, part, question, questionnaire, section

IF_YES = {"question": "q1", "is": "yes"}
DEFINITION = questionnaire(
    section(
        "A",
        question("q1"),
        question("q2", shown_when=IF_YES),
        question("q3", shown_when={"question": "q2", "is": "yes"}),
        question("n", "note"),
    ),
    section("B", question("q4", "text"), question("n3", "note"), shown_when=IF_YES),
    section("C", question("n2", "note")),
)
INSIDE = questionnaire(
    section(
        "A",
        question("q1"),
        question("c", "compound", parts=[part("status", shown_when=IF_YES), part("text", "text")]),
        question("g", "grid", rows=[TWO_ROWS[0], TWO_ROWS[1] | {"shown_when": IF_YES}]),
        question("r", "repeat", questions=[part("status"), part("text", "text", shown_when=IF_YES)]),
        question("o", "single_choice", options=[TWO_OPTIONS[0], TWO_OPTIONS[1] | {"shown_when": IF_YES}]),
    )
)
STATED = Parts({"status": Choice("yes"), "text": WrittenText("x")})


def keys(answers: dict[str, Value]) -> frozenset[str]:
    return applicability(DEFINITION, answers).keys


def test_a_chain_of_conditions_follows_what_applies() -> None:
    assert keys({"q1": Choice("no"), "q2": Choice("yes"), "q3": Choice("yes")}) == {"q1", "n", "n2"}


def test_an_answer_counts_again_when_it_applies_again() -> None:
    assert keys({"q1": Choice("yes"), "q2": Choice("yes")}) == {"q1", "q2", "q3", "n", "q4", "n3", "n2"}


def test_what_does_not_apply_is_not_asked() -> None:
    found = tabulate(DEFINITION, applicability(DEFINITION, {"q1": Choice("no"), "q2": Choice("yes")}))
    not_asked = (Tabulated(kind="non_answer", non_answer="not_asked"),)
    assert found["q2"] == found["q4"] == not_asked
    assert found["q1"] == (Tabulated(kind="choice", choice="no"),)


def test_notes_have_no_value_and_are_not_counted() -> None:
    found = applicability(DEFINITION, {})
    assert "n" in found.keys
    assert list(found.values) == list(tabulate(DEFINITION, found)) == ["q1", "q2", "q3", "q4"]


def test_what_was_left_open_is_not_answered() -> None:
    assert tabulate(DEFINITION, applicability(DEFINITION, {}))["q1"][0].non_answer == "not_answered"


def test_what_was_left_open_is_heard_by_no_condition() -> None:
    assert "q2" not in keys({"q1": NonAnswer.NOT_ANSWERED})


def test_what_does_not_apply_inside_a_question_is_hidden_and_not_asked() -> None:
    answers: dict[str, Value] = {
        "q1": Choice("no"),
        "c": STATED,
        "g": Cells({"school": Parts({"status": Choice("yes")})}),
        "r": Items((("i1", STATED),)),
        "o": Choice("b"),
    }
    found = applicability(INSIDE, answers)
    assert found.hidden == {"c": {"status"}, "g": {"school"}, "r": {"i1.text"}, "o": {"=b"}}
    assert found.hidden_in("q1") == NOTHING
    assert found.values["c"] == Parts({"status": NOT_ASKED, "text": WrittenText("x")})
    assert found.values["g"] == Cells({"school": NOT_ASKED})
    assert found.values["r"] == Items((("i1", Parts({"status": Choice("yes"), "text": NOT_ASKED})),))
    assert found.values["o"] == Choice("b")


def test_parts_of_what_was_not_answered_are_hidden_but_nothing_is_said() -> None:
    found = applicability(INSIDE, {"q1": Choice("no")})
    assert found.hidden_in("c") == {"status"}
    assert found.values["c"] is NonAnswer.NOT_ANSWERED


def test_a_part_that_does_not_apply_is_seen_by_no_condition() -> None:
    later = question("z", shown_when={"question": "c", "part": "status", "is": "yes"})
    inner = [part("status", shown_when=IF_YES), part("text", "text")]
    definition = questionnaire(section("A", question("q1"), question("c", "compound", parts=inner), later))
    assert "z" in applicability(definition, {"q1": Choice("yes"), "c": STATED}).keys
    assert "z" not in applicability(definition, {"q1": Choice("no"), "c": STATED}).keys


def test_a_value_is_worked_out_from_what_applies_and_heard_by_what_follows() -> None:
    definition = questionnaire(
        section(
            "A",
            question("q1"),
            question("n", "whole_number", shown_when=IF_YES),
            question("twice", "computed", value={"question": "n", "times": 2}),
            question("who", "computed", value=None, fact="respondent"),
            question("z", shown_when={"question": "twice", "at_least": 8}),
        )
    )
    about = About(names={"en": "State A"})
    found = applicability(definition, {"q1": Choice("yes"), "n": WholeNumber(4)}, about)
    assert found.values["twice"] == WholeNumber(8)
    assert found.values["who"] == WrittenText("State A")
    assert "z" in found.keys
    hidden = applicability(definition, {"q1": Choice("no"), "n": WholeNumber(4)}, about)
    assert hidden.values["twice"] is NonAnswer.NOT_ANSWERED
    assert "z" not in hidden.keys


def test_facts_about_the_respondent_decide() -> None:
    only_groups = {"fact": "regional_group", "is": "AFRICAN"}
    definition = questionnaire(section("A", question("q1", shown_when=only_groups)))
    assert applicability(definition, {}, About("member_state", "AFRICAN")).keys == {"q1"}
    assert applicability(definition, {}).keys == frozenset()


def test_a_list_of_respondents_decides() -> None:
    listed = {"fact": "respondent", "is_any_of": ["XAA", "XAB"]}
    definition = questionnaire(section("A", question("q1", shown_when=listed)))
    assert applicability(definition, {}, About("member_state", code="XAB")).keys == {"q1"}
    assert applicability(definition, {}, About("member_state", code="XAC")).keys == frozenset()


def test_checks_hear_what_applies_and_the_facts() -> None:
    found = applicability(DEFINITION, {"q1": Choice("no"), "q2": Unparsed({"": ("x",)})}, About("donor"))
    assert found.heard() == Heard({"q1": Choice("no")}, {"kind": "donor", "regional_group": ""})


def test_what_applied_when_answers_were_frozen_is_what_was_asked() -> None:
    values: dict[str, Value] = {"q1": Choice("no"), "q2": NOT_ASKED, "q3": NonAnswer.NOT_ANSWERED}
    found = as_frozen(values)
    assert found.keys == {"q1", "q3"}
    assert found.values == values
