"""Who coded a text last and who agreed: two people have to, so what one gave so far waits for a second."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

WHAT_ONE_GAVE = """
    INSERT INTO text_reading (place, snapshot_id, item, coded_at, coded_by)
    SELECT place, snapshot_id, item, coded_at, coded_by FROM (
        SELECT c.place, t.snapshot_id, t.item, t.coded_at, t.coded_by, ROW_NUMBER() OVER (
            PARTITION BY c.place, t.snapshot_id, t.item ORDER BY t.coded_at DESC, t.code_id DESC
        ) AS how_late
        FROM text_coding t JOIN text_code c ON c.id = t.code_id
    ) AS given WHERE how_late = 1
"""


def upgrade() -> None:
    op.create_table(
        "text_reading",
        sa.Column("place", sa.String(length=130), nullable=False),
        sa.Column("snapshot_id", sa.Integer(), nullable=False),
        sa.Column("item", sa.String(length=20), nullable=False),
        sa.Column("coded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("coded_by", sa.Integer(), nullable=True),
        sa.Column("agreed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("agreed_by", sa.Integer(), nullable=True),
        sa.CheckConstraint("agreed_by <> coded_by", name=op.f("ck_text_reading_somebody_else")),
        sa.CheckConstraint("(agreed_by IS NULL) = (agreed_at IS NULL)", name=op.f("ck_text_reading_agreed")),
        sa.ForeignKeyConstraint(["snapshot_id"], ["snapshot.id"], name=op.f("fk_text_reading_snapshot_id")),
        sa.ForeignKeyConstraint(["coded_by"], ["account.id"], name=op.f("fk_text_reading_coded_by")),
        sa.ForeignKeyConstraint(["agreed_by"], ["account.id"], name=op.f("fk_text_reading_agreed_by")),
        sa.PrimaryKeyConstraint("place", "snapshot_id", "item", name=op.f("pk_text_reading")),
    )
    op.create_index(op.f("ix_text_reading_snapshot_id"), "text_reading", ["snapshot_id"])
    op.execute(WHAT_ONE_GAVE)


def downgrade() -> None:
    op.drop_table("text_reading")
