"""Which questions hear which: what has to be decided again when an answer changes, and nothing else."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from heapq import heapify, heappop, heappush

from app.domain.answers import NOT_ASKED, About, NonAnswer, Value
from app.domain.applicability import Applicability, applicability, asked_of
from app.domain.checks import Operand
from app.domain.conditions import Heard, looks_of
from app.domain.outline import conditions_in
from app.domain.question_types import Computed, Question
from app.domain.questionnaire import Questionnaire, Section


@dataclass(frozen=True)
class Hearing:
    """The order of the questions, and the places of those that hear each. Compile it once per questionnaire.

    Where something hears itself or what comes later, or a key stands twice, `in_order` is False: what applies then
    depends on how far the one pass over all questions has come, so that the pass has to be made.
    """

    questionnaire: Questionnaire
    order: tuple[tuple[Section, Question], ...]
    places: Mapping[str, int]
    listeners: Mapping[str, tuple[int, ...]]
    in_order: bool

    @classmethod
    def of(cls, questionnaire: Questionnaire) -> "Hearing":
        order = tuple(questionnaire.walk())
        places = {question.key: place for place, (_, question) in enumerate(order)}
        listeners: dict[str, list[int]] = {}
        in_order = len(places) == len(order)
        start, current = 0, order[0][0]
        for place, (section, question) in enumerate(order):
            if section is not current:
                start, current = place, section
            for limit, names in ((start, _of_section(section)), (place, _of_question(question))):
                for name in names & places.keys():
                    in_order = in_order and places[name] < limit
                    listeners.setdefault(name, []).append(place)
        return cls(
            questionnaire, order, places, {key: tuple(own) for key, own in listeners.items()}, in_order
        )

    def after(
        self, found: Applicability, answers: Mapping[str, Value], changed: Iterable[str], about: About
    ) -> Applicability:
        """What applies once the answers to `changed` are those in `answers`; `found` is what applied, for `about` too.

        The same as `applicability` of all answers, at the price of what hears the changed ones.
        """
        if not self.in_order:
            return applicability(self.questionnaire, answers, about)
        state = _Changing.of(found)
        waiting = [self.places[key] for key in set(changed) if key in self.places]
        heapify(waiting)
        last = -1
        while waiting:
            place = heappop(waiting)
            if place == last:
                continue
            last = place
            section, question = self.order[place]
            if state.decide(section, question, answers, about):
                for listener in self.listeners.get(question.key, ()):
                    heappush(waiting, listener)
        return Applicability(frozenset(state.keys), state.hidden, state.values, found.facts)


@dataclass
class _Changing:
    keys: set[str]
    hidden: dict[str, frozenset[str]]
    values: dict[str, Value]
    said: dict[str, Value]
    heard: Heard

    @classmethod
    def of(cls, found: Applicability) -> "_Changing":
        held = found.heard().answers.items()
        said: dict[str, Value] = {key: value for key, value in held if value is not NonAnswer.NOT_ANSWERED}
        heard = Heard(said, found.facts)
        return cls(set(found.keys), dict(found.hidden), dict(found.values), said, heard)

    def decide(
        self, section: Section, question: Question, answers: Mapping[str, Value], about: About
    ) -> bool:
        """Decide on one question again; whether what others hear of it has changed."""
        key = question.key
        before = self.said.pop(key, None)
        self.hidden.pop(key, None)
        conditions = (section.shown_when, question.shown_when)
        if not all(one is None or one.holds(self.heard) for one in conditions):
            self.keys.discard(key)
            if question.asks:
                self.values[key] = NOT_ASKED
            return before is not None
        self.keys.add(key)
        if question.asks:
            self.values[key], inside = asked_of(question, answers, self.heard, about)
            if inside:
                self.hidden[key] = inside
            if self.values[key] is not NonAnswer.NOT_ANSWERED:
                self.said[key] = self.values[key]
        return self.said.get(key) != before


def _of_section(section: Section) -> frozenset[str]:
    shown = section.shown_when
    named = (look.question or look.count_of for look in looks_of(shown)) if shown is not None else ()
    return frozenset(name for name in named if name)


def _of_question(question: Question) -> frozenset[str]:
    conditions = (one for one in conditions_in(question) if one is not None)
    named = {look.question or look.count_of for one in conditions for look in looks_of(one)}
    if isinstance(question, Computed):
        named |= {question.count_of, *_added_up(question.value)}
    return frozenset(name for name in named if name)


def _added_up(operand: Operand | None) -> Iterator[str | None]:
    if operand is not None:
        yield operand.question
        for one in operand.sum_of or ():
            yield from _added_up(one)
