"""Writes of code books, and of the codes that texts have."""

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


@dataclass(frozen=True)
class Tick:
    """That a text is to have a code from now on, or not."""

    snapshot_id: int
    item: str
    code_id: int
    wanted: bool


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
    book = _book(session, owner.id, place)
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
        session.add(_coding(editor, into.id, snapshot_id, item))
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


def code_texts(
    session: Session, editor: Editor, *, questionnaire: str, place: str, ticks: Collection[Tick]
) -> int:
    """Give texts codes of the book of one place, or take them off; how many ticks that changed.

    The caller has seen to it that the texts are there. A code that was merged meanwhile stands for what it was merged
    into. Only what a tick names is changed, so that two people can code at once, and the same twice changes nothing.
    Raises NotPossibleNow for a code that was removed.
    """
    owner = session.scalars(
        sa.select(QuestionnaireRecord).where(QuestionnaireRecord.key == questionnaire).with_for_update()
    ).one()
    by_id = {one.id: one for one in _book(session, owner.id, place)}
    held = _held(session, by_id, {tick.snapshot_id for tick in ticks})
    changes = []
    for tick in sorted(ticks, key=lambda one: (one.snapshot_id, one.item, one.code_id)):
        code = _standing_for(by_id, tick.code_id)
        text = (code.id, tick.snapshot_id, tick.item)
        if tick.wanted and text not in held:
            session.add(_coding(editor, *text))
            held.add(text)
        elif not tick.wanted and text in held:
            session.execute(sa.delete(TextCoding).filter_by(**dict(zip(_KEY, text, strict=True))))
            held.remove(text)
        else:
            continue
        changes.append([tick.snapshot_id, tick.item, code.code, tick.wanted])
    if changes:
        session.flush()
        stream, facts = f"coding/{questionnaire}", {"place": place, "changes": changes}
        _append(session, editor, stream, "texts_coded", facts)
    return len(changes)


_KEY = ("code_id", "snapshot_id", "item")


def _coding(editor: Editor, code_id: int, snapshot_id: int, item: str) -> TextCoding:
    return TextCoding(
        code_id=code_id,
        snapshot_id=snapshot_id,
        item=item,
        coded_at=editor.now,
        coded_by=editor.actor.account_id,
    )


def _position(code: TextCode) -> tuple[int, int]:
    return code.position, code.id


def _book(session: Session, questionnaire_id: int, place: str) -> Sequence[TextCode]:
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
    book = _book(session, found.questionnaire_id, found.place)
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


def _standing_for(by_id: Mapping[int, TextCode], code_id: int) -> TextCode:
    code = by_id.get(code_id)
    while code is not None and code.merged_into_id is not None:
        code = by_id.get(code.merged_into_id)
    if code is None or code.retired_at is not None:
        raise NotPossibleNow(
            message(
                "A code that you chose was taken out of the code book meanwhile. Nothing was changed: look again."
            )
        )
    return code


def _texts_of(session: Session, code_id: int) -> set[tuple[int, str]]:
    rows = session.execute(
        sa.select(TextCoding.snapshot_id, TextCoding.item)
        .where(TextCoding.code_id == code_id)
        .order_by(TextCoding.snapshot_id, TextCoding.item)
    )
    return {(snapshot_id, item) for snapshot_id, item in rows}


def _held(session: Session, codes: Collection[int], snapshots: Collection[int]) -> set[tuple[int, int, str]]:
    rows = session.execute(
        sa.select(TextCoding.code_id, TextCoding.snapshot_id, TextCoding.item)
        .where(TextCoding.code_id.in_(codes), TextCoding.snapshot_id.in_(snapshots))
        .order_by(TextCoding.code_id, TextCoding.snapshot_id, TextCoding.item)
    )
    return {(code_id, snapshot_id, item) for code_id, snapshot_id, item in rows}


def _record(session: Session, editor: Editor, code: TextCode, action: str, facts: Mapping[str, Any]) -> None:
    session.flush()
    owner = session.get_one(QuestionnaireRecord, code.questionnaire_id)
    about = {"place": code.place, "code": code.code}
    _append(session, editor, f"coding/{owner.key}", action, {**about, **facts})


def _append(session: Session, editor: Editor, stream: str, action: str, facts: Mapping[str, Any]) -> None:
    record(
        session,
        stream=stream,
        action=action,
        actor=editor.actor,
        now=editor.now,
        facts=facts,
        key=editor.audit_key,
    )
