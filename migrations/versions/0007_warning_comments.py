"""A comment beside an answer, where a warning asks for one; revised with the answer, append-only like it."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

ANSWERS = ("answer", "answer_revision")


def upgrade() -> None:
    # Not as a batch: that would make the tables anew on SQLite, and drop the triggers that freeze their rows.
    for table in ANSWERS:
        op.add_column(table, sa.Column("comment", sa.Text(), nullable=True))


def downgrade() -> None:
    for table in ANSWERS:
        op.drop_column(table, "comment")
