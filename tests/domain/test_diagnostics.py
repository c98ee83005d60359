"""What the analysis finds in a definition that is well formed but cannot work."""

from typing import Any

import pytest

from app.domain.diagnostics import Diagnostic, analyse
from app.domain.questionnaire import Questionnaire
from tests.factories import question, questionnaire, section


def nested(times: int) -> dict[str, Any]:
    """`times` conditions inside one another."""
    condition: dict[str, Any] = {"question": "q1", "is": "yes"}
    for _ in range(times - 1):
        condition = {"not": condition}
    return condition


def looking(condition: dict[str, Any], kind: str = "yes_no_planned") -> Questionnaire:
    """A question of some kind, and one that is shown when `condition` holds."""
    return questionnaire(section("A", question("q1", kind), question("q2", shown_when=condition)))


def french() -> dict[str, Any]:
    """Everything but the questions in French."""
    chapter = {"title": {"fr": "C"}, "sections": ["A"]}
    report = {"title": {"fr": "R"}, "mandate": {"fr": "M"}, "chapters": [chapter]}
    return {"title": {"fr": "T"}, "report": report}


def in_chapters(*sections: list[str]) -> dict[str, Any]:
    chapters = [{"title": {"en": "C"}, "sections": keys} for keys in sections]
    return {"report": {"title": {"en": "R"}, "mandate": {"en": "M"}, "chapters": chapters}}


def several_counted(kind: str) -> Questionnaire:
    """A question of some kind whose statement counts two options."""
    report = {"statement": {"en": "it was so"}, "counts": ["a", "b"]}
    options = [{"code": code, "text": {"en": code}} for code in ("a", "b", "c")]
    return questionnaire(
        section("A", question("q1", kind, options=options, report=report)), **in_chapters(["A"])
    )


CONSENT = [{"code": code, "text": {"en": code}} for code in ("publish", "attribute", "aggregate")]
LATER = {"question": "q2", "is": "yes"}
FOUND = {
    "Another section has the key A": questionnaire(
        section("A", question("q1")), section("A", question("q2"))
    ),
    "Another question has the key q1": questionnaire(section("A", question("q1"), question("q1"))),
    "q2, which is not asked before": questionnaire(
        section("A", question("q1", shown_when=LATER), question("q2"))
    ),
    "there is no such question": questionnaire(section("A", question("q1", shown_when=LATER))),
    "names maybe, which is not an option": looking({"question": "q1", "is": "maybe"}),
    "names yes, which is not an option": looking({"question": "q1", "is": "yes"}, "whole_number"),
    "q1, which is a note": looking({"question": "q1", "is": "yes"}, "note"),
    "use includes_any_of": looking({"question": "q1", "is": "a"}, "multiple_choice"),
    "use is or is_any_of": looking({"question": "q1", "includes_any_of": ["a"]}, "single_choice"),
    "more than 40 conditions": looking(nested(41)),
    "option code a is used twice": questionnaire(
        section("A", question("q1", "single_choice", options=[{"code": "a", "text": {"en": "A"}}] * 2))
    ),
    "no option maybe to count": questionnaire(section("A", question("q1", report={"counts": ["maybe"]}))),
    "the shares would overlap": several_counted("multiple_choice"),
    "There is no section Z": questionnaire(section("A", question("q1")), **in_chapters(["Z"])),
    "Section A is in two chapters": questionnaire(section("A", question("q1")), **in_chapters(["A"], ["A"])),
    "Section B has statements to report": questionnaire(
        section("A", question("q1")), section("B", question("q2", report={"statement": {"en": "it was so"}}))
    ),
    "There is no question q9": questionnaire(section("A", question("q1")), consent_question="q9"),
    "missing in fr, the first": questionnaire(
        section("A", question("q1"), title={"fr": "A"}), languages=["fr"], **french()
    ),
    "q1 must be a single_choice": questionnaire(section("A", question("q1")), consent_question="q1"),
    "looks at q2, which is not asked before this place": questionnaire(
        section("A", question("q1"), shown_when=LATER), section("B", question("q2"))
    ),
}


@pytest.mark.parametrize("text", FOUND)
def test_a_mistake_is_named(text: str) -> None:
    assert [text in diagnostic.text for diagnostic in analyse(FOUND[text])] == [True]


def sound() -> Questionnaire:
    return questionnaire(
        section("A", question("q1"), question("q2", shown_when={"question": "q1", "answered": True})),
        section(
            "B", question("q3", "single_choice", options=CONSENT), shown_when={"question": "q1", "is": "yes"}
        ),
        consent_question="q3",
    )


def test_a_sound_definition_has_none() -> None:
    assert analyse(sound()) == ()


def test_options_that_exclude_one_another_may_be_counted_together() -> None:
    assert analyse(several_counted("single_choice")) == ()


def test_forty_conditions_inside_one_another_are_allowed() -> None:
    assert analyse(looking(nested(40))) == ()


def test_the_place_of_a_mistake_in_a_condition_is_the_part_that_is_wrong() -> None:
    condition = {"all": [{"question": "q1", "is": "yes"}, {"not": {"question": "q1", "is": "maybe"}}]}
    (found,) = analyse(looking(condition))
    assert found.place == ("sections", 0, "questions", 1, "shown_when", "all", 1, "not")


def test_a_text_that_is_not_translated_yet_is_only_a_warning() -> None:
    definition = questionnaire(
        section("A", question("q1", text={"en": "One?", "ar": "سؤال"}), title={"en": "A", "fr": "A"}),
        languages=["en", "fr", "ar"],
    )
    found = {one.place: one for one in analyse(definition)}
    assert {one.severity for one in found.values()} == {"warning"}
    place = ("sections", 0, "questions", 0, "text")
    assert found[place] == Diagnostic(place, "This text is not translated yet: fr.", "warning")
    assert found["sections", 0, "title"].text == "This text is not translated yet: ar."
