"""A definition: its document, its places, its texts, and the lists that types bring with them."""

import pytest
from pydantic import ValidationError

from app.domain.canonical import canonical, read_json, sha256_of
from app.domain.question_types.lists import SCALES, YES_PLANNED_NO
from app.domain.questionnaire import Questionnaire
from app.domain.text import LocalizedText, count_words, western_digits
from tests.factories import EXAMPLES, document, part, question, questionnaire, section

LISTS = dict(SCALES) | {"yes_planned_no": YES_PLANNED_NO}
EVERY_TYPE = questionnaire(section("A", *(question(f"q{at}", kind) for at, kind in enumerate(EXAMPLES))))
DEFINITION = questionnaire(section("A", question("q1"), question("n", "note")), section("B", question("q2")))


@pytest.mark.parametrize("definition", [EVERY_TYPE, DEFINITION])
def test_a_definition_is_its_own_document(definition: Questionnaire) -> None:
    assert Questionnaire.model_validate(definition.document()) == definition
    again = read_json(canonical(definition.document()).decode())
    assert sha256_of(canonical(again)) == sha256_of(canonical(definition.document()))


def test_places_are_found_by_key() -> None:
    assert DEFINITION.section_of["q2"].key == "B"
    assert DEFINITION.section_by_key["A"].questions[1].key == "n"
    assert [one.key for one in DEFINITION.questions_asked()] == ["q1", "q2"]


def test_a_key_that_nobody_knows_is_refused() -> None:
    with pytest.raises(ValidationError, match="not permitted"):
        Questionnaire.model_validate(document(section("A", question("q1", colour="red"))))


def test_nothing_changes_after_loading() -> None:
    name = "key"
    with pytest.raises(ValidationError, match="frozen"):
        setattr(DEFINITION.by_key["q1"], name, "q9")


def test_a_text_falls_back_to_english_then_to_any() -> None:
    assert LocalizedText({"en": "yes", "fr": "oui"}).in_language("fr") == "oui"
    assert LocalizedText({"en": "yes", "fr": "oui"}).in_language("ar") == "yes"
    assert LocalizedText({"fr": "oui"}).language_for("ar") == "fr"


def test_words_are_counted_as_people_count_them() -> None:
    assert count_words("one  two\nthree") == 3
    assert count_words("演示文本") == 4
    assert count_words("演示 ab文") == 4
    assert count_words("") == 0


def test_digits_of_every_script_are_read() -> None:
    assert western_digits("٢٠٢٥-Q๓") == "2025-Q3"


@pytest.mark.parametrize("name", LISTS)
def test_a_list_that_a_type_brings_is_in_six_languages(name: str) -> None:
    for option in LISTS[name]:
        assert set(option.text.root) == {"en", "ar", "fr", "es", "ru", "zh"}


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("language", ["en", "ar", "fr", "es", "ru", "zh"])
def test_the_options_of_a_list_differ_in_every_language(name: str, language: str) -> None:
    texts = [option.text.in_language(language) for option in LISTS[name]]
    assert len(set(texts)) == len(texts) == len({option.code for option in LISTS[name]})


def test_no_scale_holds_no_information() -> None:
    codes = {option.code for options in LISTS.values() for option in options}
    assert codes.isdisjoint({"no_information", "not_applicable", "ni", "na"})


def test_a_definition_knows_whether_it_looks_back() -> None:
    rule = {
        "text": {"en": "More than before."},
        "left": {"question": "n"},
        "is": "at_most",
        "right": {"question": "n", "previous": True},
    }
    assert questionnaire(section("A", question("n", "year", checks=[rule]))).looks_back
    assert not DEFINITION.looks_back
    back = [part("status", checks=[{"text": {"en": "What changed?"}, "steps_back": 2}])]
    assert questionnaire(section("A", question("g", "grid", columns=back))).looks_back
