"""What is published, submitted or recorded never changes: the database refuses direct SQL too, column by column."""

from datetime import UTC, datetime
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from app.db import Base, UtcDateTime
from tests.conftest import NOW

APPEND_ONLY = (
    "alike",
    "answer_revision",
    "audit_event",
    "export_register",
    "instance",
    "observation",
    "report_edit",
    "report_version",
    "sector_observation",
    "snapshot",
    "submission_event",
    "tally",
    "version_change",
)
FROZEN = (*APPEND_ONLY, "questionnaire_version")
VERSIONS = Base.metadata.tables["questionnaire_version"]
# Of a published version, these two alone may change, and only together, once.
RETIREMENT = ("status", "retired_at")
RETIRE = VERSIONS.update().values(status="retired", retired_at=NOW)


def another(column: sa.Column[Any]) -> Any:
    """A value that no row has in this column."""
    match column.type:
        case UtcDateTime():
            return datetime(2001, 1, 1, tzinfo=UTC)
        case sa.Boolean():
            return sa.not_(column)
        case sa.Integer() | sa.Float():
            return sa.func.coalesce(column, 0) + 1000
        case sa.JSON():
            return {}
        case sa.LargeBinary():
            return b"x"
    return "x"


def refused(session: Session, change: sa.Executable) -> None:
    with pytest.raises(DBAPIError, match="frozen"):
        session.execute(change)


def changed(table: str, column: str) -> sa.Executable:
    """Another value in this column of every row."""
    found = Base.metadata.tables[table]
    return found.update().values({column: another(found.columns[column])})


@pytest.fixture
def a_class(session: Session) -> None:
    """The demonstration has first versions only, which have no changes to class."""
    session.execute(
        sa.text(
            "INSERT INTO version_change (version_id, place, kind, class, note)"
            " SELECT min(id), 'title', 'reworded', 'typo', '' FROM questionnaire_version"
        )
    )


@pytest.fixture
def an_export(session: Session) -> None:
    """The demonstration has exported nothing yet."""
    session.execute(
        sa.text(
            "INSERT INTO export_register (sha256, findings_hash, data_set_hash, snapshot_ids, response, cycle_id,"
            " version_id, language, standard, made_at) SELECT 'a', 'b', 'c', '[]', '{}', min(cycle_id),"
            " min(version_id), 'en', 'ua-1', '2026-01-01 00:00:00' FROM submission"
        )
    )


@pytest.fixture
def a_report(session: Session) -> None:
    """Nobody has edited or frozen a report of the demonstration."""
    tables = Base.metadata.tables
    version_id = session.scalar(sa.select(sa.func.min(VERSIONS.c.id)))
    session.execute(
        tables["report"].insert().values(id=1, cycle_id=1, version_id=version_id, revision=1, outline={})
    )
    step = {"report_id": 1, "revision": 1, "idempotency_key": "a-key"}
    session.execute(tables["report_edit"].insert().values(edit={}, touched="", at=NOW, **step))
    frozen = {
        "outline": {},
        "snapshot_ids": [],
        "response": {},
        "version_id": version_id,
        "data_set_hash": "x",
        "data_as_at": NOW,
        "frozen_at": NOW,
    }
    session.execute(tables["report_version"].insert().values(number=1, note="", **frozen, **step))


@pytest.mark.usefixtures("a_class", "an_export", "a_report")
@pytest.mark.parametrize(
    ("table", "column"),
    [
        (table, column.name)
        for table in FROZEN
        for column in Base.metadata.tables[table].columns
        if not (table == "questionnaire_version" and column.name in RETIREMENT)
    ],
)
def test_no_column_can_be_changed(session: Session, table: str, column: str) -> None:
    assert session.scalar(sa.select(sa.func.count()).select_from(Base.metadata.tables[table]))
    refused(session, changed(table, column))


@pytest.mark.usefixtures("a_class", "an_export", "a_report")
@pytest.mark.parametrize("table", FROZEN)
def test_no_row_can_be_deleted(session: Session, table: str) -> None:
    refused(session, Base.metadata.tables[table].delete())


@pytest.mark.parametrize(
    "values",
    [
        {"status": "draft"},
        {"status": "draft", "published_at": None},
        {"retired_at": NOW},
        {"status": "retired", "retired_at": NOW, "published_at": NOW},
        {"status": "retired", "retired_at": NOW, "number": 1000},
    ],
)
def test_a_published_version_changes_its_status_in_no_other_way(
    session: Session, values: dict[str, object]
) -> None:
    refused(session, VERSIONS.update().values(values))


def test_a_published_version_can_be_retired(session: Session) -> None:
    session.execute(RETIRE)
    statuses = session.scalars(sa.text("SELECT DISTINCT status FROM questionnaire_version")).all()
    assert statuses == ["retired"]


@pytest.mark.parametrize("column", [column.name for column in VERSIONS.columns])
def test_a_retired_version_never_changes_again(session: Session, column: str) -> None:
    session.execute(RETIRE)
    refused(session, changed("questionnaire_version", column))


@pytest.mark.parametrize("status", ["published", "draft"])
def test_a_retired_version_does_not_come_back(session: Session, status: str) -> None:
    session.execute(RETIRE)
    refused(session, VERSIONS.update().values(status=status, retired_at=None))


def test_a_retired_version_cannot_be_deleted(session: Session) -> None:
    session.execute(RETIRE)
    refused(session, VERSIONS.delete())


def test_a_draft_can_be_changed_and_deleted(session: Session) -> None:
    session.execute(
        sa.text(
            "INSERT INTO questionnaire_version (questionnaire_id, number, patch, status, document, content_hash,"
            " created_at) SELECT min(questionnaire_id), 9, 0, 'draft', '{}', 'x', '2026-01-01 00:00:00'"
            " FROM questionnaire_version"
        )
    )
    session.execute(sa.text("UPDATE questionnaire_version SET number = 10 WHERE status = 'draft'"))
    session.execute(sa.text("DELETE FROM questionnaire_version WHERE number = 10"))
