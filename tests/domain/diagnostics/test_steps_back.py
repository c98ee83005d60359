"""Checks that compare with the cycle before by the order of the options."""

import pytest

from app.domain.diagnostics import Diagnostic
from tests.domain.diagnostics.definitions import only, question, questionnaire, section


@pytest.mark.parametrize(("kind", "steps"), [("whole_number", 1), ("yes_no_planned", 3)])
def test_only_what_is_chosen_from_a_list_long_enough_goes_back(kind: str, steps: int) -> None:
    check = {"text": {"en": "What changed?"}, "steps_back": steps}
    assert only(questionnaire(section("A", question("q1", kind, checks=[check])))) == Diagnostic(
        ("sections", 0, "questions", 0, "checks", 0, "steps_back"),
        "Only an answer chosen from a list goes back in it, by fewer steps than it has options.",
    )
