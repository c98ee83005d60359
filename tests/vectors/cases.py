"""The cases that conditions are held to on the server and in the browser, and how the server decides them."""

import json
from pathlib import Path
from typing import Any, TypedDict

from pydantic import TypeAdapter

from app.domain.answer_json import value_from_json
from app.domain.answers import JsonValue, Value
from app.domain.conditions import Condition, Heard

CONDITION: TypeAdapter[Condition] = TypeAdapter(Condition)


class Case(TypedDict):
    """A condition, what it hears, all in JSON, and whether it holds."""

    name: str
    condition: dict[str, Any]
    answers: dict[str, JsonValue]
    facts: dict[str, str]
    item: dict[str, JsonValue]
    expected: bool


def written_cases() -> list[Case]:
    cases: list[Case] = json.loads((Path(__file__).parent / "conditions.json").read_text("utf-8"))
    return cases


def decided_by_the_server(case: Case) -> bool:
    heard = Heard(values(case["answers"]), case["facts"], values(case["item"]))
    return CONDITION.validate_python(case["condition"]).holds(heard)


def values(answers: dict[str, JsonValue]) -> dict[str, Value]:
    return {key: value_from_json(answer) for key, answer in answers.items()}
