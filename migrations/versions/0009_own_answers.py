"""What single sectors answer themselves, beside the settled answer, and its observations apart from all others."""

from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

NAME = ["submission_id", "question_key", "item"]
KEYS = {"answer": NAME, "answer_revision": [*NAME, "revision"]}
ONCE = "uq_answer_revision_idempotency_key"
ONCE_BEFORE = "uq_answer_revision_submission_id_question_key_item_idempotency_key"


def upgrade() -> None:
    with _thawed("answer_revision"):
        for table, key in KEYS.items():
            with op.batch_alter_table(table) as batch:
                batch.add_column(sa.Column("sector", sa.String(length=40), nullable=False, server_default=""))
                batch.drop_constraint(op.f(f"pk_{table}"), type_="primary")
                batch.create_primary_key(op.f(f"pk_{table}"), [*key[:3], "sector", *key[3:]])
                batch.create_check_constraint(op.f(f"ck_{table}_item_or_sector"), "item = '' OR sector = ''")
            with op.batch_alter_table(table) as batch:
                batch.alter_column("sector", existing_type=sa.String(length=40), server_default=None)
        with op.batch_alter_table("answer_revision") as batch:
            batch.drop_constraint(op.f(ONCE_BEFORE), type_="unique")
            batch.create_unique_constraint(op.f(ONCE), [*NAME, "sector", "idempotency_key"])
    op.create_table(
        "sector_observation",
        sa.Column("snapshot_id", sa.Integer(), nullable=False),
        sa.Column("question_key", sa.String(length=40), nullable=False),
        sa.Column("sector", sa.String(length=40), nullable=False),
        sa.Column("differs", sa.Boolean(), nullable=False),
        sa.Column("consent", sa.String(length=10), nullable=False),
        sa.CheckConstraint(
            "consent IN ('publish', 'attribute', 'aggregate')", name=op.f("ck_sector_observation_consent")
        ),
        sa.ForeignKeyConstraint(
            ["snapshot_id"], ["snapshot.id"], name=op.f("fk_sector_observation_snapshot_id")
        ),
        sa.PrimaryKeyConstraint("snapshot_id", "question_key", "sector", name=op.f("pk_sector_observation")),
    )
    _freeze("sector_observation")


def downgrade() -> None:
    _thaw("sector_observation")
    op.drop_table("sector_observation")
    with _thawed("answer_revision"):
        # The older tables know the settled answer only.
        op.execute("DELETE FROM answer WHERE sector <> ''")
        op.execute("DELETE FROM answer_revision WHERE sector <> ''")
        with op.batch_alter_table("answer_revision") as batch:
            batch.drop_constraint(op.f(ONCE), type_="unique")
            batch.create_unique_constraint(op.f(ONCE_BEFORE), [*NAME, "idempotency_key"])
        for table, key in KEYS.items():
            with op.batch_alter_table(table) as batch:
                batch.drop_constraint(op.f(f"ck_{table}_item_or_sector"), type_="check")
                batch.drop_constraint(op.f(f"pk_{table}"), type_="primary")
                batch.drop_column("sector")
                batch.create_primary_key(op.f(f"pk_{table}"), key)


@contextmanager
def _thawed(table: str) -> Iterator[None]:
    """Without the triggers that freeze rows: SQLite drops them with the table that a batch makes anew."""
    _thaw(table)
    yield
    _freeze(table)


def _on_postgresql() -> bool:
    return op.get_bind().dialect.name == "postgresql"


def _thaw(table: str) -> None:
    for event in ("update", "delete"):
        op.execute(f"DROP TRIGGER {table}_frozen_{event}" + (f" ON {table}" if _on_postgresql() else ""))


def _freeze(table: str) -> None:
    for event in ("update", "delete"):
        refusal = (
            "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
            if _on_postgresql()
            else f"BEGIN SELECT RAISE(ABORT, 'rows of {table} are frozen'); END"
        )
        op.execute(f"CREATE TRIGGER {table}_frozen_{event} BEFORE {event.upper()} ON {table} {refusal}")
