"""Questionnaires and their versions; reporting cycles."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
TABLES = (
    "questionnaire",
    "questionnaire_version",
    "reporting_cycle",
    "cycle_questionnaire",
)


def upgrade() -> None:
    _questionnaire()
    _questionnaire_version()
    _reporting_cycle()
    _cycle_questionnaire()


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)


def _questionnaire() -> None:
    op.create_table(
        "questionnaire",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=60), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_questionnaire")),
        sa.UniqueConstraint("key", name=op.f("uq_questionnaire_key")),
    )


def _questionnaire_version() -> None:
    op.create_table(
        "questionnaire_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("questionnaire_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("document", JSON, nullable=False),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("published_at", INSTANT, nullable=True),
        sa.CheckConstraint(
            "(status = 'draft') = (published_at IS NULL)", name=op.f("ck_questionnaire_version_published_at")
        ),
        sa.CheckConstraint(
            "status IN ('draft', 'published', 'retired')", name=op.f("ck_questionnaire_version_status")
        ),
        sa.ForeignKeyConstraint(
            ["questionnaire_id"], ["questionnaire.id"], name=op.f("fk_questionnaire_version_questionnaire_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_questionnaire_version")),
        sa.UniqueConstraint(
            "questionnaire_id", "number", name=op.f("uq_questionnaire_version_questionnaire_id_number")
        ),
    )


def _reporting_cycle() -> None:
    op.create_table(
        "reporting_cycle",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("title", JSON, nullable=False),
        sa.Column("opens_at", INSTANT, nullable=False),
        sa.Column("deadline_at", INSTANT, nullable=False),
        sa.Column("cut_off_at", INSTANT, nullable=False),
        sa.Column("session_name", sa.String(length=100), nullable=False),
        sa.Column("place_and_dates", sa.String(length=100), nullable=False),
        sa.Column("agenda_item", sa.String(length=200), nullable=False),
        sa.CheckConstraint(
            "opens_at < deadline_at AND deadline_at <= cut_off_at",
            name=op.f("ck_reporting_cycle_dates_in_order"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reporting_cycle")),
        sa.UniqueConstraint("key", name=op.f("uq_reporting_cycle_key")),
    )


def _cycle_questionnaire() -> None:
    op.create_table(
        "cycle_questionnaire",
        sa.Column("cycle_id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["cycle_id"], ["reporting_cycle.id"], name=op.f("fk_cycle_questionnaire_cycle_id")
        ),
        sa.ForeignKeyConstraint(
            ["version_id"], ["questionnaire_version.id"], name=op.f("fk_cycle_questionnaire_version_id")
        ),
        sa.PrimaryKeyConstraint("cycle_id", "version_id", name=op.f("pk_cycle_questionnaire")),
    )
