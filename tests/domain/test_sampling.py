"""Sample answers fit their questions, whatever the type, and are the same each time."""

from typing import Any

import pytest

from app.domain.answers import Choice, Choices, Items, NonAnswer, Unparsed
from app.domain.checks import Severity
from app.domain.sampling import sample_answer, sample_answers
from tests.factories import EXAMPLES, TWO_OPTIONS, question, questionnaire, section

NONE = {"code": "none", "text": {"en": "None"}, "exclusive": True}


def read(kind: str, **more: Any) -> Any:
    return questionnaire(section("A", question("one", kind, **more))).by_key["one"]


@pytest.mark.parametrize("kind", EXAMPLES)
@pytest.mark.parametrize("language", ["en", "ar", "zh"])
def test_a_sample_fits_its_question(kind: str, language: str) -> None:
    one = read(kind)
    value = sample_answer(one, language)
    assert not isinstance(value, Unparsed)
    assert [problem for problem in one.check(value) if problem.severity is Severity.ERROR] == []


def test_every_question_that_asks_has_one_but_documents_and_what_is_computed() -> None:
    definition = questionnaire(section("A", *(question(f"q-{kind}", kind, number="") for kind in EXAMPLES)))
    found = sample_answers(definition, "en")
    missing = {one.type for one in definition.questions_asked() if one.key not in found}
    assert missing == {"attachment", "computed"}
    assert found == sample_answers(definition, "en")


def test_options_that_stand_alone_are_chosen_last() -> None:
    mixed = [NONE, *TWO_OPTIONS]
    assert sample_answer(read("multiple_choice", options=mixed), "en") == Choices(("a", "b"))
    assert sample_answer(read("multiple_choice", options=mixed, at_most=1), "en") == Choices(("a",))
    assert sample_answer(read("single_choice", options=mixed), "en") == Choice("a")
    every = [NONE, {**NONE, "code": "other"}]
    assert sample_answer(read("multiple_choice", options=every), "en") == Choices(("none",))


def test_a_list_has_as_many_items_as_it_asks_for() -> None:
    value = sample_answer(read("repeat", at_least=2), "en")
    assert isinstance(value, Items)
    assert [item for item, _ in value.items] == ["sample1", "sample2"]


def test_a_number_stays_within_its_limits_and_a_text_within_its_length() -> None:
    assert sample_answer(read("whole_number", maximum=3), "en").for_json() == {"number": 3}
    assert sample_answer(read("text", max_words=1), "en").for_json() == {"text": "Sample"}
    assert sample_answer(read("note"), "en") is NonAnswer.NOT_ANSWERED
