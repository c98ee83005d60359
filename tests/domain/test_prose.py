"""Findings become sentences: the control wordings, the whole quantifier scale, grammar."""

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.answers import (
    Amount,
    Cells,
    Choice,
    Day,
    Files,
    Items,
    NonAnswer,
    Parts,
    StoredFile,
    Value,
    WholeNumber,
    WrittenText,
)
from app.domain.counted import Together, counted_together
from app.domain.figures import plain
from app.domain.findings import Count, Finding, OptionCount, find, per_cent
from app.domain.prose import (
    main_result,
    most_named,
    paragraph,
    reported_that,
    rows_paragraph,
    share_of,
    together_result,
)
from app.domain.question_types import AnyQuestion, Compound, Grid, Question, Repeat
from app.domain.voice import ENGLISH
from tests import sample_of_types as every_type
from tests.factories import TWO_OPTIONS, question, section
from tests.factories import questionnaire as small
from tests.sample_report import counts, findings, questionnaire

SCALE = {
    range(90, 101): "Almost all",
    range(75, 90): "A large majority",
    range(51, 75): "The majority",
    range(50, 51): "About half",
    range(40, 50): "Fewer than half",
    range(30, 40): "About one third",
    range(20, 30): "About one quarter",
    range(10, 20): "A small number",
    range(10): "A few",
}


def _question(key: str) -> Question:
    return questionnaire().by_key[key]


def _paragraph(key: str) -> str:
    return _of(_question(key), findings()[key])


def _of(asked: AnyQuestion, finding: Finding) -> str:
    return plain(paragraph(ENGLISH, asked, finding))


def _result(asked: AnyQuestion, finding: Finding) -> str:
    return plain(main_result(ENGLISH, asked, finding))


def _together(asked: AnyQuestion, finding: Finding) -> str:
    return plain(together_result(ENGLISH, asked, finding))


def _states(reported: int, base: int) -> str:
    """Who reported, without what was reported."""
    told = plain(reported_that(ENGLISH, share_of("q", reported, base), "it was so"))
    return told.removesuffix(" reported that it was so.")


def _finding(key: str, replies: int, **answers: int) -> Finding:
    """The finding of one question; names of non-answers start with `no_` or `not_`."""
    renamed = {
        f"-{what}" if what.startswith(("no_", "not_")) else what: number for what, number in answers.items()
    }
    return find(questionnaire(), counts({key: renamed}, replies), {})[key]


@pytest.mark.parametrize(
    ("key", "opening"),
    [
        ("P2-B01", "A large majority (83 per cent, or 29 of 35)"),
        ("P2-B06", "The majority (69 per cent, or 24 of 35)"),
        ("P2-F05", "Fewer than half (40 per cent, or 14 of 35)"),
        ("P2-E02", "The majority (59 per cent, or 20 of 34)"),
    ],
)
def test_the_control_statements_open_in_their_known_wording(key: str, opening: str) -> None:
    text = _paragraph(key)

    assert text.startswith(f"{opening} of responding States reported that ")


def test_the_other_replies_follow_the_result() -> None:
    assert _paragraph("P2-B01") == (
        "A large majority (83 per cent, or 29 of 35) of responding States reported that a national drug strategy, "
        "policy or action plan had been in force. Three States reported “No, but planned” and two “No”. One State "
        "had no information available."
    )


def test_what_a_sum_consists_of_is_told() -> None:
    text = _paragraph("P2-F05")

    assert (
        "Of those, six States reported “External evaluation”, five “Internal evaluation” and three “Both”."
        in text
    )
    assert "Four States reported “Planned” and 13 “No”." in text


def test_numbers_are_summarized_by_median_quartiles_and_range() -> None:
    assert _paragraph("P2-D02_political") == (
        "Twenty-four States gave the number of meetings of the main mechanism at the political level in the last 12 "
        "months: median 3; quartiles 2 and 4 (method: median of halves); range 0 to 52. Three States had no "
        "information available. The question was not put to eight States, in view of earlier replies."
    )


def test_too_few_numbers_are_not_summarized() -> None:
    finding = _finding("P2-D02_political", 3, **{"#": 3})

    assert _result(_question("P2-D02_political"), finding) == (
        "Three States gave the number of meetings of the main mechanism at the political level in the last 12 months."
    )


def test_texts_are_counted() -> None:
    assert _paragraph("P2-E08") == (
        "Eighteen States described the joint activity that had made the greatest difference. Seventeen States left the "
        "question unanswered."
    )


def test_the_options_of_a_multiple_choice_named_most_often_are_listed_with_their_ties() -> None:
    text = _paragraph("P2-E02")

    assert text.endswith(
        "The options named most often were “At sentencing” (20 States), “Before trial” (15) and “During custody” (15). "
        "One State left the question unanswered."
    )


def test_a_multiple_choice_with_one_option_named_has_no_ranking() -> None:
    text = _of(_question("P2-E02"), _finding("P2-E02", 3, sentencing=3))

    assert text == (
        "All three States that answered reported that persons with drug use disorders could be referred to health or "
        "social services at sentencing."
    )


@pytest.mark.parametrize(
    ("numbers", "named"),
    [([], 0), ([5, 4], 2), ([5, 4, 3, 2], 3), ([5, 4, 3, 3], 4), ([5, 4, 3, 3, 3, 3], 2), ([3] * 6, 0)],
)
def test_ties_for_the_third_place_are_all_named_or_none_of_them(numbers: list[int], named: int) -> None:
    assert (
        len(most_named([OptionCount(str(place), count, None) for place, count in enumerate(numbers)]))
        == named
    )


def test_below_twenty_answers_there_are_numbers_only() -> None:
    text = _of(_question("P2-B01"), _finding("P2-B01", 13, yes=7, no=5, not_applicable=1))

    assert text == (
        "Seven of the 12 States that answered reported that a national drug strategy, policy or action plan had "
        "been in force. Five States reported “No”. One State indicated that it did not apply."
    )


@pytest.mark.parametrize(
    ("reported", "base", "words"),
    [
        (12, 12, "All 12 States that answered"),
        (2, 2, "Both States that answered"),
        (1, 1, "The one State that answered"),
        (0, 1, "No State that answered"),
        (0, 7, "None of the seven States that answered"),
        (1, 3, "One of the three States that answered"),
        (0, 35, "None of the 35 responding States"),
        (1, 35, "One of the 35 responding States"),
        (2, 35, "A few responding States (2 of 35)"),
        (35, 35, "All responding States (35 of 35)"),
        (33, 35, "Almost all responding States (94 per cent, or 33 of 35)"),
        (17, 34, "Half (50 per cent, or 17 of 34) of responding States"),
        (96, 193, "About half (50 per cent, or 96 of 193) of responding States"),
        (4, 35, "A small number (11 per cent, or 4 of 35) of responding States"),
        (2, 1000, "A few responding States (2 of 1,000)"),
        (999, 1000, "Almost all responding States (999 of 1,000)"),
    ],
)
def test_small_numbers_and_exact_shares_have_words_of_their_own(reported: int, base: int, words: str) -> None:
    assert _states(reported, base) == words


@pytest.mark.parametrize("base", range(20, 194))
def test_the_scale_is_kept_for_every_number_of_every_base(base: int) -> None:
    for reported in range(2, base):
        text = _states(reported, base)
        share = per_cent(reported, base)
        words = next(words for shares, words in SCALE.items() if share in shares)

        assert text.startswith("Half" if 2 * reported == base else words)
        assert f"{reported} of {base})" in text
        assert (f"({share} per cent" in text) == (share >= 10)


@pytest.mark.parametrize("base", range(20))
def test_no_share_is_given_of_a_small_base(base: int) -> None:
    for reported in range(base + 1):
        assert "per cent" not in _states(reported, base)


@given(st.integers(20, 193).flatmap(lambda base: st.tuples(st.integers(0, base), st.just(base))))
def test_all_half_and_none_are_said_of_exact_shares_only(case: tuple[int, int]) -> None:
    reported, base = case
    text = _states(reported, base)

    assert text.startswith("All ") == (reported == base)
    assert text.startswith("None ") == (reported == 0)
    assert text.startswith("Half ") == (2 * reported == base)


def test_a_question_that_nobody_answered_says_so() -> None:
    text = _of(_question("P2-B01"), _finding("P2-B01", 3, not_answered=3))

    assert text == "No State answered the question. Three States left the question unanswered."


def test_a_question_without_a_statement_has_no_paragraph() -> None:
    assert _paragraph("P2-B03") == ""
    assert _result(_question("P2-B03"), findings()["P2-B03"]) == ""


def test_a_question_without_replies_has_no_paragraph() -> None:
    assert _of(_question("P2-B01"), find(questionnaire(), [], {})["P2-B01"]) == ""


def _told(kind: str, value: Value, statement: str, replies: int = 5, **more: Any) -> str:
    """The result of a question of any type to which so many States gave the same answer."""
    asked = small(section("A", question("q", kind, report={"statement": {"en": statement}}, **more)))
    found = every_type.findings([("AFRICAN", {"q": value})] * replies, asked)
    return _result(asked.by_key["q"], found["q"])


def test_years_are_written_without_a_comma_and_numbers_with_one() -> None:
    year = _told("year", WholeNumber(2019), "the year of adoption")
    number = _told("whole_number", WholeNumber(2019), "the number of staff")

    assert year.startswith("Five States gave the year of adoption: median 2019; quartiles 2019 and 2019")
    assert "median 2,019" in number


def test_amounts_are_not_summarized_since_their_currencies_differ() -> None:
    assert (
        _told("amount", Amount(Decimal(5), "EUR"), "the amount spent") == "Five States gave the amount spent."
    )


def test_dates_and_documents_are_given_and_texts_describe() -> None:
    document = StoredFile("f", "a.pdf", "Strategy", "en", "application/pdf", 9, "ab" * 32)

    assert _told("date", Day(date(2026, 1, 1)), "a date") == "Five States gave a date."
    assert _told("attachment", Files((document,)), "documents") == "Five States gave documents."
    assert (
        _told("short_text", WrittenText("A name"), "an initiative") == "Five States described an initiative."
    )


def test_lists_tell_how_many_entries_they_hold_in_all() -> None:
    bodies = Items((("a", Parts()), ("b", Parts())))
    questions = [question("name", "short_text")]

    assert _told("repeat", bodies, "bodies", questions=questions) == "Five States listed bodies, 10 in all."
    assert _told("repeat", bodies, "bodies", 1, questions=questions) == "One State listed bodies."
    assert _told("repeat", NonAnswer.NOT_ANSWERED, "bodies", questions=questions) == "No State listed bodies."


def test_the_part_of_a_compound_speaks_as_a_question_of_its_own() -> None:
    asked = small(
        section("A", question("q", "compound", parts=[question("p", report=_held), question("c", "text")]))
    )
    compound = asked.by_key["q"]
    assert isinstance(compound, Compound)
    given = [("AFRICAN", {"q": Parts({"p": Choice("yes")})})] * 20
    found = every_type.findings(given, asked)

    assert _of(compound.parts[0], found["q_p"]) == (
        "All responding States (20 of 20) reported that training had been held."
    )
    assert _of(compound.parts[1], found["q_c"]) == ""


TOGETHER = {"statement": {"en": "all sectors took part"}, "counts_all": ["a", "b"]}


def test_what_several_entries_say_together_is_told_of_states() -> None:
    one = question("s", "single_choice", report=TOGETHER)
    asked = small(section("A", question("q", "repeat", questions=[one])))
    listed = asked.by_key["q"]
    assert isinstance(listed, Repeat)
    (inner,) = listed.questions
    found = find(asked, [], {}, {"q_s": Together(35, 14)})["q_s"]

    assert (found.reported, found.together) == (None, Together(35, 14))
    assert _together(inner, found) == (
        "Fewer than half (40 per cent, or 14 of 35) of responding States reported that all sectors took part."
    )
    assert _together(inner, find(asked, [], {})["q_s"]) == "No State answered the question."
    assert _together(inner, find(asked, [], {})["q"]) == ""


def test_options_that_make_a_statement_true_together_are_counted_in_one_answer_too() -> None:
    asked = small(section("A", question("q", "multiple_choice", report=TOGETHER)))
    rows = [
        Count("q", "", first, "choice", code, None, "AFRICAN", 3)
        for first, code in ((True, "a"), (False, "b"))
    ]
    found = find(asked, rows, {}, {"q": Together(3, 2)})["q"]

    assert counted_together(asked) == {"q": {"a", "b"}}
    assert (
        _result(asked.by_key["q"], found)
        == "Two of the three States that answered reported that all sectors took part."
    )


_held = {"statement": {"en": "training had been held"}, "counts": ["yes"]}


def _grid_in_words(values: Sequence[Cells], kind: str = "yes_no_planned") -> str:
    asked = small(
        section("A", question("q", "grid", rows=TWO_OPTIONS, columns=[question("c", kind, report=_held)]))
    )
    grid = asked.by_key["q"]
    assert isinstance(grid, Grid)
    found = every_type.findings([("AFRICAN", {"q": value}) for value in values], asked)
    rows = [(row.text.in_language("en"), found[f"q/{row.code}"]) for row in grid.rows]
    return plain(rows_paragraph(ENGLISH, grid.columns[0], rows))


def test_a_column_with_a_statement_has_a_sentence_for_each_row() -> None:
    yes, no = Parts({"c": Choice("yes")}), Parts({"c": Choice("no")})

    assert _grid_in_words([Cells({"a": yes, "b": no})] * 15 + [Cells({"a": no})] * 5) == (
        "A large majority (75 per cent, or 15 of 20) of responding States reported with regard to “Option A” that "
        "training had been held. None of the 15 States that answered reported with regard to “Option B” that "
        "training had been held."
    )


def test_a_row_that_nobody_answered_says_so() -> None:
    assert _grid_in_words([Cells({})] * 3) == (
        "No State answered with regard to “Option A”. No State answered with regard to “Option B”."
    )


def test_a_row_of_numbers_tells_how_many_gave_one() -> None:
    assert _grid_in_words([Cells({"a": Parts({"c": WholeNumber(4)})})], "whole_number") == (
        "One State gave training had been held with regard to “Option A”. "
        "No State gave training had been held with regard to “Option B”."
    )


def test_a_grid_without_replies_has_no_sentence() -> None:
    assert _grid_in_words([]) == ""


@given(st.lists(st.integers(0, 60), min_size=7, max_size=7))
def test_every_number_of_a_paragraph_can_be_read_back(numbers: list[int]) -> None:
    what = ("yes", "planned", "no", "no_information", "not_answered", "not_applicable", "not_asked")
    finding = _finding("P2-B01", sum(numbers), **dict(zip(what, numbers, strict=True)))
    text = _of(_question("P2-B01"), finding)

    assert "  " not in text
    assert ("unanswered" in text) == (numbers[4] > 0)
    assert ("in view of earlier replies" in text) == (numbers[6] > 0)
    shares = re.findall(r"\((\d+) per cent, or (\d+) of (\d+)\)", text)
    assert all(per_cent(int(n), int(d)) == int(p) and int(d) == sum(numbers[:4]) for p, n, d in shares)
