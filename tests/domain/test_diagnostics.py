"""What the analysis finds in a definition that is well formed but cannot work."""

import pytest

from app.domain.diagnostics import analyse
from app.domain.questionnaire import Questionnaire
from tests.factories import question, questionnaire, section

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
    "names maybe, which is not an option": questionnaire(
        section("A", question("q1"), question("q2", shown_when={"question": "q1", "is": "maybe"}))
    ),
    "option code a is used twice": questionnaire(
        section("A", question("q1", "single_choice", options=[{"code": "a", "text": {"en": "A"}}] * 2))
    ),
    "no option maybe to count": questionnaire(section("A", question("q1", report={"counts": ["maybe"]}))),
    "There is no section Z": questionnaire(
        section("A", question("q1")),
        report={
            "title": {"en": "R"},
            "mandate": {"en": "M"},
            "chapters": [{"title": {"en": "C"}, "sections": ["Z"]}],
        },
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
