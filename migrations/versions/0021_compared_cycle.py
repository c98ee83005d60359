"""The earlier cycle that a frozen version of a report compares with, and what is counted of it."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    # Not as a batch, which would make the table anew, without the triggers that refuse every change of its rows.
    op.add_column("report_version", sa.Column("earlier", JSON, nullable=True))


def downgrade() -> None:
    op.drop_column("report_version", "earlier")
