"""What an export is of, how far it has come, and that it can be cancelled."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

EXPORT = "report_export"
STATUS = "ck_report_export_status"
STATUS_BEFORE = "status IN ('queued', 'running', 'done', 'failed')"
STATUS_AFTER = "status IN ('queued', 'running', 'done', 'failed', 'cancelled')"
STAGE = "ck_report_export_stage"
STAGES = "stage IN ('counting', 'drafting', 'laying_out', 'drawing')"
KEY = "ix_report_export_content_key"


def upgrade() -> None:
    _change_status(STATUS_BEFORE, STATUS_AFTER)
    # Either database takes a column with its constraint; SQLite takes no constraint without one.
    op.execute(
        f"ALTER TABLE {EXPORT} ADD COLUMN stage VARCHAR(10) DEFAULT 'counting' NOT NULL"
        f" CONSTRAINT {STAGE} CHECK ({STAGES})"
    )
    op.add_column(EXPORT, sa.Column("pages_done", sa.Integer(), nullable=False, server_default="0"))
    op.add_column(EXPORT, sa.Column("pages_total", sa.Integer(), nullable=False, server_default="0"))
    op.add_column(EXPORT, sa.Column("content_key", sa.String(length=64), nullable=True))
    op.create_index(op.f(KEY), EXPORT, ["content_key"], unique=False)


def downgrade() -> None:
    op.execute(
        "UPDATE report_export SET status = 'failed', failure = 'It was cancelled.' WHERE status = 'cancelled'"
    )
    op.drop_index(op.f(KEY), table_name=EXPORT)
    for column in ("content_key", "pages_total", "pages_done", "stage"):
        op.drop_column(EXPORT, column)  # of `stage` with its constraint
    _change_status(STATUS_AFTER, STATUS_BEFORE)


def _change_status(before: str, after: str) -> None:
    bind = op.get_bind()
    if bind.dialect.name == "postgresql":
        op.drop_constraint(op.f(STATUS), EXPORT, type_="check")
        op.create_check_constraint(op.f(STATUS), EXPORT, after)
        return
    # SQLite cannot change constraints. Not as a batch: other tables may refer to the exports by now, and a batch would
    # drop the table under them; putting the rows back under the same name before the transaction ends mends that.
    made = sa.text(
        "SELECT sql FROM sqlite_master WHERE tbl_name = :name AND sql IS NOT NULL ORDER BY type DESC"
    )
    table, *indexes = bind.scalars(made, {"name": EXPORT}).all()
    if before not in table:
        raise RuntimeError(f"{EXPORT} has no {before}")
    op.execute("PRAGMA defer_foreign_keys = ON")
    op.execute("CREATE TABLE kept_exports AS SELECT * FROM report_export")
    op.execute("DROP TABLE report_export")
    for statement in (table.replace(before, after), *indexes):
        op.execute(statement)
    op.execute("INSERT INTO report_export SELECT * FROM kept_exports")
    op.execute("DROP TABLE kept_exports")
