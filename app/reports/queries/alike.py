"""Observations of the counted snapshots, counted by what they are and by the regional group of the State."""

from collections.abc import Iterable, Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Session
from sqlalchemy.sql.elements import Grouping

from app.accounts.models import Respondent
from app.reports.facts import GROUPS
from app.reports.queries.counting import Counted
from app.submissions.models import Observation, Snapshot

GROUPS_BY_PLACE = (*GROUPS, "")

Alike = tuple[Any, ...]
"""Key, row, position, choice, non-answer and consent; the place of the group, and how many there are."""

_ALIKE = (
    Observation.question_key,
    Observation.row,
    Observation.position,
    Observation.choice,
    Observation.non_answer,
    Observation.consent,
)


def alike(session: Session, counted: Counted, wanted: sa.ColumnElement[bool]) -> Iterable[Alike]:
    """One GROUP BY over the observations that are `wanted`: written for each database as it does this fastest."""
    if not counted.snapshot_ids:
        return ()
    if _is_postgresql(session):
        return _by_hashing(session, counted, wanted)
    return _by_index(session, counted, wanted)


def held(session: Session, counted: Counted) -> tuple[sa.ColumnElement[bool], sa.ColumnElement[bool]]:
    """Whether an observation is of a counted snapshot; and what holds for all that are, and may narrow what is read.

    SQLite reads all: a condition would lead it away from the index in which they are in order.
    """
    if _is_postgresql(session):
        return _looked_up(dict.fromkeys(counted.snapshot_ids, 0)).is_not(None), _is_near(counted)
    return counted.holds(Observation.snapshot_id), sa.true()


def _is_postgresql(session: Session) -> bool:
    return session.get_bind().dialect.name == "postgresql"


def counted_by_group(counted: Counted) -> sa.Subquery:
    """The counted snapshots, and the place of the regional group of each."""
    places = {group: place for place, group in enumerate(GROUPS)}
    place = sa.case(places, value=Respondent.regional_group, else_=len(GROUPS))
    return (
        sa.select(Snapshot.id, place.label("place"))
        .join(Respondent, Respondent.id == Snapshot.respondent_id)
        .where(counted.holds(Snapshot.id))
        .subquery()
    )


def _looked_up(places: Mapping[int, int]) -> sa.ColumnElement[int]:
    """The place of an observation's snapshot, NULL for those without one; on PostgreSQL.

    Looking into an array costs a row a third of joining it, and leaves the planner free to share the rows among
    processors.
    """
    first, last = min(places), max(places)
    array = sa.literal([places.get(one) for one in range(first, last + 1)], ARRAY(sa.SmallInteger))
    found: sa.ColumnElement[int] = Grouping(array)[Observation.snapshot_id - (first - 1)]
    return found


def _is_near(counted: Counted) -> sa.ColumnElement[bool]:
    """Whether an observation is of the counted snapshots or of one between them.

    They are stored by snapshot: of several cycles, only those at the same time are read.
    """
    return Observation.snapshot_id.between(min(counted.snapshot_ids), max(counted.snapshot_ids))


def _by_hashing(session: Session, counted: Counted, wanted: sa.ColumnElement[bool]) -> Iterable[Alike]:
    """On PostgreSQL: reads the table side by side on all processors, and hashes what is alike."""
    of_group = counted_by_group(counted)
    places = session.execute(sa.select(of_group.c.id, of_group.c.place).order_by(of_group.c.id))
    rows = (
        sa.select(*_ALIKE, _looked_up(dict(places.all())).label("place"))
        .where(_is_near(counted), wanted)
        .subquery()
    )
    yield from session.execute(
        sa.select(*rows.c, sa.func.count())
        .group_by(*rows.c)
        .having(rows.c.place.is_not(None))
        .order_by(*rows.c)
    )


def _by_index(session: Session, counted: Counted, wanted: sa.ColumnElement[bool]) -> Iterable[Alike]:
    """On SQLite: what is alike stands together in an index, so nothing is sorted, and the groups are columns.

    The outer join keeps the observations in front.
    """
    of_group = counted_by_group(counted)
    places = range(len(GROUPS_BY_PLACE))
    in_each = [sa.func.count().filter(of_group.c.place == place) for place in places]
    found = session.execute(
        sa.select(*_ALIKE, *in_each)
        .outerjoin(of_group, of_group.c.id == Observation.snapshot_id)
        .where(wanted)
        .group_by(*_ALIKE)
        .order_by(*_ALIKE)
    )
    for row in found:
        for place, number in zip(places, row[len(_ALIKE) :], strict=True):
            if number:
                yield (*row[: len(_ALIKE)], place, number)
