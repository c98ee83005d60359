"""The life of a submission is the table of DESIGN.md, and nothing else."""

import itertools

import pytest

from app.domain.errors import NotPossibleNow
from app.domain.lifecycle import TRANSITIONS, Event, Status, after, status_of

NOT_IN_TABLE = [pair for pair in itertools.product(Status, Event) if pair not in TRANSITIONS]


@pytest.mark.parametrize(("status", "event"), TRANSITIONS)
def test_a_step_of_the_table_is_taken(status: Status, event: Event) -> None:
    assert after(status, event) is TRANSITIONS[status, event]


@pytest.mark.parametrize(("status", "event"), NOT_IN_TABLE)
def test_any_other_step_is_refused_in_words(status: Status, event: Event) -> None:
    with pytest.raises(NotPossibleNow, match="national report"):
        after(status, event)


def test_a_history_leads_to_its_status() -> None:
    history = [
        Event.OPENED,
        Event.SUBMITTED,
        Event.REVIEW_STARTED,
        Event.ACCEPTED,
        Event.AMENDED,
        Event.WITHDRAWN,
    ]
    assert status_of(history) is Status.WITHDRAWN


def test_nothing_follows_a_withdrawal() -> None:
    assert [event for status, event in TRANSITIONS if status is Status.WITHDRAWN] == []
