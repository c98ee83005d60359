"""A condition as rows of a form: read from the document, changed by buttons, and written back."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from flask_babel import gettext

from app.domain.conditions import OPERATORS
from app.questionnaires.forms.properties import Fields, Mistyped, number_in

GROUPS = ("all", "any", "not")
NUMBERS = frozenset({"at_least", "at_most", "between"})
LISTS = frozenset({"is_any_of", "includes_any_of"})
ROOT = "c"
DEEPEST = 40
_NAMES = {"question": "question", "count_of": "count_of", "fact": "fact", "part": "part"}


@dataclass(frozen=True)
class Node:
    """A group of conditions (`all`, `any`, `not`), or a `look` at one thing, perhaps not filled in yet."""

    kind: str = "look"
    about: str = "question"
    key: str = ""
    part: str = ""
    row: str = ""
    operator: str = ""
    values: tuple[str, ...] = ()
    children: tuple["Node", ...] = ()


def node_of(document: Mapping[str, Any] | None) -> Node:
    """The rows of a condition; one empty row where there is none yet."""
    if not document:
        return Node("all", children=(Node(),))
    node = _node(document)
    # The outermost rows can always be added to.
    return node if node.kind in ("all", "any") else Node("all", children=(node,))


def _node(document: Mapping[str, Any]) -> Node:
    for kind in ("all", "any"):
        if kind in document:
            return Node(kind, children=tuple(_node(one) for one in document[kind]))
    if "not" in document:
        return Node("not", children=(_node(document["not"]),))
    about = next(name for name in _NAMES if document.get(name) is not None)
    operator = next((name for name in OPERATORS if document.get(name) is not None), "")
    part = str(document.get("part") or "") if about == "question" else ""
    return Node(
        "look", about, str(document[about]), part, str(document.get("row") or ""), operator, _values(document)
    )


def _values(document: Mapping[str, Any]) -> tuple[str, ...]:
    for name in OPERATORS:
        held = document.get(name)
        if held is not None and name != "answered":
            return tuple(str(one) for one in held) if isinstance(held, list | tuple) else (str(held),)
    return ()


def written(node: Node) -> dict[str, Any]:
    """The condition as the document writes it. Raises Mistyped where a row lacks something."""
    if node.kind == "look":
        return _look(node)
    parts = [written(child) for child in node.children]
    if not parts:
        raise Mistyped(gettext("Add a row to each group, or take the group out."))
    if node.kind == "not":
        return {"not": parts[0]}
    return {node.kind: parts}


def condition_of(node: Node) -> dict[str, Any]:
    """The same for the outermost rows: one row alone needs no group. Raises Mistyped."""
    if node.kind in ("all", "any") and len(node.children) == 1:
        return written(node.children[0])
    return written(node)


def _look(node: Node) -> dict[str, Any]:
    if not node.key:
        raise Mistyped(gettext("Say in each row what it looks at, or take the row out."))
    if node.operator not in OPERATORS:
        raise Mistyped(gettext("Choose a comparison in each row."))
    found: dict[str, Any] = {node.about: node.key}
    found |= {name: value for name, value in (("row", node.row), ("part", node.part)) if value}
    return found | {node.operator: _operand(node)}


def _operand(node: Node) -> Any:
    values = [value for value in node.values if value]
    if node.operator == "answered":
        return True
    if not values or (node.operator == "between" and len(values) < 2):
        raise Mistyped(gettext("Give each row a value to compare with."))
    if node.operator in NUMBERS:
        numbers = [number_in(value) for value in values]
        return numbers[:2] if node.operator == "between" else numbers[0]
    return values if node.operator in LISTS else values[0]


# ------------------------------------------------------------------------------------------------ the form


def posted_node(posted: Fields, name: str = ROOT, depth: int = 0) -> Node:
    """The rows as a form posts them, filled in or not."""
    kind = posted.get(f"{name}.kind", "look")
    if kind in GROUPS and depth <= DEEPEST:
        count = min(_count(posted.get(f"{name}.count", "0")), 200)
        return Node(
            kind, children=tuple(posted_node(posted, f"{name}.{at}", depth + 1) for at in range(count))
        )
    about, _, fact = posted.get(f"{name}.about", "question").partition(":")
    return Node(
        "look",
        about if about in _NAMES else "question",
        fact or posted.get(f"{name}.key", "").strip(),
        posted.get(f"{name}.part", "").strip() if about == "question" else "",
        posted.get(f"{name}.row", "").strip() if about == "question" else "",
        posted.get(f"{name}.operator", ""),
        tuple(value.strip() for value in posted.getlist(f"{name}.value")),
    )


def _count(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 5 else 0


def after(node: Node, step: str) -> Node:
    """The rows after a button was pressed: "add c.0", "group c", "not c", "remove c.0.1"; else unchanged."""
    wanted, _, name = step.partition(" ")
    steps = [_count(part) for part in name.split(".")[1:]]
    if wanted == "remove" and steps:
        return _changed(node, steps[:-1], lambda group: _without(group, steps[-1]))
    made = {
        "add": Node(),
        "group": Node("any", children=(Node(), Node())),
        "not": Node("not", children=(Node(),)),
    }.get(wanted)
    if made is None:
        return node
    new = made
    return _changed(node, steps, lambda group: replace(group, children=(*group.children, new)))


def _without(group: Node, at: int) -> Node:
    return replace(group, children=(*group.children[:at], *group.children[at + 1 :]))


def _changed(node: Node, steps: list[int], change: Any) -> Node:
    if not steps:
        changed: Node = change(node)
        return changed
    at = steps[0]
    if at >= len(node.children):
        return node
    inner = _changed(node.children[at], steps[1:], change)
    return replace(node, children=(*node.children[:at], inner, *node.children[at + 1 :]))
