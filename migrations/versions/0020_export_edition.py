"""Which of its two editions an export is of."""

from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

EXPORT = "report_export"
EDITION = "ck_report_export_edition"
EDITIONS = "edition IN ('report', 'conference_room_paper')"


def upgrade() -> None:
    # Either database takes a column with its constraint; SQLite takes no constraint without one.
    op.execute(
        f"ALTER TABLE {EXPORT} ADD COLUMN edition VARCHAR(30) DEFAULT 'report' NOT NULL"
        f" CONSTRAINT {EDITION} CHECK ({EDITIONS})"
    )


def downgrade() -> None:
    op.drop_column(EXPORT, "edition")
