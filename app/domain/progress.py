"""How far a submission has come: what applies, what is answered, what is wrong."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from app.domain.answers import NOT_ASKED, Choice, Choices, Items, NonAnswer, Ranked, Value, is_answered
from app.domain.applicability import Applicability
from app.domain.carrying import without_record
from app.domain.checks import Problem, Severity, error, warning
from app.domain.conditions import Heard
from app.domain.errors import message
from app.domain.question_types import AnyQuestion, Computed, Grid, Question, Repeat
from app.domain.question_types.base import OPTION, Child
from app.domain.question_types.compound import strip
from app.domain.questionnaire import Questionnaire, Section

Answers = Mapping[str, Value]


@dataclass(frozen=True)
class SectionProgress:
    """One section of one submission; counts are of questions that apply, notes left out."""

    section: Section
    asked: int
    answered: int
    problems: tuple[Problem, ...] = field(default=())

    @property
    def errors(self) -> int:
        return sum(1 for problem in self.problems if problem.severity is Severity.ERROR)


def problems_of(
    questionnaire: Questionnaire,
    found: Applicability,
    before: Answers | None = None,
    section: Section | None = None,
) -> tuple[Problem, ...]:
    """Problems in the answers that apply, in order asked; answers that do not apply are left in peace.

    `before` are the answers of the cycle before, which some checks compare with. With `section`, only its own.
    """
    problems: list[Problem] = []
    heard = found.heard()
    for question in section.questions if section is not None else questionnaire.questions_asked():
        if asks_now(question, found):
            value = found.values[question.key]
            problems.extend(question.check(value))
            problems.extend(_not_offered(question, question, value, found.hidden_in(question.key)))
            problems.extend(_broken(question, value, heard, before or {}))
            problems.extend(_gone_back(question, value, (before or {}).get(question.key)))
            if before is not None:
                held = section or questionnaire.section_of[question.key]
                problems.extend(without_record(held, question, value, before))
    return tuple(problems)


def _broken(question: AnyQuestion, value: Value, heard: Heard, before: Answers) -> Iterator[Problem]:
    """The rules that fail: the question's own, and those of the questions inside it."""
    for rule in question.checks:
        for name, item in question.scopes(value) if rule.looks_inside else (("", {}),):
            if rule.fails(heard.within(item), before):
                yield rule.problem(question.key, name)
    for name, child in _inside(question, value):
        for problem in _broken(child.question, child.value, heard, before):
            yield problem.inside(question.key, name)


def _gone_back(question: AnyQuestion, value: Value, before: Value | None) -> Iterator[Problem]:
    """The answers that went back since the cycle before; entries of a list cannot be told apart across cycles."""
    for rule in question.checks:
        if rule.went_back([option.code for option in question.response_options()], value, before):
            yield rule.problem(question.key)
    if before is not None:
        known = {child.name: child.value for child in question.children(before)}
        for name, child in _inside(question, value) if known else ():
            for problem in _gone_back(child.question, child.value, known.get(name)):
                yield problem.inside(question.key, name)


def _inside(question: AnyQuestion, value: Value) -> Iterator[tuple[str, Child]]:
    """The questions inside that apply, with their fields; those of a repeat once for each item."""
    if isinstance(question, Repeat):
        items = value.items if isinstance(value, Items) else ()
        held = [
            (f"{name}.{child.name}", child)
            for name, parts in items
            for child in question.item_children(parts)
        ]
    else:
        held = [(child.name, child) for child in question.children(value)]
    return ((name, child) for name, child in held if child.value is not NOT_ASKED)


def _not_offered(
    top: AnyQuestion, question: AnyQuestion, value: Value, hidden: frozenset[str], name: str = ""
) -> Iterator[Problem]:
    """Options that were chosen before they stopped applying; `name` is the field inside `top`."""
    if not hidden:
        return
    match value:
        case Choice(option):
            chosen: tuple[str, ...] = (option,)
        case Choices(options) | Ranked(options):
            chosen = options
        case _:
            chosen = ()
    labels = {option.code: option.text for option in question.response_options()}
    for code in chosen:
        if OPTION + code in hidden:
            label = labels[code].in_language("en")
            yield error(
                top.key,
                message(
                    "“%(option)s” does not apply any more, in view of your other answers. Choose again.",
                    option=label,
                ),
                name,
            )
    for place, child in _inside(question, value):
        inner = frozenset((*strip(hidden, place), *_options_of(hidden, place)))
        yield from _not_offered(top, child.question, child.value, inner, f"{name}.{place}" if name else place)


def _options_of(hidden: frozenset[str], name: str) -> Iterator[str]:
    prefix = name + OPTION
    return (path.removeprefix(name) for path in hidden if path.startswith(prefix))


def gaps_of(questionnaire: Questionnaire, found: Applicability) -> tuple[Problem, ...]:
    """Required questions that apply and have no answer, as warnings: reporting is voluntary, a gap never blocks."""
    return tuple(
        gap
        for question in questionnaire.questions_asked()
        if question.key in found.keys
        for gap in _gaps(question, found.values[question.key], found.hidden_in(question.key))
    )


def _gaps(question: Question, value: Value, hidden: frozenset[str]) -> Iterator[Problem]:
    if value is NonAnswer.NOT_ANSWERED:
        if question.required:
            yield warning(question.key, message("Not answered yet. You can submit without it."))
        return
    if isinstance(value, NonAnswer):
        return
    for name in _unanswered(question, value, hidden):
        yield warning(
            question.key, message("Part of this is not answered yet. You can submit without it."), name
        )


def _unanswered(question: AnyQuestion, value: Value, hidden: frozenset[str]) -> Iterator[str]:
    """The fields of an answered question that wait for an answer: required parts, and the rows of a required grid."""
    for name, child in _inside(question, value):
        row = name.split(".", maxsplit=1)[0]
        wanted = child.question.required or (isinstance(question, Grid) and question.required)
        if wanted and not {row, name} & hidden and not is_answered(child.value):
            yield name


def progress(
    questionnaire: Questionnaire, found: Applicability, before: Answers | None = None
) -> tuple[SectionProgress, ...]:
    """Progress of every section that has something to ask, in order."""
    by_key: dict[str, list[Problem]] = {}
    for problem in problems_of(questionnaire, found, before):
        by_key.setdefault(problem.question_key, []).append(problem)
    sections = []
    for section in questionnaire.sections:
        asked = [one for one in section.questions if asks_now(one, found)]
        if asked:
            answered = sum(1 for one in asked if is_answered(found.values[one.key]))
            own = tuple(problem for one in asked for problem in by_key.get(one.key, ()))
            sections.append(SectionProgress(section, len(asked), answered, own))
    return tuple(sections)


def asks_now(question: Question, found: Applicability) -> bool:
    """Whether the respondent is asked: it applies, and it is neither a note nor worked out by the form."""
    return question.asks and question.key in found.keys and not isinstance(question, Computed)
