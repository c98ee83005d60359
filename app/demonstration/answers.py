"""Invented answers that look real: generated from a fixed seed, with the control questions set to known counts."""

import random
from collections.abc import Mapping

from app.demonstration.control import SEED, set_control
from app.demonstration.inventing import Author
from app.domain.answers import NonAnswer, Value
from app.domain.conditions import Heard
from app.domain.question_types import Repeat
from app.domain.questionnaire import Questionnaire
from app.domain.typed import Typed, alone

LANGUAGES = (
    *["english"] * 60,
    *["french"] * 16,
    *["spanish"] * 14,
    *["arabic"] * 4,
    *["russian"] * 3,
    *["chinese"] * 3,
)


def answers(questionnaire: Questionnaire, place: int) -> Mapping[str, Typed]:
    """What the respondent at `place` types, by answer ("P2-B01", "P2-B07/item"); the first ones are the control set."""
    chance = random.Random(f"{SEED}-{questionnaire.key}-{place}")
    author = Author(chance, chance.choice(LANGUAGES), chance.randint(2019, 2023))
    full = chance.random() < 0.5
    typed: dict[str, Typed] = {}
    said: dict[str, Value] = {}
    for question in questionnaire.questions_asked():
        if not question.required and not full:
            continue
        if isinstance(question, Repeat):
            items = author.items(question)
            typed |= {f"{question.key}/i{number}": item for number, item in enumerate(items, start=1)}
        else:
            hidden = question.hidden(NonAnswer.NOT_ANSWERED, Heard(said))
            typed[question.key] = author.typed(question, hidden)
            said[question.key] = question.parse(typed[question.key])
    typed["CS-06"] = alone(author.language)
    typed["CS-07"] = alone(chance.choices(("publish", "attribute", "aggregate"), (50, 35, 15))[0])
    set_control(questionnaire, place, typed)
    return {name: fields for name, fields in typed.items() if name.partition("/")[0] in questionnaire.by_key}
