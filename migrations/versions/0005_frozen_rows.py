"""What is published, submitted or recorded never changes: the database itself refuses, on both kinds.

A draft version may change; a published one may only be retired. The rest only grows.
"""

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

APPEND_ONLY = ("instance", "answer_revision", "snapshot", "observation", "submission_event", "audit_event")
FROZEN_COLUMNS = ("questionnaire_id", "number", "document", "content_hash", "created_at", "published_at")


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        _refuse_on_postgresql()
    else:
        _refuse_on_sqlite()


def downgrade() -> None:
    on_postgresql = op.get_bind().dialect.name == "postgresql"
    for table in (*APPEND_ONLY, "questionnaire_version"):
        for event in ("update", "delete"):
            where = f" ON {table}" if on_postgresql else ""
            op.execute(f"DROP TRIGGER {table}_frozen_{event}{where}")
    if on_postgresql:
        op.execute("DROP FUNCTION refuse_change()")


def _is_frozen(event: str) -> str:
    if event == "delete":
        return "OLD.status <> 'draft'"
    changed = " OR ".join(f"NEW.{column} IS DISTINCT FROM OLD.{column}" for column in FROZEN_COLUMNS)
    return f"OLD.status <> 'draft' AND (NEW.status = 'draft' OR {changed})"


def _refuse_on_postgresql() -> None:
    op.execute(
        "CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$"
        " BEGIN RAISE EXCEPTION 'rows of % are frozen', TG_TABLE_NAME"
        " USING ERRCODE = 'integrity_constraint_violation'; END $$"
    )
    for event in ("update", "delete"):
        for table in APPEND_ONLY:
            op.execute(
                f"CREATE TRIGGER {table}_frozen_{event} BEFORE {event.upper()} ON {table}"
                " FOR EACH ROW EXECUTE FUNCTION refuse_change()"
            )
        op.execute(
            f"CREATE TRIGGER questionnaire_version_frozen_{event} BEFORE {event.upper()} ON questionnaire_version"
            f" FOR EACH ROW WHEN ({_is_frozen(event)}) EXECUTE FUNCTION refuse_change()"
        )


def _refuse_on_sqlite() -> None:
    for event in ("update", "delete"):
        for table in APPEND_ONLY:
            op.execute(
                f"CREATE TRIGGER {table}_frozen_{event} BEFORE {event.upper()} ON {table}"
                f" BEGIN SELECT RAISE(ABORT, 'rows of {table} are frozen'); END"
            )
        op.execute(
            f"CREATE TRIGGER questionnaire_version_frozen_{event} BEFORE {event.upper()} ON questionnaire_version"
            f" WHEN {_is_frozen(event)}"
            " BEGIN SELECT RAISE(ABORT, 'rows of questionnaire_version are frozen'); END"
        )
