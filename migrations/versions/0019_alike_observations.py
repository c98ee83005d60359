"""Observations that are alike stand together in an index, so that counting sorts nothing; numbers too."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

ALIKE = ["question_key", "row", "position", "choice", "non_answer", "consent", "snapshot_id"]
NUMBER = ["question_key", "row", "number", "consent", "snapshot_id"]
IS_GIVEN = sa.text("number IS NOT NULL")
BEFORE = "ix_observation_question_key_choice_snapshot_id"


def upgrade() -> None:
    op.drop_index(BEFORE, table_name="observation")
    op.create_index("ix_observation_alike", "observation", ALIKE)
    op.create_index(
        "ix_observation_number", "observation", NUMBER, sqlite_where=IS_GIVEN, postgresql_where=IS_GIVEN
    )


def downgrade() -> None:
    op.drop_index("ix_observation_number", table_name="observation")
    op.drop_index("ix_observation_alike", table_name="observation")
    op.create_index(BEFORE, "observation", ["question_key", "choice", "snapshot_id"])
