"""Writes of code books."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.audit.services import record
from app.domain.coding import code_for
from app.domain.editing.refusals import refuse_unstorable
from app.domain.errors import NotFound, NotPossibleNow, message
from app.domain.policy import Actor
from app.questionnaires.models import QuestionnaireRecord
from app.reports.models import TextCode, TextCoding

LONGEST_LABEL = 100
MOST_CODES = 60


@dataclass(frozen=True)
class Editor:
    """Who changes code books, when, and the key of the audit trail."""

    actor: Actor
    now: datetime
    audit_key: bytes


def add_code(
    session: Session, editor: Editor, *, questionnaire: str, place: str, language: str, label: str, key: str
) -> TextCode:
    """A new code at the end of the book. The same `key` twice is the same code.

    Raises NotPossibleNow for a label that is empty, too long or in the book already, and for a full book.
    """
    owner = session.scalars(
        sa.select(QuestionnaireRecord).where(QuestionnaireRecord.key == questionnaire).with_for_update()
    ).one()
    known = session.scalars(sa.select(TextCode).where(TextCode.idempotency_key == key)).one_or_none()
    if known is not None:
        return known
    book = book_of(session, owner.id, place)
    alive = [one for one in book if one.retired_at is None]
    if len(alive) >= MOST_CODES:
        raise NotPossibleNow(
            message("A code book holds at most %(most)d codes. Merge some.", most=MOST_CODES)
        )
    code = TextCode(
        questionnaire_id=owner.id,
        place=place,
        code=code_for(label, {one.code for one in book}),
        labels={language: _label(label, alive)},
        position=max((one.position for one in book), default=0) + 1,
        revision=1,
        idempotency_key=key,
    )
    session.add(code)
    _record(session, editor, code, "code_added", {"label": code.labels[language]})
    return code


def rename_code(
    session: Session, editor: Editor, *, code_id: int, language: str, label: str, expected: int
) -> None:
    """Call a code differently in one language; the code itself and its texts stay.

    Raises NotFound, and NotPossibleNow as `add_code` does or when the code is not at revision `expected` any more.
    """
    code, others = _alive(session, code_id)
    if code.labels.get(language) == label.strip():
        return
    _refuse_stale(code, expected)
    before = dict(code.labels)
    code.labels = {**before, language: _label(label, others)}
    code.revision += 1
    _record(session, editor, code, "code_renamed", {"from": before, "to": code.labels})


def move_code(session: Session, editor: Editor, *, code_id: int, place: int, expected: int) -> None:
    """Put a code at the `place` of its book, counted from 1; past the end is the end."""
    code, others = _alive(session, code_id)
    order = list(others)
    order.insert(max(place, 1) - 1, code)
    if [one.id for one in order] == [one.id for one in sorted([code, *others], key=_position)]:
        return
    _refuse_stale(code, expected)
    for position, one in enumerate(order, start=1):
        one.position = position
    code.revision += 1
    _record(session, editor, code, "code_moved", {"place": order.index(code) + 1})


def merge_codes(session: Session, editor: Editor, *, code_id: int, into_id: int, expected: int) -> None:
    """Give the texts of a code another code of the same book instead, and take it out of the book. Twice is once."""
    code, others = _anyhow(session, code_id)
    if code.merged_into_id is not None and code.merged_into_id == into_id:
        return
    _refuse_retired(code)
    into = next((one for one in others if one.id == into_id), None)
    if into is None:
        raise NotPossibleNow(message("Choose a code of the same code book to merge with."))
    _refuse_stale(code, expected)
    texts = _texts_of(session, code.id)
    for snapshot_id, item in sorted(texts - _texts_of(session, into.id)):
        session.add(coding(editor, into.id, snapshot_id, item))
    session.execute(sa.delete(TextCoding).where(TextCoding.code_id == code.id))
    code.retired_at, code.merged_into_id = editor.now, into.id
    code.revision += 1
    _record(session, editor, code, "codes_merged", {"into": into.code, "texts": len(texts)})


def remove_code(session: Session, editor: Editor, *, code_id: int, expected: int) -> None:
    """Take a code that no text has out of its book. Twice is once. Raises NotPossibleNow while texts have it."""
    code, _ = _anyhow(session, code_id)
    if code.retired_at is not None and code.merged_into_id is None:
        return
    _refuse_retired(code)
    _refuse_stale(code, expected)
    if _texts_of(session, code.id):
        raise NotPossibleNow(
            message("Texts have this code. Merge it with another one, or take it off the texts first.")
        )
    code.retired_at = editor.now
    code.revision += 1
    _record(session, editor, code, "code_removed", {})


def coding(editor: Editor, code_id: int, snapshot_id: int, item: str) -> TextCoding:
    """That a text has a code from now on."""
    return TextCoding(
        code_id=code_id,
        snapshot_id=snapshot_id,
        item=item,
        coded_at=editor.now,
        coded_by=editor.actor.account_id,
    )


def _position(code: TextCode) -> tuple[int, int]:
    return code.position, code.id


def book_of(session: Session, questionnaire_id: int, place: str) -> Sequence[TextCode]:
    """Every code that a book ever had, in order; locked, so that one person at a time changes it."""
    return session.scalars(
        sa.select(TextCode)
        .where(TextCode.questionnaire_id == questionnaire_id, TextCode.place == place)
        .order_by(TextCode.position, TextCode.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).all()


def _anyhow(session: Session, code_id: int) -> tuple[TextCode, Sequence[TextCode]]:
    """A code, in its book or not any more, and the others that are in it. Raises NotFound."""
    found = session.get(TextCode, code_id)
    if found is None:
        raise NotFound(message("There is no such code."))
    book = book_of(session, found.questionnaire_id, found.place)
    return found, [one for one in book if one.retired_at is None and one.id != code_id]


def _alive(session: Session, code_id: int) -> tuple[TextCode, Sequence[TextCode]]:
    code, others = _anyhow(session, code_id)
    _refuse_retired(code)
    return code, others


def _refuse_retired(code: TextCode) -> None:
    if code.retired_at is not None:
        raise NotPossibleNow(message("Somebody took this code out of the code book meanwhile."))


def _refuse_stale(code: TextCode, expected: int) -> None:
    if code.revision != expected:
        raise NotPossibleNow(
            message(
                "Somebody else changed this code meanwhile, so nothing was changed now. Open it again and look."
            )
        )


def _label(label: str, others: Collection[TextCode]) -> str:
    words = " ".join(label.split())
    refuse_unstorable([words])
    if not words or len(words) > LONGEST_LABEL:
        raise NotPossibleNow(
            message("Give the code a name of up to %(most)d characters.", most=LONGEST_LABEL)
        )
    if words.casefold() in {one.casefold() for code in others for one in code.labels.values()}:
        raise NotPossibleNow(message("There is already a code “%(label)s” here.", label=words))
    return words


def _texts_of(session: Session, code_id: int) -> set[tuple[int, str]]:
    rows = session.execute(
        sa.select(TextCoding.snapshot_id, TextCoding.item)
        .where(TextCoding.code_id == code_id)
        .order_by(TextCoding.snapshot_id, TextCoding.item)
    )
    return {(snapshot_id, item) for snapshot_id, item in rows}


def _record(session: Session, editor: Editor, code: TextCode, action: str, facts: Mapping[str, Any]) -> None:
    session.flush()
    owner = session.get_one(QuestionnaireRecord, code.questionnaire_id)
    about = {"place": code.place, "code": code.code}
    append_coding(session, editor, owner.key, action, {**about, **facts})


def append_coding(
    session: Session, editor: Editor, questionnaire: str, action: str, facts: Mapping[str, Any]
) -> None:
    """An event in the trail of the codes of a questionnaire, by its key."""
    record(
        session,
        stream=f"coding/{questionnaire}",
        action=action,
        actor=editor.actor,
        now=editor.now,
        facts=facts,
        key=editor.audit_key,
    )
