"""Where a move leads, and what it changes in the outline of the page."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import render_template
from flask_babel import gettext

from app.domain.editing import Address, value_or_absent
from app.questionnaires.views.outline import Line, question_line, section_line
from app.questionnaires.views.shared import Draft, line_id, place_of
from app.web.clock import now
from app.web.languages import reading_time


@dataclass(frozen=True)
class Step:
    """A move: the list and the position, and where the thing is afterwards. `passed` is the one neighbour it passes."""

    at: Address
    into: Address
    index: int
    passed: Address | None = None
    up: bool = False

    def is_near(self, at: Address) -> bool:
        """Whether two lines of the outline change places, and nothing else."""
        return self.passed is not None and at[0] == "sections" and at[-2] not in ("options", "rows")


def step_of(draft: Draft, at: Address, posted: Mapping[str, str]) -> Step | None:
    """What "up", "down", a position or a section means for what stands at `at`; None where there is no such place."""
    into, name = at[:-1], at[-1]
    held = value_or_absent(draft.document, into)
    keys = [str(one.get("key") or one.get("code") or number) for number, one in enumerate(held)]
    here = keys.index(name)
    section = posted.get("section", "")
    if section:
        return _to_section(draft, name, section)
    if posted.get("index", "").isdigit():
        index = min(int(posted["index"]), len(keys) - 1)
        return Step((*into, _renamed(keys, name, index)), into, index) if index != here else None
    up = posted.get("way") == "up"
    there = here - 1 if up else here + 1
    if 0 <= there < len(keys):
        return Step((*into, _renamed(keys, name, there)), into, there, (*into, keys[there]), up)
    return _to_next_section(draft, at, up)


def _renamed(keys: list[str], name: str, index: int) -> str:
    """What is only known by its position has another name at its new one."""
    return str(index) if name.isdigit() and keys == [str(number) for number in range(len(keys))] else name


def _to_section(draft: Draft, name: str, section: str) -> Step | None:
    into = ("sections", section, "questions")
    held = value_or_absent(draft.document, into)
    return Step((*into, name), into, len(held)) if isinstance(held, list) else None


def _to_next_section(draft: Draft, at: Address, up: bool) -> Step | None:
    """Past the first question of a section is the end of the one before it, past the last the start of the next."""
    if len(at) != 4 or at[0] != "sections":
        return None
    keys = [one["key"] for one in draft.document["sections"]]
    there = keys.index(at[1]) + (-1 if up else 1)
    if not 0 <= there < len(keys):
        return None
    into = ("sections", keys[there], "questions")
    index = len(value_or_absent(draft.document, into)) if up else 0
    return Step((*into, at[3]), into, index)


def moved_parts(draft: Draft, step: Step) -> str:
    """The line that was passed, to be put on the other side."""
    passed = step.passed or step.at
    return render_template(
        "questionnaires/_moved.html",
        passed=_line(draft, passed, step.at),
        side="afterend" if step.up else "beforebegin",
        moved=line_id(step.at),
        said=gettext("Moved. Saved %(time)s", time=reading_time(now())),
        draft=draft,
        place_of=place_of,
    )


def _line(draft: Draft, own: Address, at: Address) -> Line:
    thing = draft.thing(own)
    return section_line(draft, thing, at) if len(own) == 2 else question_line(draft, own, thing, at)
