"""Where everything in a definition stands, and what can be heard there."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from app.domain.conditions import Condition, Place, depth_of
from app.domain.question_types import AnyQuestion, Compound, Grid, Question, Repeat
from app.domain.questionnaire import Questionnaire

DEEPEST_CONDITION = 40  # conditions inside one another; nobody can follow even that
WhatIsShown = Literal["section", "question", "part", "option", "row"]


@dataclass(frozen=True)
class Diagnostic:
    """What is wrong, where it is (steps into the document), and what to do. Only errors make it unusable."""

    place: Place
    text: str
    severity: Literal["error", "warning"] = "error"


def inside(question: AnyQuestion) -> tuple[str, tuple[AnyQuestion, ...]]:
    """The questions inside a question, and the key under which they stand."""
    match question:
        case Compound():
            return "parts", question.parts
        case Grid():
            return "columns", question.columns
        case Repeat():
            return "questions", question.questions
    return "", ()


@dataclass(frozen=True)
class Scope:
    """What can be heard at a place: the first `before` questions, and the first `heard` parts of the same item.

    `node` is what depends on what is heard: the key of a question, or `section KEY`.
    """

    node: str
    before: int
    parts: tuple[AnyQuestion, ...] = ()
    heard: int = 0


@dataclass(frozen=True)
class Shown:
    """A `shown_when`, its place, what it shows, and the conditions that hold wherever it is asked."""

    condition: Condition
    place: Place
    what: WhatIsShown
    name: str
    scope: Scope
    around: tuple[Condition, ...] = ()

    @property
    def too_deep(self) -> bool:
        return depth_of(self.condition) > DEEPEST_CONDITION


@dataclass(frozen=True)
class Standing:
    """A question where it stands; `top` is the one of the section that holds it, or itself."""

    question: AnyQuestion
    place: Place
    top: Question
    scope: Scope
    around: tuple[Condition, ...] = ()

    @property
    def is_top(self) -> bool:
        return self.question is self.top


@dataclass(frozen=True)
class Book:
    """A questionnaire with the order of its questions, and every place where something stands."""

    questionnaire: Questionnaire
    order: Mapping[str, int]
    questions: tuple[Question, ...]
    standing: tuple[Standing, ...] = field(default=())

    @classmethod
    def of(cls, questionnaire: Questionnaire) -> "Book":
        questions = tuple(question for _, question in questionnaire.walk())
        order: dict[str, int] = {}
        for position, question in enumerate(questions):
            order.setdefault(question.key, position)
        return cls(questionnaire, order, questions, tuple(_standing(questionnaire)))

    def question(self, key: str) -> Question | None:
        position = self.order.get(key)
        return None if position is None else self.questions[position]

    def shown(self) -> Iterator[Shown]:
        """Every `shown_when`, in the order of the definition."""
        before = 0
        for at, section in enumerate(self.questionnaire.sections):
            if section.shown_when is not None:
                scope = Scope(f"section {section.key}", before)
                yield Shown(section.shown_when, ("sections", at, "shown_when"), "section", section.key, scope)
            before += len(section.questions)
        for one in self.standing:
            yield from _shown_at(one)


def _standing(questionnaire: Questionnaire) -> Iterator[Standing]:
    before = 0
    for at, section in enumerate(questionnaire.sections):
        around = () if section.shown_when is None else (section.shown_when,)
        for position, question in enumerate(section.questions):
            place: Place = ("sections", at, "questions", position)
            yield from _with_inner(Standing(question, place, question, Scope(question.key, before), around))
            before += 1


def _with_inner(one: Standing) -> Iterator[Standing]:
    yield one
    name, questions = inside(one.question)
    around = one.around if one.question.shown_when is None else (*one.around, one.question.shown_when)
    if not one.is_top:  # conditions further out look at parts of another item
        around = ()
    for position, question in enumerate(questions):
        scope = replace(one.scope, parts=questions, heard=position)
        place = (*one.place, name, position)
        yield from _with_inner(Standing(question, place, one.top, scope, around))


def _shown_at(one: Standing) -> Iterator[Shown]:
    """The conditions of a question, of its options and of its rows."""
    question = one.question
    around = one.around
    if question.shown_when is not None:
        what: WhatIsShown = "question" if one.is_top else "part"
        place = (*one.place, "shown_when")
        yield Shown(question.shown_when, place, what, question.key, one.scope, around)
        around = (*around, question.shown_when)
    rows = question.rows if isinstance(question, Grid) else ()
    for name, options in (("options", question.response_options()), ("rows", rows)):
        for position, option in enumerate(options):
            if option.shown_when is not None:
                place = (*one.place, name, position, "shown_when")
                inner: WhatIsShown = "option" if name == "options" else "row"
                yield Shown(option.shown_when, place, inner, option.code, one.scope, around)
