"""Codes of free text: code books, and which text has which code."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    _code()
    _coding()


def downgrade() -> None:
    op.drop_table("text_coding")
    op.drop_table("text_code")


def _code() -> None:
    op.create_table(
        "text_code",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("questionnaire_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(length=130), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("labels", JSON, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("retired_at", INSTANT, nullable=True),
        sa.Column("merged_into_id", sa.Integer(), nullable=True),
        sa.Column("idempotency_key", sa.String(length=64), nullable=False),
        sa.CheckConstraint("revision >= 1", name=op.f("ck_text_code_revision")),
        sa.CheckConstraint(
            "merged_into_id IS NULL OR retired_at IS NOT NULL", name=op.f("ck_text_code_merged")
        ),
        sa.ForeignKeyConstraint(
            ["questionnaire_id"], ["questionnaire.id"], name=op.f("fk_text_code_questionnaire_id")
        ),
        sa.ForeignKeyConstraint(
            ["merged_into_id"], ["text_code.id"], name=op.f("fk_text_code_merged_into_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_text_code")),
        sa.UniqueConstraint(
            "questionnaire_id", "place", "code", name=op.f("uq_text_code_questionnaire_id_place_code")
        ),
        sa.UniqueConstraint("idempotency_key", name=op.f("uq_text_code_idempotency_key")),
    )


def _coding() -> None:
    op.create_table(
        "text_coding",
        sa.Column("code_id", sa.Integer(), nullable=False),
        sa.Column("snapshot_id", sa.Integer(), nullable=False),
        sa.Column("item", sa.String(length=20), nullable=False),
        sa.Column("coded_at", INSTANT, nullable=False),
        sa.Column("coded_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["code_id"], ["text_code.id"], name=op.f("fk_text_coding_code_id")),
        sa.ForeignKeyConstraint(["snapshot_id"], ["snapshot.id"], name=op.f("fk_text_coding_snapshot_id")),
        sa.ForeignKeyConstraint(["coded_by"], ["account.id"], name=op.f("fk_text_coding_coded_by")),
        sa.PrimaryKeyConstraint("code_id", "snapshot_id", "item", name=op.f("pk_text_coding")),
    )
    op.create_index(op.f("ix_text_coding_snapshot_id"), "text_coding", ["snapshot_id"])
