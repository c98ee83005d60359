"""Whether what is missing and what is answered add up to the base of every finding, and this to all replies."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from app.domain.counted import counted_variables
from app.domain.findings import Finding
from app.domain.questionnaire import Questionnaire


def not_adding_up(
    questionnaire: Questionnaire, findings: Mapping[str, Finding], snapshots: Sequence[Mapping[str, Any]]
) -> Iterator[str]:
    """The findings that do not add up, each with what of it; `snapshots` are those that were counted."""
    asked = counted_variables(questionnaire)
    entries = Counter[str]()
    for one in snapshots:
        entries.update({key: len(value.get("items", ())) for key, value in one["answers"].items()})
    yield from (f"{name}: nothing was found" for name in asked if name not in findings)
    for name, finding in findings.items():
        question, variable = asked[name]
        replies = entries[question.key] if variable.per == "item" else len(snapshots)
        missing = finding.not_applicable + finding.not_answered + finding.not_asked + finding.carried_over
        chosen = sum(option.count for option in finding.options)
        if finding.answered + finding.no_information != finding.base:
            yield f"{name}: the answers and “no information” are not the base"
        if finding.base + missing != replies:
            yield f"{name}: the base and what is missing are not all {replies} replies"
        if sum(group.base for group in finding.groups) != finding.base:
            yield f"{name}: the bases of the regional groups are not the base"
        if variable.options and not variable.several and chosen != finding.answered:
            yield f"{name}: the options are not the answers"
        for group in finding.groups:
            within = [option.count for option in group.options or ()]
            if variable.options and group.options and not variable.several and sum(within) > group.base:
                yield f"{name}: the options of {group.group} are more than its replies"
