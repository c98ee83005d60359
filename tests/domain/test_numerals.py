"""Numbers in words."""

import pytest

from app.domain.numerals import at_start, in_words


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ["one", "two", "nine", ""]),
        ("fr", ["un", "deux", "neuf", ""]),
        ("es", ["uno", "dos", "nueve", ""]),
        ("ru", ["одно", "два", "девять", ""]),
        ("zh", ["一", "两", "九", ""]),
        ("ar", ["", "", "تسع", "عشر"]),
    ],
)
def test_numbers_below_ten_are_words_and_in_arabic_up_to_ten(language: str, words: list[str]) -> None:
    assert [in_words(number, language) for number in (1, 2, 9, 10)] == words


def test_russian_has_its_genitive() -> None:
    assert in_words(9, "ru", "genitive") == "девяти"
    assert in_words(10, "ru", "genitive") == ""


def test_only_english_has_a_word_for_nothing() -> None:
    assert [in_words(0, language) for language in ("en", "fr")] == ["no", ""]


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "No"),
        (7, "Seven"),
        (18, "Eighteen"),
        (24, "Twenty-four"),
        (40, "Forty"),
        (100, "One hundred"),
        (193, "One hundred and ninety-three"),
        (999, "Nine hundred and ninety-nine"),
        (1200, ""),
    ],
)
def test_an_english_sentence_starts_with_a_number_in_words(number: int, words: str) -> None:
    assert at_start(number) == words
