"""Everything in a definition that looks at something else, and the same with each look rewritten.

What a look stands in decides what a part that it names alone means: `holder` is the question that has the part.
"""

from collections.abc import Callable, Mapping
from typing import Any

from app.domain.editing.loading import LISTED, NESTED
from app.domain.editing.tree import Document

Holder = Document | None
Rewrite = Callable[[Document, Holder], Document]


def having(node: Document, parts: Mapping[str, Any]) -> Document:
    """`node` with other values for some of its properties; itself where they are the same."""
    same = all(value is node[name] for name, value in parts.items())
    return node if same else node | dict(parts)


def each(items: list[Any], act: Callable[[Any], Any]) -> list[Any]:
    """`items` after `act`; the same list where nothing changed."""
    made = [act(item) for item in items]
    return items if all(new is old for new, old in zip(made, items, strict=True)) else made


def in_document(document: Document, rewrite: Rewrite) -> Document:
    return having(
        document, {"sections": each(document["sections"], lambda section: in_section(section, rewrite))}
    )


def in_section(section: Document, rewrite: Rewrite) -> Document:
    parts = {"questions": each(section["questions"], lambda question: in_question(question, rewrite, None))}
    return having(_shown(section, rewrite, None), parts)


def in_question(question: Document, rewrite: Rewrite, holder: Holder) -> Document:
    """A question, and what is inside it; `holder` is the question that it is a part of."""
    parts: dict[str, Any] = {}
    for name in LISTED:
        if name in question:
            parts[name] = each(question[name], lambda option: _shown(option, rewrite, holder))
    for name in NESTED:
        if name in question:
            parts[name] = each(question[name], lambda part: in_question(part, rewrite, question))
    if "checks" in question:
        parts["checks"] = each(question["checks"], lambda rule: _rule(rule, rewrite, question))
    if question.get("value") is not None:
        parts["value"] = _operand(question["value"], rewrite, None)
    if question.get("count_of") is not None:
        look = rewrite({"count_of": question["count_of"]}, None)
        parts["count_of"] = look["count_of"]
    return having(_shown(question, rewrite, holder), parts)


def _shown(node: Document, rewrite: Rewrite, holder: Holder) -> Document:
    if node.get("shown_when") is None:
        return node
    return having(node, {"shown_when": _condition(node["shown_when"], rewrite, holder)})


def _condition(condition: Document, rewrite: Rewrite, holder: Holder) -> Document:
    for name in ("all", "any"):
        if name in condition:
            inner = each(condition[name], lambda one: _condition(one, rewrite, holder))
            return having(condition, {name: inner})
    if "not" in condition:
        return having(condition, {"not": _condition(condition["not"], rewrite, holder)})
    return rewrite(condition, holder)


def _rule(rule: Document, rewrite: Rewrite, holder: Holder) -> Document:
    parts = {
        name: _operand(rule[name], rewrite, holder)
        for name in ("left", "right")
        if rule.get(name) is not None
    }
    if rule.get("fails_when") is not None:
        parts["fails_when"] = _condition(rule["fails_when"], rewrite, holder)
    return having(rule, parts)


def _operand(operand: Document, rewrite: Rewrite, holder: Holder) -> Document:
    if operand.get("sum_of") is not None:
        inner = each(operand["sum_of"], lambda one: _operand(one, rewrite, holder))
        return having(operand, {"sum_of": inner})
    return rewrite(operand, holder)
