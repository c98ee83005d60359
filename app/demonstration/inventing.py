"""Invents what a demo State types, for any question type: from a seeded chance, so that it is always the same."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.domain.answers import Choices, NonAnswer, Value, WholeNumber
from app.domain.conditions import Heard
from app.domain.question_types import AnyQuestion, Compound, Grid, MultipleChoice, Repeat, TextQuestion
from app.domain.question_types.base import OPTION
from app.domain.question_types.choices import OneOption, Ranking
from app.domain.question_types.dates import DateQuestion, DateRangeQuestion, PeriodQuestion
from app.domain.question_types.numbers import (
    AmountQuestion,
    DecimalQuestion,
    Percentage,
    WholeNumberQuestion,
    Year,
)
from app.domain.question_types.texts import ShortText
from app.domain.typed import Typed, alone, joined, within

ENGLISH = (
    (
        "Demonstration text: the interministerial council has met quarterly since its mandate was extended; the"
        " ministry of education joined as a full member in the second year."
    ),
    (
        "Demonstration text: data protection rules allow exchange of anonymized figures only. A protocol signed by"
        " three ministries now sets out the conditions."
    ),
    (
        "Demonstration text: the referral protocol was signed before the services had staff to receive the people"
        " referred. In a second attempt the services were opened first."
    ),
    "None.",
)
OTHERS = {
    "french": "Texte de démonstration : le comité interministériel se réunit quatre fois par an.",
    "spanish": "Texto de demostración: el comité interministerial se reúne cuatro veces al año.",
    "russian": "Демонстрационный текст: межведомственный комитет заседает четыре раза в год.",
    "arabic": "نص توضيحي: تجتمع اللجنة الوزارية المشتركة أربع مرات في السنة.",
    "chinese": "演示文本：部际委员会每年举行四次会议。",
}
NO_INFORMATION = 0.05  # of existence questions; numbers are known less often
NO_NUMBER = 0.15


@dataclass(frozen=True)
class Author:
    """Who types: a chance of their own, the language that they write, and a year that they know something about."""

    chance: random.Random
    language: str
    year: int

    def typed(self, question: AnyQuestion, hidden: frozenset[str] = frozenset()) -> Typed:
        """What is typed for a question that is answered; options in `hidden` are not there to be chosen."""
        missing = NO_NUMBER if question.variables() and question.variables()[0].numbers else NO_INFORMATION
        if question.non_answers and self.chance.random() < missing:
            return alone(question.non_answers[0])
        match question:
            case Compound():
                return self.parts(question.parts)
            case Grid():
                return joined(within(row.code, self.parts(question.columns)) for row in question.rows)
            case OneOption() | MultipleChoice() | Ranking():
                return self._chosen(question, hidden)
        return self._written(question)

    def items(self, repeat: Repeat) -> Sequence[Typed]:
        """The items of a repeat: at least what is asked for, mostly one or two more."""
        count = min(repeat.at_most, repeat.at_least + self.chance.choice((0, 0, 1, 1, 2)))
        return [self.parts(repeat.questions) for _ in range(count)]

    def parts(self, questions: Sequence[AnyQuestion]) -> Typed:
        """The parts of one compound, row or item, as far as they apply."""
        said: dict[str, Value] = {}
        fields: dict[str, tuple[str, ...]] = {}
        for question in questions:
            shown = question.shown_when is None or question.shown_when.holds(Heard({}, {}, said))
            if question.asks and shown and (question.required or self.chance.random() < 0.8):
                typed = self._fitting(question, said)
                fields.update(within(question.key, typed))
                value = question.parse(typed)
                if value is not NonAnswer.NOT_ANSWERED:
                    said[question.key] = value
        return fields

    def _fitting(self, question: AnyQuestion, said: Mapping[str, Value]) -> Typed:
        """What is typed for a part, in agreement with the parts before: a lead among the sectors, say."""
        codes = {option.code for option in question.response_options()}
        for value in said.values():
            if (
                isinstance(value, Choices)
                and isinstance(question, OneOption)
                and codes.issuperset(value.options)
            ):
                return alone(value.options[0])
            if isinstance(value, WholeNumber) and isinstance(question, WholeNumberQuestion):
                return alone(str(min(question.maximum, value.number * 20)))
        return self.typed(question)

    def _chosen(self, question: OneOption | MultipleChoice | Ranking, hidden: frozenset[str]) -> Typed:
        """Existence questions skew to the first options, as States report; exclusive options stand alone."""
        offered = [one for one in question.response_options() if OPTION + one.code not in hidden]
        options = [option.code for option in offered]
        if isinstance(question, OneOption):
            return alone(self.chance.choices(options, [1 / (place + 1) for place in range(len(options))])[0])
        if isinstance(question, Ranking):
            ranked = self.chance.sample(options[:6], min(question.ranks(), 6, len(options)))
            return {str(rank): (code,) for rank, code in enumerate(ranked, start=1)}
        free = [option.code for option in offered if not option.exclusive]
        likely = [code for place, code in enumerate(free) if self.chance.random() < 0.65 - 0.03 * place]
        least, most = question.at_least or min(2, len(free)), question.at_most or len(free)
        chosen = likely if len(likely) >= least else free[:least]
        return alone(*chosen[:most]) if chosen else alone(options[0])

    def _written(self, question: AnyQuestion) -> Typed:
        match question:
            case WholeNumberQuestion():
                number = max(question.minimum, round(self.chance.lognormvariate(1.4, 0.8)))
                return alone(str(min(question.maximum, number)))
            case Year():
                return alone(str(min(question.maximum, max(question.minimum, self.year))))
            case DecimalQuestion():
                number = min(
                    question.maximum, max(question.minimum, round(self.chance.lognormvariate(1.8, 0.8)))
                )
                return alone(f"{number}.5" if number < question.maximum else str(number))
            case Percentage():
                return alone(str(self.chance.randint(5, 95)))
            case AmountQuestion():
                return {"amount": (str(1000 * self.chance.randint(1, 90)),), "currency": ("USD",)}
        return self._dated(question) or self._worded(question)

    def _dated(self, question: AnyQuestion) -> Typed:
        year = str(self.year)
        match question:
            case DateQuestion():
                return {"year": (year,), "month": ("6",), "day": ("30",)}
            case DateRangeQuestion():
                first = {"from.year": ("2017",), "from.month": ("3",), "from.day": ("17",)}
                return first | {"to.year": (year,), "to.month": ("12",), "to.day": ("31",)}
            case PeriodQuestion():
                return alone(year)
        return {}

    def _worded(self, question: AnyQuestion) -> Typed:
        if isinstance(question, TextQuestion):
            text = self.chance.choice(ENGLISH) if self.language == "english" else OTHERS[self.language]
            return alone(" ".join(text.split()[: question.max_words]))
        if isinstance(question, ShortText):
            return alone(f"Demonstration entry {self.chance.randint(1, 99)}"[: question.max_characters])
        return question.sample()
