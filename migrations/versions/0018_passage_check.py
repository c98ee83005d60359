"""Passage check: the words of States that the document quotes, shown to them before it is issued."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
RULES = {
    "status": "status IN ('asked', 'confirmed', 'corrected', 'withdrawn')",
    "consent": "consent IN ('attribute', 'publish')",
    "correction": "(status = 'corrected') = (correction IS NOT NULL)",
    "answered": "(status = 'asked') = (answered_at IS NULL)",
    "revision": "revision >= 1",
}


def upgrade() -> None:
    _check()
    _passage()


def downgrade() -> None:
    op.drop_table("passage")
    op.drop_table("passage_check")


def _refers(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=op.f(f"fk_{table}_{column}"))


def _check() -> None:
    op.create_table(
        "passage_check",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("cycle_id", sa.Integer(), nullable=False),
        sa.Column("questionnaire_id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("opened_at", INSTANT, nullable=False),
        sa.Column("opened_by", sa.Integer(), nullable=True),
        sa.Column("deadline_at", INSTANT, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("idempotency_key", sa.String(length=64), nullable=False),
        sa.CheckConstraint("opened_at < deadline_at", name=op.f("ck_passage_check_in_order")),
        sa.CheckConstraint("revision >= 1", name=op.f("ck_passage_check_revision")),
        _refers("passage_check", "cycle_id", "reporting_cycle"),
        _refers("passage_check", "questionnaire_id", "questionnaire"),
        _refers("passage_check", "version_id", "questionnaire_version"),
        _refers("passage_check", "opened_by", "account"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passage_check")),
        sa.UniqueConstraint(
            "cycle_id", "questionnaire_id", name=op.f("uq_passage_check_cycle_id_questionnaire_id")
        ),
        sa.UniqueConstraint("idempotency_key", name=op.f("uq_passage_check_idempotency_key")),
    )


def _passage() -> None:
    op.create_table(
        "passage",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("check_id", sa.Integer(), nullable=False),
        sa.Column("respondent_id", sa.Integer(), nullable=False),
        sa.Column("snapshot_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(length=130), nullable=False),
        sa.Column("item", sa.String(length=20), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("consent", sa.String(length=10), nullable=False),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("correction", sa.Text(), nullable=True),
        sa.Column("answered_at", INSTANT, nullable=True),
        sa.Column("answered_by", sa.Integer(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("idempotency_key", sa.String(length=64), nullable=True),
        *(sa.CheckConstraint(rule, name=op.f(f"ck_passage_{name}")) for name, rule in RULES.items()),
        _refers("passage", "check_id", "passage_check"),
        _refers("passage", "respondent_id", "respondent"),
        _refers("passage", "snapshot_id", "snapshot"),
        _refers("passage", "answered_by", "account"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passage")),
        sa.UniqueConstraint(
            "check_id",
            "snapshot_id",
            "place",
            "item",
            name=op.f("uq_passage_check_id_snapshot_id_place_item"),
        ),
        sa.UniqueConstraint("idempotency_key", name=op.f("uq_passage_idempotency_key")),
    )
    op.create_index(op.f("ix_passage_respondent_id"), "passage", ["respondent_id"])
    op.create_index(op.f("ix_passage_snapshot_id"), "passage", ["snapshot_id"])
