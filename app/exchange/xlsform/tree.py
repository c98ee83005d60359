"""The rows of the survey sheet as a tree of groups and repeats."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from app.exchange.xlsform.lines import Line
from app.exchange.xlsform.workbook import refusal

DEEPEST = 30  # groups inside one another
_TYPES = {
    "select one": "select_one",
    "select one from": "select_one",
    "select1": "select_one",
    "select all that apply": "select_multiple",
    "select all that apply from": "select_multiple",
    "select multiple": "select_multiple",
    "select multiple from": "select_multiple",
    "add select one prompt using": "select_one",
    "add select multiple prompt using": "select_multiple",
    "int": "integer",
    "string": "text",
    "photo": "image",
    "add image prompt": "image",
    "add file prompt": "file",
}
_CHOOSING = re.compile(
    r"(select one from file|select multiple from file|select one external|select one from|select multiple from"
    r"|select all that apply from|select all that apply|select one|select multiple|select1|rank"
    r"|add select one prompt using|add select multiple prompt using)\s+(\S+)(\s+or[ _]other)?",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class RowType:
    """The type of a row: `base` is "select_one", "text", …; `list_name` and `or_other` of a choice."""

    base: str
    list_name: str = ""
    or_other: bool = False


@dataclass
class Node:
    """A row with what stands between it and its end; a question has nothing inside."""

    line: Line
    kind: Literal["question", "group", "repeat"]
    type: RowType
    children: list["Node"] = field(default_factory=list)

    @property
    def name(self) -> str:
        return self.line.peek("name")

    def walk(self) -> Iterator["Node"]:
        yield self
        for child in self.children:
            yield from child.walk()


def type_of(text: str) -> RowType:
    """What a cell in the column `type` says, whatever way it is spelt."""
    written = " ".join(text.split())
    first, _, rest = written.partition(" ")
    choosing = _CHOOSING.fullmatch(f"{first.replace('_', ' ')} {rest}")
    if choosing:
        how = choosing[1].lower()
        return RowType(_TYPES.get(how, how.replace(" ", "_")), choosing[2], bool(choosing[3]))
    spaced = written.lower().replace("_", " ")
    return RowType(_TYPES.get(spaced, spaced.replace(" ", "_")))


def tree_of(lines: Sequence[Line], file: str) -> list[Node]:
    """Raises InvalidFile where a group or repeat is not closed, or closed without having been opened."""
    top: list[Node] = []
    open_: list[Node] = []
    for line in lines:
        kind = type_of(line.take("type"))
        begun, _, what = kind.base.partition("_")
        if begun == "end" and what in ("group", "repeat"):
            if not open_ or open_[-1].kind != what:
                text = f"This ends a {what} that was not begun, or not the one begun last."
                raise refusal(file, text, line.sheet, line.row, "A")
            open_.pop()
            line.take("name")
            continue
        node = Node(line, "question", kind)
        if begun == "begin" and what in ("group", "repeat"):
            node.kind = "group" if what == "group" else "repeat"
        (open_[-1].children if open_ else top).append(node)
        if node.kind != "question":
            open_.append(node)
            if len(open_) > DEEPEST:
                raise refusal(file, f"More than {DEEPEST} groups in one another.", line.sheet, line.row, "A")
    if open_:
        line = open_[-1].line
        raise refusal(file, "This is never ended. Add its end row.", line.sheet, line.row, "A")
    return top
