"""The profile of one State: its own answers beside those of its regional group and of all that replied. Pure.

It names no other State, ranks nobody, adds nothing up, and is never published. A group is shown by the rule on small
numbers that holds for the report, and what cannot be shown of it is said so.
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from app.domain import disclosure
from app.domain.figures import Shown, figure_id
from app.domain.finding_figures import FindingFigures
from app.domain.findings import Finding, GroupCount
from app.domain.question_types import Question
from app.domain.question_types.choices import Ranking
from app.domain.question_types.lists import YES_PLANNED_NO
from app.domain.questionnaire import Questionnaire, Section
from app.domain.regional_groups import group_names
from app.domain.voice import Voice
from app.reports.queries.profiles import Had
from app.reports.results import Result, results_of
from app.reports.table_words import is_several, labels_of, missing_heads, no_information

_TAKING_PART = ("health", "education", "criminal_justice", "law_enforcement", "social_affairs", "other")
COMPONENTS: Mapping[str, frozenset[str]] = {
    "P2-B01": frozenset({"yes"}),
    "P2-B06": frozenset({"one", "several"}),
    "P2-C03": frozenset({"yes"}),
    "P2-D01": frozenset(_TAKING_PART),
    "P2-E01_status": frozenset({"nationwide", "part", "pilot"}),
    "P2-F04": frozenset({"yes"}),
}
"""The coordination profile: what of each question makes the component a yes, in one row at least where it is a grid.

Source: section 4 of the questionnaire's content, "coordination profile (per State, never ranked or published)".
"""


def components_of(questionnaire: Questionnaire) -> Mapping[str, frozenset[str]]:
    """The components that a questionnaire asks for: all of them or, in another one, none."""
    keys = {question.key for question in questionnaire.questions_asked()}
    return COMPONENTS if {key.split("_")[0] for key in COMPONENTS} <= keys else {}


def _component_words(voice: Voice) -> Mapping[str, str]:
    return {
        "P2-B01": voice.word("A national drug strategy, policy or action plan"),
        "P2-B06": voice.word("A national body that coordinates drug policy across sectors"),
        "P2-C03": voice.word("A contact point for drug policy in at least one sector"),
        "P2-D01": voice.word("At least one mechanism in which sectors take part"),
        "P2-E01_status": voice.word("Joint activities of sectors in at least one area"),
        "P2-F04": voice.word("Indicators that monitor inter-agency work"),
    }


@dataclass(frozen=True)
class Component:
    """`own` is yes, no or not answered, in words; the numbers are of States that have it and that answered."""

    title: str
    own: str
    group: tuple[Shown, Shown] | None
    all: tuple[Shown, Shown]


@dataclass(frozen=True)
class Line:
    """How many gave one reply, and whether it is the State's own."""

    label: str
    count: Shown
    own: bool


@dataclass(frozen=True)
class Compared:
    """One question, or one row of a grid. `group` is None where the group is too small to be broken down."""

    number: str
    title: str
    row: str
    own: str
    group: tuple[Line, ...] | None
    all: tuple[Line, ...]


@dataclass(frozen=True)
class Part:
    title: str
    compared: tuple[Compared, ...]


@dataclass(frozen=True)
class Profile:
    """`identifier` is what the bytes of its PDF depend on; `dated` comes from the data, as ISO 8601 in UTC."""

    language: str
    identifier: str
    dated: str
    state: str
    group: str
    questionnaire: str
    notice: str
    data_set: str
    components: tuple[Component, ...]
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Of:
    """Whose profile it is: the name as the reader reads it, the code of the regional group, and the own answers."""

    state: str
    group: str
    answers: Mapping[str, str]
    had: Mapping[str, bool]


def profile_of(
    questionnaire: Questionnaire,
    findings: Mapping[str, Finding],
    having: Mapping[str, Mapping[str, Had]],
    of: Of,
    voice: Voice,
    *,
    dated: str,
    data_set: str,
    notice: str,
) -> Profile:
    """Equal from equal arguments."""
    profile = Profile(
        language=voice.language,
        identifier="",
        dated=dated,
        state=of.state,
        group=group_names(voice).get(of.group, ""),
        questionnaire=voice.text(questionnaire.title),
        notice=notice,
        data_set=data_set,
        components=tuple(_components(components_of(questionnaire), having, of, voice)),
        parts=tuple(part for part in _parts(questionnaire, findings, of, voice) if part.compared),
    )
    return replace(profile, identifier=hashlib.sha256(repr(profile).encode()).hexdigest())


def _components(
    wanted: Mapping[str, frozenset[str]], having: Mapping[str, Mapping[str, Had]], of: Of, voice: Voice
) -> Iterator[Component]:
    words = _component_words(voice)
    yes_no = {option.code: voice.text(option.text) for option in YES_PLANNED_NO}
    own = {True: yes_no["yes"], False: yes_no["no"], None: missing_heads(voice)["not_answered"]}
    for key in wanted:
        groups = having.get(key, {})
        hidden = disclosure.withheld(
            {
                group: disclosure.Line(had.base, (had.having, had.base - had.having))
                for group, had in groups.items()
            }
        )
        is_shown = of.group in groups and of.group not in hidden
        everybody = Had(sum(one.base for one in groups.values()), sum(one.having for one in groups.values()))
        yield Component(
            title=words[key],
            own=own[of.had.get(key)],
            group=_of_how_many(key, groups[of.group], voice, of.group) if is_shown else None,
            all=_of_how_many(key, everybody, voice),
        )


def _of_how_many(key: str, had: Had, voice: Voice, group: str = "") -> tuple[Shown, Shown]:
    return (
        Shown(figure_id(key, "having", group=group), voice.number(had.having)),
        Shown(figure_id(key, "having_base", group=group), voice.number(had.base)),
    )


def _parts(
    questionnaire: Questionnaire, findings: Mapping[str, Finding], of: Of, voice: Voice
) -> Iterator[Part]:
    for section in _reported(questionnaire):
        compared: list[Compared] = []
        for question in section.questions:
            for group in results_of(question, findings, voice.language) if _is_shown(question) else ():
                title = voice.text(question.text)
                title = f"{title} – {group.title}" if group.title else title
                compared += [
                    _compared(result, question.number, title, of, voice)
                    for result in group.results
                    if _is_one_choice(result)
                ]
        yield Part(voice.text(section.title), tuple(compared))


def _reported(questionnaire: Questionnaire) -> Iterator[Section]:
    """The sections of the report's plan: what it does not count, a profile does not compare."""
    for chapter in questionnaire.report.chapters:
        for key in chapter.sections:
            yield questionnaire.section_by_key[key]


def _is_shown(question: Question) -> bool:
    return question.asks and question.report.shown_as != "none"


def _is_one_choice(result: Result) -> bool:
    """Whether every State gave one of a few options, so that an answer can stand beside the others."""
    of_states = bool(result.finding.options) and not result.entries
    return of_states and not is_several(result.asked) and not isinstance(result.asked, Ranking)


def _compared(result: Result, number: str, title: str, of: Of, voice: Voice) -> Compared:
    finding, labels = result.finding, labels_of(result.asked, voice)
    own = of.answers.get(finding.name, "not_answered")
    group = next((one for one in finding.groups if one.group == of.group), None)
    said = {**labels, **_non_answers(voice)}
    return Compared(
        number=number,
        title=title,
        row=result.row or ("" if result.asked.number else _part_title(result, title, voice)),
        own=said.get(own, own),
        group=_group_lines(finding, group, labels, own, voice),
        all=tuple(_all_lines(finding, labels, own, voice)),
    )


def _part_title(result: Result, title: str, voice: Voice) -> str:
    """What a part of a compound asks, where the question's own title does not say so already."""
    text = voice.text(result.asked.text)
    return "" if text in title else text


def _non_answers(voice: Voice) -> Mapping[str, str]:
    return {"no_information": no_information(voice), **missing_heads(voice)}


def _all_lines(finding: Finding, labels: Mapping[str, str], own: str, voice: Voice) -> Iterator[Line]:
    """The replies that somebody gave, and the State's own."""
    figures = FindingFigures(finding, voice)
    for option in finding.options:
        if option.count:
            yield Line(labels[option.code], figures.count(option), option.code == own)
    if finding.no_information:
        yield Line(no_information(voice), figures.measure("no_information"), own == "no_information")


def _group_lines(
    finding: Finding, group: GroupCount | None, labels: Mapping[str, str], own: str, voice: Voice
) -> tuple[Line, ...] | None:
    if group is None or group.options is None:
        return None
    figures = FindingFigures(finding, voice)
    lines = [
        Line(labels[option.code], figures.group_count(group, option), option.code == own)
        for option in group.options
        if option.count
    ]
    missing = group.base - sum(option.count for option in group.options)
    if missing:
        shown = Shown(figure_id(finding.name, "no_information", group=group.group), voice.number(missing))
        lines.append(Line(no_information(voice), shown, own == "no_information"))
    return tuple(lines)
