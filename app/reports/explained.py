"""What stands behind a figure of a document: its explanation, the States counted, the snapshots."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.domain.explaining import Explanation, explain
from app.domain.register import RESPONSE
from app.reports.facts import GROUPS, RespondingState
from app.reports.making import Traced
from app.reports.queries.counting import Counted
from app.reports.queries.responding import states_in_base


@dataclass(frozen=True)
class Explained:
    """A figure with who is in its base: names of States, never what one of them answered."""

    explanation: Explanation
    states: tuple[RespondingState, ...]
    counted: Counted

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
    explanation = explain(identifier, basis.register, basis.questionnaire, language)
    parts = explanation.parts
    if parts.name == RESPONSE:
        states: Iterable[RespondingState] = basis.response.states
    else:
        states = states_in_base(session, basis.counted, parts.name)
    of_group = tuple(one for one in states if parts.group in ("", one.group))
    return Explained(explanation, of_group, basis.counted)
