"""Findings from the stored snapshots themselves: their canonical JSON is read again, and no observation row is.

What the tables of observations say is another road to the same figures; where the two differ, one was altered.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.accounts.models import Respondent
from app.domain.answers import NonAnswer, Tabulated, Value
from app.domain.applicability import as_frozen, tabulate
from app.domain.canonical import sha256_of
from app.domain.counted import Together, counted_together
from app.domain.findings import Count, Finding, find
from app.domain.own_answers import SectorsApart, differs, split_name
from app.domain.questionnaire import Questionnaire
from app.submissions.frozen import snapshot_answers, snapshot_carried_over, snapshot_own_answers
from app.submissions.models import Snapshot


@dataclass(frozen=True)
class Stored:
    """A snapshot as it is stored; `hashed` is the SHA-256 of what it says now."""

    id: int
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
            Snapshot.id, Snapshot.receipt, Snapshot.canonical, Snapshot.sha256, Respondent.regional_group
        )
        .join(Respondent, Respondent.id == Snapshot.respondent_id)
        .where(Snapshot.sha256.in_(hashes))
        .order_by(Snapshot.id)
    )
    return tuple(
        Stored(id_, receipt, canonical, sha256, group or "")
        for id_, receipt, canonical, sha256, group in rows
    )


@dataclass
class _Sums:
    """What is added up snapshot by snapshot."""

    counts: Counter[tuple[str, str, bool, str, str | None, str | None, str]] = field(default_factory=Counter)
    numbers: dict[str, list[Fraction]] = field(default_factory=dict)
    bases: Counter[str] = field(default_factory=Counter)
    together: Counter[str] = field(default_factory=Counter)
    carried: Counter[str] = field(default_factory=Counter)
    sectors: Counter[str] = field(default_factory=Counter)
    differing: Counter[str] = field(default_factory=Counter)
    groups: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True)
class Recounted:
    """The findings of snapshots, the sectors apart, how many are counted by group, and which cannot be read."""

    findings: Mapping[str, Finding]
    apart: Mapping[str, SectorsApart]
    counted: Mapping[str, int]
    unreadable: tuple[str, ...]


def recount(questionnaire: Questionnaire, snapshots: Iterable[Stored]) -> Recounted:
    """What the snapshots say of the questionnaire. `unreadable` are the receipts of those that say nothing."""
    wanted = counted_together(questionnaire)
    sums, unreadable = _Sums(), []
    for snapshot in snapshots:
        try:
            values = snapshot_answers(snapshot.canonical)
            observed = tuple(_observed(questionnaire, values))
            own = snapshot_own_answers(snapshot.canonical)
            sums.carried.update(snapshot_carried_over(snapshot.canonical).keys())
        except (ValueError, KeyError, TypeError, AttributeError):
            unreadable.append(snapshot.receipt)
            continue
        sums.groups[snapshot.group] += 1
        _add(sums, observed, snapshot.group)
        _add_together(sums, observed, wanted)
        _add_sectors(sums, values, own)
    return Recounted(_findings(questionnaire, sums, wanted), _apart(sums), sums.groups, tuple(unreadable))


def _findings(
    questionnaire: Questionnaire, sums: _Sums, wanted: Mapping[str, frozenset[str]]
) -> Mapping[str, Finding]:
    rows = [Count(*alike, count=count) for alike, count in sums.counts.items()]
    numbers = {name: sorted(given) for name, given in sums.numbers.items()}
    together = {name: Together(sums.bases[name], sums.together[name]) for name in wanted}
    return find(questionnaire, rows, numbers, together, sums.carried)


def _apart(sums: _Sums) -> dict[str, SectorsApart]:
    return {key: SectorsApart(states, sums.differing[key]) for key, states in sums.sectors.items()}


def _observed(questionnaire: Questionnaire, values: Mapping[str, Value]) -> Iterator[tuple[str, Tabulated]]:
    for key, tabulated in tabulate(questionnaire, as_frozen(values)).items():
        for one in tabulated:
            yield (f"{key}_{one.part}" if one.part else key), one


def _name(key: str, one: Tabulated) -> str:
    return f"{key}/{one.row}" if one.row else key


def _add(sums: _Sums, observed: Iterable[tuple[str, Tabulated]], group: str) -> None:
    for key, one in observed:
        sums.counts[key, one.row, one.position == 0, one.kind, one.choice, one.non_answer, group] += 1
        if one.number is not None:
            exact = Fraction(Decimal(repr(float(one.number))))
            sums.numbers.setdefault(_name(key, one), []).append(exact)


def _add_together(
    sums: _Sums, observed: Sequence[tuple[str, Tabulated]], wanted: Mapping[str, frozenset[str]]
) -> None:
    found: dict[str, list[Tabulated]] = {name: [] for name in wanted}
    for key, one in observed:
        found.get(_name(key, one), []).append(one)
    for name, codes in wanted.items():
        mine = found[name]
        if any(one.non_answer in (None, NonAnswer.NO_INFORMATION) for one in mine):
            sums.bases[name] += 1
            sums.together[name] += codes <= {one.choice for one in mine}


def _add_sectors(sums: _Sums, values: Mapping[str, Value], own: Mapping[str, Value]) -> None:
    answering: dict[str, bool] = {}
    for name, value in own.items():
        key, _ = split_name(name)
        answering[key] = answering.get(key, False) or differs(values[key], value)
    sums.sectors.update(answering.keys())
    sums.differing.update(key for key, apart in answering.items() if apart)
