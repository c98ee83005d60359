"""Reads of code books and of the codes that texts have; the counting of both.

Counted is what two people agreed on. A text that an amendment leaves as it was keeps its codes: those of the earlier
snapshots count for it, back to the one in which it was written.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from app.accounts.models import Account, Respondent
from app.audit.models import AuditEvent
from app.domain.coding import READERS, Code, CodedPlace, CodedText, CodedTexts, Given, coded_texts
from app.domain.consent import Consent
from app.domain.errors import NotFound, message
from app.domain.own_words import TextPlace, text_places
from app.domain.questionnaire import Questionnaire
from app.questionnaires.models import QuestionnaireRecord, QuestionnaireVersion
from app.questionnaires.queries import Definitions
from app.reports.codes import NO_CODES, Codes
from app.reports.models import TextCode, TextCoding, TextReading
from app.reports.queries.counting import Counted
from app.reports.queries.unchanged import Place, Unchanged, amended_since, unchanged_texts
from app.submissions.models import Observation, Snapshot

Books = Mapping[str, Sequence[TextCode]]


@dataclass(frozen=True)
class Reader:
    """Somebody who read a text to code it."""

    id: int
    name: str


@dataclass(frozen=True)
class Held:
    """The ids of the codes of a text, and the earlier snapshots that hold it too.

    `coder` gave the codes last, `second` agreed with them since.
    """

    codes: frozenset[int] = frozenset()
    earlier: tuple[int, ...] = ()
    coder: Reader | None = None
    second: Reader | None = None

    @property
    def is_settled(self) -> bool:
        return bool(self.codes) and self.second is not None


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
    session: Session, codes: Sequence[TextCode], counted: Counted, place: TextPlace
) -> Mapping[tuple[int, str], Held]:
    """What is known of the texts of one place, by snapshot and item; of a text that is not here, nothing is."""
    amended = amended_since(session, counted, codes)
    held = _held(session, counted, codes, unchanged_texts(amended, [place]))
    return {(snapshot_id, item): one for (_, snapshot_id, item), one in held.items()}


def uses_of(session: Session, code_id: int) -> int:
    """How many texts have a code, in every cycle."""
    return session.scalar(sa.select(sa.func.count()).where(TextCoding.code_id == code_id)) or 0


def coded(
    session: Session, counted: Counted, places: Sequence[TextPlace], books: Books
) -> Mapping[str, CodedTexts]:
    """What was coded of the counted snapshots, for the places with a code book: four statements for all places."""
    codes = [code for book in books.values() for code in book]
    if not codes:
        return {}
    amended = amended_since(session, counted, codes)
    found = _coded_places(session, codes, _held(session, counted, codes, unchanged_texts(amended, places)))
    given = given_texts(session, counted, [one.place for one in found])
    return {one.place: coded_texts(one, given[one.place]) for one in found}


def codes_of(session: Session, version_id: int, counted: Counted) -> Codes:
    """The code books of a questionnaire with the codes of the counted texts, of the places where any is agreed on."""
    seq = sa.select(sa.func.max(AuditEvent.seq)).where(
        AuditEvent.stream == sa.literal("coding/") + QuestionnaireRecord.key
    )
    rows = session.execute(
        sa.select(TextCode, sa.func.coalesce(seq.scalar_subquery(), 0))
        .join(QuestionnaireRecord, QuestionnaireRecord.id == TextCode.questionnaire_id)
        .join(QuestionnaireVersion, QuestionnaireVersion.questionnaire_id == QuestionnaireRecord.id)
        .where(QuestionnaireVersion.id == version_id, TextCode.retired_at.is_(None))
        .order_by(TextCode.place, TextCode.position, TextCode.id)
    ).all()
    if not rows:
        return NO_CODES
    codes = [code for code, _ in rows]
    amended = amended_since(session, counted, codes)
    # The definition is wanted for amended snapshots alone, which are few.
    places = _places_in(Definitions().of_version(session, version_id)) if amended else []
    found = _coded_places(session, codes, _held(session, counted, codes, unchanged_texts(amended, places)))
    return Codes(tuple(one for one in found if one.texts), rows[0][1])


def _places_in(questionnaire: Questionnaire) -> list[TextPlace]:
    return [place for question in questionnaire.questions_asked() for place in text_places(question)]


def given_texts(session: Session, counted: Counted, places: Sequence[str]) -> Mapping[str, Sequence[Given]]:
    """The texts that were given at each place. One statement, and none without places."""
    found: dict[str, list[Given]] = {place: [] for place in places}
    if not found:
        return found
    rows = session.execute(
        sa.select(
            Observation.question_key,
            Snapshot.sha256,
            Observation.item,
            Snapshot.respondent_id,
            Respondent.regional_group,
            Observation.consent,
        )
        .join(Snapshot, Snapshot.id == Observation.snapshot_id)
        .join(Respondent, Respondent.id == Snapshot.respondent_id)
        .where(
            counted.holds(Observation.snapshot_id),
            Observation.question_key.in_(places),
            Observation.kind == "text",
        )
        .order_by(Observation.question_key, Snapshot.id, Observation.item)
    )
    for place, sha256, item, state, group, consent in rows:
        found[place].append(Given(sha256, item, state, group or "", consent == Consent.AGGREGATE))
    return found


def _held(
    session: Session, counted: Counted, codes: Sequence[TextCode], unchanged: Unchanged
) -> Mapping[Place, Held]:
    """The texts that have a code, or that stand in earlier snapshots too. What one of those lacks, none has."""
    now = {
        (place, before, item): snapshot_id
        for (place, snapshot_id, item), earlier in unchanged.items()
        for before in earlier
    }
    place_of = {code.id: code.place for code in codes}
    rows = _codings(session, place_of, [*counted.snapshot_ids, *sorted({before for _, before, _ in now})])
    found: dict[Place, list[Any]] = {text: [] for text in unchanged}
    counted_ids = {*counted.snapshot_ids}
    for row in rows:
        written = (place_of[row.code_id], row.snapshot_id, row.item)
        stands_in = row.snapshot_id if row.snapshot_id in counted_ids else now.get(written)
        if stands_in is not None:
            found.setdefault((written[0], stands_in, row.item), []).append(row)
    return {text: _read(codings, unchanged.get(text, ())) for text, codings in found.items()}


def _codings(session: Session, codes: Iterable[int], snapshots: Sequence[int]) -> Sequence[Any]:
    """Which texts of some snapshots have which of the codes, with who gave them last and who agreed."""
    coder, second = aliased(Account), aliased(Account)
    return session.execute(
        sa.select(
            TextCoding.snapshot_id,
            TextCoding.item,
            TextCoding.code_id,
            TextReading.coded_at,
            TextReading.coded_by,
            coder.name.label("coder"),
            TextReading.agreed_by,
            second.name.label("second"),
        )
        .join(TextCode, TextCode.id == TextCoding.code_id)
        .outerjoin(
            TextReading,
            sa.and_(
                TextReading.place == TextCode.place,
                TextReading.snapshot_id == TextCoding.snapshot_id,
                TextReading.item == TextCoding.item,
            ),
        )
        .outerjoin(coder, coder.id == TextReading.coded_by)
        .outerjoin(second, second.id == TextReading.agreed_by)
        .where(TextCoding.code_id.in_(codes), TextCoding.snapshot_id.in_(snapshots))
        .order_by(TextCoding.snapshot_id, TextCoding.item, TextCoding.code_id)
    ).all()


def _read(codings: Sequence[Any], earlier: tuple[int, ...]) -> Held:
    """What is known of a text from the rows of its codes."""
    if not codings:
        return Held(earlier=earlier)
    read = [one for one in codings if one.coded_at is not None]
    last = max(read, key=lambda one: (one.coded_at, one.snapshot_id), default=codings[-1])
    agreed = all(one.agreed_by is not None for one in codings)
    return Held(
        codes=frozenset(one.code_id for one in codings),
        earlier=earlier,
        coder=Reader(last.coded_by, last.coder) if last.coded_by is not None else None,
        second=Reader(last.agreed_by, last.second) if agreed else None,
    )


def _coded_places(
    session: Session, codes: Sequence[TextCode], held: Mapping[Place, Held]
) -> list[CodedPlace]:
    """The books in the order of their places, each with the texts that are settled, in the order of their hashes."""
    with_codes = {text: one.codes for text, one in held.items() if one.is_settled}
    rows = session.execute(
        sa.select(Snapshot.id, Snapshot.sha256)
        .where(Snapshot.id.in_({snapshot_id for _, snapshot_id, _ in with_codes}))
        .order_by(Snapshot.id)
    )
    sha256 = dict(rows.all())
    found = []
    for place in dict.fromkeys(code.place for code in codes):
        book = [code for code in codes if code.place == place]
        texts = [
            CodedText(sha256[id_], item, tuple(code.code for code in book if code.id in ids))
            for (of, id_, item), ids in with_codes.items()
            if of == place
        ]
        ordered = sorted(texts, key=lambda one: (one.snapshot, one.item))
        labelled = tuple(Code(code.code, dict(sorted(code.labels.items()))) for code in book)
        found.append(CodedPlace(place, labelled, tuple(ordered), READERS))
    return found
