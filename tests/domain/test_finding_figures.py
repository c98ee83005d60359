"""What can be printed of a finding, with the identifiers of its values."""

from fractions import Fraction

from app.domain.figures import Shown
from app.domain.finding_figures import FindingFigures
from app.domain.findings import Finding, GroupCount, NumberCount, OptionCount, summarize
from app.domain.voice import ENGLISH

YES = OptionCount("yes", 24, 69, first=7)
AFRICAN = GroupCount("AFRICAN", 12, (OptionCount("yes", 9, None),))
SMALL = GroupCount("ASIA_PACIFIC", 3, None)
FINDING = Finding(
    "q", "q/a", 34, 1, 0, 0, 0, (YES,), 24, (AFRICAN, SMALL), summarize([NumberCount(Fraction(1200))] * 5)
)
FIGURES = FindingFigures(FINDING, ENGLISH)
FEW = FindingFigures(Finding("q", "q", 4, 0, 0, 0, 0, (), 4, ()), ENGLISH)


def test_numbers_of_replies_carry_the_name_of_what_is_measured() -> None:
    assert FIGURES.measure("base") == Shown("q/a:base", "35")
    assert FIGURES.share_of("no_information") == Shown("q/a:no_information_share", "3")


def test_options_are_counted_and_shared() -> None:
    assert (FIGURES.count(YES), FIGURES.share(YES)) == (
        Shown("q/a=yes:count", "24"),
        Shown("q/a=yes:share", "69"),
    )
    assert (FIGURES.first(YES), FIGURES.first_share(YES)) == (
        Shown("q/a=yes:first", "7"),
        Shown("q/a=yes:first_share", "20"),
    )


def test_a_share_of_too_few_is_two_dots() -> None:
    assert FEW.share_of("answered") == Shown("q:answered_share", "..")


def test_groups_have_figures_and_hidden_ones_two_dots() -> None:
    assert FIGURES.group_base(AFRICAN) == Shown("q/a@AFRICAN:base", "12")
    assert FIGURES.group_count(AFRICAN, YES) == Shown("q/a@AFRICAN=yes:count", "9")
    assert FIGURES.group_count(SMALL, YES) == Shown("q/a@ASIA_PACIFIC=yes:count", "..")


def test_years_are_not_grouped_and_missing_numbers_are_two_dots() -> None:
    assert FIGURES.number("median") == Shown("q/a:median", "1,200")
    assert FIGURES.number("median", years=True) == Shown("q/a:median", "1200")
    assert FEW.number("median") == Shown("q:median", "..")
