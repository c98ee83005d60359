"""The language in which a document speaks."""

from datetime import UTC, datetime
from fractions import Fraction
from gettext import NullTranslations

import pytest

from app.domain.figures import Shown, plain
from app.domain.text import LocalizedText
from app.domain.voice import ENGLISH, LANGUAGES, Voice

TWELVE = Shown("x", "12")


def test_a_sentence_carries_its_figures() -> None:
    assert ENGLISH.sentence("Replies: %(count)s.", count=TWELVE) == ("Replies: ", TWELVE, ".")


@pytest.mark.parametrize(("number", "expected"), [(1, "State"), (2, "States")])
def test_a_sentence_takes_the_form_of_its_number(number: int, expected: str) -> None:
    assert plain(ENGLISH.sentences("State", "States", number)) == expected


def test_numbers_are_printed_in_the_digits_0_to_9() -> None:
    numbers = {language: Voice(language, NullTranslations()).number(10700) for language in LANGUAGES}
    assert all(number.startswith("10") and number.endswith("700") for number in numbers.values()), numbers


def test_decimals_are_kept_and_years_not_grouped() -> None:
    assert ENGLISH.exact(Fraction(5, 2)) == "2.5"
    assert ENGLISH.exact(Fraction(2017), grouped=False) == "2017"
    assert Voice("fr", NullTranslations()).exact(Fraction(5, 2)) == "2,5"


def test_dates_and_lists_follow_the_language() -> None:
    assert ENGLISH.day(datetime(2026, 12, 1, tzinfo=UTC)) == "1 December 2026"
    assert plain(ENGLISH.listed(["a", ("b ", TWELVE), "c"])) == "a, b 12 and c"
    assert plain(Voice("fr", NullTranslations()).listed(["a", "b"])) == "a et b"


def test_texts_of_the_definition_and_words_are_in_its_language() -> None:
    voice = Voice("fr", NullTranslations())
    assert voice.text(LocalizedText.model_validate({"en": "Yes", "fr": "Oui"})) == "Oui"
    assert voice.word("Annex") == "Annex"
