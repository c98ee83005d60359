"""The survey sheet as sections: each top-level group is one; what stands between groups makes sections of its own."""

import re
from collections.abc import Sequence

from app.exchange.xlsform.form import Form, Inside, relevance
from app.exchange.xlsform.groups_in import questions_of
from app.exchange.xlsform.lines import Line
from app.exchange.xlsform.names import SECTION_NAME, Keys
from app.exchange.xlsform.subjects import Here, Json
from app.exchange.xlsform.tree import Node


def sections_of(form: Form, nodes: Sequence[Node], title: Json) -> list[Json]:
    """The sections, in order; one without a question is left out, which is listed."""
    keys = Keys()
    found: list[Json] = []
    loose: list[Node] = []
    for node in nodes:
        if node.name.startswith("_fact."):
            _fact(form, node.line)
        elif node.kind == "group" and node.line.peek("q::type") in ("", "section") and _is_section(node):
            found.extend(_between(form, loose, keys, title))
            loose = []
            found.extend(_section(form, node, keys))
        else:
            loose.append(node)
    found.extend(_between(form, loose, keys, title))
    _number(found)
    return found


def _number(sections: Sequence[Json]) -> None:
    """Questions without a number of their own are numbered from 1; forms do not number them, printed pages do."""
    asked = [
        one for section in sections for one in section["questions"] if one["type"] not in ("note", "computed")
    ]
    for position, question in enumerate(asked, start=1):
        question.setdefault("number", str(position))


def _is_section(node: Node) -> bool:
    return node.line.peek("q::type") == "section" or "table-list" not in node.line.peek("appearance")


def _fact(form: Form, line: Line) -> None:
    """Takes a row that asks for what this system knows of a respondent."""
    for column in ("name", "type", "q::type", *(one for one in line.cells if one.startswith("label::"))):
        line.take(column)


def _between(form: Form, nodes: Sequence[Node], keys: Keys, title: Json) -> list[Json]:
    questions = questions_of(form, nodes, Inside())
    if not questions:
        return []
    key = keys.section("general")
    return [{"key": key, "title": dict(title), "questions": questions}]


def _section(form: Form, node: Node, keys: Keys) -> list[Json]:
    line = node.line
    line.take("q::type")
    line.take("appearance")
    name = line.take("name")
    own = name.removeprefix(SECTION_NAME)
    section: Json = {"key": keys.section(own), "title": form.text_of(line)}
    if section["key"] != own:
        form.account.row(
            line, f"name: {name}", f"Renamed to {section['key']}, which is how sections are named here."
        )
    introduction = line.texts("hint")
    children = []
    for child in node.children:
        if child.name == f"{name}._introduction":
            child.line.take("name")
            introduction = child.line.texts("label")
        else:
            children.append(child)
    if introduction:
        section["introduction"] = introduction
    shown = relevance(form, line, Inside(), Here())
    if shown is not None:
        section["shown_when"] = shown
    section["questions"] = questions_of(form, children, Inside())
    if section["questions"]:
        return [section]
    for column in ("name", *(one for one in line.cells if one.startswith("label::"))):
        form.account.cell(line, column, "No question of this group was mapped, so the section is left out.")
    return []


def questionnaire_key(form_id: str) -> str:
    """The key that a form_id becomes."""
    key = re.sub(r"[^a-z0-9]+", "-", form_id.lower()).strip("-")[:60].strip("-")
    return key or "imported"
