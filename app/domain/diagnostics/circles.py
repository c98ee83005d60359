"""Circles: what applies, or is worked out, by way of itself."""

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from app.domain.conditions import looks_of
from app.domain.diagnostics.looking import operands
from app.domain.diagnostics.places import Book
from app.domain.question_types import Computed

MOST_CIRCLES = 20  # that are said; what closes further ones is still said to come too late
MOST_STEPS = 12  # of a circle that are named


@dataclass
class Circles:
    """The circles of a questionnaire, looked for only where something looks ahead: nothing else can close one."""

    book: Book
    left: int = MOST_CIRCLES
    _said: set[frozenset[str]] = field(default_factory=set)

    def through(self, node: str, needed: str) -> str | None:
        """The circle that `node` closes by depending on `needed`, in words; None if there is none, or it was said."""
        if not self.left:
            return None
        path = self._path(needed, node)
        if path is None or frozenset(path) in self._said:
            return None
        self.left -= 1
        self._said.add(frozenset(path))
        steps = [node, *path]
        if len(steps) > MOST_STEPS:
            steps[MOST_STEPS // 2 : -MOST_STEPS // 2] = [f"({len(steps) - MOST_STEPS} more)"]
        return f"This leads in a circle: {' → '.join(steps)}. Take one of these references out."

    def _path(self, start: str, end: str) -> list[str] | None:
        """The shortest way from `start` to `end` along what depends on what."""
        came_from = {start: start}
        waiting = deque([start])
        while waiting:
            node = waiting.popleft()
            if node == end:
                return _walked(came_from, end)
            for needed in self._needs.get(node, ()):
                if needed not in came_from:
                    came_from[needed] = node
                    waiting.append(needed)
        return None

    @cached_property
    def _needs(self) -> Mapping[str, Sequence[str]]:
        needs: dict[str, list[str]] = {}
        for section in self.book.questionnaire.sections:
            if section.shown_when is not None:
                for question in section.questions:
                    needs.setdefault(question.key, []).append(f"section {section.key}")
        for shown in self.book.shown():
            if not shown.too_deep:
                named = {look.question or look.count_of for look in looks_of(shown.condition)}
                needs.setdefault(shown.scope.node, []).extend(sorted(filter(None, named)))
        for one in self.book.standing:
            if isinstance(one.question, Computed):
                needs.setdefault(one.scope.node, []).extend(_worked_out_from(one.question))
        return needs


def _walked(came_from: Mapping[str, str], end: str) -> list[str]:
    path = [end]
    while came_from[path[-1]] != path[-1]:
        path.append(came_from[path[-1]])
    return path[::-1]


def _worked_out_from(question: Computed) -> Iterator[str]:
    if question.count_of is not None:
        yield question.count_of
    for operand in operands(question.value) if question.value is not None else ():
        if operand.question is not None:
            yield operand.question
