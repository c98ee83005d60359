"""By which standard an export is written."""

from alembic import op

revision = "0023"
down_revision = "0020"
branch_labels = None
depends_on = None

EXPORT = "report_export"


def upgrade() -> None:
    # Either database takes a column with its constraint; SQLite takes no constraint without one.
    op.execute(
        f"ALTER TABLE {EXPORT} ADD COLUMN standard VARCHAR(4) DEFAULT 'ua-1' NOT NULL"
        f" CONSTRAINT ck_report_export_standard CHECK (standard IN ('ua-1', 'a-3a'))"
    )


def downgrade() -> None:
    op.drop_column(EXPORT, "standard")
