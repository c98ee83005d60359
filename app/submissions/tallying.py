"""Tallies: the observations of a snapshot told over as they are written, packed so that thousands are added quickly.

An id is four bytes, a number eight; the lowest byte first, whatever the machine.
"""

import struct
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from app.db import Base
from app.domain.answers import NonAnswer

Row = Mapping[str, Any]
"""An observation, by the columns of its table."""

_Name = tuple[str, str, bool, str, str, str]

_ALIKE = Base.metadata.tables["alike"]
_TALLIES = Base.metadata.tables["tally"]
_NAME = [_ALIKE.c[name] for name in ("question_key", "row", "first", "choice", "non_answer", "consent")]
_NUMBER = struct.Struct("<Id")


def write_tallies(session: Session, observations: Sequence[Row], listed: Collection[str]) -> None:
    """The tally of each snapshot whose observations these are: all of a snapshot, one snapshot after the other.

    `listed` are the keys of what is counted in entries of lists.
    """
    ids = _ids_of(session, {_name(row) for row in observations})
    tallies = [
        _packed(snapshot_id, [*rows], ids, listed)
        for snapshot_id, rows in groupby(observations, itemgetter("snapshot_id"))
    ]
    session.execute(_TALLIES.insert(), tallies)


def ids_in(packed: bytes) -> tuple[int, ...]:
    """The ids of `alike` or of `listed` of a tally."""
    return struct.unpack(f"<{len(packed) // 4}I", packed)


def numbers_in(packed: bytes) -> Iterator[tuple[int, float]]:
    """The ids and numbers of `numbers` of a tally."""
    return _NUMBER.iter_unpack(packed)


def _name(row: Row) -> _Name:
    first, choice, non_answer = row["position"] == 0, row["choice"] or "", row["non_answer"] or ""
    return (row["question_key"], row["row"], first, choice, str(non_answer), str(row["consent"]))


def _ids_of(session: Session, names: Collection[_Name]) -> Mapping[_Name, int]:
    found = _known(session, names)
    unknown = sorted(names - found.keys())
    if not unknown:
        return found
    # Two first writers may meet here: each waits for what the other writes, in the same order, and both read it then.
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    columns = [column.name for column in _NAME]
    session.execute(
        insert(_ALIKE).on_conflict_do_nothing(),
        [dict(zip(columns, name, strict=True)) for name in unknown],
    )
    return found | _known(session, unknown)


def _known(session: Session, names: Iterable[_Name]) -> dict[_Name, int]:
    keys, consents = sorted({name[0] for name in names}), sorted({name[-1] for name in names})
    rows = session.execute(
        sa.select(*_NAME, _ALIKE.c.id)
        .where(_ALIKE.c.question_key.in_(keys), _ALIKE.c.consent.in_(consents))
        .order_by(_ALIKE.c.id)
    )
    return {(key, row, bool(first), *others): id_ for key, row, first, *others, id_ in rows}


def _packed(
    snapshot_id: int, rows: Sequence[Row], ids: Mapping[_Name, int], listed: Collection[str]
) -> dict[str, Any]:
    own = [(ids[_name(row)], row) for row in rows]
    numbers = sorted((id_, float(row["number"])) for id_, row in own if row["number"] is not None)
    answered = {
        (row["question_key"], row["row"]): id_
        for id_, row in own
        if row["question_key"] in listed and row["non_answer"] in (None, NonAnswer.NO_INFORMATION)
    }
    return {
        "snapshot_id": snapshot_id,
        "alike": _pack(id_ for id_, _ in own),
        "numbers": b"".join(_NUMBER.pack(*one) for one in numbers),
        "listed": _pack(answered.values()),
    }


def _pack(ids: Iterable[int]) -> bytes:
    found = sorted(ids)
    return struct.pack(f"<{len(found)}I", *found)
