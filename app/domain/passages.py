"""Passage check: before the document is issued, the States that it quotes by name see their words, and answer for them.

Once a check is open, the document quotes what was shown to the States and nothing else. What a State withdraws falls
away, and no text that nobody was asked about takes its place. What it corrects is printed as corrected and
says so; the snapshot stays as it was submitted. What nobody answers for stays as it is.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from app.domain.consent import Consent
from app.domain.errors import NotPossibleNow, message
from app.domain.quoting import LONGEST_QUOTATION, MOST_CHARACTERS, Said
from app.domain.text import count_words
from app.domain.voice import Voice

WORKING_DAYS = 10  # between T-13 and T-11 weeks in the calendar of the session
_SATURDAY = 5


class Outcome(StrEnum):
    """What a State has said of a passage. *Asked* is not yet anything, and in the end consent to the text as it is."""

    ASKED = "asked"
    CONFIRMED = "confirmed"
    CORRECTED = "corrected"
    WITHDRAWN = "withdrawn"


PassageKey = tuple[int, str, str]
"""The snapshot, the place and the item of a text."""


@dataclass(frozen=True)
class Checked:
    """The outcome for one passage, with the words of the State where it corrected them."""

    outcome: Outcome
    correction: str = ""


def last_day(opened: date, days: int = WORKING_DAYS) -> date:
    """The last of so many working days after the day of opening; Saturdays and Sundays are none."""
    day, left = opened, days
    while left:
        day += timedelta(days=1)
        left -= day.weekday() < _SATURDAY
    return day


def as_checked(said: Said, checked: Mapping[PassageKey, Checked] | None) -> Said:
    """A text as its State has checked it; `checked` is None where no check was opened."""
    if checked is None:
        return said
    found = checked.get((said.snapshot_id, said.place, said.item))
    if found is None:
        return replace(said, is_unasked=True)
    if found.outcome is Outcome.WITHDRAWN:
        # It stays counted, and its State is not named beside it any more.
        return replace(said, consent=Consent.AGGREGATE)
    return replace(said, correction=found.correction)


def correction_note(voice: Voice) -> str:
    """What the document says beside words that were corrected."""
    return voice.word("as corrected by the State")


def corrected(text: str, before: str) -> str:
    """A correction as it is kept: one paragraph.

    Raises NotPossibleNow for what is empty, longer than a quotation, or the same as `before`, the passage as shown.
    """
    words = " ".join(text.split())
    if words == " ".join(before.split()):
        raise NotPossibleNow(message("These are the words as they are. Change them, or choose Confirm."))
    if not words:
        raise NotPossibleNow(message("Write the words that should be printed instead, or choose Withdraw."))
    if count_words(words) > LONGEST_QUOTATION or len(words) > MOST_CHARACTERS:
        raise NotPossibleNow(
            message(
                "A quotation has at most %(words)d words and %(signs)d characters. Shorten yours.",
                words=LONGEST_QUOTATION,
                signs=MOST_CHARACTERS,
            )
        )
    return words
