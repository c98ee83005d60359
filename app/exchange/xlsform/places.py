"""The rows of a written form by what conditions and checks look at, and the names that they have there."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from app.domain.question_types import AnyQuestion, Compound, Grid, QuestionBase, Repeat
from app.domain.questionnaire import Questionnaire
from app.exchange.xlsform.kinds import as_heard, main_field_of

NUMBERS = as_heard("whole", "decimal", "amount", "result")
DATES = as_heard("day", "days")
ONE = as_heard("code")
SEVERAL = as_heard("codes")
RANKED = as_heard("ranks")


@dataclass(frozen=True)
class Leaf:
    """A row with an answer: its name, and the question that it asks."""

    name: str
    question: AnyQuestion

    @property
    def ref(self) -> str:
        field = main_field_of(self.type)
        return f"${{{self.name}.{field}}}" if field else f"${{{self.name}}}"

    @property
    def type(self) -> str:
        return self.question.type


@dataclass(frozen=True)
class Surroundings:
    """The questions that can be looked at by their part alone, and the name before theirs."""

    name: str = ""
    parts: Mapping[str, AnyQuestion] | None = None

    def leaf(self, part: str) -> Leaf | None:
        found = (self.parts or {}).get(part)
        return Leaf(f"{self.name}.{part}", found) if found is not None else None


def within(name: str, questions: tuple[AnyQuestion, ...]) -> Surroundings:
    return Surroundings(name, {question.key: question for question in questions})


def leaves_of(questionnaire: Questionnaire, key: str, part: str | None, row: str | None) -> Iterator[Leaf]:
    """The rows that hold the answers to a question, a part of it, or the cells of a grid."""
    question = questionnaire.by_key.get(key)
    match question:
        case Grid():
            for code in [one.code for one in question.rows if row in (None, one.code)]:
                yield from _parts(f"{key}.{code}", question.columns, part)
        case Compound():
            yield from _parts(key, question.parts, part)
        case Repeat() if part is not None:
            yield from _parts(key, question.questions, part)
        case QuestionBase() if part is None and row is None:
            yield Leaf(key, question)


def _parts(name: str, questions: tuple[AnyQuestion, ...], part: str | None) -> Iterator[Leaf]:
    return (Leaf(f"{name}.{one.key}", one) for one in questions if part in (None, one.key))
