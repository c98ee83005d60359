"""Consultation on a draft: links for people without an account, and their comments on its questions."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    _links()
    _comments()


def _links() -> None:
    op.create_table(
        "consultation_link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("note", sa.String(length=200), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("expires_at", INSTANT, nullable=False),
        sa.Column("revoked_at", INSTANT, nullable=True),
        sa.Column("last_used_at", INSTANT, nullable=True),
        sa.CheckConstraint("expires_at > created_at", name=op.f("ck_consultation_link_expires_at")),
        sa.ForeignKeyConstraint(
            ["created_by_id"], ["account.id"], name=op.f("fk_consultation_link_created_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["version_id"], ["questionnaire_version.id"], name=op.f("fk_consultation_link_version_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consultation_link")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_consultation_link_token_hash")),
    )
    op.create_index(op.f("ix_consultation_link_version_id"), "consultation_link", ["version_id"])


def _comments() -> None:
    op.create_table(
        "consultation_comment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("link_id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("question_key", sa.String(length=60), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("idempotency_key", sa.String(length=64), nullable=False),
        sa.Column("dealt_with_at", INSTANT, nullable=True),
        sa.Column("dealt_with_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("text <> ''", name=op.f("ck_consultation_comment_text")),
        sa.ForeignKeyConstraint(
            ["dealt_with_by_id"], ["account.id"], name=op.f("fk_consultation_comment_dealt_with_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["link_id"], ["consultation_link.id"], name=op.f("fk_consultation_comment_link_id")
        ),
        sa.ForeignKeyConstraint(
            ["version_id"], ["questionnaire_version.id"], name=op.f("fk_consultation_comment_version_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consultation_comment")),
        sa.UniqueConstraint("idempotency_key", name=op.f("uq_consultation_comment_idempotency_key")),
    )
    op.create_index(
        op.f("ix_consultation_comment_version_id_question_key"),
        "consultation_comment",
        ["version_id", "question_key"],
    )
    op.create_index(op.f("ix_consultation_comment_link_id_at"), "consultation_comment", ["link_id", "at"])


def downgrade() -> None:
    op.drop_table("consultation_comment")
    op.drop_table("consultation_link")
