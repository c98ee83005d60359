"""Findings from the stored snapshots themselves: their canonical JSON is read again, and no observation row is.

What the tables of observations say is another road to the same figures; where the two differ, one was altered.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.accounts.models import Respondent
from app.domain.answers import NonAnswer, Tabulated, Value
from app.domain.applicability import as_frozen, tabulate
from app.domain.canonical import sha256_of
from app.domain.consent import Consent
from app.domain.counted import Together, counted_in_entries, counted_together
from app.domain.findings import Count, Finding, NumberCount, find
from app.domain.own_answers import SectorsApart, differs, split_name
from app.domain.questionnaire import Questionnaire
from app.submissions.frozen import Frozen, snapshot_answers, snapshot_carried_over, snapshot_own_answers
from app.submissions.models import Snapshot


@dataclass(frozen=True)
class Stored:
    """A snapshot as it is stored; `hashed` is the SHA-256 of what it says now. `state` is the id of its respondent."""

    id: int
    state: int
    receipt: str
    canonical: str
    sha256: str
    group: str

    @property
    def hashed(self) -> str:
        return sha256_of(self.canonical.encode())


def stored_snapshots(session: Session, hashes: Sequence[str]) -> tuple[Stored, ...]:
    """The snapshots that are stored under these SHA-256."""
    rows = session.execute(
        sa.select(
            Snapshot.id,
            Snapshot.respondent_id,
            Snapshot.receipt,
            Snapshot.canonical,
            Snapshot.sha256,
            Respondent.regional_group,
        )
        .join(Respondent, Respondent.id == Snapshot.respondent_id)
        .where(Snapshot.sha256.in_(hashes))
        .order_by(Snapshot.id)
    )
    return tuple(
        Stored(id_, state, receipt, canonical, sha256, group or "")
        for id_, state, receipt, canonical, sha256, group in rows
    )


Alike = tuple[str, str, bool, str, str | None, str | None, str]
"""What is counted together: question, row, whether first, kind, option, kind of non-answer, regional group."""


@dataclass
class _Sums:
    """What is added up snapshot by snapshot."""

    counts: Counter[Alike] = field(default_factory=Counter)
    aggregate_only: Counter[Alike] = field(default_factory=Counter)
    numbers: dict[str, Counter[tuple[Fraction, bool]]] = field(default_factory=dict)
    states: dict[str, Counter[str]] = field(default_factory=dict)
    bases: Counter[str] = field(default_factory=Counter)
    together: Counter[str] = field(default_factory=Counter)
    carried: Counter[str] = field(default_factory=Counter)
    sectors: Counter[str] = field(default_factory=Counter)
    differing: Counter[str] = field(default_factory=Counter)
    groups: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True)
class Observed:
    """What one snapshot says of one thing that is counted, and whether for use in aggregated form only."""

    key: str
    said: Tabulated
    aggregate_only: bool

    @property
    def name(self) -> str:
        return f"{self.key}/{self.said.row}" if self.said.row else self.key

    @property
    def is_answered(self) -> bool:
        return self.said.non_answer in (None, NonAnswer.NO_INFORMATION)


@dataclass(frozen=True)
class Recounted:
    """The findings of snapshots, the sectors apart, how many are counted by group, and which cannot be read.

    `observed` is what each State says, by its id.
    """

    findings: Mapping[str, Finding]
    apart: Mapping[str, SectorsApart]
    counted: Mapping[str, int]
    unreadable: tuple[str, ...]
    observed: Mapping[int, Sequence[Observed]]


def recount(questionnaire: Questionnaire, snapshots: Iterable[Stored]) -> Recounted:
    """What the snapshots say of the questionnaire. `unreadable` are the receipts of those that say nothing."""
    wanted, inside = counted_together(questionnaire), counted_in_entries(questionnaire)
    sums, unreadable, of_states = _Sums(), [], {}
    for snapshot in snapshots:
        try:
            values = snapshot_answers(snapshot.canonical)
            observed = tuple(_observed(questionnaire, values, Frozen(snapshot.canonical)))
            own = snapshot_own_answers(snapshot.canonical)
            sums.carried.update(snapshot_carried_over(snapshot.canonical).keys())
        except (ValueError, KeyError, TypeError, AttributeError):
            unreadable.append(snapshot.receipt)
            continue
        of_states[snapshot.state] = observed
        sums.groups[snapshot.group] += 1
        _add(sums, observed, snapshot.group)
        _add_states(sums, observed, snapshot.group, inside)
        _add_together(sums, observed, wanted)
        _add_sectors(sums, values, own)
    found = _findings(questionnaire, sums, wanted)
    return Recounted(found, _apart(sums), sums.groups, tuple(unreadable), of_states)


def _findings(
    questionnaire: Questionnaire, sums: _Sums, wanted: Mapping[str, frozenset[str]]
) -> Mapping[str, Finding]:
    rows = [Count(*alike, count, sums.aggregate_only[alike]) for alike, count in sums.counts.items()]
    numbers = {name: _numbers(given) for name, given in sums.numbers.items()}
    together = {name: Together(sums.bases[name], sums.together[name]) for name in wanted}
    return find(questionnaire, rows, numbers, together, sums.carried, sums.states)


def _apart(sums: _Sums) -> dict[str, SectorsApart]:
    return {key: SectorsApart(states, sums.differing[key]) for key, states in sums.sectors.items()}


def _numbers(given: Counter[tuple[Fraction, bool]]) -> list[NumberCount]:
    return [
        NumberCount(number, given[number, True] + given[number, False], given[number, True])
        for number in sorted({number for number, _ in given})
    ]


def _observed(
    questionnaire: Questionnaire, values: Mapping[str, Value], frozen: Frozen
) -> Iterator[Observed]:
    for key, tabulated in tabulate(questionnaire, as_frozen(values)).items():
        for one in tabulated:
            narrow = frozen.consent(key, one.item) == Consent.AGGREGATE
            yield Observed(f"{key}_{one.part}" if one.part else key, one, narrow)


def _add(sums: _Sums, observed: Iterable[Observed], group: str) -> None:
    for one in observed:
        said = one.said
        alike = (one.key, said.row, said.position == 0, said.kind, said.choice, said.non_answer, group)
        sums.counts[alike] += 1
        sums.aggregate_only[alike] += one.aggregate_only
        if said.number is not None:
            exact = Fraction(Decimal(repr(float(said.number))))
            sums.numbers.setdefault(one.name, Counter())[exact, one.aggregate_only] += 1


def _add_states(sums: _Sums, observed: Iterable[Observed], group: str, inside: Collection[str]) -> None:
    """A State is counted once, however many of its entries answer."""
    for name in {one.name for one in observed if one.key in inside and one.is_answered}:
        sums.states.setdefault(name, Counter())[group] += 1


def _add_together(sums: _Sums, observed: Sequence[Observed], wanted: Mapping[str, frozenset[str]]) -> None:
    found: dict[str, list[Observed]] = {name: [] for name in wanted}
    for one in observed:
        found.get(one.name, []).append(one)
    for name, codes in wanted.items():
        mine = found[name]
        if any(one.is_answered for one in mine):
            sums.bases[name] += 1
            sums.together[name] += codes <= {one.said.choice for one in mine}


def _add_sectors(sums: _Sums, values: Mapping[str, Value], own: Mapping[str, Value]) -> None:
    answering: dict[str, bool] = {}
    for name, value in own.items():
        key, _ = split_name(name)
        answering[key] = answering.get(key, False) or differs(values[key], value)
    sums.sectors.update(answering.keys())
    sums.differing.update(key for key, apart in answering.items() if apart)
