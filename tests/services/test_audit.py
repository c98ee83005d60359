"""The audit trail: one chain per stream, and every way of changing it is found."""

import json
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from app.audit.models import AuditEvent, AuditHead
from app.audit.queries import Head, heads, verify, verify_anchored
from app.audit.services import locked_head, record
from app.domain.policy import SYSTEM
from tests.conftest import NOW

STREAM = "test/1"


@pytest.fixture
def key(app: Flask) -> bytes:
    found: bytes = app.config["AUDIT_KEY"]
    return found


@pytest.fixture
def trail(session: Session, key: bytes) -> Session:
    """A stream of three events."""
    for number in range(3):
        record(
            session, stream=STREAM, action="tried", actor=SYSTEM, now=NOW, facts={"number": number}, key=key
        )
    return session


@pytest.fixture
def open_trail(trail: Session) -> Session:
    """The same in the hands of the database's owner, whom triggers do not stop."""
    table = " ON audit_event" if trail.connection().dialect.name == "postgresql" else ""
    for event in ("update", "delete"):
        trail.execute(sa.text(f"DROP TRIGGER audit_event_frozen_{event}{table}"))
    return trail


def test_events_of_a_stream_are_numbered_without_a_gap(trail: Session) -> None:
    numbers = trail.scalars(
        sa.select(AuditEvent.seq).where(AuditEvent.stream == STREAM).order_by(AuditEvent.seq)
    )
    assert list(numbers) == [1, 2, 3]


def test_an_untouched_trail_is_whole(trail: Session, key: bytes) -> None:
    assert verify(trail, key) == []


def test_streams_do_not_share_a_chain(trail: Session, key: bytes) -> None:
    record(trail, stream="test/2", action="tried", actor=SYSTEM, now=NOW, facts={}, key=key)
    assert heads(trail)["test/2"].seq == 1
    assert heads(trail)[STREAM].seq == 3


def test_a_changed_fact_is_found(open_trail: Session, key: bytes) -> None:
    open_trail.execute(
        sa.update(AuditEvent)
        .where(AuditEvent.stream == STREAM, AuditEvent.seq == 2)
        .values(facts={"number": 7})
        .execution_options(synchronize_session=False)
    )
    assert verify(open_trail, key) == [f"{STREAM}: event 2 was changed, or belongs to another key."]


def test_a_removed_event_is_found(open_trail: Session, key: bytes) -> None:
    open_trail.execute(sa.delete(AuditEvent).where(AuditEvent.stream == STREAM, AuditEvent.seq == 2))
    assert verify(open_trail, key) == [f"{STREAM}: event 2 is missing."]


def test_a_removed_end_is_found(open_trail: Session, key: bytes) -> None:
    open_trail.execute(sa.delete(AuditEvent).where(AuditEvent.stream == STREAM, AuditEvent.seq == 3))
    assert verify(open_trail, key) == [f"{STREAM}: it ends at event 2, its head says 3."]


def test_a_removed_stream_is_found(open_trail: Session, key: bytes) -> None:
    open_trail.execute(sa.delete(AuditEvent).where(AuditEvent.stream == STREAM))
    assert verify(open_trail, key) == [f"{STREAM}: all 3 events are missing."]


def test_a_stream_removed_with_its_head_is_found_by_the_anchor(open_trail: Session) -> None:
    anchored = {STREAM: heads(open_trail)[STREAM]}
    open_trail.execute(sa.delete(AuditEvent).where(AuditEvent.stream == STREAM))
    open_trail.execute(sa.delete(AuditHead).where(AuditHead.stream == STREAM))
    assert verify_anchored(open_trail, anchored) == [f"{STREAM}: event 3 is not the one that was anchored."]


def test_another_key_does_not_verify(trail: Session) -> None:
    assert f"{STREAM}: event 1 was changed, or belongs to another key." in verify(trail, b"another key")


def test_later_events_leave_an_anchor_valid(trail: Session, key: bytes) -> None:
    anchored = {STREAM: heads(trail)[STREAM]}
    record(trail, stream=STREAM, action="tried", actor=SYSTEM, now=NOW, facts={}, key=key)
    assert verify_anchored(trail, anchored) == []


def test_recording_takes_few_statements(trail: Session, key: bytes) -> None:
    statements: list[str] = []

    def note(_c: object, _cursor: object, statement: str, *_more: object) -> None:
        statements.append(statement)

    engine = trail.connection().engine
    sa.event.listen(engine, "before_cursor_execute", note)
    record(trail, stream=STREAM, action="tried", actor=SYSTEM, now=NOW, facts={}, key=key)
    sa.event.remove(engine, "before_cursor_execute", note)
    assert len(statements) == (2 if engine.dialect.name == "postgresql" else 3)


def test_the_command_line_anchors_and_verifies(app: Flask, trail: Session) -> None:
    trail.commit()
    run = app.test_cli_runner()
    anchored = run.invoke(args=["audit", "anchor"])
    assert "chains anchored" in anchored.output
    verified = run.invoke(args=["audit", "verify"])
    assert (verified.exit_code, verified.output) == (0, "The audit trail is whole.\n")
    file: Path = app.config["DATA_DIR"] / "audit-heads.jsonl"
    line = json.loads(file.read_text().splitlines()[-1])
    assert Head(*line["heads"][STREAM]) == heads(trail)[STREAM]


def test_the_command_line_fails_when_the_trail_was_changed(app: Flask, open_trail: Session) -> None:
    open_trail.execute(sa.delete(AuditEvent).where(AuditEvent.stream == STREAM, AuditEvent.seq == 1))
    open_trail.commit()
    verified = app.test_cli_runner().invoke(args=["audit", "verify"])
    assert verified.exit_code == 1
    assert f"{STREAM}: event 1 is missing." in verified.output


def test_a_stream_that_was_only_locked_is_no_part_of_the_trail(session: Session, key: bytes) -> None:
    locked_head(session, "test/locked")
    assert "test/locked" not in heads(session)
    assert verify(session, key) == []
    assert verify_anchored(session, heads(session)) == []
