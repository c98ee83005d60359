"""Patches of a version, its retirement, and what its author said of each change when it was published."""

from collections.abc import Iterable, Sequence

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

VERSION = "questionnaire_version"
UNIQUE = "uq_questionnaire_version_questionnaire_id_number"
UNIQUE_WITH_PATCH = "uq_questionnaire_version_questionnaire_id_number_patch"
RETIRED = "ck_questionnaire_version_retired_at"
RETIRED_HAS_A_DATE = "(status = 'retired') = (retired_at IS NOT NULL)"
UNIQUE_AS_WRITTEN = f"CONSTRAINT {UNIQUE} UNIQUE (questionnaire_id, number)"
UNIQUE_WITH_PATCH_AS_WRITTEN = f"CONSTRAINT {UNIQUE_WITH_PATCH} UNIQUE (questionnaire_id, number, patch)"
RETIRED_AS_WRITTEN = f"CONSTRAINT {RETIRED} CHECK ({RETIRED_HAS_A_DATE})"
# What may still change once a version is published: it may be retired, once.
RETIREMENT = ("status", "retired_at")


def upgrade() -> None:
    _drop_triggers(VERSION)
    op.add_column(VERSION, sa.Column("patch", sa.Integer(), nullable=False, server_default="0"))
    op.add_column(VERSION, sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True))
    op.execute("UPDATE questionnaire_version SET retired_at = published_at WHERE status = 'retired'")
    if _on_postgresql():
        op.drop_constraint(op.f(UNIQUE), VERSION, type_="unique")
        op.create_unique_constraint(op.f(UNIQUE_WITH_PATCH), VERSION, ["questionnaire_id", "number", "patch"])
        op.create_check_constraint(op.f(RETIRED), VERSION, RETIRED_HAS_A_DATE)
        op.alter_column(VERSION, "patch", server_default=None)
    else:
        _rebuild(
            ("patch INTEGER DEFAULT '0' NOT NULL", "patch INTEGER NOT NULL"),
            (UNIQUE_AS_WRITTEN, f"{UNIQUE_WITH_PATCH_AS_WRITTEN}, {RETIRED_AS_WRITTEN}"),
        )
    _freeze(VERSION, _is_frozen(RETIREMENT))
    _version_change()


def downgrade() -> None:
    op.drop_table("version_change")
    _drop_triggers(VERSION)
    _take_patches_back()
    if _on_postgresql():
        op.drop_constraint(op.f(RETIRED), VERSION, type_="check")
        op.drop_constraint(op.f(UNIQUE_WITH_PATCH), VERSION, type_="unique")
        op.create_unique_constraint(op.f(UNIQUE), VERSION, ["questionnaire_id", "number"])
    else:
        _rebuild(
            (f", {RETIRED_AS_WRITTEN}", ""),
            (UNIQUE_WITH_PATCH_AS_WRITTEN, UNIQUE_AS_WRITTEN),
        )
    op.drop_column(VERSION, "retired_at")
    op.drop_column(VERSION, "patch")
    _freeze(VERSION, _is_frozen(("status",), downgraded=True))


def _version_change() -> None:
    op.create_table(
        "version_change",
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(length=400), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("class", sa.String(length=16), nullable=False),
        sa.Column("note", sa.String(length=500), nullable=False),
        sa.CheckConstraint(
            "class IN ('typo', 'reworded', 'meaning_changed')", name=op.f("ck_version_change_class")
        ),
        sa.CheckConstraint(
            "kind IN ('added', 'removed', 'moved', 'retyped', 'reworded', 'translated', 'condition', 'checks', 'reporting', 'non_answers', 'concept', 'setting')",
            name=op.f("ck_version_change_kind"),
        ),
        sa.ForeignKeyConstraint(
            ["version_id"], ["questionnaire_version.id"], name=op.f("fk_version_change_version_id")
        ),
        sa.PrimaryKeyConstraint("version_id", "place", "kind", name=op.f("pk_version_change")),
    )
    _freeze("version_change")


def _take_patches_back() -> None:
    """What the older tables cannot hold: everything of a patch goes to the version that it corrects."""
    columns = [sa.column(name, sa.Integer()) for name in ("id", "questionnaire_id", "number", "patch")]
    versions = sa.table(VERSION, *columns)
    first, patched = versions.alias("first"), versions.alias("patched")
    for name in ("submission", "cycle_questionnaire", "report_export"):
        table = sa.table(name, sa.column("version_id", sa.Integer()))
        corrected = sa.select(first.c.id).where(
            first.c.questionnaire_id == patched.c.questionnaire_id,
            first.c.number == patched.c.number,
            first.c.patch == 0,
            patched.c.id == table.c.version_id,
        )
        is_patch = table.c.version_id.in_(sa.select(versions.c.id).where(versions.c.patch > 0))
        op.execute(table.update().where(is_patch).values(version_id=corrected.scalar_subquery()))
    op.execute(versions.delete().where(versions.c.patch > 0))


def _rebuild(*changes: tuple[str, str]) -> None:
    """The table anew with another definition, on SQLite, which cannot change constraints.

    Other tables refer to it. A batch would drop it, and the drop counts as one broken reference for each row that
    refers to it; only putting the rows back into a table of the same name mends them before the transaction ends.
    """
    bind = op.get_bind()
    definition = str(
        bind.scalar(
            sa.text("SELECT sql FROM sqlite_master WHERE type = 'table' AND name = :name"), {"name": VERSION}
        )
    )
    for old, new in changes:
        if old not in definition:
            raise RuntimeError(f"{VERSION} has no {old}")
        definition = definition.replace(old, new)
    op.execute("PRAGMA defer_foreign_keys = ON")
    op.execute("CREATE TABLE kept_versions AS SELECT * FROM questionnaire_version")
    op.execute("DROP TABLE questionnaire_version")
    op.execute(definition)
    op.execute("INSERT INTO questionnaire_version SELECT * FROM kept_versions")
    op.execute("DROP TABLE kept_versions")


def _is_frozen(free: Iterable[str], *, downgraded: bool = False) -> str:
    frozen = [column for column in _columns() if column not in free]
    changed = " OR ".join(f"NEW.{column} IS DISTINCT FROM OLD.{column}" for column in frozen)
    if downgraded:
        return f"OLD.status <> 'draft' AND (NEW.status = 'draft' OR {changed})"
    same = "NEW.status = OLD.status AND NEW.retired_at IS NOT DISTINCT FROM OLD.retired_at"
    retired = "OLD.status = 'published' AND NEW.status = 'retired'"
    return f"OLD.status <> 'draft' AND ({changed} OR NOT (({same}) OR ({retired})))"


def _columns() -> Sequence[str]:
    """Every column there is, so that one that another migration adds is frozen too."""
    return [str(column["name"]) for column in sa.inspect(op.get_bind()).get_columns(VERSION)]


def _on_postgresql() -> bool:
    return op.get_bind().dialect.name == "postgresql"


def _drop_triggers(table: str) -> None:
    for event in ("update", "delete"):
        op.execute(f"DROP TRIGGER {table}_frozen_{event}" + (f" ON {table}" if _on_postgresql() else ""))


def _freeze(table: str, when_updated: str = "") -> None:
    """Refuse updates (all, or those that `when_updated` names) and deletions, of drafts excepted."""
    when_deleted = "OLD.status <> 'draft'" if when_updated else ""
    refusal = (
        "EXECUTE FUNCTION refuse_change()"
        if _on_postgresql()
        else f"BEGIN SELECT RAISE(ABORT, 'rows of {table} are frozen'); END"
    )
    for event, when in (("update", when_updated), ("delete", when_deleted)):
        condition = f"WHEN ({when})" if when else ""
        op.execute(
            f"CREATE TRIGGER {table}_frozen_{event} BEFORE {event.upper()} ON {table}"
            f" FOR EACH ROW {condition} {refusal}"
        )
