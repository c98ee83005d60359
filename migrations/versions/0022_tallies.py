"""Tallies: the observations of each snapshot told over once; those there are get theirs. Nothing else counted numbers."""

import struct
from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

NAME = ["question_key", "row", "first", "choice", "non_answer", "consent"]
RULES = {
    "consent": "consent IN ('aggregate', 'attribute', 'publish')",
    "non_answer": "non_answer IN ('', 'not_answered', 'no_information', 'not_applicable', 'not_asked')",
    "one_value": "choice = '' OR non_answer = ''",
}
NUMBER = ["question_key", "row", "number", "consent", "snapshot_id"]
IS_GIVEN = sa.text("number IS NOT NULL")


def upgrade() -> None:
    _schema()
    _data()
    for table in ("alike", "tally"):
        _freeze(table)
    op.drop_index("ix_observation_number", table_name="observation")


def downgrade() -> None:
    op.create_index(
        "ix_observation_number", "observation", NUMBER, sqlite_where=IS_GIVEN, postgresql_where=IS_GIVEN
    )
    op.drop_table("tally")
    op.drop_table("alike")


def _schema() -> None:
    op.create_table(
        "alike",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("question_key", sa.String(length=130), nullable=False),
        sa.Column("row", sa.String(length=40), nullable=False),
        sa.Column("first", sa.Boolean(), nullable=False),
        sa.Column("choice", sa.String(length=40), nullable=False),
        sa.Column("non_answer", sa.String(length=20), nullable=False),
        sa.Column("consent", sa.String(length=10), nullable=False),
        *(sa.CheckConstraint(rule, name=op.f(f"ck_alike_{name}")) for name, rule in RULES.items()),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alike")),
        sa.UniqueConstraint(*NAME, name=op.f("uq_alike_observations")),
    )
    op.create_table(
        "tally",
        sa.Column("snapshot_id", sa.Integer(), nullable=False),
        sa.Column("alike", sa.LargeBinary(), nullable=False),
        sa.Column("numbers", sa.LargeBinary(), nullable=False),
        sa.Column("listed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["snapshot_id"], ["snapshot.id"], name=op.f("fk_tally_snapshot_id")),
        sa.PrimaryKeyConstraint("snapshot_id", name=op.f("pk_tally")),
    )


def _data() -> None:
    bind = op.get_bind()
    alike = sa.table("alike", sa.column("id"), *(sa.column(name) for name in NAME))
    tally = sa.table("tally", *(sa.column(name) for name in ("snapshot_id", "alike", "numbers", "listed")))
    name = [alike.c[one] for one in NAME]
    bind.execute(alike.insert().from_select(NAME, sa.select(*_NAMED).distinct().order_by(*_NAMED)))
    found = bind.execute(sa.select(*name, alike.c.id).order_by(alike.c.id))
    ids = {(key, row, bool(first), *others): id_ for key, row, first, *others, id_ in found}
    for snapshot_id in bind.scalars(sa.text("SELECT id FROM snapshot ORDER BY id")).all():
        observed = sa.select(*_NAMED, _SEEN.c.number).where(_SEEN.c.snapshot_id == snapshot_id)
        rows = [
            (ids[key, row, bool(first), *others], key, row, others[1], number)
            for key, row, first, *others, number in bind.execute(observed.order_by(*_NAMED))
        ]
        bind.execute(tally.insert(), {"snapshot_id": snapshot_id, **_packed(rows)})


_SEEN = sa.table(
    "observation",
    *(sa.column(one) for one in ("snapshot_id", "question_key", "row", "position")),
    *(sa.column(one) for one in ("choice", "number", "non_answer", "consent")),
)
_NAMED = (
    _SEEN.c.question_key,
    _SEEN.c.row,
    _SEEN.c.position == 0,
    sa.func.coalesce(_SEEN.c.choice, ""),
    sa.func.coalesce(_SEEN.c.non_answer, ""),
    _SEEN.c.consent,
)


def _packed(rows: Iterable[tuple[Any, ...]]) -> dict[str, bytes]:
    """As the application packs them. What is in entries of lists is not known here, so everything answered is named."""
    numbers = sorted((id_, number) for id_, _, _, _, number in rows if number is not None)
    answered = {(key, row): id_ for id_, key, row, reason, _ in rows if reason in ("", "no_information")}
    return {
        "alike": _ids(id_ for id_, *_ in rows),
        "numbers": b"".join(struct.pack("<Id", *one) for one in numbers),
        "listed": _ids(answered.values()),
    }


def _ids(ids: Iterable[int]) -> bytes:
    found = sorted(ids)
    return struct.pack(f"<{len(found)}I", *found)


def _freeze(table: str) -> None:
    on_postgresql = op.get_bind().dialect.name == "postgresql"
    refusal = (
        "EXECUTE FUNCTION refuse_change()"
        if on_postgresql
        else f"BEGIN SELECT RAISE(ABORT, 'rows of {table} are frozen'); END"
    )
    for event in ("update", "delete"):
        op.execute(
            f"CREATE TRIGGER {table}_frozen_{event} BEFORE {event.upper()} ON {table} FOR EACH ROW {refusal}"
        )
