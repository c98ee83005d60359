"""One question looked at: its findings among all counted replies, or among those that a filter picks out."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.domain.carrying import carrying_options, gates
from app.domain.counted import name_of
from app.domain.findings import Finding, find
from app.domain.narrowing import Reason, why_hidden
from app.domain.question_types import Question
from app.domain.questionnaire import Questionnaire
from app.reports.queries import Counted, carried, tallied
from app.reports.queries.narrowing import Chosen, narrowed

Findings = Mapping[str, Finding]


@dataclass(frozen=True)
class Filter:
    """A regional group and an answer to another question; without either, all replies are meant."""

    group: str = ""
    chosen: Chosen | None = None

    @property
    def among(self) -> str:
        """The answer as the identifier of a figure names it."""
        return self.chosen.named if self.chosen else ""


@dataclass(frozen=True)
class Looked:
    """`findings` of the replies picked out, by name, and why one of them must not be broken down ('' where it may).

    `replies` of `all_replies` are picked out; `of_group` are those of the regional group, whatever they answered.
    """

    findings: Findings
    hidden: Mapping[str, Reason]
    replies: int
    all_replies: int
    of_group: Counted
    picked: Counted


def look(
    session: Session, questionnaire: Questionnaire, question: Question, counted: Counted, wanted: Filter
) -> Looked:
    """Count a question. The rules on small numbers hold for what is picked out, and for what is left of the rest."""
    whole = _found(session, questionnaire, question, counted)
    of_group = narrowed(session, counted, group=wanted.group)
    crossed, among = counted, whole
    if wanted.chosen:
        crossed = narrowed(session, counted, chosen=wanted.chosen)
        among = _found(session, questionnaire, question, crossed)
    picked, found = crossed, among
    if wanted.group:
        picked = narrowed(session, crossed, group=wanted.group)
        found = _found(session, questionnaire, question, picked)
    replies, all_replies = len(picked.snapshot_ids), len(counted.snapshot_ids)
    hidden: dict[str, Reason] = dict.fromkeys(found, "")
    if wanted != Filter():
        for name in found:
            hidden[name] = (
                why_hidden(replies, all_replies)
                or (why_hidden(among[name].base, whole[name].base) if wanted.chosen else "")
                or _hidden_group(among[name], wanted.group)
            )
    return Looked(found, hidden, replies, all_replies, of_group, picked)


def _hidden_group(finding: Finding, group: str) -> Reason:
    """Why a regional group is not broken down where all groups stand beside one another."""
    if not group:
        return ""
    row = next((one for one in finding.groups if one.group == group), None)
    if row is not None and row.options is not None:
        return ""
    return "few" if row is None else why_hidden(row.base, row.base) or "rest"


def _found(session: Session, questionnaire: Questionnaire, question: Question, counted: Counted) -> Findings:
    names = {name_of(question, variable) for variable in question.variables()} if question.counted else set()
    if not names:
        return {}
    keys = sorted({name.partition("/")[0] for name in names})
    over = {
        gate.key: carrying_options(gate)
        for gate, behind in gates(questionnaire)
        if question.key in {one.key for one in behind}
    }
    found = tallied(session, counted, keys)
    findings = find(
        questionnaire,
        found.counts,
        found.numbers,
        carried=carried(session, counted, over),
    )
    return {name: finding for name, finding in findings.items() if name in names}
