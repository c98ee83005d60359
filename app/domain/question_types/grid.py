"""Grids: rows × columns in one question, such as sectors × mechanisms."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field

from app.domain.answers import (
    NOT_ASKED,
    Cells,
    DecimalNumber,
    NotAsked,
    Parts,
    Tabulated,
    Value,
    WholeNumber,
)
from app.domain.checks import Problem
from app.domain.conditions import Heard
from app.domain.question_types.base import Child, Code, QuestionBase, ResponseOption, Variable
from app.domain.question_types.compound import (
    Fields,
    blank_parts,
    check_parts,
    hidden_parts,
    parts_in_words,
    read_parts,
    strip,
    tabulate_parts,
    variable_of,
    without_hidden,
    write_parts,
)
from app.domain.question_types.hearing import Hearing, Standing
from app.domain.question_types.placeholders import blank_options
from app.domain.typed import Typed, inside, joined, within


class GridRow(ResponseOption):
    """A row; `sectors` are those that answer it where sectors answer the question themselves, without any: all."""

    sectors: tuple[Code, ...] = ()


Rows = Annotated[tuple[GridRow, ...], Field(min_length=1, max_length=100)]


class Grid(QuestionBase[Cells]):
    """Rows, each answered in every column. A column is a simple question; one column alone is counted as the grid.

    `totals` adds up the numbers of rows, columns or both, for the eye only: totals are never stored.
    """

    stands: ClassVar[Standing] = "in_items"
    heard_as: ClassVar[Hearing] = "rows"

    type: Literal["grid"]
    rows: Rows
    columns: Fields
    totals: Literal["rows", "columns", "both"] | None = None

    @classmethod
    def least(cls, languages: Sequence[str]) -> dict[str, Any]:
        return {"rows": blank_options(1, languages), "columns": blank_parts(languages)}

    def counted_as(self) -> dict[str, str]:
        """The part under which each column is counted: none for one column alone."""
        return {column.key: "" if len(self.columns) == 1 else column.key for column in self.columns}

    def variables(self) -> tuple[Variable, ...]:
        parts = self.counted_as()
        return tuple(
            variable_of(variable, column, parts[column.key], row.code)
            for column in self.columns
            if column.counted
            for row in self.rows
            for variable in column.variables()
        )

    def effort(self) -> float:
        return len(self.rows) * sum(column.time_needed() for column in self.columns)

    def children(self, value: Value) -> tuple[Child, ...]:
        found: list[Child] = []
        for row in self.rows:
            parts = value.row(row.code) if isinstance(value, Cells) else Parts()
            held = parts if isinstance(parts, Parts) else Parts()
            found.extend(
                Child(f"{row.code}.{column.key}", column, held.get(column.key)) for column in self.columns
            )
        return tuple(found)

    def scopes(self, value: Value) -> tuple[tuple[str, Mapping[str, Value]], ...]:
        rows = value.rows.items() if isinstance(value, Cells) else ()
        return tuple((code, parts.values) for code, parts in rows if isinstance(parts, Parts))

    def read(self, typed: Typed) -> Cells | None:
        codes = {row.code for row in self.rows}
        if any(field.split(".")[0] not in codes for field in typed):
            return None
        rows: dict[str, Parts | NotAsked] = {}
        for row in self.rows:
            parts = read_parts(self.columns, inside(typed, row.code))
            if parts is None:
                return None
            if parts.values:
                rows[row.code] = parts
        return Cells(rows)

    def written(self, value: Cells) -> Typed:
        return joined(
            within(code, write_parts(self.columns, parts))
            for code, parts in value.rows.items()
            if isinstance(parts, Parts)
        )

    def words(self, value: Cells, language: str) -> tuple[str, ...]:
        lines = []
        for row in self.rows:
            parts = value.row(row.code)
            if isinstance(parts, Parts):
                cells = self._cells_in_words(parts, language)
                if cells:
                    lines.append(f"{row.text.in_language(language)}: {cells}")
        return tuple(lines)

    def _cells_in_words(self, parts: Parts, language: str) -> str:
        if len(self.columns) == 1:
            column = self.columns[0]
            return "; ".join(column.for_print(parts.get(column.key), language))
        return " · ".join(parts_in_words(self.columns, parts, language))

    def observed(self, value: Cells) -> tuple[Tabulated, ...]:
        not_asked = Parts({column.key: NOT_ASKED for column in self.columns})
        found: list[Tabulated] = []
        for row in self.rows:
            parts = value.row(row.code)
            held = parts if isinstance(parts, Parts) else not_asked
            found.extend(tabulate_parts(self.columns, held, self.counted_as(), row=row.code))
        return tuple(found)

    def problems(self, value: Cells) -> Iterator[Problem]:
        for row in self.rows:
            parts = value.row(row.code)
            if isinstance(parts, Parts):
                yield from check_parts(self.columns, parts, self.key, row.code)

    def hidden(self, value: Value, heard: Heard) -> frozenset[str]:
        found: set[str] = set()
        for row in self.rows:
            if row.shown_when is not None and not row.shown_when.holds(heard):
                found.add(row.code)
                continue
            parts = value.row(row.code) if isinstance(value, Cells) else Parts()
            held = parts if isinstance(parts, Parts) else Parts()
            found.update(f"{row.code}.{path}" for path in hidden_parts(self.columns, held, heard))
        return frozenset(found)

    def without(self, value: Value, hidden: frozenset[str]) -> Value:
        if not isinstance(value, Cells):
            return value
        rows: dict[str, Parts | NotAsked] = dict(value.rows)
        for row in self.rows:
            parts = rows.get(row.code, Parts())
            own = frozenset(strip(hidden, row.code))
            if row.code in hidden:
                rows[row.code] = NOT_ASKED
            elif own and isinstance(parts, Parts):
                rows[row.code] = without_hidden(self.columns, parts, own)
        return Cells(rows)

    def row_total(self, parts: Parts) -> Decimal:
        return sum((_number(value) for value in parts.values.values()), Decimal(0))

    def column_total(self, value: Value, key: str) -> Decimal:
        if not isinstance(value, Cells):
            return Decimal(0)
        held = [parts for parts in value.rows.values() if isinstance(parts, Parts)]
        return sum((_number(parts.get(key)) for parts in held), Decimal(0))


def _number(value: Value) -> Decimal:
    match value:
        case WholeNumber(number) | DecimalNumber(number):
            return Decimal(number)
    return Decimal(0)
