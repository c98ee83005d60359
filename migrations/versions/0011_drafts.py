"""Drafts that are edited here: a revision on each version, and every step that led to it.

A step is never changed, nor added once its version is published; the revision of a published version stays.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
FROZEN_BEFORE = ("questionnaire_id", "number", "document", "content_hash", "created_at", "published_at")
FROZEN = ("id", *FROZEN_BEFORE, "revision")
IS_NO_DRAFT = "(SELECT status FROM questionnaire_version WHERE id = NEW.version_id) <> 'draft'"


def upgrade() -> None:
    _thaw_versions()
    # The default stays: SQLite would have to make the table anew, which others refer to.
    op.add_column(
        "questionnaire_version", sa.Column("revision", sa.Integer(), nullable=False, server_default="0")
    )
    _freeze_versions(FROZEN)
    _draft_edit()
    if op.get_bind().dialect.name == "postgresql":
        _freeze_edits_on_postgresql()
    else:
        _freeze_edits_on_sqlite()


def downgrade() -> None:
    op.drop_table("draft_edit")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION refuse_edit()")
    _thaw_versions()
    op.drop_column("questionnaire_version", "revision")
    _freeze_versions(FROZEN_BEFORE)


def _draft_edit() -> None:
    op.create_table(
        "draft_edit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("edit", JSON, nullable=False),
        sa.Column("changes", JSON, nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("idempotency_key", sa.String(length=64), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=True),
        sa.Column("below_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("kind IN ('edit', 'undo', 'redo')", name=op.f("ck_draft_edit_kind")),
        sa.CheckConstraint("(kind = 'edit') = (subject_id IS NULL)", name=op.f("ck_draft_edit_subject")),
        sa.ForeignKeyConstraint(["actor_id"], ["account.id"], name=op.f("fk_draft_edit_actor_id")),
        sa.ForeignKeyConstraint(["below_id"], ["draft_edit.id"], name=op.f("fk_draft_edit_below_id")),
        sa.ForeignKeyConstraint(["subject_id"], ["draft_edit.id"], name=op.f("fk_draft_edit_subject_id")),
        sa.ForeignKeyConstraint(
            ["version_id"], ["questionnaire_version.id"], name=op.f("fk_draft_edit_version_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft_edit")),
        sa.UniqueConstraint("idempotency_key", name=op.f("uq_draft_edit_idempotency_key")),
        sa.UniqueConstraint("version_id", "revision", name=op.f("uq_draft_edit_version_id_revision")),
    )
    op.create_index(op.f("ix_draft_edit_version_id_below_id"), "draft_edit", ["version_id", "below_id"])


def _thaw_versions() -> None:
    where = " ON questionnaire_version" if op.get_bind().dialect.name == "postgresql" else ""
    op.execute(f"DROP TRIGGER questionnaire_version_frozen_update{where}")


def _freeze_versions(columns: tuple[str, ...]) -> None:
    """A published version may be retired, and nothing else."""
    changed = " OR ".join(f"NEW.{column} IS DISTINCT FROM OLD.{column}" for column in columns)
    frozen = f"OLD.status <> 'draft' AND (NEW.status = 'draft' OR {changed})"
    start = "CREATE TRIGGER questionnaire_version_frozen_update BEFORE UPDATE ON questionnaire_version"
    if op.get_bind().dialect.name == "postgresql":
        op.execute(f"{start} FOR EACH ROW WHEN ({frozen}) EXECUTE FUNCTION refuse_change()")
    else:
        refusal = "SELECT RAISE(ABORT, 'rows of questionnaire_version are frozen')"
        op.execute(f"{start} WHEN {frozen} BEGIN {refusal}; END")


def _freeze_edits_on_postgresql() -> None:
    for event in ("update", "delete"):
        op.execute(
            f"CREATE TRIGGER draft_edit_frozen_{event} BEFORE {event.upper()} ON draft_edit"
            " FOR EACH ROW EXECUTE FUNCTION refuse_change()"
        )
    op.execute(
        "CREATE FUNCTION refuse_edit() RETURNS trigger LANGUAGE plpgsql AS $$"
        f" BEGIN IF {IS_NO_DRAFT} THEN RAISE EXCEPTION 'rows of draft_edit are frozen'"
        " USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $$"
    )
    op.execute(
        "CREATE TRIGGER draft_edit_frozen_insert BEFORE INSERT ON draft_edit"
        " FOR EACH ROW EXECUTE FUNCTION refuse_edit()"
    )


def _freeze_edits_on_sqlite() -> None:
    refusal = "BEGIN SELECT RAISE(ABORT, 'rows of draft_edit are frozen'); END"
    for event in ("update", "delete"):
        op.execute(f"CREATE TRIGGER draft_edit_frozen_{event} BEFORE {event.upper()} ON draft_edit {refusal}")
    op.execute(
        f"CREATE TRIGGER draft_edit_frozen_insert BEFORE INSERT ON draft_edit WHEN {IS_NO_DRAFT} {refusal}"
    )
