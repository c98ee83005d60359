"""Submissions: events, answers and their history, snapshots, observations."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
TABLES = (
    "submission",
    "snapshot",
    "submission_event",
    "answer",
    "answer_revision",
    "observation",
)


def upgrade() -> None:
    _submission()
    _snapshot()
    _submission_event()
    _answer()
    _answer_revision()
    _observation()


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)


def _submission() -> None:
    op.create_table(
        "submission",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("cycle_id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("respondent_id", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("invited_at", INSTANT, nullable=False),
        sa.Column("last_saved_at", INSTANT, nullable=True),
        sa.CheckConstraint(
            "status IN ('not_started', 'in_preparation', 'in_clearance', 'cleared', 'submitted', 'under_review', 'clarification_asked', 'accepted', 'withdrawn')",
            name=op.f("ck_submission_status"),
        ),
        sa.ForeignKeyConstraint(["cycle_id"], ["reporting_cycle.id"], name=op.f("fk_submission_cycle_id")),
        sa.ForeignKeyConstraint(
            ["respondent_id"], ["respondent.id"], name=op.f("fk_submission_respondent_id")
        ),
        sa.ForeignKeyConstraint(
            ["version_id"], ["questionnaire_version.id"], name=op.f("fk_submission_version_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_submission")),
        sa.UniqueConstraint(
            "cycle_id",
            "version_id",
            "respondent_id",
            name=op.f("uq_submission_cycle_id_version_id_respondent_id"),
        ),
    )
    op.create_index(op.f("ix_submission_respondent_id"), "submission", ["respondent_id"], unique=False)


def _snapshot() -> None:
    op.create_table(
        "snapshot",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("submission_id", sa.Integer(), nullable=False),
        sa.Column("respondent_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("receipt", sa.String(length=40), nullable=False),
        sa.Column("submitted_at", INSTANT, nullable=False),
        sa.Column("received_late", sa.Boolean(), nullable=False),
        sa.Column("consent", sa.String(length=10), nullable=False),
        sa.Column("canonical", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.CheckConstraint(
            "consent IN ('publish', 'attribute', 'aggregate')", name=op.f("ck_snapshot_consent")
        ),
        sa.ForeignKeyConstraint(["respondent_id"], ["respondent.id"], name=op.f("fk_snapshot_respondent_id")),
        sa.ForeignKeyConstraint(["submission_id"], ["submission.id"], name=op.f("fk_snapshot_submission_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_snapshot")),
        sa.UniqueConstraint("receipt", name=op.f("uq_snapshot_receipt")),
        sa.UniqueConstraint("submission_id", "number", name=op.f("uq_snapshot_submission_id_number")),
    )


def _submission_event() -> None:
    op.create_table(
        "submission_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("submission_id", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("event", sa.String(length=30), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("facts", JSON, nullable=False),
        sa.Column("snapshot_id", sa.Integer(), nullable=True),
        sa.Column("idempotency_key", sa.String(length=64), nullable=True),
        sa.CheckConstraint(
            "event IN ('opened', 'sent_to_clearance', 'cleared', 'returned', 'submitted', 'recalled', 'review_started', 'clarification_asked', 'accepted', 'amended', 'withdrawn')",
            name=op.f("ck_submission_event_event"),
        ),
        sa.ForeignKeyConstraint(["actor_id"], ["account.id"], name=op.f("fk_submission_event_actor_id")),
        sa.ForeignKeyConstraint(
            ["snapshot_id"], ["snapshot.id"], name=op.f("fk_submission_event_snapshot_id")
        ),
        sa.ForeignKeyConstraint(
            ["submission_id"], ["submission.id"], name=op.f("fk_submission_event_submission_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_submission_event")),
        sa.UniqueConstraint(
            "submission_id", "idempotency_key", name=op.f("uq_submission_event_submission_id_idempotency_key")
        ),
        sa.UniqueConstraint("submission_id", "seq", name=op.f("uq_submission_event_submission_id_seq")),
    )
    op.create_index(
        op.f("ix_submission_event_snapshot_id"), "submission_event", ["snapshot_id"], unique=False
    )


def _answer() -> None:
    op.create_table(
        "answer",
        sa.Column("submission_id", sa.Integer(), nullable=False),
        sa.Column("question_key", sa.String(length=40), nullable=False),
        sa.Column("item", sa.String(length=20), nullable=False),
        sa.Column("value", JSON, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("saved_at", INSTANT, nullable=False),
        sa.Column("saved_by", sa.Integer(), nullable=True),
        sa.CheckConstraint("revision >= 1", name=op.f("ck_answer_revision")),
        sa.ForeignKeyConstraint(["saved_by"], ["account.id"], name=op.f("fk_answer_saved_by")),
        sa.ForeignKeyConstraint(["submission_id"], ["submission.id"], name=op.f("fk_answer_submission_id")),
        sa.PrimaryKeyConstraint("submission_id", "question_key", "item", name=op.f("pk_answer")),
    )


def _answer_revision() -> None:
    op.create_table(
        "answer_revision",
        sa.Column("submission_id", sa.Integer(), nullable=False),
        sa.Column("question_key", sa.String(length=40), nullable=False),
        sa.Column("item", sa.String(length=20), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("value", JSON, nullable=False),
        sa.Column("saved_at", INSTANT, nullable=False),
        sa.Column("saved_by", sa.Integer(), nullable=True),
        sa.Column("idempotency_key", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["saved_by"], ["account.id"], name=op.f("fk_answer_revision_saved_by")),
        sa.ForeignKeyConstraint(
            ["submission_id"], ["submission.id"], name=op.f("fk_answer_revision_submission_id")
        ),
        sa.PrimaryKeyConstraint(
            "submission_id", "question_key", "item", "revision", name=op.f("pk_answer_revision")
        ),
        sa.UniqueConstraint(
            "submission_id",
            "question_key",
            "item",
            "idempotency_key",
            name=op.f("uq_answer_revision_submission_id_question_key_item_idempotency_key"),
        ),
    )


def _observation() -> None:
    op.create_table(
        "observation",
        sa.Column("snapshot_id", sa.Integer(), nullable=False),
        sa.Column("question_key", sa.String(length=40), nullable=False),
        sa.Column("row", sa.String(length=40), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("choice", sa.String(length=40), nullable=True),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("non_answer", sa.String(length=20), nullable=True),
        sa.Column("consent", sa.String(length=10), nullable=False),
        sa.CheckConstraint(
            "(kind = 'choice') = (choice IS NOT NULL) AND (kind = 'number') = (number IS NOT NULL) AND (kind = 'non_answer') = (non_answer IS NOT NULL)",
            name=op.f("ck_observation_one_value"),
        ),
        sa.CheckConstraint(
            "consent IN ('publish', 'attribute', 'aggregate')", name=op.f("ck_observation_consent")
        ),
        sa.CheckConstraint(
            "kind IN ('choice', 'number', 'text', 'non_answer')", name=op.f("ck_observation_kind")
        ),
        sa.CheckConstraint(
            "non_answer IN ('not_answered', 'no_information', 'not_applicable', 'not_asked')",
            name=op.f("ck_observation_non_answer"),
        ),
        sa.ForeignKeyConstraint(["snapshot_id"], ["snapshot.id"], name=op.f("fk_observation_snapshot_id")),
        sa.PrimaryKeyConstraint(
            "snapshot_id", "question_key", "row", "position", name=op.f("pk_observation")
        ),
    )
    op.create_index(
        op.f("ix_observation_question_key_choice_snapshot_id"),
        "observation",
        ["question_key", "choice", "snapshot_id"],
        unique=False,
    )
