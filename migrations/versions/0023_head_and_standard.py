"""What the head of a cycle's document says, by language and with a revision; by which standard an export is written."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

CYCLE, EXPORT = "reporting_cycle", "report_export"
JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
PARTS = {"session": "session_name", "place_and_dates": "place_and_dates", "agenda_item": "agenda_item"}
CYCLES = sa.table(
    CYCLE, sa.column("id"), sa.column("head", JSON), *(sa.column(name, sa.String) for name in PARTS.values())
)
LONGEST = {"session_name": 100, "place_and_dates": 100, "agenda_item": 200}


def upgrade() -> None:
    # Either database takes a column with its constraint; SQLite takes no constraint without one.
    op.execute(
        f"ALTER TABLE {EXPORT} ADD COLUMN standard VARCHAR(4) DEFAULT 'ua-1' NOT NULL"
        " CONSTRAINT ck_report_export_standard CHECK (standard IN ('ua-1', 'a-3a'))"
    )
    op.add_column(CYCLE, sa.Column("head", JSON, nullable=False, server_default="{}"))
    op.add_column(CYCLE, sa.Column("head_key", sa.String(length=64), nullable=True))
    op.execute(
        f"ALTER TABLE {CYCLE} ADD COLUMN head_revision INTEGER DEFAULT 1 NOT NULL"
        " CONSTRAINT ck_reporting_cycle_head_revision CHECK (head_revision >= 1)"
    )
    _by_language()
    for column in LONGEST:
        op.drop_column(CYCLE, column)


def downgrade() -> None:
    for column, most in LONGEST.items():
        op.add_column(CYCLE, sa.Column(column, sa.String(length=most), nullable=False, server_default=""))
    _in_english()
    for column in ("head_revision", "head_key", "head"):
        op.drop_column(CYCLE, column)
    op.drop_column(EXPORT, "standard")


def _by_language() -> None:
    """What was typed in one language was printed as English."""
    found = op.get_bind().execute(sa.select(CYCLES).order_by(CYCLES.c.id)).all()
    for row in found:
        texts = {part: {"en": getattr(row, name)} for part, name in PARTS.items() if getattr(row, name)}
        op.execute(sa.update(CYCLES).where(CYCLES.c.id == row.id).values(head=texts))


def _in_english() -> None:
    """The older tables know one language."""
    found = op.get_bind().execute(sa.select(CYCLES.c.id, CYCLES.c.head).order_by(CYCLES.c.id)).all()
    for row in found:
        texts = {name: row.head.get(part, {}).get("en", "")[: LONGEST[name]] for part, name in PARTS.items()}
        op.execute(sa.update(CYCLES).where(CYCLES.c.id == row.id).values(texts))
