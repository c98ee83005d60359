"""What a State answers, drawn from a chance of its own: always the same, and always something that can be submitted."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from app.domain.answers import (
    Amount,
    Cells,
    Choice,
    Choices,
    DateRange,
    Day,
    DecimalNumber,
    Files,
    Items,
    NonAnswer,
    Parts,
    Period,
    Ranked,
    StoredFile,
    Value,
    WholeNumber,
    WrittenText,
)
from app.domain.conditions import Heard
from app.domain.question_types import AnyQuestion, Compound, Grid, MultipleChoice, Repeat
from app.domain.question_types.choices import Ranking
from app.domain.questionnaire import Questionnaire

LEANINGS = (0.7, 1.0, 0.45, 0.95, 0.2, 0.0, 0.6, 0.08, 0.33, 0.5)
"""How many choose the first option of a question, by its place: all of them, none of them, most things between."""


def answers(questionnaire: Questionnaire, seed: str) -> Mapping[str, Value]:
    """The answers of the State `seed`, also to what is not put to it."""
    dice = random.Random(f"{questionnaire.key} {seed}")
    silent = dice.choice((0.01, 0.03, 0.05, 0.15))
    return {
        question.key: _Author(dice, silent, LEANINGS[place % len(LEANINGS)]).value(question)
        for place, question in enumerate(questionnaire.questions_asked())
    }


@dataclass(frozen=True)
class _Author:
    """`silent` is how much is left unanswered, `leaning` how many choose the first option."""

    dice: random.Random
    silent: float
    leaning: float

    def value(self, question: AnyQuestion) -> Value:
        if self.dice.random() < self.silent:
            return NonAnswer.NOT_ANSWERED
        if question.non_answers and self.dice.random() < 0.1:
            return NonAnswer(self.dice.choice(question.non_answers))
        return self._answer(question)

    def _answer(self, question: AnyQuestion) -> Value:
        codes = [option.code for option in question.response_options()]
        match question:
            case Ranking():
                return Ranked(tuple(self.dice.sample(codes, question.ranks())))
            case MultipleChoice():
                return Choices(self._several(codes))
            case Compound():
                return Parts(self._parts(question.parts))
            case Grid():
                rows = {row.code: Parts(self._parts(question.columns)) for row in question.rows}
                return Cells({code: parts for code, parts in rows.items() if parts.values})
            case Repeat():
                number = self.dice.choice((1, 1, 1, 2, 3))
                return Items(tuple((f"i{n}", Parts(self._parts(question.questions))) for n in range(number)))
        return Choice(self._one(codes)) if codes else self._plain(question)

    def _one(self, codes: Sequence[str]) -> str:
        return codes[0] if self.dice.random() < self.leaning else self.dice.choice(codes[1:])

    def _several(self, codes: Sequence[str]) -> tuple[str, ...]:
        chosen = [codes[0]] if self.dice.random() < self.leaning else []
        chosen += [code for code in codes[1:] if self.dice.random() < 0.4]
        return tuple(chosen) or (codes[-1],)

    def _parts(self, questions: Sequence[AnyQuestion]) -> dict[str, Value]:
        """As a form gives them: without what is left out, or is not asked in view of the parts before."""
        said: dict[str, Value] = {}
        for question in questions:
            if question.shown_when is None or question.shown_when.holds(Heard({}, {}, said)):
                value = self.value(question)
                if value is not NonAnswer.NOT_ANSWERED and value != Parts({}) and value != Cells({}):
                    said[question.key] = value
        return said

    def _plain(self, question: AnyQuestion) -> Value:
        dice = self.dice
        day = date(2020 + dice.randrange(6), 1 + dice.randrange(12), 1)
        file = StoredFile("0" * 32, "a.pdf", "A plan", "en", "application/pdf", 9, "0" * 64)
        values: Mapping[str, Value] = {
            "whole_number": WholeNumber(dice.choice((0, 1, 2, 3, 5, 12, 480, 1200))),
            "decimal": DecimalNumber(Decimal(dice.randrange(0, 95)) / 10),
            "percentage": DecimalNumber(Decimal(dice.randrange(0, 1000)) / 10),
            "year": WholeNumber(2000 + dice.randrange(26)),
            "amount": Amount(Decimal(dice.randrange(1, 999) * 1000), dice.choice(("EUR", "USD", "XOF"))),
            "date": Day(day),
            "date_range": DateRange(day, date(2030, 1, 1)),
            "period": Period("2024"),
            "attachment": Files((file,)),
            "contact": Parts({"name": WrittenText("Demonstration person")}),
            "web_address": WrittenText("https://demo.example/plan"),
        }
        return values.get(question.type, WrittenText("Demonstration text."))
