"""The rules of the content document as the questionnaires carry them: what is shown, an error, or asked about."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from app.domain.answers import About, Items, Value
from app.domain.applicability import Applicability, applicability
from app.domain.checks import Problem
from app.domain.progress import problems_of
from app.domain.question_types import Repeat
from app.domain.questionnaire import Questionnaire
from app.domain.typed import Typed
from app.exchange.yaml_format import read_file

FOLDER = Path(__file__).resolve().parents[2] / "questionnaires"
TODAY = About(kind="member_state", names={"en": "Demo State A-01"}, today=date(2026, 11, 24))
Answers = Mapping[str, Typed | Sequence[Typed]]


@cache
def load(name: str) -> Questionnaire:
    return read_file(FOLDER / f"cnd-60-6-{name}.yaml").questionnaire


def fill(name: str, typed: Answers) -> Applicability:
    """What applies when this was typed; a list holds the items of a repeat."""
    asked = load(name).by_key
    values: dict[str, Value] = {}
    for key, posted in typed.items():
        question = asked[key]
        if isinstance(posted, Mapping):
            values[key] = question.parse(posted)
        elif isinstance(question, Repeat):
            items = [(f"i{at}", question.parse_item(one)) for at, one in enumerate(posted)]
            values[key] = Items(tuple(items))
    return applicability(load(name), values, TODAY)


def problems(name: str, typed: Answers) -> list[tuple[str, str, str]]:
    """Question, place in it and severity of everything that is found."""
    return [placed(one) for one in problems_of(load(name), fill(name, typed))]


def placed(problem: Problem) -> tuple[str, str, str]:
    return problem.question_key, problem.field, problem.severity.value


def one(code: str) -> Typed:
    return {"": (code,)}


BODY = {"name": ("Council",), "members": ("health", "education")}
PRACTICE = {"BP-03": ("Title",), "BP-09": ("Summary",), "BP-04.area": ("area_1",)}
DAY = {"year": ("2026",), "month": ("1",), "day": ("1",)}


def period(year: str) -> Typed:
    start = {f"from.{name}": texts for name, texts in DAY.items()}
    return start | {"to.year": (year,), "to.month": ("12",), "to.day": ("31",)}


def test_a_period_that_ends_in_the_future_is_an_error() -> None:
    assert problems("p2", {"CS-02": period("2026")}) == [("CS-02", "", "error")]


def test_a_period_that_has_ended_is_none() -> None:
    assert problems("p2", {"CS-02": {**period("2026"), "to.month": ("3",)}}) == []


@pytest.mark.parametrize("name", ["p2", "p11"])
def test_a_report_prepared_without_a_core_sector_is_warned_about(name: str) -> None:
    listed = [{"institution": ("A",), "sector": ("customs",)}, {"institution": ("B",), "sector": ("youth",)}]
    assert problems(name, {"CS-05": listed}) == [("CS-05", "", "warning")]


def test_a_report_prepared_by_one_core_sector_is_not() -> None:
    listed = [{"institution": ("A",), "sector": ("customs",)}, {"institution": ("B",), "sector": ("health",)}]
    assert problems("p2", {"CS-05": listed}) == []


@pytest.mark.parametrize(
    "typed",
    [
        {"P2-B06": one("one")},
        {"P2-B06": one("several")},
        {"P2-D01": {"memorandum.sectors": ("health", "education")}},
    ],
)
def test_meetings_are_asked_for_where_a_body_or_a_mechanism_exists(typed: Answers) -> None:
    keys = fill("p2", typed).keys
    assert {"P2-D02", "P2-D03", "P2-D04", "P2-D05"} <= keys


@pytest.mark.parametrize(
    "typed",
    [
        {},
        {"P2-B06": one("planned")},
        {"P2-D01": {"memorandum.sectors": ("planned",), "committee.sectors": ("not_existing",)}},
    ],
)
def test_meetings_are_not_asked_for_where_none_exists(typed: Answers) -> None:
    keys = fill("p2", typed).keys
    assert keys.isdisjoint({"P2-D02", "P2-D03", "P2-D04", "P2-D05"})


WARNED: list[tuple[Answers, str, str]] = [
    ({"P2-B06": one("no"), "P2-D01": {"committee.sectors": ("health", "education")}}, "P2-D01", ""),
    ({"P2-D01": {"memorandum.sectors": ("health",)}}, "P2-D01", "memorandum"),
    (
        {
            "P2-B01": one("yes"),
            "P2-B03": one("education"),
            "P2-C03": {"education.designated": ("no",)},
        },
        "P2-C03",
        "",
    ),
    (
        {
            "P2-D01": {"committee.sectors": ("health", "education")},
            "P2-D02": {"political": ("0",), "technical": ("0",)},
        },
        "P2-D02",
        "",
    ),
    (
        {"P2-E01": {"referral_to_treatment.status": ("nationwide",)}, "P2-E02": one("no_referral")},
        "P2-E02",
        "",
    ),
    ({"P2-F05": one("both")}, "P2-F06", ""),
    ({"P2-B06": one("one"), "P2-B07": [{**BODY, "members": ("health",)}]}, "P2-B07", "i0"),
    ({"P2-B06": one("one"), "P2-D02": {"political": ("25",)}}, "P2-D02", "political"),
    ({"P2-B06": one("one"), "P2-D02": {"technical": ("101",)}}, "P2-D02", "technical"),
    ({"P2-H01": one("yes"), "P2-H02": [{"BP-09": ("Summary",)}]}, "P2-H02", "i0"),
    ({"P2-H01": one("yes"), "P2-H02": [{"BP-03": ("Title",)}]}, "P2-H02", "i0"),
]


@pytest.mark.parametrize(("typed", "key", "place"), WARNED)
def test_what_does_not_fit_together_is_asked_about(typed: Answers, key: str, place: str) -> None:
    assert problems("p2", typed) == [(key, place, "warning")]


REFUSED: list[tuple[str, Answers, str, str]] = [
    (
        "p2",
        {"P2-B01": one("yes"), "P2-B02": [{"from_year": ("2020",), "to_year": ("2019",)}]},
        "P2-B02",
        "i0",
    ),
    ("p2", {"P2-B06": one("one"), "P2-B07": [{**BODY, "established": ("2027",)}]}, "P2-B07", "i0"),
    (
        "p2",
        {"P2-E04": one("yes"), "P2-E04_training": {"health.events": ("3",), "health.participants": ("2",)}},
        "P2-E04_training",
        "health",
    ),
    ("p2", {"P2-F05": one("both"), "P2-F06": [{"year": ("2015",)}]}, "P2-F06", "i0"),
    ("p2", {"P2-F05": one("both"), "P2-F06": [{"year": ("2027",)}]}, "P2-F06", "i0"),
    (
        "p2",
        {
            "P2-H01": one("yes"),
            "P2-H02": [{**PRACTICE, "BP-06.sectors": ("health",), "BP-06.lead": ("youth",)}],
        },
        "P2-H02",
        "i0.BP-06",
    ),
    ("p11", {"P11-C01": [{**PRACTICE, "BP-08.year": ("2027",)}]}, "P11-C01", "i0.BP-08"),
    ("best-practices", {"BP-06": {"sectors": ("health",), "lead": ("youth",)}}, "BP-06", ""),
    ("best-practices", {"BP-08": {"year": ("2027",)}}, "BP-08", ""),
    ("p11", {"P11-G02": one("yes"), "P11-G02_details": {"year": ("2027",)}}, "P11-G02_details", ""),
    ("p2", {"P2-G01": {"stigma.severity": ("none",)}, "P2-G02": {"1": ("stigma",)}}, "P2-G02", ""),
]


@pytest.mark.parametrize(("name", "typed", "key", "place"), REFUSED)
def test_what_cannot_be_is_an_error(name: str, typed: Answers, key: str, place: str) -> None:
    assert problems(name, typed) == [(key, place, "error")]


def test_this_year_and_ten_years_ago_are_no_errors() -> None:
    assert problems("p2", {"P2-F05": one("both"), "P2-F06": [{"year": ("2016",)}, {"year": ("2026",)}]}) == []


def test_sectors_of_a_joint_activity_are_asked_for_where_there_is_one() -> None:
    hidden = fill("p2", {"P2-E01": {"surveys.status": ("pilot",), "alternatives.status": ("none",)}}).hidden
    assert "surveys.sectors" not in hidden["P2-E01"]
    assert "alternatives.sectors" in hidden["P2-E01"]


def test_a_practice_without_an_area_is_asked_about_in_paragraph_11() -> None:
    assert problems("p11", {"P11-C01": [{"BP-03": ("Title",)}]}) == [("P11-C01", "i0", "warning")]


def test_an_area_opens_its_questions_where_the_government_reports_on_it() -> None:
    keys = fill("p11", {"P11-T301": one("yes"), "P11-T401": one("nothing_new")}).keys
    assert {"P11-T302", "P11-T303", "P11-T304", "P11-T305", "P11-T306"} <= keys
    assert keys.isdisjoint({"P11-T402", "P11-T403", "P11-T404", "P11-T405", "P11-T406", "P11-T407"})


def test_a_paragraph_opens_its_part() -> None:
    keys = fill("un-entities", {"UN-02": one("paragraph_7")}).keys
    assert {"UN-08", "UN-09", "UN-10"} <= keys
    assert keys.isdisjoint({"UN-03", "UN-05", "UN-11", "UN-14"})


@pytest.mark.parametrize(
    ("entity", "asked"), [("unodc", {"UN-07"}), ("who", {"UN-06", "UN-07"}), ("fao", set())]
)
def test_a_part_opens_by_entity(entity: str, asked: set[str]) -> None:
    opened: Answers = {"UN-01": {"entity": (entity,)}, "UN-02": {"": ("paragraph_5", "paragraph_6")}}
    assert fill("un-entities", opened).keys & {"UN-06", "UN-07"} == asked


def test_the_measures_of_an_area_follow_where_it_is_within_the_mandate() -> None:
    typed: Answers = {
        "UN-02": one("paragraph_7"),
        "UN-08": {"area_1.status": ("begun",), "area_2.status": ("none",)},
    }
    keys = fill("un-entities", typed).keys
    assert "UN-08_area_1" in keys
    assert keys.isdisjoint({"UN-08_area_2", "UN-08_area_3"})
