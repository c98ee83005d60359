"""What the Commission's document is made from, beside the questionnaire and its findings: plain facts, passed in."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter

from app.domain.edition import EditionKind
from app.domain.over_cycles import OverCycles
from app.domain.regional_groups import group_names
from app.domain.text import Worded
from app.domain.voice import ENGLISH

GROUPS = group_names(ENGLISH)
"""The regional groups in the order in which the United Nations lists them, by the code a respondent carries."""


@dataclass(frozen=True)
class CycleFacts:
    """A reporting cycle as a document in one language names it; times in UTC. What is not known is empty."""

    title: str
    session: Worded
    place_and_dates: Worded
    agenda_item: Worded
    late_submission: Worded
    deadline: datetime
    cut_off: datetime


@dataclass(frozen=True)
class EarlierFacts:
    """The earlier cycle that results are compared with, as a document says of it; `cycle` is its key, time in UTC.

    `data_set` and `version_hash` are SHA-256 in hexadecimal.
    """

    cycle: str
    cut_off: datetime
    data_set: str
    version_number: str
    version_hash: str


@dataclass(frozen=True)
class Compared:
    """What a document says beside an earlier cycle: `over` are its findings over the two, by name."""

    earlier: EarlierFacts | None = None
    over: Mapping[str, OverCycles] = field(default_factory=dict)


NOT_COMPARED = Compared()


@dataclass(frozen=True)
class GroupResponse:
    """How many members of a regional group were invited, and how many replies of theirs are counted."""

    group: str
    invited: int
    counted: int


@dataclass(frozen=True)
class RespondingState:
    """A State whose reply is counted: its name in lists in English, and by language where it has others.

    `in_text` is what an English sentence calls it, such as one that quotes it. `code` is its own in the register of
    respondents, '' in a version that was frozen without.
    """

    name: str
    group: str
    names: Mapping[str, str] = field(default_factory=dict)
    in_text: str = ""
    code: str = ""

    def named(self, language: str) -> str:
        return self.names.get(language, self.name)


@dataclass(frozen=True)
class Response:
    """Who replied. `received` counts every State that submitted, whether or not the reply is counted.

    `late` are those of them whose first reply came after the cut-off: a number, since no State is listed as late.
    """

    received: int
    groups: tuple[GroupResponse, ...]
    states: tuple[RespondingState, ...]
    late: int = 0

    @property
    def invited(self) -> int:
        return sum(group.invited for group in self.groups)

    @property
    def counted(self) -> int:
        return sum(group.counted for group in self.groups)


_RESPONSE = TypeAdapter(Response)


def response_json(response: Response) -> dict[str, Any]:
    """Who replied, as JSON values."""
    found: dict[str, Any] = _RESPONSE.dump_python(response, mode="json")
    return found


def read_response(data: dict[str, Any]) -> Response:
    """The inverse of `response_json`."""
    return _RESPONSE.validate_python(data)


@dataclass(frozen=True)
class Edition:
    """Which data and which definition the document stands on, and which of its two editions it is.

    `data_set` and `version_hash` are SHA-256 in hexadecimal; `data_as_at` is a fact of the data, never the clock.
    """

    data_set: str
    data_as_at: datetime
    version_number: str
    version_hash: str
    demonstration: bool
    language: str = "en"
    kind: EditionKind = EditionKind.REPORT
