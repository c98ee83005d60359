"""Answers to two things at once: the observations joined with themselves, State by State."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from app.domain.answers import NonAnswer
from app.domain.consent import Consent
from app.domain.pairs import Pair
from app.reports.queries.counting import Counted
from app.submissions.models import Observation, Snapshot

Place = tuple[str, str]
"""Key of a question, with its part, and row."""

_One, _Other = aliased(Observation), aliased(Observation)
_ALIKE = tuple(
    column
    for seen in (_One, _Other)
    for column in (seen.choice, seen.non_answer, seen.position == 0, seen.consent == Consent.AGGREGATE)
)


def pairs_of(session: Session, counted: Counted, one: Place, other: Place) -> Sequence[Pair]:
    """The counted snapshots by what they say to two questions: one self-join, one GROUP BY."""
    rows = session.execute(
        sa.select(*_ALIKE, sa.func.count())
        .join_from(_One, _Other, _One.snapshot_id == _Other.snapshot_id)
        .where(counted.holds(_One.snapshot_id), _stands(_One, one), _stands(_Other, other))
        .group_by(*_ALIKE)
        .order_by(*_ALIKE)
    )
    return [_pair(*row) for row in rows]


def pairs_over(
    session: Session, before: Counted, now: Counted, keys: Collection[str], renamed: Mapping[Place, Place]
) -> Mapping[str, Sequence[Pair]]:
    """The States counted in two cycles by what they said then (`one`) and now, by the present name of the finding.

    `keys` are those of what is wanted, with their parts; `renamed` are the present places of what stood at another
    place, of which each takes a statement more.
    """
    wanted = sorted(keys)
    same = _Other.question_key == _One.question_key, _Other.row == _One.row
    found = _over(session, before, now, *same, _One.question_key.in_(wanted), _Other.question_key.in_(wanted))
    for earlier, later in sorted(renamed.items()):
        found |= _over(session, before, now, _stands(_One, earlier), _stands(_Other, later))
    return found


def _over(
    session: Session, before: Counted, now: Counted, *joined: sa.ColumnElement[bool]
) -> dict[str, list[Pair]]:
    of_state, both = (_Other.question_key, _Other.row, *_ALIKE), _of_both(before, now)
    rows = session.execute(
        sa.select(*of_state, sa.func.count())
        .join_from(both, _One, _One.snapshot_id == both.c.earlier)
        .join(_Other, sa.and_(_Other.snapshot_id == both.c.later, *joined))
        .where(_One.item == "", _Other.item == "")
        .group_by(*of_state)
        .order_by(*of_state)
    )
    found: dict[str, list[Pair]] = {}
    for found_row in rows:
        key, row = found_row[:2]
        found.setdefault(f"{key}/{row}" if row else f"{key}", []).append(_pair(*found_row[2:]))
    return found


def _of_both(before: Counted, now: Counted) -> sa.CTE:
    """The snapshots of the States in both cycles, two by two.

    They are found first, once: else SQLite holds the answers of each State against those of every other.
    """
    earlier, later = aliased(Snapshot), aliased(Snapshot)
    return (
        sa.select(earlier.id.label("earlier"), later.id.label("later"))
        .join_from(earlier, later, earlier.respondent_id == later.respondent_id)
        .where(before.holds(earlier.id), now.holds(later.id))
        .cte("of_both")
        .prefix_with("MATERIALIZED")
    )


def _stands(seen: type[Observation], place: Place) -> sa.ColumnElement[bool]:
    return sa.and_(seen.question_key == place[0], seen.row == place[1])


def _pair(*row: Any) -> Pair:
    choice, reason, first, narrow, other_choice, other_reason, other_first, other_narrow, count = row
    return Pair(
        one=_said(choice, reason),
        first=bool(first),
        other=_said(other_choice, other_reason),
        other_first=bool(other_first),
        count=count,
        one_kept=count if narrow else 0,
        other_kept=count if other_narrow else 0,
    )


def _said(choice: str | None, reason: str | None) -> str | None:
    if reason is not None:
        return reason if reason == NonAnswer.NO_INFORMATION else None
    return choice or ""
