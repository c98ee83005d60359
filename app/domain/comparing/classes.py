"""What the author may say of a change, and which trend lines end with it."""

from collections.abc import Iterable, Mapping

from app.domain.comparing.changes import Change, ChangeClass, Kind

_ALWAYS_MEANING = frozenset({Kind.REMOVED, Kind.RETYPED, Kind.CONCEPT})


def possible_classes(change: Change) -> tuple[ChangeClass, ...]:
    """Only words can be a typo; what is gone, or asked as another type, has another meaning whatever one says."""
    if change.only_words:
        return tuple(ChangeClass)
    if change.kind in _ALWAYS_MEANING:
        return (ChangeClass.MEANING_CHANGED,)
    return (ChangeClass.REWORDED, ChangeClass.MEANING_CHANGED)


def broken_trends(
    changes: Iterable[Change], classes: Mapping[tuple[str, str], ChangeClass]
) -> tuple[str, ...]:
    """The concepts whose trend line ends, in order. `classes` by place and kind; a suggestion stands in for none."""
    broken: set[str] = set()
    for change in changes:
        if classes.get((change.place, change.kind), change.suggested) is ChangeClass.MEANING_CHANGED:
            broken.update(change.concepts)
    return tuple(sorted(broken))
