"""The outline: all sections, the questions of the one that is open, and what is inside the question chosen."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from app.domain.editing import Address
from app.questionnaires.views.shared import HOLDERS, Draft, as_text, kind_name, line_id, place_of


@dataclass(frozen=True)
class Line:
    """One line of the outline; `inside` are the lines under it."""

    id: str
    at: str
    href: str
    number: str
    title: str
    kind: str = ""
    condition: bool = False
    chosen: bool = False
    open: bool = False
    count: int = 0
    inside: tuple["Line", ...] = ()


def lines_of(draft: Draft, at: Address) -> tuple[Line, ...]:
    """The outline with the line of `at` chosen and its section open."""
    return tuple(section_line(draft, section, at) for section in draft.document["sections"])


def section_line(draft: Draft, section: Mapping[str, Any], at: Address) -> Line:
    own = ("sections", section["key"])
    line = Line(
        id=line_id(own),
        at=as_text(own),
        href=place_of(draft, own),
        number=section["key"],
        title=draft.text(section, "title"),
        condition="shown_when" in section,
        chosen=at == own,
        open=at[:2] == own,
        count=len(section["questions"]),
    )
    if not line.open:
        return line
    return replace(line, inside=tuple(_question_lines(draft, own, section, at)))


def _question_lines(draft: Draft, holder: Address, thing: Mapping[str, Any], at: Address) -> Iterator[Line]:
    name, questions = inside(thing)
    for question in questions:
        yield question_line(draft, (*holder, name, question["key"]), question, at)


def question_line(draft: Draft, own: Address, question: Mapping[str, Any], at: Address) -> Line:
    """The line of a question; those inside it are under it while it is open."""
    line = Line(
        id=line_id(own),
        at=as_text(own),
        href=place_of(draft, own),
        number=str(question.get("number") or question["key"]),
        title=draft.text(question),
        kind=kind_name(question),
        condition="shown_when" in question,
        chosen=at == own,
        open=at[: len(own)] == own,
    )
    if not line.open:
        return line
    return replace(line, inside=tuple(_question_lines(draft, own, question, at)))


def inside(thing: Mapping[str, Any]) -> tuple[str, Sequence[Mapping[str, Any]]]:
    """The list of questions that a thing holds, and its name; nothing for what holds none."""
    return next(((name, thing[name]) for name in HOLDERS if name in thing), ("", ()))
