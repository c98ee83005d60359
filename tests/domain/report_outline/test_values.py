"""The values that a text may refer to."""

from collections.abc import Mapping
from fractions import Fraction

from app.domain.findings import Finding, GroupCount, NumberSummary, OptionCount
from app.domain.register import Replies, register
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


def texts_of(findings: Mapping[str, Finding]) -> Mapping[str, str]:
    return values_of(register(findings, [Replies("AFRICAN", 9, 5), Replies("", 60, 30, 31)]), ENGLISH)


def test_counts_are_in_words_below_ten_and_shares_in_figures() -> None:
    values = texts_of({"q": FINDING})
    assert values["q:base"] == "25"
    assert values["q:not_answered"] == "no"
    assert values["q:share"] == "80"
    assert values["q=yes:count"] == "20"
    assert values["q@AFRICAN=yes:count"] == "four"
    assert values["q@EASTERN_EUROPEAN:base"] == "two"


def test_what_is_not_shown_has_no_value() -> None:
    values = texts_of({"q": FINDING})
    assert not {"q=no:share", "q@AFRICAN=yes:share", "q@EASTERN_EUROPEAN=yes:count"} & set(values)


def test_measures_of_numbers_are_values_too() -> None:
    numbers = NumberSummary(3, *map(Fraction, ("1", "1", "2.5", "4", "1200", "1203")))
    finding = Finding("n", "n", 3, 0, 0, 0, 0, (), None, (), numbers)
    values = texts_of({"n": finding})
    assert (values["n:median"], values["n:maximum"]) == ("2.5", "1,200")
    assert "n:reported" not in values
    assert "n:share" not in texts_of({"n": Finding("n", "n", 0, 0, 0, 0, 0, (), 0, ())})


def test_who_was_invited_and_what_is_told_of_the_whole_base_are_values() -> None:
    values = texts_of({"q": FINDING})
    assert (values["response:invited"], values["response@AFRICAN:counted"]) == ("60", "five")
    assert (values["response:share"], values["q:no_information_share"]) == ("50", "4")


def test_every_value_that_is_shown_can_be_named_and_no_other() -> None:
    values, shown = (
        texts_of({"q": FINDING}),
        register({"q": FINDING}, [Replies("AFRICAN", 9, 5), Replies("", 60, 30, 31)]),
    )
    assert list(values) == [name for name, value in shown.items() if value.value is not None]
    assert len(values) == len(list(values))
    assert "q=no:share" not in values


def test_a_range_that_may_not_be_told_has_no_value() -> None:
    numbers = NumberSummary(6, None, Fraction(2), Fraction(3), Fraction(4), None, Fraction(18))
    values = texts_of({"n": Finding("n", "n", 6, 0, 0, 0, 0, (), None, (), numbers)})
    assert values["n:median"] == "3"
    assert not {"n:minimum", "n:maximum"} & set(values)
