"""Counts of observations: what the findings of a cycle are made from, at any size."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.domain.answers import NonAnswer
from app.domain.consent import Consent
from app.domain.findings import Count, NumberCount
from app.reports.queries.alike import GROUPS_BY_PLACE, alike, counted_by_group, held
from app.reports.queries.counting import Counted
from app.submissions.models import Observation


def counts(session: Session, counted: Counted, among: Collection[str] = ()) -> Sequence[Count]:
    """How many observations of the counted snapshots are alike, by regional group.

    `among` are the keys of the observations that are wanted; without them, all are.
    """
    found: dict[tuple[str, str, bool, str | None, str | None, str], list[int]] = {}
    rows = alike(session, counted, _is_among(among))
    for key, row, position, choice, non_answer, consent, place, number in rows:
        name = (key, row, position == 0, choice, non_answer, GROUPS_BY_PLACE[place])
        both = found.setdefault(name, [0, 0])
        both[0] += number
        both[1] += number if consent == Consent.AGGREGATE else 0
    return [
        Count(key, row, first, _kind(choice, non_answer), choice, non_answer, group, *both)
        for (key, row, first, choice, non_answer, group), both in found.items()
    ]


def _is_among(keys: Collection[str]) -> sa.ColumnElement[bool]:
    return Observation.question_key.in_(sorted(keys)) if keys else sa.true()


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
    if not counted.snapshot_ids:
        return {}
    like = (Observation.question_key, Observation.row, Observation.number)
    holds, near = held(session, counted)
    narrow = holds & (Observation.consent == Consent.AGGREGATE)
    rows = session.execute(
        sa.select(*like, sa.func.count().filter(holds), sa.func.count().filter(narrow))
        .where(Observation.number.is_not(None), near, _is_among(among))
        .group_by(*like)
        .order_by(*like)
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
    of_group = counted_by_group(counted)
    like = (Observation.question_key, Observation.row, of_group.c.place)
    rows = session.execute(
        sa.select(*like, sa.func.count(Observation.snapshot_id.distinct()))
        .join(of_group, of_group.c.id == Observation.snapshot_id)
        .where(
            Observation.question_key.in_(sorted(keys)),
            sa.func.coalesce(Observation.non_answer, NonAnswer.NO_INFORMATION) == NonAnswer.NO_INFORMATION,
        )
        .group_by(*like)
        .order_by(*like)
    )
    found: dict[str, dict[str, int]] = {}
    for key, row, place, states in rows:
        found.setdefault(f"{key}/{row}" if row else key, {})[GROUPS_BY_PLACE[place]] = states
    return found
