"""Counts from the tallies of the counted snapshots: what the findings of a cycle are made from, at any size."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from itertools import chain

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.accounts.models import Respondent
from app.domain.consent import Consent
from app.domain.findings import Count, NumberCount
from app.reports.facts import GROUPS
from app.reports.queries.counting import Counted
from app.submissions.models import Alike, Snapshot, Tally
from app.submissions.tallying import ids_in, numbers_in


@dataclass(frozen=True)
class Tallied:
    """What `find` takes: how many observations are alike, the numbers given in ascending order, and the States.

    `numbers` and `states` are by the name of the finding. `states` are how many the entries of lists with an answer
    are of, by regional group.
    """

    counts: Sequence[Count] = ()
    numbers: Mapping[str, Sequence[NumberCount]] = field(default_factory=dict)
    states: Mapping[str, Mapping[str, int]] = field(default_factory=dict)


def tallied(session: Session, counted: Counted, among: Collection[str] = ()) -> Tallied:
    """What the counted snapshots hold, by regional group, in two statements.

    `among` are the keys of the observations that are wanted; without them, all are. Raises LookupError where a
    snapshot has no tally: it would be left out unseen.
    """
    if not counted.snapshot_ids:
        return Tallied()
    tallies = _tallies(session, counted)
    if len(tallies) != len(counted.snapshot_ids):
        raise LookupError(f"{len(counted.snapshot_ids)} snapshots, but {len(tallies)} tallies")
    sums = _added(tallies)
    known = _known(session, sums, among)
    return Tallied(_counts(sums, known), _numbers(sums, known), _states(sums, known))


@dataclass
class _Sums:
    """What the tallies come to, by ids of `Alike`; all but the numbers by regional group."""

    alike: Mapping[str, Counter[int]]
    numbers: Counter[tuple[int, float]]
    listed: Mapping[str, Counter[int]]


_Packed = sa.Row[str | None, bytes, bytes, bytes]


def _tallies(session: Session, counted: Counted) -> Sequence[_Packed]:
    return session.execute(
        sa.select(Respondent.regional_group, Tally.alike, Tally.numbers, Tally.listed)
        .join_from(Tally, Snapshot, Snapshot.id == Tally.snapshot_id)
        .join(Respondent, Respondent.id == Snapshot.respondent_id)
        .where(counted.holds(Tally.snapshot_id))
        .order_by(Tally.snapshot_id)
    ).all()


def _added(tallies: Sequence[_Packed]) -> _Sums:
    """One sum after the other, so that its few thousand terms stay next to the processor: in half the time."""
    alike: defaultdict[str, list[bytes]] = defaultdict(list)
    listed: defaultdict[str, list[bytes]] = defaultdict(list)
    for regional_group, observed, _, in_entries in tallies:
        group = regional_group if regional_group in GROUPS else ""
        alike[group].append(observed)
        listed[group].append(in_entries)
    numbers = Counter(chain.from_iterable(numbers_in(packed) for _, _, packed, _ in tallies))
    return _Sums(_by_group(alike), numbers, _by_group(listed))


def _by_group(packed: Mapping[str, Sequence[bytes]]) -> dict[str, Counter[int]]:
    return {group: Counter(chain.from_iterable(map(ids_in, ids))) for group, ids in packed.items()}


_Known = Mapping[int, sa.Row[int, str, str, bool, str, str, str]]


def _known(session: Session, sums: _Sums, among: Collection[str]) -> _Known:
    ids = sorted({id_ for counts in sums.alike.values() for id_ in counts})
    # Written out: a statement may have too few places for them.
    used = sa.bindparam(None, ids, type_=sa.Integer, unique=True, expanding=True, literal_execute=True)
    rows = session.execute(
        sa.select(
            Alike.id,
            Alike.question_key,
            Alike.row,
            Alike.first,
            Alike.choice,
            Alike.non_answer,
            Alike.consent,
        )
        .where(Alike.id.in_(used), Alike.question_key.in_(sorted(among)) if among else sa.true())
        .order_by(Alike.id)
    )
    return {row.id: row for row in rows}


def _counts(sums: _Sums, known: _Known) -> list[Count]:
    """Those alike but for their consent are one."""
    found: dict[tuple[str, str, bool, str, str, str], list[int]] = {}
    for group, counts in sorted(sums.alike.items()):
        for id_, number in counts.items():
            if (of := known.get(id_)) is not None:
                name = (of.question_key, of.row, of.first, of.choice, of.non_answer, group)
                both = found.setdefault(name, [0, 0])
                both[0] += number
                both[1] += number if of.consent == Consent.AGGREGATE else 0
    return [
        Count(key, row, first, _kind(choice, reason), choice or None, reason or None, group, *both)
        for (key, row, first, choice, reason, group), both in sorted(found.items())
    ]


def _kind(choice: str, non_answer: str) -> str:
    if choice:
        return "choice"
    return "non_answer" if non_answer else "value"


def _numbers(sums: _Sums, known: _Known) -> dict[str, list[NumberCount]]:
    """They are stored as doubles, whose shortest decimal form is what was entered."""
    found: defaultdict[str, dict[float, list[int]]] = defaultdict(dict)
    for (id_, number), replies in sums.numbers.items():
        if (of := known.get(id_)) is not None:
            both = found[_name(of.question_key, of.row)].setdefault(number, [0, 0])
            both[0] += replies
            both[1] += replies if of.consent == Consent.AGGREGATE else 0
    return {
        name: [NumberCount(Fraction(Decimal(repr(one))), *both) for one, both in sorted(given.items())]
        for name, given in found.items()
    }


def _states(sums: _Sums, known: _Known) -> dict[str, dict[str, int]]:
    found: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for group, listed in sums.listed.items():
        for id_, states in listed.items():
            if (of := known.get(id_)) is not None:
                found[_name(of.question_key, of.row)][group] += states
    return {name: dict(states) for name, states in found.items()}


def _name(key: str, row: str) -> str:
    return f"{key}/{row}" if row else key
