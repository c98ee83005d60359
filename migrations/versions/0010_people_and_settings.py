"""Past memberships, invitations, settings of the instance; revisions of accounts and respondents; the trail by time."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
SETTINGS = "'name', 'contact', 'default_language', 'languages', 'footer', 'help', 'session_hours'"


def upgrade() -> None:
    for table in ("account", "respondent"):
        op.add_column(table, sa.Column("revision", sa.Integer(), nullable=False, server_default="1"))
    op.add_column("respondent", sa.Column("retired_at", INSTANT, nullable=True))
    op.create_index(op.f("ix_audit_event_at_stream_seq"), "audit_event", ["at", "stream", "seq"])
    _past_membership()
    _invitation()
    _setting()


def downgrade() -> None:
    for table in ("setting", "invitation", "past_membership"):
        op.drop_table(table)
    op.drop_index(op.f("ix_audit_event_at_stream_seq"), table_name="audit_event")
    op.drop_column("respondent", "retired_at")
    for table in ("respondent", "account"):
        op.drop_column(table, "revision")


def _past_membership() -> None:
    op.create_table(
        "past_membership",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("respondent_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("since", INSTANT, nullable=False),
        sa.Column("until", INSTANT, nullable=False),
        sa.CheckConstraint(
            "role IN ('focal_point', 'contributor', 'approver', 'observer')",
            name=op.f("ck_past_membership_role"),
        ),
        sa.CheckConstraint("since <= until", name=op.f("ck_past_membership_in_order")),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_past_membership_account_id")),
        sa.ForeignKeyConstraint(
            ["respondent_id"], ["respondent.id"], name=op.f("fk_past_membership_respondent_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_past_membership")),
    )
    op.create_index(op.f("ix_past_membership_account_id"), "past_membership", ["account_id"])
    op.create_index(op.f("ix_past_membership_respondent_id"), "past_membership", ["respondent_id"])


def _invitation() -> None:
    op.create_table(
        "invitation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("invited_at", INSTANT, nullable=False),
        sa.Column("idempotency_key", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_invitation_account_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation")),
        sa.UniqueConstraint("idempotency_key", name=op.f("uq_invitation_idempotency_key")),
    )
    op.create_index(op.f("ix_invitation_account_id"), "invitation", ["account_id"])


def _setting() -> None:
    op.create_table(
        "setting",
        sa.Column("name", sa.String(length=30), nullable=False),
        sa.Column("value", JSON, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("changed_at", INSTANT, nullable=False),
        sa.Column("changed_by", sa.Integer(), nullable=True),
        sa.CheckConstraint(f"name IN ({SETTINGS})", name=op.f("ck_setting_name")),
        sa.CheckConstraint("revision > 0", name=op.f("ck_setting_revision")),
        sa.ForeignKeyConstraint(["changed_by"], ["account.id"], name=op.f("fk_setting_changed_by")),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_setting")),
    )
