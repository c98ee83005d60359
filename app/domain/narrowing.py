"""What may be shown of replies that a filter has picked out of all: never so few that one might be known by them."""

from typing import Literal

from app.domain.findings import SMALLEST_GROUP

Reason = Literal["", "few", "rest"]


def why_hidden(base: int, whole: int) -> Reason:
    """Why `base` replies out of `whole` are not broken down: too few, or the rest is; '' where they may be.

    The rest matters since the result without the filter is shown too: what is left of it could be worked out.
    """
    if base < SMALLEST_GROUP:
        return "few"
    return "rest" if 0 < whole - base < SMALLEST_GROUP else ""
