"""The life of a submission: one table of transitions, from which every status is derived (DESIGN, Words)."""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from app.domain.errors import Message, NotPossibleNow, message


class Status(StrEnum):
    NOT_STARTED = "not_started"
    IN_PREPARATION = "in_preparation"
    IN_CLEARANCE = "in_clearance"
    CLEARED = "cleared"
    SUBMITTED = "submitted"
    UNDER_REVIEW = "under_review"
    CLARIFICATION_ASKED = "clarification_asked"
    ACCEPTED = "accepted"
    WITHDRAWN = "withdrawn"


class Event(StrEnum):
    OPENED = "opened"
    SENT_TO_CLEARANCE = "sent_to_clearance"
    CLEARED = "cleared"
    RETURNED = "returned"
    SUBMITTED = "submitted"
    RECALLED = "recalled"
    REVIEW_STARTED = "review_started"
    CLARIFICATION_ASKED = "clarification_asked"
    ACCEPTED = "accepted"
    AMENDED = "amended"
    WITHDRAWN = "withdrawn"


TRANSITIONS: Mapping[tuple[Status, Event], Status] = {
    (Status.NOT_STARTED, Event.OPENED): Status.IN_PREPARATION,
    (Status.IN_PREPARATION, Event.SENT_TO_CLEARANCE): Status.IN_CLEARANCE,
    (Status.IN_PREPARATION, Event.SUBMITTED): Status.SUBMITTED,
    (Status.IN_CLEARANCE, Event.CLEARED): Status.CLEARED,
    (Status.IN_CLEARANCE, Event.RETURNED): Status.IN_PREPARATION,
    (Status.CLEARED, Event.SUBMITTED): Status.SUBMITTED,
    (Status.CLEARED, Event.RETURNED): Status.IN_PREPARATION,
    (Status.SUBMITTED, Event.RECALLED): Status.IN_PREPARATION,
    (Status.SUBMITTED, Event.REVIEW_STARTED): Status.UNDER_REVIEW,
    (Status.UNDER_REVIEW, Event.CLARIFICATION_ASKED): Status.CLARIFICATION_ASKED,
    (Status.UNDER_REVIEW, Event.ACCEPTED): Status.ACCEPTED,
    (Status.CLARIFICATION_ASKED, Event.SUBMITTED): Status.SUBMITTED,
    (Status.ACCEPTED, Event.AMENDED): Status.SUBMITTED,
    (Status.SUBMITTED, Event.WITHDRAWN): Status.WITHDRAWN,
    (Status.UNDER_REVIEW, Event.WITHDRAWN): Status.WITHDRAWN,
    (Status.CLARIFICATION_ASKED, Event.WITHDRAWN): Status.WITHDRAWN,
    (Status.ACCEPTED, Event.WITHDRAWN): Status.WITHDRAWN,
}

CAN_BE_FILLED = frozenset({Status.NOT_STARTED, Status.IN_PREPARATION})
RECEIVED = frozenset({Status.SUBMITTED, Status.UNDER_REVIEW, Status.CLARIFICATION_ASKED, Status.ACCEPTED})


def after(status: Status, event: Event) -> Status:
    """The status that follows. Raises NotPossibleNow where the table has no such step."""
    try:
        return TRANSITIONS[status, event]
    except KeyError:
        raise NotPossibleNow(_refusal(status)) from None


def status_of(events: Iterable[Event]) -> Status:
    """The status that a history of events leads to, from `not_started`."""
    status = Status.NOT_STARTED
    for event in events:
        status = after(status, event)
    return status


def _refusal(status: Status) -> Message:
    match status:
        case Status.NOT_STARTED:
            return message("This national report has not been started yet. Open it and save an answer first.")
        case Status.IN_PREPARATION:
            return message("This national report is still in preparation. It must be submitted first.")
        case Status.IN_CLEARANCE | Status.CLEARED:
            return message("This national report is in clearance. Return it to preparation to change it.")
        case Status.WITHDRAWN:
            return message("This national report was withdrawn.")
    return message("This national report has been submitted. Its answers can only be read.")
