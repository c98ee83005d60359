"""Chromium decides what applies, and reads what was typed, exactly as the server does."""

import json
import sys
from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from playwright.sync_api import Page

from app.domain.text import western_digits
from tests.journeys.conftest import OpenPage
from tests.vectors.cases import Case, written_cases
from tests.vectors.generate import (
    Applied,
    edge_readings,
    generated_cases,
    generated_definitions,
    generated_readings,
    generated_sums,
)

SEED = 606
BATCH = 1000
HOLDS = """
    const { holds } = await import("/static/js/conditions.js");
    return (one) => holds(one.condition, { answers: one.answers, facts: one.facts, item: one.item });
"""
READ = """
    const { readAnswer } = await import("/static/js/answers.js");
    return ({ question, fields }) => readAnswer(question, fields);
"""
APPLY = """
    const { applicability } = await import("/static/js/conditions.js");
    return ({ sections, answers, facts }) => {
        const { keys, hidden, values } = applicability(sections, answers, facts);
        const paths = Object.entries(hidden).map(([key, found]) => [key, [...found].sort()]);
        return { keys: [...keys].sort(), hidden: Object.fromEntries(paths), values };
    };
"""
DIGITS = """
    const { isDecimal, westernDigits } = await import("/static/js/numbers.js");
    return (sign) => isDecimal(sign) && westernDigits(sign);
"""
STRIP = """
    const { strip } = await import("/static/js/numbers.js");
    return (sign) => strip(`${sign}x${sign}`);
"""

pytestmark = pytest.mark.pure  # nothing is stored


@pytest.fixture
def page(open_page: OpenPage) -> Page:
    return open_page()


def test_the_browser_decides_the_written_cases(page: Page) -> None:
    assert undecided(page, written_cases()) == []


def test_the_browser_decides_generated_cases(page: Page) -> None:
    assert undecided(page, list(generated_cases(10_000, SEED))) == []


def test_the_browser_reads_what_was_typed(page: Page) -> None:
    readings = [*edge_readings(), *generated_readings(2_000, SEED)]
    read = evaluated(page, READ, readings)
    assert [(one, found) for one, found in zip(readings, read, strict=True) if found != one["expected"]] == []


def test_the_browser_finds_what_applies(page: Page) -> None:
    assert otherwise(page, list(generated_definitions(500, SEED))) == []


def test_the_browser_computes_to_the_last_digit(page: Page) -> None:
    assert otherwise(page, list(generated_sums(500, SEED))) == []


def test_the_browser_reads_the_digits_of_every_script(page: Page) -> None:
    digits = [sign for sign in signs() if sign.isdecimal()]
    assert evaluated(page, DIGITS, digits) == [western_digits(sign) for sign in digits]


def test_the_browser_takes_the_same_signs_for_white_space(page: Page) -> None:
    blank = [sign for sign in signs() if sign.isspace()]
    others = ["\ufeff", "\u200b", "\u180e", "\u2060"]
    assert evaluated(page, STRIP, blank + others) == [f"{sign}x{sign}".strip() for sign in blank + others]


def undecided(page: Page, cases: Sequence[Case]) -> list[Case]:
    """The cases that the browser decides otherwise."""
    decided = evaluated(page, HOLDS, cases)
    return [one for one, found in zip(cases, decided, strict=True) if found is not one["expected"]]


def otherwise(page: Page, definitions: Sequence[Applied]) -> list[Applied]:
    """The definitions of which the browser lets something else apply."""
    found = evaluated(page, APPLY, definitions)
    return [one for one, other in zip(definitions, found, strict=True) if expected(one) != other]


def expected(one: Applied) -> dict[str, Any]:
    return {"keys": one["keys"], "hidden": one["hidden"], "values": one["values"]}


def evaluated(page: Page, load: str, given: Sequence[object]) -> list[Any]:
    """What the function that `load` returns makes of each, in batches that a message to the browser can hold.

    All travels as text: the driver's own way to pass objects takes fifty times as long.
    """
    script = f"""async (text) => {{
        const evaluate = await (async () => {{ {load} }})();
        return JSON.stringify(JSON.parse(text).map(evaluate));
    }}"""
    batches = [given[start : start + BATCH] for start in range(0, len(given), BATCH)]
    return [
        found
        for batch in batches
        for found in json.loads(page.evaluate(script, json.dumps(list(batch), ensure_ascii=False)))
    ]


def signs() -> Iterator[str]:
    return map(chr, range(sys.maxunicode + 1))
