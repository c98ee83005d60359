"""Texts that an amendment left as they were, so that the codes they had still count for them."""

from collections.abc import Iterator, Mapping, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from app.domain.answers import NonAnswer
from app.domain.own_words import TextPlace, texts_at
from app.reports.models import TextCode, TextCoding
from app.reports.queries.counting import Counted
from app.submissions.frozen import Frozen
from app.submissions.models import Snapshot

Place = tuple[str, int, str]
"""Where a text stands: the name of the place, the id of the snapshot, the item of a list."""
Unchanged = Mapping[Place, tuple[int, ...]]
"""The earlier snapshots, the latest first, in which a text of a counted snapshot stands word for word."""

_Texts = Mapping[tuple[str, str], str]  # by place and item


def amended_since(
    session: Session, counted: Counted, codes: Sequence[TextCode]
) -> Mapping[int, Sequence[tuple[int, str]]]:
    """The snapshots, each before its earlier ones, of the submissions that were coded before they were amended."""
    if counted.is_first_hand:
        return {}
    now = aliased(Snapshot)
    is_coded = TextCoding.code_id.in_([code.id for code in codes])
    before = aliased(Snapshot)
    coded_before = (
        sa.exists()
        .where(before.submission_id == now.submission_id, before.number < now.number)
        .where(sa.exists().where(TextCoding.snapshot_id == before.id, is_coded))
    )
    rows = session.execute(
        sa.select(now.id, Snapshot.id, Snapshot.canonical)
        .join(Snapshot, Snapshot.submission_id == now.submission_id)
        .where(counted.holds(now.id), now.number > 1, Snapshot.number <= now.number, coded_before)
        .order_by(now.id, Snapshot.number.desc())
    )
    found: dict[int, list[tuple[int, str]]] = {}
    for counted_id, snapshot_id, canonical in rows:
        found.setdefault(counted_id, []).append((snapshot_id, canonical))
    return found


def unchanged_texts(
    amended: Mapping[int, Sequence[tuple[int, str]]], places: Sequence[TextPlace]
) -> Unchanged:
    """Which texts at the places stand in earlier snapshots as they do in the counted one."""
    found: dict[Place, tuple[int, ...]] = {}
    for counted_id, snapshots in amended.items():
        texts = [(id_, _texts_in(canonical, places)) for id_, canonical in snapshots]
        for place, item in texts[0][1]:
            earlier = tuple(_alike((place, item), texts))
            if earlier:
                found[place, counted_id, item] = earlier
    return found


def _alike(text: tuple[str, str], snapshots: Sequence[tuple[int, _Texts]]) -> Iterator[int]:
    """The ids of the snapshots after the first that hold a text as the first does, up to one that does not."""
    (_, first), *earlier = snapshots
    for id_, texts in earlier:
        if texts.get(text) != first[text]:
            return
        yield id_


def _texts_in(canonical: str, places: Sequence[TextPlace]) -> _Texts:
    answers = Frozen(canonical).answers({place.question.key for place in places})
    return {
        (place.name, item): text
        for place in places
        for item, text in texts_at(place, answers.get(place.question.key, NonAnswer.NOT_ANSWERED))
    }
