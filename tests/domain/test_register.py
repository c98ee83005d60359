"""The register: every value by its identifier, hidden ones among them."""

from dataclasses import replace
from fractions import Fraction

import pytest

from app.domain.coding import CodedTexts
from app.domain.continuing import Break
from app.domain.counted import Together
from app.domain.findings import Finding, GroupCount, NumberCount, OptionCount, summarize
from app.domain.over_cycles import OverCycles, Panel
from app.domain.own_answers import SectorsApart
from app.domain.register import Replies, Value, register
from tests.sample_report import findings

SMALL = Finding(
    question_key="Q",
    name="Q",
    answered=4,
    no_information=0,
    not_applicable=0,
    not_answered=0,
    not_asked=0,
    options=(OptionCount("yes", 3, None, 3),),
    reported=None,
    groups=(GroupCount("AFRICAN", 4, None),),
)


def test_a_finding_has_its_counts_its_share_and_those_of_its_options() -> None:
    found = register(findings(), ())
    assert found["P2-B01:base"] == Value(35)
    assert found["P2-B01:reported"] == Value(29)
    assert found["P2-B01:share"] == Value(83, "share")
    assert found["P2-B01:no_information"] == Value(1)
    assert found["P2-B01:no_information_share"] == Value(3, "share")
    assert found["P2-B01=planned:count"] == Value(3)
    assert found["P2-B01=planned:share"] == Value(9, "share")
    assert found["P2-E02:not_answered"] == Value(1)


def test_a_finding_has_the_base_and_the_replies_of_each_group() -> None:
    found = register(findings(), ())
    assert found["P2-B01@AFRICAN:base"] == Value(35)
    assert found["P2-B01@AFRICAN=yes:count"] == Value(29)
    assert found["P2-B01@AFRICAN=yes:share"] == Value(83, "share")


def test_numbers_have_their_summary_and_everything_else_has_none() -> None:
    found = register(findings(), ())
    assert found["P2-D02_political:median"] == Value(Fraction(3), "number")
    assert found["P2-D02_political:numbers"] == Value(24)
    assert found["P2-B01:median"] == Value(None, "number")


def test_what_is_hidden_has_an_identifier_and_no_value() -> None:
    found = register({"Q": SMALL}, ())
    assert found["Q:share"] == Value(None, "share")
    assert found["Q=yes:share"] == Value(None, "share")
    assert found["Q@AFRICAN:base"] == Value(4)
    assert found["Q@AFRICAN=yes:count"] == Value(None)
    assert "Q:together_base" not in found


@pytest.mark.parametrize(("base", "share"), [(40, 50), (10, None), (0, None)])
def test_what_options_make_true_together_is_counted_apart(base: int, share: int | None) -> None:
    found = register({"Q": replace(SMALL, together=Together(base, base // 2))}, ())
    assert found["Q:together_base"] == Value(base)
    assert found["Q:together_reported"] == Value(base // 2)
    assert found["Q:together_share"] == Value(share, "share")


def test_the_response_is_known_by_group_and_of_all() -> None:
    found = register({}, [Replies("AFRICAN", 17, 7), Replies("", 60, 35, 42), Replies("X", 0, 0)])
    assert found["response@AFRICAN:share"] == Value(41, "share")
    assert found["response:invited"] == Value(60)
    assert found["response:received"] == Value(42)
    assert found["response@X:share"] == Value(None, "share")
    assert "response@AFRICAN:received" not in found


def test_what_came_after_the_cut_off_is_known_where_anything_did() -> None:
    assert "response:late" not in register({}, [Replies("", 60, 35, 42)])
    assert register({}, [Replies("", 60, 35, 42, late=2)])["response:late"] == Value(2)


def test_sectors_that_answer_differently_are_counted_by_question() -> None:
    found = register({}, (), {"P2-D06": SectorsApart(20, 3)})
    assert found == {"P2-D06:sectors_answered": Value(20), "P2-D06:sectors_differing": Value(3)}


@pytest.mark.parametrize(
    ("value", "shown"),
    [(29, "29"), (1200, "1200"), (0, "0"), (Fraction(5, 2), "2.5"), (Fraction(100), "100"), (None, "..")],
)
def test_a_value_is_shown_in_figures(value: int | Fraction | None, shown: str) -> None:
    assert Value(value).shown == shown


def test_a_summary_of_decimals_is_shown_exactly() -> None:
    numbers = summarize([NumberCount(Fraction(one, 20)) for one in (2, 4, 5, 40, 60)])
    assert numbers is not None
    assert Value(numbers.lower_quartile, "number").shown == "0.15"


def test_a_group_that_is_broken_down_has_what_its_statement_is_true_for() -> None:
    counted = {"P2-B06": ("one", "several")}
    found = register(findings(), [Replies("ASIA_PACIFIC", 17, 0)], counted=counted)
    assert found["P2-B06@AFRICAN:reported"] == Value(24)
    assert register({"Q": SMALL}, ())["Q@AFRICAN:reported"] == Value(None)


def test_a_group_in_which_nobody_answered_has_its_figures_too() -> None:
    found = register(findings(), [Replies("ASIA_PACIFIC", 17, 0)])
    assert found["P2-B01@ASIA_PACIFIC:base"] == Value(0)
    assert found["P2-B01@ASIA_PACIFIC=yes:count"] == Value(None)


def test_an_earlier_cycle_has_its_counts_and_the_states_that_answered_both_times() -> None:
    before = findings()["P2-B01"]
    found = register(findings(), (), over=[OverCycles("P2-B01", "c1", None, before, Panel(24, 14, 20))])
    assert found["P2-B01~c1:reported"] == Value(29)
    assert found["P2-B01~c1:share"] == Value(83, "share")
    assert found["P2-B01~c1=planned:count"] == Value(3)
    assert found["P2-B01~c1:panel_before"] == Value(14)
    assert found["P2-B01~c1:panel_after_share"] == Value(83, "share")


def test_an_earlier_cycle_hides_a_panel_that_is_not_told_and_says_nothing_of_a_break() -> None:
    over = OverCycles("Q", "c1", None, SMALL), OverCycles("R", "c1", Break.MEANING)
    found = register({}, (), over=over)
    assert found["Q~c1:base"] == Value(4)
    assert found["Q~c1:share"] == found["Q~c1:panel_after_share"] == Value(None, "share")
    assert found["Q~c1:panel_base"] == Value(None)
    assert not [name for name in found if name.startswith("R")]


def test_codes_have_their_texts_and_hide_what_a_few_states_wrote_of() -> None:
    counts = (OptionCount("funding", 3, None), OptionCount("staff", 9, 60))
    many = CodedTexts("P2-E08", (), 20, 15, 5, counts, ())
    found = register({}, (), coded=[many, replace(many, name="P2-G04", states=4)])
    assert (found["P2-E08:texts"], found["P2-E08:coded"]) == (Value(20), Value(15))
    assert (found["P2-E08#staff:count"], found["P2-E08#staff:share"]) == (Value(9), Value(60, "share"))
    assert found["P2-E08#funding:share"] == found["P2-G04#staff:share"] == Value(None, "share")
    assert (found["P2-G04:coded"], found["P2-G04#staff:count"]) == (Value(15), Value(None))
