"""Numbers in sentences."""

from fractions import Fraction

import pytest

from app.domain.number_words import at_start, in_figures, in_text, joined, states


@pytest.mark.parametrize(
    ("number", "words"), [(0, "no"), (1, "one"), (9, "nine"), (10, "10"), (193, "193"), (10700, "10,700")]
)
def test_numbers_below_ten_are_written_in_words(number: int, words: str) -> None:
    assert in_text(number) == words


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
        (1200, "1,200"),
    ],
)
def test_a_sentence_starts_with_a_number_in_words(number: int, words: str) -> None:
    assert at_start(number) == words


def test_one_state_is_singular() -> None:
    assert (states(1), states(2), states(12)) == ("one State", "two States", "12 States")
    assert (states(1, start=True), states(12, start=True)) == ("One State", "Twelve States")
    assert (states(0), states(0, start=True)) == ("no States", "No State")


@pytest.mark.parametrize(
    ("number", "figures"), [(Fraction(3), "3"), (Fraction(5, 2), "2.5"), (Fraction(2401, 2), "1,200.5")]
)
def test_medians_are_whole_or_end_in_a_half(number: Fraction, figures: str) -> None:
    assert in_figures(number) == figures


@pytest.mark.parametrize(
    ("parts", "text"), [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")]
)
def test_lists_end_in_and(parts: list[str], text: str) -> None:
    assert joined(parts) == text
