"""The period that a cycle asks about, where it is known: the first and the last day."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

IN_ORDER = "(period_from IS NULL) = (period_to IS NULL) AND (period_from IS NULL OR period_from <= period_to)"


def upgrade() -> None:
    # Not as a batch: SQLite would make the table anew, and other tables refer to its rows. Either database takes this.
    op.add_column("reporting_cycle", sa.Column("period_from", sa.Date(), nullable=True))
    op.execute(
        "ALTER TABLE reporting_cycle ADD COLUMN period_to DATE"
        f" CONSTRAINT ck_reporting_cycle_period_in_order CHECK ({IN_ORDER})"
    )


def downgrade() -> None:
    op.drop_column("reporting_cycle", "period_to")  # and with it the constraint
    op.drop_column("reporting_cycle", "period_from")
