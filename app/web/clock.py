"""The clock of a request. Services are told the time; they never ask."""

from datetime import UTC, datetime


def now() -> datetime:
    """This instant, to the second: finer would only look false on screens and in receipts."""
    return datetime.now(UTC).replace(microsecond=0)
