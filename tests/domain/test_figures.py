"""Texts whose figures can be traced."""

import pytest

from app.domain.figures import (
    Shown,
    among_id,
    capitalized,
    figure_id,
    fill,
    merged,
    plain,
    shown_in,
    together,
)

BASE = Shown("P2-B01:base", "35")


def test_an_identifier_says_what_is_measured_of_what() -> None:
    assert figure_id("P2-B01", "base") == "P2-B01:base"
    assert figure_id("P2-B01", "count", option="yes", group="AFRICAN") == "P2-B01@AFRICAN=yes:count"
    assert figure_id("P2-B01", "count", option="yes", crossed="P2-F05=no") == "P2-B01=yes*P2-F05=no:count"
    assert figure_id("P2-B01", "reported", cycle="demo-2024") == "P2-B01~demo-2024:reported"
    assert figure_id("P2-E08", "count", code="funding") == "P2-E08#funding:count"


def test_a_value_of_those_with_another_answer_begins_with_that_answer() -> None:
    assert among_id("P2-B01", "count", option="yes", group="AFRICAN") == "P2-B01@AFRICAN=yes:count"
    assert among_id("P2-B01", "base", group="AFRICAN", among="P2-F05=no") == "P2-F05@AFRICAN=no*P2-B01:base"
    assert among_id("P2-E08", "count", code="funding", among="P2-F05=no") == "P2-F05=no*P2-E08#funding:count"


def test_places_are_filled_with_words_figures_and_texts() -> None:
    text = fill("Of %(base)s States, %(who)s.", {"base": BASE, "who": ("half (", Shown("x", "50"), ")")})
    assert text == ("Of ", BASE, " States, half (", Shown("x", "50"), ").")
    assert plain(text) == "Of 35 States, half (50)."
    assert shown_in(text) == (BASE, Shown("x", "50"))


def test_a_place_that_nobody_fills_is_an_error() -> None:
    with pytest.raises(KeyError):
        fill("%(nothing)s", {})


def test_neighbouring_words_are_one_piece() -> None:
    assert merged(["a", "", "b", BASE, "c"]) == ("ab", BASE, "c")


def test_texts_are_joined_without_the_empty_ones() -> None:
    assert together("a", "", (BASE, "b"), ()) == ("a ", BASE, "b")
    assert together("a", "b", between=", ") == ("a, b",)


def test_words_alone_hold_no_figures() -> None:
    assert plain("words") == "words"
    assert shown_in("words") == ()


def test_a_sentence_begins_with_a_capital_and_a_figure_stays() -> None:
    assert capitalized(("median ", BASE)) == ("Median ", BASE)
    assert capitalized((BASE, " median")) == (BASE, " median")
    assert capitalized(()) == ()
