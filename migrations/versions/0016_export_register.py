"""The register of exports: every file that was made, by its SHA-256. It only grows, on both kinds of database."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
JSON = sa.JSON().with_variant(JSONB(), "postgresql")


def upgrade() -> None:
    _export_register()
    on_postgresql = op.get_bind().dialect.name == "postgresql"
    for event in ("update", "delete"):
        refusal = (
            "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
            if on_postgresql
            else "BEGIN SELECT RAISE(ABORT, 'rows of export_register are frozen'); END"
        )
        op.execute(
            f"CREATE TRIGGER export_register_frozen_{event} BEFORE {event.upper()} ON export_register {refusal}"
        )


def downgrade() -> None:
    op.drop_table("export_register")


def _export_register() -> None:
    op.create_table(
        "export_register",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("findings_hash", sa.String(length=64), nullable=False),
        sa.Column("data_set_hash", sa.String(length=64), nullable=False),
        sa.Column("snapshot_ids", JSON, nullable=False),
        sa.Column("response", JSON, nullable=False),
        sa.Column("cycle_id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("standard", sa.String(length=4), nullable=False),
        sa.Column("export_id", sa.Integer(), nullable=True),
        sa.Column("made_at", INSTANT, nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=True),
        sa.CheckConstraint("standard IN ('ua-1', 'a-3a')", name=op.f("ck_export_register_standard")),
        sa.ForeignKeyConstraint(
            ["cycle_id"], ["reporting_cycle.id"], name=op.f("fk_export_register_cycle_id")
        ),
        sa.ForeignKeyConstraint(
            ["export_id"], ["report_export.id"], name=op.f("fk_export_register_export_id")
        ),
        sa.ForeignKeyConstraint(["made_by"], ["account.id"], name=op.f("fk_export_register_made_by")),
        sa.ForeignKeyConstraint(
            ["version_id"], ["questionnaire_version.id"], name=op.f("fk_export_register_version_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_export_register")),
    )
    for column in ("sha256", "findings_hash", "data_set_hash"):
        op.create_index(op.f(f"ix_export_register_{column}"), "export_register", [column], unique=False)
