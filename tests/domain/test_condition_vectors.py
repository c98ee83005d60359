"""The server keeps to the file of cases that the browser is held to, and the file leaves nothing out."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.conditions import OPERATORS, SUBJECTS, Look, leaves
from app.domain.question_types.numbers import CURRENCIES
from tests.vectors.cases import CONDITION, Case, decided_by_the_server, written_cases

CASES = written_cases()
KINDS = (
    *("choice", "choices", "ranked", "number", "decimal", "amount", "date", "from", "period", "text"),
    *("files", "parts", "rows", "items", "unparsed", "not_asked"),
    *("not_answered", "no_information", "not_applicable"),
)
LISTS = Path(__file__).resolve().parents[2] / "app" / "static" / "js" / "lists.js"


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_the_server_decides_as_written(case: Case) -> None:
    assert decided_by_the_server(case) is case["expected"]


def test_every_case_has_a_name_of_its_own() -> None:
    assert len({case["name"] for case in CASES}) == len(CASES)


@pytest.mark.parametrize("subject", SUBJECTS)
def test_every_subject_meets_every_operator(subject: str) -> None:
    met = {operator(look) for case in CASES for look in looks(case) if subject_of(look) == subject}
    assert met == set(OPERATORS)


@pytest.mark.parametrize("name", OPERATORS)
def test_every_operator_meets_every_kind_of_value(name: str) -> None:
    met = {kind for case in CASES if name in map(operator, looks(case)) for kind in kinds(case)}
    assert set(KINDS) - {"parts", "rows"} <= met


def test_conditions_look_into_compounds_and_grids_too() -> None:
    assert {"parts", "rows"} <= {kind for case in CASES for kind in kinds(case)}


def test_the_browser_knows_the_currencies_which_outlines_do_not_spell_out() -> None:
    written = re.search(r"CURRENCIES = codes\(`([^`]+)`\)", LISTS.read_text("utf-8"))
    assert (written[1].split() if written else []) == list(CURRENCIES)


def looks(case: Case) -> Iterator[Look]:
    return (look for _, look in leaves(CONDITION.validate_python(case["condition"])))


def subject_of(look: Look) -> str:
    return next(subject for subject in ("question", "count_of", "fact", "part") if getattr(look, subject))


def operator(look: Look) -> str:
    written = look.model_dump(by_alias=True, exclude_none=True)
    return next(name for name in OPERATORS if name in written)


def kinds(case: Case) -> Iterator[str]:
    for value in (*case["answers"].values(), *case["item"].values()):
        yield value.get("non_answer") or next(iter(value))
