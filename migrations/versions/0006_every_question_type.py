"""Room for every question type: items of a repeat, decimal numbers, and consent to a single answer."""

from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

ANSWERS = ("answer", "answer_revision")
FROZEN = ("answer_revision", "observation")
KEY = ["snapshot_id", "question_key", "row", "position"]
KEY_WITH_ITEM = ["snapshot_id", "question_key", "item", "row", "position"]


def upgrade() -> None:
    with _thawed():
        for table in ANSWERS:
            with op.batch_alter_table(table) as batch:
                batch.add_column(sa.Column("consent", sa.String(length=10), nullable=True))
                batch.create_check_constraint(
                    op.f(f"ck_{table}_consent"), "consent IN ('publish', 'attribute', 'aggregate')"
                )
        with op.batch_alter_table("observation") as batch:
            batch.add_column(sa.Column("item", sa.String(length=20), nullable=False, server_default=""))
            batch.alter_column(
                "question_key", existing_type=sa.String(length=40), type_=sa.String(length=130)
            )
            batch.alter_column("number", existing_type=sa.Integer(), type_=sa.Double())
            batch.drop_constraint(op.f("pk_observation"), type_="primary")
            batch.create_primary_key(op.f("pk_observation"), KEY_WITH_ITEM)
        with op.batch_alter_table("observation") as batch:
            batch.alter_column("item", existing_type=sa.String(length=20), server_default=None)
    _carry_several()


def _carry_several() -> None:
    """A cycle carries several questionnaires, in an order, and each has exports of its own."""
    with op.batch_alter_table("cycle_questionnaire") as batch:
        batch.add_column(sa.Column("position", sa.Integer(), nullable=False, server_default="0"))
    with op.batch_alter_table("cycle_questionnaire") as batch:
        batch.alter_column("position", existing_type=sa.Integer(), server_default=None)
    with op.batch_alter_table("report_export") as batch:
        batch.add_column(sa.Column("version_id", sa.Integer(), nullable=True))
    op.execute(
        "UPDATE report_export SET version_id ="
        " (SELECT min(version_id) FROM cycle_questionnaire c WHERE c.cycle_id = report_export.cycle_id)"
    )
    with op.batch_alter_table("report_export") as batch:
        batch.alter_column("version_id", existing_type=sa.Integer(), nullable=False)
        batch.create_foreign_key(
            op.f("fk_report_export_version_id"), "questionnaire_version", ["version_id"], ["id"]
        )
        batch.create_index(op.f("ix_report_export_version_id"), ["version_id"])


def _carry_one() -> None:
    with op.batch_alter_table("report_export") as batch:
        batch.drop_index(op.f("ix_report_export_version_id"))
        batch.drop_constraint(op.f("fk_report_export_version_id"), type_="foreignkey")
        batch.drop_column("version_id")
    with op.batch_alter_table("cycle_questionnaire") as batch:
        batch.drop_column("position")


def downgrade() -> None:
    _carry_one()
    with _thawed():
        # What the older tables cannot hold: items, parts, and more places than a whole number has.
        op.execute("DELETE FROM observation WHERE item <> '' OR length(question_key) > 40")
        op.execute("UPDATE observation SET number = round(number)")
        with op.batch_alter_table("observation") as batch:
            batch.drop_constraint(op.f("pk_observation"), type_="primary")
            batch.drop_column("item")
            batch.alter_column("number", existing_type=sa.Double(), type_=sa.Integer())
            batch.alter_column(
                "question_key", existing_type=sa.String(length=130), type_=sa.String(length=40)
            )
            batch.create_primary_key(op.f("pk_observation"), KEY)
        for table in ANSWERS:
            with op.batch_alter_table(table) as batch:
                batch.drop_constraint(op.f(f"ck_{table}_consent"), type_="check")
                batch.drop_column("consent")


@contextmanager
def _thawed() -> Iterator[None]:
    """Without the triggers that freeze rows: SQLite drops them with the table that a batch makes anew."""
    on_postgresql = op.get_bind().dialect.name == "postgresql"
    for table in FROZEN:
        for event in ("update", "delete"):
            op.execute(f"DROP TRIGGER {table}_frozen_{event}" + (f" ON {table}" if on_postgresql else ""))
    yield
    for table in FROZEN:
        for event in ("update", "delete"):
            refusal = (
                "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
                if on_postgresql
                else f"BEGIN SELECT RAISE(ABORT, 'rows of {table} are frozen'); END"
            )
            op.execute(f"CREATE TRIGGER {table}_frozen_{event} BEFORE {event.upper()} ON {table} {refusal}")
