"""Conditions that can never hold or always do: by themselves, or given what is shown around them and before them."""

from collections import deque
from collections.abc import Iterator, Sequence

from app.domain.conditions import All, AnyOf, Condition, Look, Not, Place, leaves, looks_of
from app.domain.diagnostics.places import Book, Diagnostic, Shown
from app.domain.diagnostics.truth import Budget, Judge, judge

MOST_IMPLIED = 8  # questions whose own conditions are thought of
LARGEST_IMPLIED = 12  # parts of such a condition
ALWAYS = "This condition always holds: take it out."


def find(book: Book, wrong: set[Place]) -> Iterator[Diagnostic]:
    """What can never hold, and what always does; a condition with a wrong reference is left out."""
    broken = {place[: place.index("shown_when") + 1] for place in wrong if "shown_when" in place}
    budget = Budget()
    for shown in book.shown():
        known = shown.place not in broken
        alone = judge(book, shown.scope, [shown.condition], budget) if known else None
        if alone is not None:
            yield from _decided(book, shown, alone, budget)


def _decided(book: Book, shown: Shown, alone: Judge, budget: Budget) -> Iterator[Diagnostic]:
    if not all(alone.can_hold(look) for look in looks_of(shown.condition)):
        for place, look in leaves(shown.condition, shown.place):
            if not alone.can_hold(look):
                yield Diagnostic(place, _never(shown, "No answer"))
        return
    outcome = alone.outcome(shown.condition)
    if not outcome.can_hold:
        yield Diagnostic(shown.place, _never(shown, "No combination of answers"))
    elif not outcome.can_fail:
        yield Diagnostic(shown.place, ALWAYS, "warning")
    elif _excluded(book, shown, budget):
        text = f"The {shown.what} {shown.name} is never shown: where this condition holds, what it belongs to, or looks"
        yield Diagnostic(shown.place, f"{text} at, does not apply. Change one of the conditions.")


def _never(shown: Shown, what: str) -> str:
    return (
        f"{what} makes this hold, so the {shown.what} {shown.name} may never be shown. "
        "Change the condition, or take out what it shows."
    )


def _excluded(book: Book, shown: Shown, budget: Budget) -> bool:
    """Whether a condition that can hold never does where its question is asked, though the question can be."""
    for implied in (_implied(book, (shown.condition, *shown.around)), ()):
        around = (*shown.around, *implied)
        together = (shown.condition, *around)
        found = judge(book, shown.scope, together, budget) if around else None
        if found is not None and not found.outcome(All.model_construct(parts=together)).can_hold:
            return not shown.around or found.outcome(All.model_construct(parts=around)).can_hold
    return False


def _implied(book: Book, conditions: Sequence[Condition]) -> tuple[Condition, ...]:
    """What else holds of the questions looked at: an answer stands only where its question is shown."""
    found: list[Condition] = []
    waiting = deque(conditions)
    known: set[tuple[str | None, ...]] = set()
    while waiting:
        for look in looks_of(waiting.popleft()):
            if len(found) == MOST_IMPLIED:
                return tuple(found)
            subject = (look.question, look.part, look.row)
            shown = _shown(book, look.question) if look.question is not None and subject not in known else ()
            known.add(subject)
            if shown:
                given = Look(question=look.question, part=look.part, row=look.row, answered=True)
                found.append(AnyOf(parts=(Not(part=given), All(parts=shown))))
                waiting.extend(shown)
    return tuple(found)


def _shown(book: Book, key: str) -> tuple[Condition, ...]:
    """The conditions on which a question is asked, but for long ones."""
    question, section = book.question(key), book.questionnaire.section_of.get(key)
    own = (one.shown_when for one in (section, question) if one is not None and one.shown_when is not None)
    return tuple(one for one in own if _is_short(one))


def _is_short(condition: Condition) -> bool:
    waiting, known = [condition], 0
    while waiting and known <= LARGEST_IMPLIED:
        known += 1
        match waiting.pop():
            case All(parts=parts) | AnyOf(parts=parts):
                waiting.extend(parts)
            case Not(part=part):
                waiting.append(part)
    return known <= LARGEST_IMPLIED
