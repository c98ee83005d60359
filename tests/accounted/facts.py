"""What a document prints that no snapshot says, given to those who account for its numbers."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tests.recounted import Document, Reply, replies_to, reported_questions
from tests.recounted_codes import Coded


@dataclass(frozen=True)
class State:
    """Who submitted a snapshot: its name in lists and in a sentence, and its regional group."""

    code: str
    name: str
    in_text: str
    group: str


@dataclass(frozen=True)
class Earlier:
    """The cycle with which a document compares; the day of its cut-off as it is printed."""

    cut_off: str
    version: str
    definition_hash: str
    canonical: Sequence[str]

    @property
    def data_set(self) -> str:
        return data_set_of(self.canonical)


@dataclass(frozen=True)
class Facts:
    """Days as they are printed, groups by code: invited, counted. `states` are those of `canonical`, one by one.

    `is_paper` says that it is the edition with everything in its place, which draws and quotes without a limit.
    """

    groups: Mapping[str, tuple[int, int]]
    states: Sequence[State]
    received: int
    late: int
    deadline: str
    cut_off: str
    as_at: str
    version: str
    definition_hash: str
    canonical: Sequence[str]
    data_set: str
    session: str
    place_and_dates: str
    is_paper: bool = False
    earlier: Earlier | None = None
    coded: Sequence[Coded] = ()

    @property
    def invited(self) -> int:
        return sum(one for one, _ in self.groups.values())

    @property
    def counted(self) -> int:
        return sum(one for _, one in self.groups.values())

    @property
    def regions(self) -> Sequence[str]:
        return [one.group for one in self.states]


def data_set_of(canonical: Sequence[str]) -> str:
    """The hash of a data set: of the sorted hashes of its snapshots."""
    hashes = sorted(hashlib.sha256(one.encode()).hexdigest() for one in canonical)
    return hashlib.sha256(json.dumps(hashes, separators=(",", ":")).encode()).hexdigest()


@dataclass(frozen=True)
class Told:
    """A definition, what it is told beside the snapshots, and the replies to each question that is reported.

    `before` are the snapshots of the earlier cycle.
    """

    definition: Document
    facts: Facts
    snapshots: Sequence[Document]
    before: Sequence[Document]
    asked: Sequence[tuple[Document, Sequence[Reply]]]


def told(definition: Document, facts: Facts) -> Told:
    snapshots = [json.loads(one) for one in facts.canonical]
    asked = [(one, replies_to(one["key"], snapshots)) for one in reported_questions(definition)]
    before = [json.loads(one) for one in facts.earlier.canonical] if facts.earlier else []
    return Told(definition, facts, snapshots, before, asked)
