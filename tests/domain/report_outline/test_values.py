"""The values that a text may refer to."""

from fractions import Fraction

from app.domain.findings import Finding, GroupCount, NumberSummary, OptionCount
from app.domain.report_outline import values_of
from app.domain.voice import ENGLISH

FINDING = Finding(
    question_key="q",
    name="q",
    answered=24,
    no_information=1,
    not_applicable=2,
    not_answered=0,
    not_asked=3,
    options=(OptionCount("yes", 20, 80), OptionCount("no", 4, None)),
    reported=20,
    groups=(
        GroupCount("AFRICAN", 5, (OptionCount("yes", 4, None),)),
        GroupCount("EASTERN_EUROPEAN", 2, None),
    ),
)


def test_counts_are_in_words_below_ten_and_shares_in_figures() -> None:
    values = values_of({"q": FINDING}, ENGLISH)
    assert values["q:base"] == "25"
    assert values["q:not_answered"] == "no"
    assert values["q:share"] == "80"
    assert values["q=yes:count"] == "20"
    assert values["q@AFRICAN=yes:count"] == "four"
    assert values["q@EASTERN_EUROPEAN:base"] == "two"


def test_what_is_not_shown_has_no_value() -> None:
    values = values_of({"q": FINDING}, ENGLISH)
    assert not {"q=no:share", "q@AFRICAN=yes:share", "q@EASTERN_EUROPEAN=yes:count"} & set(values)


def test_measures_of_numbers_are_values_too() -> None:
    numbers = NumberSummary(3, *map(Fraction, ("1", "1", "2.5", "4", "1200", "1203")))
    finding = Finding("n", "n", 3, 0, 0, 0, 0, (), None, (), numbers)
    values = values_of({"n": finding}, ENGLISH)
    assert (values["n:median"], values["n:maximum"]) == ("2.5", "1,200")
    assert "n:reported" not in values
    assert "n:share" not in values_of({"n": Finding("n", "n", 0, 0, 0, 0, 0, (), 0, ())}, ENGLISH)


def test_the_range_of_numbers_has_no_values_where_it_would_tell_of_few() -> None:
    numbers = NumberSummary(20, None, Fraction(1), Fraction(2), Fraction(3), None, Fraction(40))
    values = values_of({"n": Finding("n", "n", 20, 0, 0, 0, 0, (), None, (), numbers)}, ENGLISH)
    assert values["n:median"] == "2"
    assert not {"n:minimum", "n:maximum"} & set(values)
