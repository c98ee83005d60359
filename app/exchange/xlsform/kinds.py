"""What a form makes of question types, by as what the class of each says that its answers are heard."""

from collections.abc import Mapping

from app.domain.question_types import QUESTION_TYPES
from app.domain.question_types.hearing import Hearing
from app.domain.question_types.people import Lines

CURRENCY_LIST = "_currencies"
CHOOSING = {"code": "select_one", "codes": "select_multiple", "ranks": "rank"}
# The row of a question that is one row; of what is not listed it is a text.
_ROWS: Mapping[str, str] = CHOOSING | {
    "whole": "integer",
    "decimal": "decimal",
    "day": "date",
    "files": "file",
    "result": "calculate",
    "nothing": "note",
}
# The rows of a question that is several, by their types and the ends of their names; one of Lines names its own.
_SEVERAL_ROWS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "amount": (("decimal", "_amount"), (f"select_one {CURRENCY_LIST}", "_currency")),
    "days": (("date", "_from"), ("date", "_to")),
}
_MAIN = {"amount": "_amount", "days": "_to"}
# What a row becomes where it does not say more; a text also holds what works itself out from a fact.
_FIRST: Mapping[str, str] = {
    "select_one": "single_choice",
    "select_multiple": "multiple_choice",
    "rank": "ranking",
    "integer": "whole_number",
    "decimal": "decimal",
    "date": "date",
    "text": "short_text",
    "note": "note",
    "calculate": "computed",
    "file": "attachment",
    "range": "whole_number",
    "image": "attachment",
    "acknowledge": "declaration",
}


def heard(kind: str) -> Hearing | None:
    """As what answers to questions of this type are heard; None where there is no such type."""
    found = QUESTION_TYPES.get(kind)
    return found.heard_as if found else None


def as_heard(*wanted: Hearing) -> frozenset[str]:
    """The types whose answers are heard as one of these."""
    return frozenset(name for name, kind in QUESTION_TYPES.items() if kind.heard_as in wanted)


def has(kind: str, setting: str) -> bool:
    """Whether definitions of this type have a place for a setting of this name."""
    found = QUESTION_TYPES.get(kind)
    return found is not None and setting in found.model_fields


def row_of(kind: str) -> str:
    """The type of the row that asks such a question, without the list of a choice."""
    return _ROWS.get(QUESTION_TYPES[kind].heard_as, "text")


def fields_of(kind: str) -> tuple[tuple[str, str], ...]:
    """The rows of a question that is several rows in a group: type and end of the name; none for all others."""
    found = QUESTION_TYPES.get(kind)
    if found is None:
        return ()
    if issubclass(found, Lines):
        return tuple(("acknowledge" if name == "declared" else "text", f"_{name}") for name in found.fields())
    return _SEVERAL_ROWS.get(found.heard_as, ())


def main_field_of(kind: str) -> str:
    """Of the rows of such a question, the end of the name of the one that can be compared."""
    fields = fields_of(kind)
    return _MAIN.get(QUESTION_TYPES[kind].heard_as, fields[0][1]) if fields else ""


def _is_one_row(kind: str) -> bool:
    return heard(kind) not in ("parts", "rows", "items") and not fields_of(kind)


def _kinds_by_row() -> Mapping[str, tuple[str, ...]]:
    """The types that a row of each type may ask, the first where it does not say which."""
    found = {row: [kind] for row, kind in _FIRST.items()}
    for kind in filter(_is_one_row, QUESTION_TYPES):
        found[row_of(kind)].append(kind)
    found["text"].append("computed")
    return {row: tuple(dict.fromkeys(kinds)) for row, kinds in found.items()}


KINDS_BY_ROW = _kinds_by_row()
