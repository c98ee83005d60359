"""The two editions of the Commission's document."""

from enum import StrEnum


class EditionKind(StrEnum):
    """A report of at most 8,500 words with detailed tables in an annex; or a paper with everything in its place."""

    REPORT = "report"
    CONFERENCE_ROOM_PAPER = "conference_room_paper"
