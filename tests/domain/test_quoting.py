"""Who may be quoted, in which words, and whom the document chooses."""

import pytest

from app.domain.answers import Choice, NonAnswer
from app.domain.consent import Consent
from app.domain.quoting import (
    LONGEST_QUOTATION,
    Listed,
    Listing,
    Said,
    State,
    language_of,
    may_be_listed,
    quotation_of,
    selected,
)

AFRICAN, ASIAN, EASTERN = "AFRICAN", "ASIA_PACIFIC", "EASTERN_EUROPEAN"


def state(code: str, group: str = AFRICAN) -> State:
    return State(code, {"en": code}, code, group)


def said(
    code: str,
    group: str = AFRICAN,
    text: str = "It met four times yearly.",
    consent: Consent = Consent.ATTRIBUTE,
    item: str = "",
) -> Said:
    return Said(1, "P2-E08", item, text, state(code, group), consent)


def sentence(words: int, end: str = ".") -> str:
    return "Word" + " word" * (words - 1) + end


def codes(*chosen: Said, most: int = 3) -> list[str]:
    return [one.said.state.code for one in selected({"P2-E08": chosen}, most)["P2-E08"]]


@pytest.mark.parametrize(
    ("consent", "allowed"), [(Consent.AGGREGATE, False), (Consent.ATTRIBUTE, True), (Consent.PUBLISH, True)]
)
def test_a_text_is_quoted_only_where_its_state_may_be_named(consent: Consent, allowed: bool) -> None:
    text = said("XAA", consent=consent)
    assert text.may_be_quoted == allowed
    assert (quotation_of(text) is not None) == allowed


def test_an_entry_is_listed_only_where_it_may_be_published() -> None:
    assert [one for one in Consent if may_be_listed(one)] == [Consent.PUBLISH]


def test_a_listing_says_how_many_entries_it_does_not_show() -> None:
    assert Listing(3, (Listed(1, "a", "A practice", state("XAA")),)).withheld == 2


def test_a_short_text_is_quoted_as_it_was_written() -> None:
    text = "  Two lines,\nwith “marks”.  And so on: approx. five e.g. those. "
    quotation = quotation_of(said("XAA", text=text))
    assert quotation is not None
    assert (quotation.text, quotation.is_cut) == (text, False)


def test_a_long_text_is_cut_after_its_second_sentence_and_says_so() -> None:
    text = f"{sentence(10)} {sentence(12, '!')} {sentence(LONGEST_QUOTATION)}"
    quotation = quotation_of(said("XAA", text=text))
    assert quotation is not None
    assert quotation.text == f"{sentence(10)} {sentence(12, '!')} [...]"
    assert quotation.is_cut


def test_of_a_long_second_sentence_nothing_is_taken() -> None:
    quotation = quotation_of(said("XAA", text=f"{sentence(10)} {sentence(LONGEST_QUOTATION)} {sentence(5)}"))
    assert quotation is not None
    assert quotation.text == f"{sentence(10)} [...]"


def test_a_few_words_are_not_taken_by_themselves() -> None:
    assert quotation_of(said("XAA", text="None that we know.")) is None
    assert quotation_of(said("XAA", text="None that we know of.")) is not None


def test_one_long_sentence_is_not_taken_by_itself() -> None:
    assert quotation_of(said("XAA", text=sentence(LONGEST_QUOTATION + 1))) is None
    assert quotation_of(said("XAA", text=f"{sentence(61)} {sentence(5)}")) is None


def test_words_that_are_no_words_are_not_taken() -> None:
    assert quotation_of(said("XAA", text=f"Five words are here {'x' * 800}")) is None


def test_chinese_sentences_end_without_a_space() -> None:
    quotation = quotation_of(said("XAA", text="我们开会。" * 2 + "字" * LONGEST_QUOTATION + "。"))
    assert quotation is not None
    assert quotation.text == "我们开会。我们开会。 [...]"


def test_a_state_is_quoted_once_in_a_section() -> None:
    chosen = selected({"P2-G04": [said("XAA"), said("XAB")], "P2-G05": [said("XAA"), said("XAC")]})
    found = {place: [one.said.state.code for one in some] for place, some in chosen.items()}
    assert found == {"P2-G04": ["XAA", "XAB"], "P2-G05": ["XAC"]}


def test_regional_groups_take_turns_in_the_order_of_united_nations_documents() -> None:
    several = (said("XEA", EASTERN), said("XAB"), said("XAA"), said("XPA", ASIAN), said("XZZ", ""))
    assert codes(*several) == ["XAA", "XPA", "XEA"]
    assert codes(*several, most=9) == ["XAA", "XPA", "XEA", "XZZ", "XAB"]


def test_the_group_least_heard_in_the_section_comes_next() -> None:
    chosen = selected({"one": [said("XAA")], "two": [said("XAB"), said("XPA", ASIAN)]}, most=1)
    assert [one.said.state.code for one in chosen["two"]] == ["XPA"]


def test_no_more_are_chosen_than_asked_for_and_none_that_may_not_be_named() -> None:
    hidden = said("XAA", consent=Consent.AGGREGATE)
    assert codes(hidden, *(said(f"XB{letter}") for letter in "ABCDE")) == ["XBA", "XBB", "XBC"]


def test_the_order_in_which_texts_come_does_not_matter() -> None:
    several = [said("XAB"), said("XAA", item="b"), said("XPA", ASIAN), said("XAA", item="a")]
    forward, back = selected({"one": several}), selected({"one": several[::-1]})
    assert forward == back
    assert [one.said.item for one in forward["one"]] == ["a", "", ""]


@pytest.mark.parametrize(
    ("answers", "language"),
    [
        ({"CS-06": Choice("french")}, "fr"),
        ({"CS-06": Choice("latin")}, ""),
        ({"CS-06": NonAnswer.NOT_ANSWERED}, ""),
        ({}, ""),
    ],
)
def test_the_language_is_what_the_submission_says(
    answers: dict[str, Choice | NonAnswer], language: str
) -> None:
    assert language_of(dict(answers)) == language
