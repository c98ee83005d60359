"""The findings of a cycle beside those of earlier ones."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from sqlalchemy.orm import Session

from app.cycles.models import ReportingCycle
from app.domain.continuing import Continued, continued
from app.domain.counted import counted_together, counted_variables, place_of
from app.domain.crossed import Crossed, cross
from app.domain.findings import Finding, find
from app.domain.over_cycles import OverCycles, over_cycles
from app.domain.questionnaire import Questionnaire
from app.questionnaires.queries import Definitions
from app.reports.queries import (
    Counted,
    counted_snapshots,
    earlier_cycles,
    pairs_of,
    pairs_over,
    steps_between,
    tallied,
    together,
)


def crossed(
    session: Session, questionnaire: Questionnaire, counted: Counted, name: str, other: str
) -> Crossed:
    """The finding `name` by the finding `other`. Raises KeyError for unknown names, ValueError as `cross` does."""
    variables = counted_variables(questionnaire)
    (question, variable), (other_question, other_variable) = variables[name], variables[other]
    places = place_of(question, variable), place_of(other_question, other_variable)
    return cross(name, variable, other, other_variable, pairs_of(session, counted, *places))


def findings_before(
    session: Session,
    *,
    cycle: ReportingCycle,
    version_id: int,
    definitions: Definitions,
    counted: Counted,
    findings: Mapping[str, Finding],
) -> Iterator[Sequence[OverCycles]]:
    """Each of `findings` beside the earlier cycles that asked the same, or its break: cycle by cycle, the newest first.

    The same questionnaire comes first. Another one of that cycle is taken where it measures just the same, and where it
    does not that is no break. A cycle costs statements when it is asked for.
    """
    now = definitions.of_version(session, version_id)
    for _, carried in groupby(earlier_cycles(session, cycle), key=lambda one: one.cycle.id):
        found: dict[str, OverCycles] = {}
        for earlier in carried:
            before = definitions.of_version(session, earlier.version_id)
            steps = steps_between(session, definitions, earlier.version_id, version_id)
            links = {
                name: link
                for name, link in continued(before, now, steps, findings.keys()).items()
                if link.broken is None or steps is not None
            }
            if links:
                held = counted_snapshots(session, earlier.cycle, earlier.version_id)
                for one in _beside(
                    session, earlier.cycle.key, (before, held), (now, counted), links, findings
                ):
                    if steps is not None or one.name not in found:
                        found[one.name] = one
        if found:
            yield list(found.values())


def _beside(
    session: Session,
    cycle: str,
    earlier: tuple[Questionnaire, Counted],
    later: tuple[Questionnaire, Counted],
    links: Mapping[str, Continued],
    findings: Mapping[str, Finding],
) -> Iterator[OverCycles]:
    (before, held), (now, counted) = earlier, later
    variables, old_variables = counted_variables(now), counted_variables(before)
    asked = {link.earlier for link in links.values() if link.broken is None and link.earlier is not None}
    keys = {place_of(*old_variables[name])[0] for name in asked}
    wanted = {name: codes for name, codes in counted_together(before).items() if name in asked}
    found = tallied(session, held, keys)
    old = find(
        before,
        found.counts,
        found.numbers,
        together(session, held, wanted),
        states=found.states,
    )
    renamed = {
        place_of(*old_variables[link.earlier]): place_of(*variables[name])
        for name, link in links.items()
        if link.broken is None and link.earlier not in (None, name) and variables[name][1].per == "report"
    }
    pairs = pairs_over(session, held, counted, keys, renamed)
    for name, link in links.items():
        finding = old[link.earlier] if link.earlier is not None else None
        yield over_cycles(cycle, link, finding, findings[name], variables[name][1], pairs.get(name, ()))
