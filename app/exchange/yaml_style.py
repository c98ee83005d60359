"""How definitions are written as YAML: texts in quotation marks, short things in one line, questions in blocks."""

import io
from collections.abc import Mapping, Sequence
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.scalarstring import DoubleQuotedScalarString

LANGUAGES = frozenset({"ar", "zh", "en", "fr", "ru", "es"})
_BLOCKS = frozenset(
    {"sections", "questions", "parts", "columns", "options", "rows", "chapters", "terms", "checks"}
)
_QUOTED = frozenset({"number", "paragraph"})
_FIRST = (
    "key",
    "code",
    "type",
    "number",
    "title",
    "text",
    "guidance",
    "short_title",
    "mandate",
    "introduction",
)
_LONG = 500  # characters of a part or column that still stands in one line


def round_trip_yaml() -> YAML:
    """Reads and writes YAML as these files are indented; what is not touched stays as it was written."""
    yaml = YAML(typ="rt")
    yaml.width = 1_000_000_000
    yaml.preserve_quotes = True
    yaml.brace_single_entry_mapping_in_flow_sequence = True
    yaml.indent(mapping=2, sequence=4, offset=2)
    return yaml


def in_order(value: Any) -> Any:
    """What says what a thing is stands first, as in the files that people write."""
    if isinstance(value, dict):
        names = [*(name for name in _FIRST if name in value), *(name for name in value if name not in _FIRST)]
        return {name: in_order(value[name]) for name in names}
    return [in_order(one) for one in value] if isinstance(value, list) else value


def dumped(tree: Any) -> str:
    written = io.StringIO()
    round_trip_yaml().dump(tree, written)
    return written.getvalue()


def styled(value: Any, key: str = "") -> Any:
    """JSON values as nodes with a style; `key` is the one under which the value stands."""
    if isinstance(value, Mapping):
        return _mapping(value, key)
    if isinstance(value, list | tuple):
        return _sequence(value, key)
    if isinstance(value, str) and (key in LANGUAGES or key in _QUOTED):
        return DoubleQuotedScalarString(value)
    return value


def _mapping(value: Mapping[str, Any], key: str) -> CommentedMap:
    node = CommentedMap()
    for name, inside in value.items():
        node[name] = styled(inside, "options" if key == "option_lists" else name)
    if _stands_in_one_line(value, key):
        node.fa.set_flow_style()
    return node


def _sequence(value: Sequence[Any], key: str) -> CommentedSeq:
    node = CommentedSeq(styled(one, "" if key in _BLOCKS else key) for one in value)
    if key not in _BLOCKS:
        node.fa.set_flow_style()
    return node


def _stands_in_one_line(value: Mapping[str, Any], key: str) -> bool:
    """Texts, conditions, options, reports: whatever holds no list of questions and is short enough."""
    if {"sections", "questions", "parts", "columns"} & value.keys() or key == "option_lists":
        return False
    is_question = "type" in value
    holds_options = any(isinstance(value.get(name), list) for name in ("options", "rows"))
    return not holds_options and not (is_question and ("number" in value or len(str(value)) > _LONG))
