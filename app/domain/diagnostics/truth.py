"""Whether conditions can hold, and whether they can fail, over all answers that can be submitted.

The answers that the conditions can tell apart are numbered, and each condition becomes one whole number whose bits say
for which of them it holds: `all` is then `&`, `any` is `|`. Where there are too many, the parts of a condition are
judged apart, as if their answers had nothing to do with one another: what is then called impossible is impossible.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import prod

from app.domain.conditions import All, AnyOf, Condition, Look, Not, looks_of
from app.domain.diagnostics.looking import Seen, Unseen, seen_by
from app.domain.diagnostics.places import Book, Scope
from app.domain.diagnostics.samples import samples

MOST_WORLDS = 4096  # combinations of answers that are gone through for one condition
MOST_TRIES = 400_000  # looks at an answer, for one analysis; past it nothing more is decided
MOST_TRIES_OF_ONE = 20_000  # of these, for what the looks at one subject can say
Subject = tuple[str | int | None, ...]
Ways = tuple[tuple[bool, ...], ...]
BOTH: Ways = ((True,), (False,))


@dataclass(frozen=True)
class Outcome:
    """Whether a condition can hold, and whether it can fail."""

    can_hold: bool
    can_fail: bool


UNKNOWN = Outcome(can_hold=True, can_fail=True)


@dataclass
class Budget:
    """How much work is left."""

    left: int = MOST_TRIES

    def allows(self, work: int) -> bool:
        self.left -= work
        return self.left >= 0


@dataclass(frozen=True)
class Judge:
    """What the looks of some conditions can say.

    `at` is the subject of each look, by its identity, and its place among the looks at that subject; `ways` are the
    combinations in which these can hold.
    """

    at: Mapping[int, tuple[Subject, int]]
    ways: Mapping[Subject, Ways]
    budget: Budget

    def can_hold(self, look: Look) -> bool:
        subject, place = self.at[id(look)]
        return any(way[place] for way in self.ways[subject])

    def outcome(self, condition: Condition) -> Outcome:
        subjects = self._subjects(condition)
        if not self.budget.allows(len(subjects)):
            return UNKNOWN
        sizes = {subject: len(self.ways[subject]) for subject in dict.fromkeys(subjects)}
        if prod(sizes.values()) <= MOST_WORLDS:
            return self._exactly(condition, sizes)
        if isinstance(condition, Not):
            inner = self.outcome(condition.part)
            return Outcome(can_hold=inner.can_fail, can_fail=inner.can_hold)
        if isinstance(condition, AnyOf):  # fails where the opposites of its parts all hold
            opposites = tuple(Not.model_construct(part=part) for part in condition.parts)
            inner = self.outcome(All.model_construct(parts=opposites))
            return Outcome(can_hold=inner.can_fail, can_fail=inner.can_hold)
        grouped = self._grouped(condition.parts) if isinstance(condition, All) else ()
        parts = [self.outcome(part) for part in grouped] or [UNKNOWN]
        return Outcome(all(one.can_hold for one in parts), any(one.can_fail for one in parts))

    def _subjects(self, condition: Condition) -> list[Subject]:
        return [self.at[id(look)][0] for look in looks_of(condition)]

    def _exactly(self, condition: Condition, sizes: Mapping[Subject, int]) -> Outcome:
        every = (1 << prod(sizes.values())) - 1
        strides: dict[Subject, int] = {}
        stride = 1
        for subject, size in sizes.items():
            strides[subject] = stride
            stride *= size
        holds = _bits(condition, every, lambda look: self._bits_of(look, strides, every))
        return Outcome(can_hold=holds != 0, can_fail=holds != every)

    def _bits_of(self, look: Look, strides: Mapping[Subject, int], every: int) -> int:
        """The worlds in which a look holds: a subject is in way `w` wherever (world // stride) % ways is `w`."""
        subject, place = self.at[id(look)]
        ways, stride = self.ways[subject], strides[subject]
        block = (1 << stride) - 1
        once = sum(block << (stride * at) for at, way in enumerate(ways) if way[place])
        return once * (every // ((1 << (stride * len(ways))) - 1))

    def _grouped(self, parts: Sequence[Condition]) -> Iterator[Condition]:
        """The parts, those that look at one and the same subject alone put together."""
        groups: dict[Subject, list[Condition]] = {}
        for part in parts:
            subjects = set(self._subjects(part))
            if len(subjects) == 1:
                groups.setdefault(subjects.pop(), []).append(part)
            else:
                yield part
        for group in groups.values():
            yield All.model_construct(parts=tuple(group))


def _bits(condition: Condition, every: int, bits_of: Callable[[Look], int]) -> int:
    match condition:
        case All():
            found = every
            for part in condition.parts:
                found &= _bits(part, every, bits_of)
            return found
        case AnyOf():
            found = 0
            for part in condition.parts:
                found |= _bits(part, every, bits_of)
            return found
        case Not():
            return every & ~_bits(condition.part, every, bits_of)
    return bits_of(condition)


def judge(book: Book, scope: Scope, conditions: Iterable[Condition], budget: Budget) -> Judge | None:
    """A judge of conditions that stand in `scope`; None where they look at what is not there."""
    looks: dict[Subject, list[Look]] = {}
    seen: dict[Subject, Seen] = {}
    for condition in conditions:
        for look in looks_of(condition):
            found = seen_by(book, scope, look)
            if isinstance(found, Unseen):
                return None
            subject: Subject = (look.question, look.part, look.row, look.count_of, look.fact)
            seen[subject] = found
            looks.setdefault(subject, []).append(look)
    at: dict[int, tuple[Subject, int]] = {}
    ways: dict[Subject, Ways] = {}
    for subject, own in looks.items():
        told = _told_apart(book, seen[subject], own, budget)
        for place, look in enumerate(own):
            at[id(look)] = (subject, place) if told else ((*subject, id(look)), 0)
            ways[at[id(look)][0]] = told or BOTH
    return Judge(at, ways, budget)


def _told_apart(book: Book, seen: Seen, looks: Sequence[Look], budget: Budget) -> Ways | None:
    """The ways in which looks at one subject can hold together; None where that takes too much work."""
    answers = samples(book, seen, looks)
    if answers is None:
        return None
    work = len(answers) * len(looks)
    if work > MOST_TRIES_OF_ONE or not budget.allows(work):
        return None
    return tuple(dict.fromkeys(tuple(look.holds_for(answer) for look in looks) for answer in answers))
