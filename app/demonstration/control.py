"""The control set: what the counted demo submissions answer, so that aggregates can be checked by hand."""

import random
from collections.abc import Mapping, Sequence
from typing import TypeVar

from app.domain.question_types import AnyQuestion
from app.domain.questionnaire import Questionnaire
from app.domain.typed import Typed, alone

SEED = 606  # resolution 60/6
COUNTED = {"cnd-60-6-p2": 35, "cnd-60-6-p11": 29}  # the places from 0 on that make up the control set

CONTROL: Mapping[str, Mapping[str, int]] = {
    "P2-B01": {"yes": 29, "planned": 3, "no": 2, "no_information": 1},
    "P2-B06": {"one": 19, "several": 5, "planned": 4, "no": 5, "no_information": 2},
    "P2-F05": {"external": 6, "internal": 5, "both": 3, "planned": 4, "no": 13, "no_information": 4},
}
# Rows of grids, as "question/row.column".
CONTROL_ROWS: Mapping[str, Mapping[str, int]] = {
    "P2-C01/health_justice.frequency": {
        "weekly": 4,
        "monthly": 10,
        "quarterly": 9,
        "halfyear": 5,
        "year": 3,
        "rare": 2,
        "no_information": 2,
    },
    "P2-C01/education_justice.frequency": {
        "monthly": 3,
        "quarterly": 5,
        "halfyear": 7,
        "year": 6,
        "rare": 8,
        "never": 2,
        "no_information": 4,
    },
    "P2-G01/data_sharing.severity": {
        "major": 12,
        "moderate": 13,
        "minor": 6,
        "none": 2,
        "no_information": 2,
    },
}
URBAN = {"full": 2, "part": 5, "dev": 3, "planned": 1, "none": 1, "not_applicable": 6}
URBAN_CELL = "7_09.implementation"
# How many of the seven areas each State reports on: nine on all, fourteen on three to six, six on one or two.
AREAS = (*[7] * 9, *[6, 6, 6, 5, 5, 5, 5, 5, 4, 4, 3, 3, 3, 3], *[2, 2, 2, 1, 1, 1])
REPORTED_BEFORE = range(9, 17)  # in the earlier cycle: what they leave out now is nothing new
MEETINGS = (0, 0, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 3, 4, 4, 4, 4, 4, 6, 6, 8, 12, 52)
AT_SENTENCING = 20
E02 = "P2-E02"
E02_UNANSWERED = 34  # this one of the 35 left the question unanswered
MECHANISMS = "P2-D01"
CONTRIBUTORS = "CS-05"
CORE = ("health", "education", "criminal_justice")
JOINTLY = 14  # of the 35 name a contributor of each core sector

T = TypeVar("T")


def chance_of(what: str) -> random.Random:
    """A chance that only the seed and `what` decide."""
    return random.Random(f"{SEED}-{what}")


def set_control(questionnaire: Questionnaire, place: int, typed: dict[str, Typed]) -> None:
    """Overwrite what the State at `place` types with what makes up the known counts."""
    if place >= COUNTED.get(questionnaire.key, 0):
        return
    if questionnaire.key == "cnd-60-6-p2":
        _coordination(questionnaire, place, typed)
    else:
        _implementation(place, typed)


def _coordination(questionnaire: Questionnaire, place: int, typed: dict[str, Typed]) -> None:
    typed |= {key: alone(_spread(key, dealt)[place]) for key, dealt in CONTROL.items()}
    for name, dealt in CONTROL_ROWS.items():
        key, _, cell = name.partition("/")
        typed[key] = {**typed.get(key, {}), cell: (_spread(name, dealt)[place],)}
    with_body = [
        at for at, code in enumerate(_spread("P2-B06", CONTROL["P2-B06"])) if code in ("one", "several")
    ]
    if place in with_body:
        meetings = str(_shuffled("P2-D02", MEETINGS)[with_body.index(place)])
        typed["P2-D02"] = {**typed.get("P2-D02", {}), "political": (meetings,)}
    else:  # without a body there is no mechanism either, so that D.2 is asked of 24
        typed[MECHANISMS] = _no_mechanism(questionnaire.by_key[MECHANISMS])
    typed[E02] = _stages_at(questionnaire, place)
    _contributors(place, typed)


def _contributors(place: int, typed: dict[str, Typed]) -> None:
    """Who prepared the report: an institution of each core sector in 14 of 35, of one or two of them in the others."""
    jointly = place in _shuffled(CONTRIBUTORS, range(COUNTED["cnd-60-6-p2"]))[:JOINTLY]
    for number, sector in enumerate(CORE, start=1):
        name = f"{CONTRIBUTORS}/i{number}"
        if jointly:
            known = {"institution": (f"Demo institution {number}",), **typed.get(name, {})}
            typed[name] = {**known, "sector": (sector,)}
        elif typed.get(name, {}).get("sector") == (CORE[-1],):
            typed[name] = {**typed[name], "sector": ("finance",)}


def _no_mechanism(grid: AnyQuestion) -> Typed:
    return {child.name: ("not_existing",) for child in grid.children(grid.parse({}))}


def _stages_at(questionnaire: Questionnaire, place: int) -> Typed:
    """The stages of referral that the State at `place` ticks: 20 of 34 tick "at sentencing"."""
    if place == E02_UNANSWERED:
        return {}
    chance = random.Random(f"{SEED}-{E02}-{place}")
    options = questionnaire.by_key[E02].response_options()
    stages = [option.code for option in options if not option.exclusive and option.code != "sentencing"]
    others = [code for code in stages if chance.random() < 0.4]
    ticked = place in _shuffled(E02, range(E02_UNANSWERED))[:AT_SENTENCING]
    return alone("sentencing", *others) if ticked else alone(*(others or stages[:1]))


def _implementation(place: int, typed: dict[str, Typed]) -> None:
    """Which areas a State reports on; the first eighteen report on area 7, for which URBAN is dealt."""
    areas = AREAS[place]
    chosen = random.Random(f"{SEED}-areas-{place}").sample(range(1, 7), min(areas, 6))
    reported = {*chosen[: areas - 1], 7} if place < sum(URBAN.values()) else set(chosen)
    for area in range(1, 8):
        otherwise = "nothing_new" if place in REPORTED_BEFORE else "not_now"
        typed[f"P11-T{area}01"] = alone("yes" if area in reported else otherwise)
    if 7 in reported:
        code = _spread("P11-T702", URBAN)[place]
        typed["P11-T702"] = {**typed.get("P11-T702", {}), URBAN_CELL: (code,)}


def _spread(key: str, dealt: Mapping[str, int]) -> Sequence[str]:
    """Each code as often as it is dealt, in an order that only the key decides."""
    return _shuffled(key, [code for code, count in dealt.items() for _ in range(count)])


def _shuffled(key: str, values: Sequence[T]) -> Sequence[T]:
    return random.Random(f"{SEED}-{key}").sample(list(values), len(values))
