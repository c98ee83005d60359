"""The same counts from the observations themselves, without the tallies: another road to the figures, to compare."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.accounts.models import Respondent
from app.domain.answers import NonAnswer
from app.domain.consent import Consent
from app.domain.findings import Count, NumberCount
from app.reports.facts import GROUPS
from app.reports.queries.counting import Counted
from app.reports.queries.tallies import Tallied
from app.submissions.models import Observation, Snapshot


def observed(session: Session, counted: Counted) -> Tallied:
    """What `tallied` gives: one GROUP BY for each of its parts, over every observation of the counted snapshots."""
    return Tallied(_counts(session, counted), _numbers(session, counted), _states(session, counted))


_NARROW = sa.func.count(sa.case((Observation.consent == Consent.AGGREGATE, 1)))
_FIRST = Observation.position == 0
_GROUP = sa.case((Respondent.regional_group.in_(GROUPS), Respondent.regional_group), else_="")
_IS_ANSWER = sa.func.coalesce(Observation.non_answer, NonAnswer.NO_INFORMATION) == NonAnswer.NO_INFORMATION


def _counts(session: Session, counted: Counted) -> Sequence[Count]:
    like = (
        Observation.question_key,
        Observation.row,
        _FIRST.label("first"),
        Observation.choice,
        Observation.non_answer,
        _GROUP.label("regional_group"),
    )
    rows = session.execute(
        _by_group(sa.select(*like, sa.func.count(), _NARROW), counted).group_by(*like).order_by(*like)
    )
    return [
        Count(key, row, bool(first), _kind(choice, reason), choice, reason, group, number, narrow)
        for key, row, first, choice, reason, group, number, narrow in rows
    ]


def _kind(choice: str | None, non_answer: str | None) -> str:
    if choice is not None:
        return "choice"
    return "value" if non_answer is None else "non_answer"


def _numbers(session: Session, counted: Counted) -> Mapping[str, Sequence[NumberCount]]:
    like = (Observation.question_key, Observation.row, Observation.number)
    rows = session.execute(
        sa.select(*like, sa.func.count(), _NARROW)
        .where(Observation.number.is_not(None), counted.holds(Observation.snapshot_id))
        .group_by(*like)
        .order_by(*like)
    )
    found: defaultdict[str, list[NumberCount]] = defaultdict(list)
    for key, row, number, replies, narrow in rows:
        given = NumberCount(Fraction(Decimal(repr(number))), replies, narrow)
        found[f"{key}/{row}" if row else key].append(given)
    return dict(found)


def _states(session: Session, counted: Counted) -> Mapping[str, Mapping[str, int]]:
    like = (Observation.question_key, Observation.row, _GROUP.label("regional_group"))
    states = sa.func.count(Observation.snapshot_id.distinct())
    rows = session.execute(
        _by_group(sa.select(*like, states), counted).where(_IS_ANSWER).group_by(*like).order_by(*like)
    )
    found: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for key, row, group, number in rows:
        found[f"{key}/{row}" if row else key][group] = number
    return found


def _by_group(statement: sa.Select[Any], counted: Counted) -> sa.Select[Any]:
    return (
        statement.join_from(Observation, Snapshot, Snapshot.id == Observation.snapshot_id)
        .join(Respondent, Respondent.id == Snapshot.respondent_id)
        .where(counted.holds(Observation.snapshot_id))
    )
