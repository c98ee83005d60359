"""What stands behind a figure of a document: its explanation, the States counted, the snapshots."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.domain.explaining import Explanation, Parts, explain, parts_of, what_is_told
from app.domain.register import RESPONSE
from app.reports.asked_for import label_of_code, values_asked_for
from app.reports.facts import GROUPS, RespondingState
from app.reports.making import Traced
from app.reports.queries.counting import Counted
from app.reports.queries.responding import states_in_base


@dataclass(frozen=True)
class Explained:
    """A figure with who is in its base: names of States, never what one of them answered.

    `counted` is what it was computed from: the present data set, that of the earlier cycle, or both. `code` is the
    label of a code of free text.
    """

    explanation: Explanation
    code: str
    states: tuple[RespondingState, ...]
    counted: tuple[Counted, ...]

    @property
    def groups(self) -> Mapping[str, tuple[RespondingState, ...]]:
        """The States by regional group, in the order of the groups."""
        numbers = Counter(state.group for state in self.states)
        return {
            group: tuple(state for state in self.states if state.group == group)
            for group in (*GROUPS, "")
            if numbers[group]
        }


def explained(session: Session, basis: Traced, identifier: str, language: str) -> Explained:
    """The figure `identifier` of a document made from `basis`. Raises NotFound."""
    parts = parts_of(identifier)
    told = what_is_told(parts)
    values = basis.register if identifier in basis.register else values_asked_for(session, basis, parts)
    explanation = explain(identifier, values, basis.questionnaire, language)
    counted: tuple[Counted, ...] = (basis.counted,)
    if parts.name == RESPONSE:
        states: Iterable[RespondingState] = basis.response.states
    elif parts.cycle and basis.of.earlier:
        counted, states = _over_cycles(session, basis, basis.of.earlier.counted, parts)
    else:
        states = states_in_base(session, basis.counted, told.name)
    if parts.crossed:  # by whichever answer to the other question: that would say what each of them answered
        others = states_in_base(session, basis.counted, parts.name)
        states = [one for one in states if one in others]
    of_group = tuple(one for one in states if parts.group in ("", one.group))
    return Explained(explanation, label_of_code(session, basis, told, language), of_group, counted)


def _over_cycles(
    session: Session, basis: Traced, earlier: Counted, parts: Parts
) -> tuple[tuple[Counted, ...], Iterable[RespondingState]]:
    """What a figure of an earlier cycle was computed from, and who is in its base: of a panel, who is in both."""
    before = basis.compared.over[parts.name].before
    then = states_in_base(session, earlier, before.name if before else parts.name)
    if not parts.measure.startswith("panel"):
        return (earlier,), then
    now = states_in_base(session, basis.counted, parts.name)
    return (basis.counted, earlier), [one for one in now if one in then]
