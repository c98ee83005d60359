"""The report desk: outlines with their edits, frozen versions, comments; the version that an export prints."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
FROZEN = ("report_edit", "report_version")


def upgrade() -> None:
    _report()
    _report_edit()
    _report_version()
    _report_comment()
    for table in FROZEN:
        _freeze(table)
    with op.batch_alter_table("report_export") as batch:
        batch.add_column(sa.Column("report_version_id", sa.Integer(), nullable=True))
        batch.create_foreign_key(
            op.f("fk_report_export_report_version_id"), "report_version", ["report_version_id"], ["id"]
        )


def downgrade() -> None:
    with op.batch_alter_table("report_export") as batch:
        batch.drop_constraint(op.f("fk_report_export_report_version_id"), type_="foreignkey")
        batch.drop_column("report_version_id")
    for table in ("report_comment", "report_version", "report_edit", "report"):
        op.drop_table(table)


def _report() -> None:
    op.create_table(
        "report",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("cycle_id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("outline", JSON, nullable=False),
        sa.ForeignKeyConstraint(["cycle_id"], ["reporting_cycle.id"], name=op.f("fk_report_cycle_id")),
        sa.ForeignKeyConstraint(
            ["version_id"], ["questionnaire_version.id"], name=op.f("fk_report_version_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report")),
        sa.UniqueConstraint("cycle_id", "version_id", name=op.f("uq_report_cycle_id_version_id")),
    )


def _report_edit() -> None:
    op.create_table(
        "report_edit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("edit", JSON, nullable=False),
        sa.Column("touched", sa.String(length=240), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("idempotency_key", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["actor_id"], ["account.id"], name=op.f("fk_report_edit_actor_id")),
        sa.ForeignKeyConstraint(["report_id"], ["report.id"], name=op.f("fk_report_edit_report_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_edit")),
        sa.UniqueConstraint("idempotency_key", name=op.f("uq_report_edit_idempotency_key")),
        sa.UniqueConstraint("report_id", "revision", name=op.f("uq_report_edit_report_id_revision")),
    )


def _report_version() -> None:
    op.create_table(
        "report_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("outline", JSON, nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("snapshot_ids", JSON, nullable=False),
        sa.Column("response", JSON, nullable=False),
        sa.Column("data_set_hash", sa.String(length=64), nullable=False),
        sa.Column("data_as_at", INSTANT, nullable=False),
        sa.Column("note", sa.String(length=300), nullable=False),
        sa.Column("frozen_at", INSTANT, nullable=False),
        sa.Column("frozen_by_id", sa.Integer(), nullable=True),
        sa.Column("idempotency_key", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["frozen_by_id"], ["account.id"], name=op.f("fk_report_version_frozen_by_id")
        ),
        sa.ForeignKeyConstraint(["report_id"], ["report.id"], name=op.f("fk_report_version_report_id")),
        sa.ForeignKeyConstraint(
            ["version_id"], ["questionnaire_version.id"], name=op.f("fk_report_version_version_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_version")),
        sa.UniqueConstraint("idempotency_key", name=op.f("uq_report_version_idempotency_key")),
        sa.UniqueConstraint("report_id", "number", name=op.f("uq_report_version_report_id_number")),
    )


def _report_comment() -> None:
    op.create_table(
        "report_comment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("part_key", sa.String(length=100), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("resolved_at", INSTANT, nullable=True),
        sa.Column("resolved_by_id", sa.Integer(), nullable=True),
        sa.Column("idempotency_key", sa.String(length=64), nullable=False),
        sa.CheckConstraint("text <> ''", name=op.f("ck_report_comment_text")),
        sa.ForeignKeyConstraint(["by_id"], ["account.id"], name=op.f("fk_report_comment_by_id")),
        sa.ForeignKeyConstraint(["report_id"], ["report.id"], name=op.f("fk_report_comment_report_id")),
        sa.ForeignKeyConstraint(
            ["resolved_by_id"], ["account.id"], name=op.f("fk_report_comment_resolved_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_comment")),
        sa.UniqueConstraint("idempotency_key", name=op.f("uq_report_comment_idempotency_key")),
    )
    op.create_index(op.f("ix_report_comment_report_id_part_key"), "report_comment", ["report_id", "part_key"])


def _freeze(table: str) -> None:
    refusal = (
        "EXECUTE FUNCTION refuse_change()"
        if op.get_bind().dialect.name == "postgresql"
        else f"BEGIN SELECT RAISE(ABORT, 'rows of {table} are frozen'); END"
    )
    for event in ("update", "delete"):
        op.execute(
            f"CREATE TRIGGER {table}_frozen_{event} BEFORE {event.upper()} ON {table} FOR EACH ROW {refusal}"
        )
