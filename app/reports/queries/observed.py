"""Counts of observations: what the findings of a cycle are made from, at any size."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.accounts.models import Respondent
from app.domain.answers import NonAnswer
from app.domain.consent import Consent
from app.domain.findings import Count, NumberCount
from app.reports.facts import GROUPS
from app.reports.queries.counting import Counted
from app.submissions.models import Observation, Snapshot

_GROUPS = (*GROUPS, "")


def counts(session: Session, counted: Counted, among: Collection[str] = ()) -> Sequence[Count]:
    """How many observations of the counted snapshots are alike, by regional group: one GROUP BY.

    `among` are the keys of the observations that are wanted; without them, all are.

    What is alike stands together in an index, so nothing is sorted: the groups are columns, and whether a position is
    the first is worked out from the rows. The outer join keeps the observations in front, also for SQLite.
    """
    of_group = _counted_by_group(counted)
    alike = (
        Observation.question_key,
        Observation.row,
        Observation.position,
        Observation.choice,
        Observation.non_answer,
        Observation.consent,
    )
    in_each = [sa.func.count().filter(of_group.c.place == place) for place in range(len(_GROUPS))]
    rows = session.execute(
        sa.select(*alike, *in_each)
        .outerjoin(of_group, of_group.c.id == Observation.snapshot_id)
        .where(_is_among(among))
        .group_by(*alike)
        .order_by(*alike)
    )
    found: dict[tuple[str, str, bool, str | None, str | None, str], list[int]] = {}
    for key, row, position, choice, non_answer, consent, *numbers_of_groups in rows:
        for group, number in zip(_GROUPS, numbers_of_groups, strict=True):
            if number:
                both = found.setdefault((key, row, position == 0, choice, non_answer, group), [0, 0])
                both[0] += number
                both[1] += number if consent == Consent.AGGREGATE else 0
    return [
        Count(key, row, first, _kind(choice, non_answer), choice, non_answer, group, *both)
        for (key, row, first, choice, non_answer, group), both in found.items()
    ]


def _is_among(keys: Collection[str]) -> sa.ColumnElement[bool]:
    return Observation.question_key.in_(sorted(keys)) if keys else sa.true()


def _counted_by_group(counted: Counted) -> sa.Subquery:
    """The counted snapshots, and the place of the regional group of each."""
    places = {group: place for place, group in enumerate(GROUPS)}
    place = sa.case(places, value=Respondent.regional_group, else_=len(GROUPS))
    return (
        sa.select(Snapshot.id, place.label("place"))
        .join(Respondent, Respondent.id == Snapshot.respondent_id)
        .where(counted.holds(Snapshot.id))
        .subquery()
    )


def _kind(choice: str | None, non_answer: str | None) -> str:
    if choice is not None:
        return "choice"
    return "value" if non_answer is None else "non_answer"


def numbers(
    session: Session, counted: Counted, among: Collection[str] = ()
) -> Mapping[str, Sequence[NumberCount]]:
    """The numbers given, by the name of their finding, in ascending order; `among` as for `counts`.

    They are stored as doubles, whose shortest decimal form is what was entered.
    """
    alike = (Observation.question_key, Observation.row, Observation.number)
    # Not a condition, so that they are read from the index of numbers, already in order.
    count = sa.func.count().filter(counted.holds(Observation.snapshot_id))
    narrow = counted.holds(Observation.snapshot_id) & (Observation.consent == Consent.AGGREGATE)
    rows = session.execute(
        sa.select(*alike, count, sa.func.count().filter(narrow))
        .where(Observation.number.is_not(None), _is_among(among))
        .group_by(*alike)
        .order_by(*alike)
    )
    found: dict[str, list[NumberCount]] = {}
    for key, row, number, replies, aggregate_only in rows:
        if replies:
            given = NumberCount(Fraction(Decimal(repr(number))), replies, aggregate_only)
            found.setdefault(f"{key}/{row}" if row else key, []).append(given)
    return found


def states_with_entries(
    session: Session, counted: Counted, keys: Iterable[str]
) -> Mapping[str, Mapping[str, int]]:
    """How many States the entries of lists with an answer are of, by the name of the finding and by regional group.

    `keys` are those of the questions inside lists, with their parts.
    """
    of_group = _counted_by_group(counted)
    alike = (Observation.question_key, Observation.row, of_group.c.place)
    rows = session.execute(
        sa.select(*alike, sa.func.count(Observation.snapshot_id.distinct()))
        .join(of_group, of_group.c.id == Observation.snapshot_id)
        .where(
            Observation.question_key.in_(sorted(keys)),
            sa.func.coalesce(Observation.non_answer, NonAnswer.NO_INFORMATION) == NonAnswer.NO_INFORMATION,
        )
        .group_by(*alike)
        .order_by(*alike)
    )
    found: dict[str, dict[str, int]] = {}
    for key, row, place, states in rows:
        found.setdefault(f"{key}/{row}" if row else key, {})[_GROUPS[place]] = states
    return found
