"""Reads of code books and of the codes that texts have; the counting of both."""

from collections.abc import Mapping, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.accounts.models import Respondent
from app.domain.coding import CodeCount, CodedTexts, coded_texts
from app.domain.errors import NotFound, message
from app.questionnaires.models import QuestionnaireRecord
from app.reports.models import TextCode, TextCoding
from app.reports.queries.counting import Counted
from app.submissions.models import Observation, Snapshot

Books = Mapping[str, Sequence[TextCode]]


def code_books(session: Session, questionnaire: str, places: Sequence[str]) -> Books:
    """The codes of each place, in the order of its book; what was merged or removed is left out. One statement."""
    found: dict[str, list[TextCode]] = {place: [] for place in places}
    rows = session.scalars(
        sa.select(TextCode)
        .join(QuestionnaireRecord, QuestionnaireRecord.id == TextCode.questionnaire_id)
        .where(
            QuestionnaireRecord.key == questionnaire,
            TextCode.place.in_(places),
            TextCode.retired_at.is_(None),
        )
        .order_by(TextCode.place, TextCode.position, TextCode.id)
    )
    for code in rows:
        found[code.place].append(code)
    return found


def find_code(session: Session, code_id: int) -> tuple[TextCode, str]:
    """A code that is in its book, and the key of its questionnaire. Raises NotFound."""
    row = session.execute(
        sa.select(TextCode, QuestionnaireRecord.key)
        .join(QuestionnaireRecord, QuestionnaireRecord.id == TextCode.questionnaire_id)
        .where(TextCode.id == code_id, TextCode.retired_at.is_(None))
    ).one_or_none()
    if row is None:
        raise NotFound(message("There is no such code any more."))
    return row[0], row[1]


def codings(
    session: Session, codes: Sequence[TextCode], counted: Counted
) -> Mapping[tuple[int, str], set[int]]:
    """The ids of the codes that each text has, by snapshot and item."""
    rows = session.execute(
        sa.select(TextCoding.snapshot_id, TextCoding.item, TextCoding.code_id)
        .where(
            TextCoding.code_id.in_([code.id for code in codes]),
            TextCoding.snapshot_id.in_(counted.snapshot_ids),
        )
        .order_by(TextCoding.snapshot_id, TextCoding.item, TextCoding.code_id)
    )
    found: dict[tuple[int, str], set[int]] = {}
    for snapshot_id, item, code_id in rows:
        found.setdefault((snapshot_id, item), set()).add(code_id)
    return found


def uses_of(session: Session, code_id: int) -> int:
    """How many texts have a code, in every cycle."""
    return session.scalar(sa.select(sa.func.count()).where(TextCoding.code_id == code_id)) or 0


def coded(session: Session, counted: Counted, books: Books) -> Mapping[str, CodedTexts]:
    """What was coded of the counted snapshots, for the places with a code book: three statements for all places."""
    codes = [code for book in books.values() for code in book]
    if not codes:
        return {}
    given = _given(session, counted, [place for place, book in books.items() if book])
    counts: dict[str, list[CodeCount]] = {place: [] for place in books}
    for place, code, group, number in [*_by_code(session, counted, codes), *_any(session, counted, codes)]:
        counts[place].append(CodeCount(code, group or "", number))
    return {
        place: coded_texts(place, given.get(place, 0), [code.code for code in book], counts[place])
        for place, book in books.items()
        if book
    }


def _given(session: Session, counted: Counted, places: Sequence[str]) -> Mapping[str, int]:
    """How many texts were given at each place."""
    rows = session.execute(
        sa.select(Observation.question_key, sa.func.count())
        .where(
            Observation.snapshot_id.in_(counted.snapshot_ids),
            Observation.question_key.in_(places),
            Observation.kind == "text",
        )
        .group_by(Observation.question_key)
        .order_by(Observation.question_key)
    )
    return dict(rows.all())


def _by_code(
    session: Session, counted: Counted, codes: Sequence[TextCode]
) -> Sequence[tuple[str, str, str | None, int]]:
    """Place, code, group, and how many texts have the code."""
    alike = (TextCode.place, TextCode.code, Respondent.regional_group)
    rows = session.execute(
        sa.select(*alike, sa.func.count())
        .select_from(TextCoding)
        .join(TextCode, TextCode.id == TextCoding.code_id)
        .join(Snapshot, Snapshot.id == TextCoding.snapshot_id)
        .join(Respondent, Respondent.id == Snapshot.respondent_id)
        .where(
            TextCoding.code_id.in_([code.id for code in codes]),
            TextCoding.snapshot_id.in_(counted.snapshot_ids),
        )
        .group_by(*alike)
        .order_by(*alike)
    )
    return [(place, code, group, number) for place, code, group, number in rows]


def _any(
    session: Session, counted: Counted, codes: Sequence[TextCode]
) -> Sequence[tuple[str, str, str | None, int]]:
    """Place, '', group, and how many texts have a code at all."""
    texts = (
        sa.select(TextCode.place, TextCoding.snapshot_id, TextCoding.item)
        .join(TextCode, TextCode.id == TextCoding.code_id)
        .where(
            TextCoding.code_id.in_([code.id for code in codes]),
            TextCoding.snapshot_id.in_(counted.snapshot_ids),
        )
        .distinct()
        .subquery()
    )
    alike = (texts.c.place, Respondent.regional_group)
    rows = session.execute(
        sa.select(*alike, sa.func.count())
        .select_from(texts)
        .join(Snapshot, Snapshot.id == texts.c.snapshot_id)
        .join(Respondent, Respondent.id == Snapshot.respondent_id)
        .group_by(*alike)
        .order_by(*alike)
    )
    return [(place, "", group, number) for place, group, number in rows]
