"""Exports of the report."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
TABLES = ("report_export",)


def upgrade() -> None:
    _report_export()


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)


def _report_export() -> None:
    op.create_table(
        "report_export",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("cycle_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("requested_at", INSTANT, nullable=False),
        sa.Column("requested_by", sa.Integer(), nullable=True),
        sa.Column("idempotency_key", sa.String(length=64), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("units_done", sa.Integer(), nullable=False),
        sa.Column("units_total", sa.Integer(), nullable=False),
        sa.Column("beat_at", INSTANT, nullable=False),
        sa.Column("finished_at", INSTANT, nullable=True),
        sa.Column("failure", sa.String(length=300), nullable=True),
        sa.Column("file_name", sa.String(length=120), nullable=True),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.Column("data_set_hash", sa.String(length=64), nullable=True),
        sa.CheckConstraint(
            "status IN ('queued', 'running', 'done', 'failed')", name=op.f("ck_report_export_status")
        ),
        sa.ForeignKeyConstraint(["cycle_id"], ["reporting_cycle.id"], name=op.f("fk_report_export_cycle_id")),
        sa.ForeignKeyConstraint(["requested_by"], ["account.id"], name=op.f("fk_report_export_requested_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_export")),
        sa.UniqueConstraint("idempotency_key", name=op.f("uq_report_export_idempotency_key")),
    )
    op.create_index(op.f("ix_report_export_cycle_id"), "report_export", ["cycle_id"], unique=False)
