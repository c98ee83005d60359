"""Shortcuts to code the texts of the seeded demonstration."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.accounts.models import Account
from app.cycles.queries import find_cycle
from app.db import Base
from app.demonstration.seed import DOMAIN
from app.domain.lifecycle import Event
from app.domain.own_words import TextPlace, find_place
from app.domain.policy import Actor, Role
from app.domain.questionnaire import Questionnaire
from app.questionnaires.models import QuestionnaireRecord, QuestionnaireVersion
from app.reports.models import TextCode, TextCoding
from app.reports.queries import Counted, counted_snapshots
from app.reports.services.agreeing import Agreement, agree
from app.reports.services.coding import Editor, add_code
from app.reports.services.ticking import Tick, code_texts
from app.submissions.models import Observation, Snapshot, SubmissionEvent
from tests.conftest import AUDIT_KEY, NOW
from tests.services.demo import STAFF

KEY, PLACE = "cnd-60-6-p2", "P2-E08"
Row = TypeVar("Row", bound=Base)
EDITOR = Editor(STAFF, NOW, AUDIT_KEY)
ABOUT = {"questionnaire": KEY, "place": PLACE}


def questionnaire(session: Session) -> Questionnaire:
    document = session.scalars(
        sa.select(QuestionnaireVersion.document)
        .join(QuestionnaireRecord)
        .where(QuestionnaireRecord.key == KEY)
        .order_by(QuestionnaireVersion.id)
    ).first()
    return Questionnaire.model_validate(document)


def place(session: Session, name: str = PLACE) -> TextPlace:
    found = find_place(questionnaire(session).by_key[name.partition("_")[0]], name)
    assert found is not None
    return found


def counted(session: Session) -> Counted:
    version_id = session.scalars(
        sa.select(QuestionnaireVersion.id)
        .join(QuestionnaireRecord)
        .where(QuestionnaireRecord.key == KEY)
        .order_by(QuestionnaireVersion.id)
    ).first()
    assert version_id is not None
    return counted_snapshots(session, find_cycle(session, "demo"), version_id)


def snapshots(session: Session) -> Mapping[int, Any]:
    """What the counted snapshots say, by their ids."""
    rows = session.execute(
        sa.select(Snapshot.id, Snapshot.canonical)
        .where(Snapshot.id.in_(counted(session).snapshot_ids))
        .order_by(Snapshot.id)
    )
    return {id_: json.loads(canonical) for id_, canonical in rows}


def texts(session: Session) -> dict[int, str]:
    """The texts that the snapshots hold, read without the application's own reading."""
    return {
        id_: one["answers"][PLACE]["text"]
        for id_, one in snapshots(session).items()
        if "text" in one["answers"][PLACE]
    }


def new_code(session: Session, label: str, key: str = "", editor: Editor = EDITOR) -> TextCode:
    key = key or f"key-of-{label}"
    return add_code(session, editor, **ABOUT, language="en", label=label, key=key)


def tick(
    session: Session, code: TextCode, *snapshot_ids: int, wanted: bool = True, editor: Editor = EDITOR
) -> int:
    ticks = [Tick(one, "", code.id, wanted) for one in snapshot_ids]
    return code_texts(session, editor, **ABOUT, ticks=ticks)


def second_reader(session: Session) -> Editor:
    """Somebody else of the Secretariat."""
    return reader(session, "second-reader")


def reader(session: Session, name: str) -> Editor:
    """Who has the account `name` of the demonstration; services do not ask what it may do, pages do."""
    account = session.scalars(sa.select(Account).where(Account.email == f"{name}@{DOMAIN}")).one()
    return replace(EDITOR, actor=Actor(account.id, account.name, frozenset({Role.STAFF})))


def agree_with(session: Session, *snapshot_ids: int, place: str = PLACE, editor: Editor | None = None) -> int:
    """Somebody else, or the `editor`, agrees with the codes that texts have now."""
    rows = session.execute(
        sa.select(TextCoding.snapshot_id, TextCoding.item, TextCoding.code_id)
        .join(TextCode)
        .where(TextCode.place == place, TextCoding.snapshot_id.in_(snapshot_ids))
    )
    codes: dict[tuple[int, str], set[int]] = {}
    for snapshot_id, item, code_id in rows:
        codes.setdefault((snapshot_id, item), set()).add(code_id)
    agreements = [Agreement(*text, frozenset(having)) for text, having in codes.items()]
    about = {"questionnaire": KEY, "place": place}
    return agree(session, editor or second_reader(session), **about, agreements=agreements)


def coded_with(session: Session, code: TextCode) -> set[int]:
    return set(session.scalars(sa.select(TextCoding.snapshot_id).where(TextCoding.code_id == code.id)))


def amended(session: Session, snapshot_id: int, **changed: Any) -> int:
    """A second snapshot of the submission of the first, accepted, in which the answers `changed` read otherwise."""
    first = session.get_one(Snapshot, snapshot_id)
    content = json.loads(first.canonical)
    content["answers"] |= {key.replace("_", "-"): value for key, value in changed.items()}
    content["number"] = first.number + 1
    canonical = json.dumps(content)
    second = _copy(first, number=first.number + 1, receipt=f"{first.receipt[:-2]}-{first.number + 1}")
    second.canonical, second.sha256 = canonical, hashlib.sha256(canonical.encode()).hexdigest()
    session.add(second)
    session.flush()
    rows = session.scalars(sa.select(Observation).where(Observation.snapshot_id == first.id)).all()
    session.add_all(_copy(one, snapshot_id=second.id) for one in rows)
    accepted = session.scalars(
        sa.select(SubmissionEvent).where(
            SubmissionEvent.snapshot_id == first.id, SubmissionEvent.event == Event.ACCEPTED
        )
    ).one()
    session.add(_copy(accepted, seq=accepted.seq + 1, snapshot_id=second.id, idempotency_key=None))
    session.commit()
    return second.id


def _copy(row: Row, **changed: Any) -> Row:
    """Another row like one, without its id."""
    columns = {column.key for column in sa.inspect(type(row)).columns} - {"id"}
    return type(row)(**{name: getattr(row, name) for name in columns} | changed)
