"""What single sectors answer themselves, beside the settled answer of the State, which alone is counted.

An own answer is called after its question and its sector: "P2-D06@health".
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from app.domain.answers import Cells, NonAnswer, NotAsked, Parts, Unparsed, Value, is_answered
from app.domain.applicability import Applicability
from app.domain.checks import Problem
from app.domain.figures import Numeral, Text, figure_id
from app.domain.question_types import AnyQuestion, Grid
from app.domain.questionnaire import Questionnaire
from app.domain.voice import Voice

MARK = "@"
FEWEST_STATES = 5
"""Whose sectors have answered, before anything is said of them: as for a group that is broken down."""


@dataclass(frozen=True)
class Own:
    """What one sector answers to a question; `differs` from the settled answer, as far as both say something."""

    question: AnyQuestion
    sector: str
    value: Value
    differs: bool

    @property
    def name(self) -> str:
        return own_name(self.question.key, self.sector)

    def problems(self) -> tuple[Problem, ...]:
        return self.question.check(self.value)


@dataclass(frozen=True)
class SectorsApart:
    """In how many States sectors answered a question themselves, and in how many of them one answers differently."""

    states: int
    differing: int

    def sentence(self, voice: Voice, key: str) -> Text:
        """A line for under the table of the question `key`; nothing where so few States are meant that they might be
        known.
        """
        if self.states < FEWEST_STATES:
            return ()
        states = Numeral(figure_id(key, "sectors_answered"), self.states)
        differing = Numeral(figure_id(key, "sectors_differing"), self.differing)
        if self.differing == 0:
            return voice.sentence(
                "In %(differing)s{none} of the %(states)s{:digits} States whose sectors answered do sectors answer "
                "differently.",
                states=states,
                differing=differing,
            )
        return voice.sentences(
            "In %(differing)s{:digits} of the %(states)s{:digits} States whose sectors answered, sectors answer "
            "differently.",
            "In %(differing)s{:digits} of the %(states)s{:digits} States whose sectors answered, sectors answer "
            "differently.",
            self.differing,
            states=states,
            differing=differing,
        )


def own_name(key: str, sector: str) -> str:
    return f"{key}{MARK}{sector}"


def split_name(name: str) -> tuple[str, str]:
    """Question key and sector of an answer's name; the sector is '' for the settled answer."""
    key, _, sector = name.partition(MARK)
    return key, sector


def own_names(question: AnyQuestion) -> tuple[str, ...]:
    """What the own answers to a question are called, in the order of the definition."""
    return tuple(own_name(question.key, sector) for sector in question.own_answers)


def for_sector(question: AnyQuestion, sector: str) -> AnyQuestion:
    """The question as one sector answers it: its own rows, nothing required, no use of its own."""
    changes: dict[str, object] = {"required": False, "consent": None, "own_answers": ()}
    if isinstance(question, Grid):
        changes["rows"] = tuple(row for row in question.rows if not row.sectors or sector in row.sectors)
    return question.model_copy(update=changes)


def own_answers(
    questionnaire: Questionnaire, found: Applicability, held: Mapping[str, Value]
) -> tuple[Own, ...]:
    """The own answers to what applies, in the order asked; `held` is by name, what was not answered is left out."""
    return tuple(_own_answers(questionnaire.questions_asked(), found, held))


def _own_answers(
    questions: Iterable[AnyQuestion], found: Applicability, held: Mapping[str, Value]
) -> Iterator[Own]:
    for question in questions:
        if question.key not in found.keys:
            continue
        for sector in question.own_answers:
            own = for_sector(question, sector)
            value = own.without(
                held.get(own_name(question.key, sector), NonAnswer.NOT_ANSWERED),
                found.hidden_in(question.key),
            )
            if _says_something(value):
                yield Own(own, sector, value, differs(found.values[question.key], value))


def _says_something(value: Value) -> bool:
    """Whether anything is left of an answer without what does not apply."""
    match value:
        case Cells(rows):
            return any(_says_something(parts) for parts in rows.values())
        case Parts(values):
            return any(_says_something(part) for part in values.values())
    return is_answered(value)


def differs(settled: Value, own: Value) -> bool:
    """Whether both say something, and not the same: part by part and row by row."""
    match settled, own:
        case Cells(), Cells(rows):
            return any(differs(settled.row(code), parts) for code, parts in rows.items())
        case Parts(), Parts(values):
            return any(differs(settled.get(name), value) for name, value in values.items())
    silent = (NonAnswer, NotAsked, Unparsed)
    return not isinstance(settled, silent) and not isinstance(own, silent) and settled != own
