"""Invented answers that look real: generated from a fixed seed, with the control questions set to known counts."""

import random
from collections.abc import Mapping, Sequence
from typing import TypeVar

from app.domain.question_types import MultipleChoice, Question, TextQuestion, WholeNumberQuestion
from app.domain.questionnaire import Questionnaire

SEED = 606  # resolution 60/6

# The control set: what the counted demo submissions answer, so that aggregates can be checked by hand.
CONTROL: Mapping[str, Mapping[str, int]] = {
    "P2-B01": {"yes": 29, "planned": 3, "no": 2, "no_information": 1},
    "P2-B06": {"one": 19, "several": 5, "planned": 4, "no": 5, "no_information": 2},
    "P2-F05": {"external": 6, "internal": 5, "both": 3, "planned": 4, "no": 13, "no_information": 4},
}
MEETINGS = (0, 0, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 3, 4, 4, 4, 4, 4, 6, 6, 8, 12, 52)
AT_SENTENCING = 20
E02 = "P2-E02"
E02_UNANSWERED = 34  # this one of the 35 left the question unanswered

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
LANGUAGES = (
    *["english"] * 60,
    *["french"] * 16,
    *["spanish"] * 14,
    "arabic",
    "arabic",
    "arabic",
    "arabic",
    "russian",
    "russian",
    "russian",
    "chinese",
    "chinese",
    "chinese",
)

Typed = Mapping[str, tuple[str, ...]]
T = TypeVar("T")


def answers(questionnaire: Questionnaire, place: int) -> Typed:
    """What the State at `place` types, by question key; places 0 to 34 make up the control set."""
    chance = random.Random(f"{SEED}-{place}")
    language = chance.choice(LANGUAGES)
    full = chance.random() < 0.5
    typed: dict[str, tuple[str, ...]] = {}
    for question in questionnaire.questions_asked():
        skipped = not question.required and not full
        typed[question.key] = () if skipped else _typed(question, chance, language)
    typed["CS-06"] = (language,)
    typed["CS-07"] = (chance.choices(("publish", "attribute", "aggregate"), (50, 35, 15))[0],)
    if place < sum(CONTROL["P2-B01"].values()):
        typed.update(_control(questionnaire, place))
    return {key: value for key, value in typed.items() if key in questionnaire.by_key}


def _typed(question: Question, chance: random.Random, language: str) -> tuple[str, ...]:
    if question.non_answers and chance.random() < 0.05:
        return (question.non_answers[0],)
    if isinstance(question, TextQuestion):
        text = chance.choice(ENGLISH) if language == "english" else OTHERS[language]
        return (" ".join(text.split()[: question.max_words]),)
    if isinstance(question, WholeNumberQuestion):
        return (str(min(question.maximum, max(question.minimum, round(chance.lognormvariate(1.4, 0.8))))),)
    return _chosen(question, chance)


def _chosen(question: Question, chance: random.Random) -> tuple[str, ...]:
    """Existence questions skew to the first options, as States report; exclusive options stand alone."""
    options = question.response_options()
    if not isinstance(question, MultipleChoice):
        weights = [1 / (position + 1) for position in range(len(options))]
        return (chance.choices([option.code for option in options], weights)[0],)
    free = [option.code for option in options if not option.exclusive]
    chosen = [code for position, code in enumerate(free) if chance.random() < 0.65 - 0.03 * position]
    return tuple(chosen or free[:1])


def _control(questionnaire: Questionnaire, place: int) -> dict[str, tuple[str, ...]]:
    fixed: dict[str, tuple[str, ...]] = {key: (_spread(key, dealt)[place],) for key, dealt in CONTROL.items()}
    with_body = [
        at for at, code in enumerate(_spread("P2-B06", CONTROL["P2-B06"])) if code in ("one", "several")
    ]
    if place in with_body:
        fixed["P2-D02_political"] = (str(_shuffled("P2-D02", MEETINGS)[with_body.index(place)]),)
    if place == E02_UNANSWERED:
        fixed[E02] = ()
    else:
        ticked = place in _shuffled(E02, range(E02_UNANSWERED))[:AT_SENTENCING]
        chance = random.Random(f"{SEED}-{E02}-{place}")
        others = [code for code in _stages(questionnaire) if chance.random() < 0.4]
        fixed[E02] = ("sentencing", *others) if ticked else tuple(others or _stages(questionnaire)[:1])
    return fixed


def _stages(questionnaire: Questionnaire) -> Sequence[str]:
    """The stages of referral that can be ticked together, without the one of the control set."""
    options = questionnaire.by_key[E02].response_options()
    return [option.code for option in options if not option.exclusive and option.code != "sentencing"]


def _spread(key: str, dealt: Mapping[str, int]) -> Sequence[str]:
    """Each code as often as it is dealt, in an order that only the key decides."""
    return _shuffled(key, [code for code, count in dealt.items() for _ in range(count)])


def _shuffled(key: str, values: Sequence[T]) -> Sequence[T]:
    return random.Random(f"{SEED}-{key}").sample(list(values), len(values))
