"""The codes of texts that a frozen version of a report and a registered file stand on."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
TABLES = ("report_version", "export_register")


def upgrade() -> None:
    # Not as a batch, which would make the tables anew, without the triggers that refuse every change of their rows.
    for table in TABLES:
        op.add_column(table, sa.Column("codes", JSON, nullable=True))


def downgrade() -> None:
    for table in TABLES:
        op.drop_column(table, "codes")
