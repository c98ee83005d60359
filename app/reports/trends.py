"""The findings of a cycle beside those of earlier ones."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from sqlalchemy.orm import Session

from app.cycles.models import ReportingCycle
from app.domain.continuing import Continued, continued
from app.domain.counted import counted_together, counted_variables, place_of
from app.domain.crossed import Crossed, cross
from app.domain.findings import Finding, find
from app.domain.over_cycles import Before, OverCycles, has_panel
from app.domain.question_types import Question
from app.domain.question_types.base import Variable
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
                said = before_of(session, earlier.cycle.key, (before, held), (now, counted), links)
                for one in said.beside(findings, counted_variables(now)):
                    if steps is not None or one.name not in found:
                        found[one.name] = one
        if found:
            yield list(found.values())


def compared_links(
    session: Session, definitions: Definitions, before_id: int, now_id: int
) -> Mapping[str, Continued]:
    """What each finding continues of an earlier version of the same questionnaire."""
    before, now = (definitions.of_version(session, one) for one in (before_id, now_id))
    return continued(before, now, steps_between(session, definitions, before_id, now_id))


def before_of(
    session: Session,
    cycle: str,
    earlier: tuple[Questionnaire, Counted],
    later: tuple[Questionnaire, Counted],
    links: Mapping[str, Continued],
) -> Before:
    """What the cycle with the key `cycle` says of what `links` continue; both cycles as definition and replies."""
    (before, held), (_, counted) = earlier, later
    old_variables = counted_variables(before)
    asked = {link.earlier for link in links.values() if link.broken is None}
    wanted = {name: codes for name, codes in counted_together(before).items() if name in asked}
    found = tallied(session, held, _keys(old_variables, links))
    old = find(before, found.counts, found.numbers, together(session, held, wanted), states=found.states)
    variables = counted_variables(later[0])
    told = {name: link for name, link in links.items() if has_panel(variables[name][1])}
    renamed = _renamed(before, later[0], told)
    pairs = pairs_over(session, held, counted, _keys(old_variables, told), renamed)
    return Before(cycle, links, old, pairs)


def _keys(earlier: Mapping[str, tuple[Question, Variable]], links: Mapping[str, Continued]) -> set[str]:
    """Where what `links` continue stands among the observations of the earlier cycle."""
    names = (link.earlier for link in links.values() if link.broken is None)
    return {place_of(*earlier[name])[0] for name in names if name is not None}


def _renamed(
    before: Questionnaire, now: Questionnaire, links: Mapping[str, Continued]
) -> Mapping[tuple[str, str], tuple[str, str]]:
    """The present place of what `links` continue, by the earlier one, where the two are not the same."""
    variables, old_variables = counted_variables(now), counted_variables(before)
    return {
        place_of(*old_variables[link.earlier]): place_of(*variables[name])
        for name, link in links.items()
        if link.broken is None and link.earlier not in (None, name)
    }
