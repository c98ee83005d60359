"""Which finding of an earlier cycle measures the same as one of now, or why none does.

What is compared follows the concept, or the key within one questionnaire. Where the meaning changed in between, or what
is counted is not the same, there is a break: it is shown with its reason and never bridged.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.domain.comparing import Change, ChangeClass, Kind
from app.domain.comparing.changes import Spot, Where
from app.domain.comparing.questions import question_changes
from app.domain.counted import counted_variables
from app.domain.diagnostics.places import inside
from app.domain.question_types import AnyQuestion, Question
from app.domain.question_types.base import Variable
from app.domain.questionnaire import Questionnaire

Classes = Mapping[tuple[str, str], ChangeClass]
Step = tuple[Sequence[Change], Classes]
"""The changes from one version to the next, and what its author said of them, by place and kind."""

Counted = tuple[Question, Variable]
_Identity = tuple[str, str, str, str]
_INNER = frozenset({"parts", "columns", "questions"})


class Break(StrEnum):
    """Why results do not go back to an earlier cycle."""

    NEW = "new"
    MEANING = "meaning"
    OPTIONS = "options"
    STATEMENT = "statement"


@dataclass(frozen=True)
class Continued:
    """The name of the finding in the earlier cycle, None for what was not asked; `broken` where it does not go on."""

    earlier: str | None
    broken: Break | None = None


def continued(
    before: Questionnaire, now: Questionnaire, steps: Sequence[Step] | None, among: Collection[str] = ()
) -> Mapping[str, Continued]:
    """What each finding of `now` continues. `among` are the names of those that are wanted; without them, all are.

    `steps` lead from the version of `before` to that of `now`; None between two questionnaires. There, and where a key
    changed, nobody said what the difference means, so that the suggestions of the comparison stand.
    """
    earlier, later = counted_variables(before), counted_variables(now)
    names = {identity: name for name, identity in _identities(earlier, keys=steps is not None)}
    wanted = [name for name in later if not among or name in among]
    found = dict.fromkeys(wanted, Continued(None, Break.NEW))
    for name, identity in _identities(later, keys=steps is not None):
        if name in found and identity in names and found[name].earlier is None:
            old = earlier[names[identity]]
            known = steps if steps is not None and old[0].key == later[name][0].key else None
            changed = _meaning_changed(
                now, later[name], _suggested(now, old, later[name]) if known is None else known
            )
            found[name] = Continued(names[identity], _break(old[1], later[name][1], changed=changed))
    return found


def _identities(counted: Mapping[str, Counted], *, keys: bool) -> Iterator[tuple[str, _Identity]]:
    """By what each finding is known again: first the concepts that only one thing has, then the keys."""
    by_concept = [
        (name, ("concept", concept, part, variable.row))
        for name, (question, variable) in counted.items()
        for concept, part in _concepts(question, variable)
    ]
    times = Counter(identity for _, identity in by_concept)
    yield from ((name, identity) for name, identity in by_concept if times[identity] == 1)
    if keys:
        for name, (question, variable) in counted.items():
            yield name, ("key", question.key, variable.part, variable.row)


def _measuring(question: Question, variable: Variable) -> AnyQuestion:
    """The part that has a concept of its own, or the question."""
    parts = (one for one in inside(question)[1] if one.concept and one.key == variable.part)
    return next(parts, question)


def _concepts(question: Question, variable: Variable) -> Iterator[tuple[str, str]]:
    """The concept of the part, then that of the whole question with the part."""
    measuring = _measuring(question, variable)
    if measuring is not question and measuring.concept:
        yield measuring.concept, ""
    if question.concept:
        yield question.concept, variable.part


def _suggested(questionnaire: Questionnaire, old: Counted, new: Counted) -> Sequence[Step]:
    """The difference of two questions of which nobody said what it means."""
    key = new[0].key
    spot = Spot(("sections", "", "questions", key), "question", Where("", key), questionnaire.languages[0])
    return [([*question_changes(_measuring(*old), _measuring(*new), spot)], {})]


def _break(before: Variable, now: Variable, *, changed: bool) -> Break | None:
    if changed or _kind(before) != _kind(now):
        return Break.MEANING
    if _codes(before) != _codes(now):
        return Break.OPTIONS
    same = set(before.counts) == set(now.counts) and set(before.counts_all) == set(now.counts_all)
    return None if same else Break.STATEMENT


def _kind(variable: Variable) -> tuple[bool, bool, str]:
    return variable.several, variable.numbers, variable.per


def _codes(variable: Variable) -> frozenset[str]:
    return frozenset(option.code for option in variable.options)


def _meaning_changed(questionnaire: Questionnaire, asked: Counted, steps: Iterable[Step]) -> bool:
    return any(
        classes.get((change.place, change.kind), change.suggested) is ChangeClass.MEANING_CHANGED
        and _concerns(change, questionnaire, asked)
        for changes, classes in steps
        for change in changes
    )


def _concerns(change: Change, questionnaire: Questionnaire, asked: Counted) -> bool:
    """Whether a change is one of this variable: of its section, its question, its part or row, not of another one.

    Options that came or went are compared as such. Sections come and go without what they ask.
    """
    question, variable = asked
    if change.kind in (Kind.ADDED, Kind.REMOVED) and change.what in ("option", "section"):
        return False
    if change.what == "section":
        return change.where.section == questionnaire.section_of[question.key].key
    if change.where.question != question.key:
        return False
    steps = list(zip(change.at[4::2], change.at[5::2], strict=False))
    part = "_".join(key for name, key in steps if name in _INNER)
    rows = [key for name, key in steps if name == "rows"]
    of_part = not part or not variable.part or f"{variable.part}_".startswith(f"{part}_")
    return of_part and (not rows or variable.row in rows)
