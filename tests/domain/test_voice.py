"""The language in which a document speaks."""

from datetime import UTC, datetime
from fractions import Fraction
from gettext import NullTranslations

import pytest

from app.domain.figures import Numeral, Shown, plain, shown_in
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


@pytest.mark.parametrize(
    ("language", "first", "other"),
    [
        ("en", "1 December 2026", "2 December 2026"),
        ("fr", "1er décembre 2026", "2 décembre 2026"),
        ("es", "1 de diciembre de 2026", "2 de diciembre de 2026"),
        ("ru", "1 декабря 2026 года", "2 декабря 2026 года"),
        ("zh", "2026年12月1日", "2026年12月2日"),
        ("ar", "1 كانون الأول/ديسمبر 2026", "2 كانون الأول/ديسمبر 2026"),
    ],
)
def test_dates_are_written_as_the_united_nations_write_them(language: str, first: str, other: str) -> None:
    voice = Voice(language, NullTranslations())
    assert [voice.day(datetime(2026, 12, day, tzinfo=UTC)) for day in (1, 2)] == [first, other]


def test_a_place_says_how_its_number_is_written() -> None:
    nine = Numeral("x", 9)
    told = ENGLISH.sentence("%(count)s{:start}, %(count)s, %(count)s{:digits} or %(count)s{all}", count=nine)
    assert plain(told) == "Nine, nine, 9 or all"
    assert {shown.id for shown in shown_in(told)} == {"x"}
    assert plain(ENGLISH.sentence("%(count)s{:start}", count=Numeral("x", 1200))) == "1,200"


def test_sentences_follow_one_another_as_the_language_sets_them() -> None:
    assert ENGLISH.together(["A.", (), "B."]) == ("A. B.",)
    assert Voice("zh", NullTranslations()).together(["甲。", "乙。"]) == ("甲。乙。",)


def test_texts_of_the_definition_and_words_are_in_its_language() -> None:
    voice = Voice("fr", NullTranslations())
    assert voice.text(LocalizedText.model_validate({"en": "Yes", "fr": "Oui"})) == "Oui"
    assert voice.word("Annex") == "Annex"
