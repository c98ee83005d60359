"""What a State says of its words, and what the document prints then."""

from datetime import date
from gettext import NullTranslations

import pytest

from app.domain.consent import Consent
from app.domain.errors import NotPossibleNow
from app.domain.passages import Checked, Outcome, as_checked, corrected, correction_note, last_day
from app.domain.quoting import LONGEST_QUOTATION, Said, quotation_of, selected
from app.domain.voice import Voice
from tests.domain.test_quoting import said

KEY = (1, "P2-E08", "")
TEXT = "It met four times yearly."


def checked(outcome: Outcome, correction: str = "") -> Said:
    return as_checked(said("XAA"), {KEY: Checked(outcome, correction)})


def test_without_a_check_a_text_is_as_it_was() -> None:
    assert as_checked(said("XAA"), None) == said("XAA")


@pytest.mark.parametrize("outcome", [Outcome.ASKED, Outcome.CONFIRMED])
def test_what_is_confirmed_or_not_answered_stays_as_it_is(outcome: Outcome) -> None:
    assert checked(outcome) == said("XAA")


def test_what_is_withdrawn_is_not_quoted_and_its_state_not_named() -> None:
    text = checked(Outcome.WITHDRAWN)
    assert text.consent is Consent.AGGREGATE
    assert quotation_of(text) is None


def test_what_is_corrected_is_printed_as_corrected_however_short() -> None:
    quotation = quotation_of(checked(Outcome.CORRECTED, "Five times."))
    assert quotation is not None
    assert (quotation.text, quotation.is_corrected, quotation.is_cut) == ("Five times.", True, False)
    assert quotation.said.text == TEXT
    plain = quotation_of(said("XAA"))
    assert plain is not None
    assert not plain.is_corrected


def test_what_nobody_was_asked_about_takes_no_place_that_is_left() -> None:
    checks = {KEY: Checked(Outcome.WITHDRAWN)}
    other = Said(2, "P2-E08", "", TEXT, said("XAB").state, Consent.PUBLISH)
    texts = [as_checked(one, checks) for one in (said("XAA"), other)]
    assert texts[1].is_unasked
    assert texts[1].may_be_quoted
    assert selected({"P2-E08": texts}) == {"P2-E08": ()}


@pytest.mark.parametrize(
    ("opened", "last"),
    [
        (date(2026, 11, 27), date(2026, 12, 11)),  # a Friday
        (date(2026, 11, 28), date(2026, 12, 11)),  # a Saturday
        (date(2026, 11, 30), date(2026, 12, 14)),  # a Monday
    ],
)
def test_ten_working_days_leave_out_weekends(opened: date, last: date) -> None:
    assert last_day(opened) == last
    assert last_day(opened, 0) == opened


def test_a_correction_is_kept_as_one_paragraph() -> None:
    assert corrected("  It met\n\n five times. ", TEXT) == "It met five times."


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (" \n ", "Write the words"),
        ("word " * (LONGEST_QUOTATION + 1), "at most 60 words"),
        ("w" * 801, "800 characters"),
        (f" {TEXT} ", "choose Confirm"),
    ],
)
def test_a_correction_that_cannot_be_printed_is_refused(text: str, why: str) -> None:
    with pytest.raises(NotPossibleNow, match=why):
        corrected(text, TEXT)


def test_the_document_says_that_words_were_corrected() -> None:
    assert correction_note(Voice("en", NullTranslations())) == "as corrected by the State"
