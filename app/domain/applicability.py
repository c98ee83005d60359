"""Applicability: what applies, given the answers: sections, questions, parts, rows and options."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from app.domain.answers import NOT_ASKED, About, NonAnswer, Tabulated, Value
from app.domain.conditions import Heard
from app.domain.question_types import Computed, Question
from app.domain.questionnaire import Questionnaire

NOTHING: frozenset[str] = frozenset()
NOBODY = About()


@dataclass(frozen=True)
class Applicability:
    """What one set of answers makes apply.

    `keys` are the questions and notes that apply. `hidden` holds, by question, the parts, rows and options that do
    not. `values` holds every question asked of anybody: its answer, with *not asked* in the place of what does not
    apply, and the computed values.
    """

    keys: frozenset[str]
    hidden: Mapping[str, frozenset[str]]
    values: Mapping[str, Value]
    facts: Mapping[str, str]

    def hidden_in(self, key: str) -> frozenset[str]:
        return self.hidden.get(key, NOTHING)

    def heard(self) -> Heard:
        """What the checks of the whole questionnaire look at."""
        return self._heard

    @cached_property
    def _heard(self) -> Heard:
        return Heard({key: self.values[key] for key in self.keys if key in self.values}, self.facts)


def applicability(
    questionnaire: Questionnaire, answers: Mapping[str, Value], about: About = NOBODY
) -> Applicability:
    """What applies. Conditions look at earlier questions only, so one pass in order decides.

    An answer to what does not apply is kept, but no condition sees it.
    """
    keys: set[str] = set()
    hidden: dict[str, frozenset[str]] = {}
    said: dict[str, Value] = {}
    values: dict[str, Value] = {}
    heard = Heard(said, about.facts())
    for section in questionnaire.sections:
        open_ = section.shown_when is None or section.shown_when.holds(heard)
        for question in section.questions:
            if not open_ or (question.shown_when is not None and not question.shown_when.holds(heard)):
                if question.asks:
                    values[question.key] = NOT_ASKED
                continue
            keys.add(question.key)
            if question.asks:
                value, inside = asked_of(question, answers, heard, about)
                if inside:
                    hidden[question.key] = inside
                values[question.key] = value
                if value is not NonAnswer.NOT_ANSWERED:
                    said[question.key] = value
    return Applicability(frozenset(keys), hidden, values, about.facts())


def as_frozen(values: Mapping[str, Value]) -> Applicability:
    """What applied when the answers of a snapshot were frozen, as the snapshot itself says."""
    keys = frozenset(key for key, value in values.items() if value != NOT_ASKED)
    return Applicability(keys, {}, values, {})


def asked_of(
    question: Question, answers: Mapping[str, Value], heard: Heard, about: About
) -> tuple[Value, frozenset[str]]:
    """The value of a question that applies, and what inside it does not: there, *not asked* stands in the value."""
    value = _value_of(question, answers, heard, about)
    inside = question.hidden(value, heard)
    return (question.without(value, inside) if inside else value), inside


def _value_of(question: Question, answers: Mapping[str, Value], heard: Heard, about: About) -> Value:
    if isinstance(question, Computed):
        return question.compute(heard, about.names)
    return answers.get(question.key, NonAnswer.NOT_ANSWERED)


def tabulate(questionnaire: Questionnaire, found: Applicability) -> Mapping[str, tuple[Tabulated, ...]]:
    """The observations of every question that is counted, by question key."""
    return {
        question.key: question.tabulate(found.values[question.key])
        for question in questionnaire.questions_asked()
        if question.counted
    }
