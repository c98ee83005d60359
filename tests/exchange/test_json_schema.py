"""The JSON Schema that is published says what the model says, and takes every questionnaire that is shipped."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from app.domain.question_types import QUESTION_TYPES
from app.exchange.json_schema import as_text, questionnaire_schema
from app.exchange.yaml_format import read_questionnaire

ROOT = Path(__file__).resolve().parents[2]
KEPT = ROOT / "docs" / "questionnaire.schema.json"
SHIPPED = sorted((ROOT / "questionnaires").glob("*.yaml"))
SCHEMA = questionnaire_schema()
TYPES: Mapping[str, tuple[type, ...]] = {
    "object": (dict,),
    "array": (list,),
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
    "null": (type(None),),
}


def test_the_schema_that_is_kept_is_that_of_the_model() -> None:
    """If not: ./run flask questionnaires schema > docs/questionnaire.schema.json"""
    assert KEPT.read_text("utf-8") == as_text()


def test_it_says_what_it_is() -> None:
    assert SCHEMA["$schema"].endswith("2020-12/schema")
    assert SCHEMA["$id"].startswith("urn:")
    assert SCHEMA["title"] == "Questionnaire"


def test_every_question_type_is_described() -> None:
    described = {
        one["properties"]["type"].get("const"): one
        for one in SCHEMA["$defs"].values()
        if "type" in one.get("properties", {})
    }
    assert set(described) == set(QUESTION_TYPES)
    assert all(one["description"] for one in described.values())


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_it_takes_every_questionnaire_that_is_shipped(path: Path) -> None:
    assert list(mistakes(read_questionnaire(path).document(), SCHEMA, ())) == []


@pytest.mark.parametrize(
    "change",
    [
        {"colour": "red"},
        {"key": 7},
        {"languages": []},
        {"sections": [{"key": "A"}]},
        {"kinds": ["planet"]},
        {"title": {"de": "Titel"}},
        {"title": {"en": "Title", "made_from": {"de": "abcdefgh"}}},
    ],
)
def test_it_refuses_what_the_model_refuses(change: dict[str, Any]) -> None:
    document = read_questionnaire(SHIPPED[0]).document()
    assert list(mistakes(document | change, SCHEMA, ()))


def mistakes(value: Any, schema: Mapping[str, Any], place: tuple[object, ...]) -> Iterator[str]:
    """What of `value` a schema refuses, for the words of JSON Schema that decide about shapes."""
    if "$ref" in schema:
        yield from mistakes(value, SCHEMA["$defs"][schema["$ref"].rsplit("/", 1)[1]], place)
        return
    for choice in ("anyOf", "oneOf"):
        if choice in schema:
            found = [list(mistakes(value, one, place)) for one in chosen(value, schema)]
            if [] not in found:
                yield from min(found, key=len)
            return
    if "type" in schema and not is_a(value, schema["type"]):
        yield f"{place}: not {schema['type']}"
    elif value not in schema.get("enum", [value]) or value != schema.get("const", value):
        yield f"{place}: not one of those listed"
    elif isinstance(value, dict):
        yield from of_mapping(value, schema, place)
    elif isinstance(value, list):
        yield from of_list(value, schema, place)


def of_list(value: list[Any], schema: Mapping[str, Any], place: tuple[object, ...]) -> Iterator[str]:
    if not schema.get("minItems", 0) <= len(value) <= schema.get("maxItems", len(value)):
        yield f"{place}: too few or too many"
    for at, one in enumerate(value):
        yield from mistakes(one, schema.get("items", {}), (*place, at))


def is_a(value: Any, name: str) -> bool:
    return isinstance(value, TYPES[name]) and (name == "boolean" or not isinstance(value, bool))


def chosen(value: Any, schema: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The one of several schemas that the type of a question names, or all of them."""
    by_type = schema.get("discriminator", {}).get("mapping", {})
    if isinstance(value, dict) and value.get("type") in by_type:
        return [{"$ref": by_type[value["type"]]}]
    return list(schema.get("anyOf", schema.get("oneOf", [])))


def of_mapping(value: dict[str, Any], schema: Mapping[str, Any], place: tuple[object, ...]) -> Iterator[str]:
    known = schema.get("properties", {})
    for name in schema.get("required", []):
        if name not in value:
            yield f"{(*place, name)}: missing"
    for name, one in value.items():
        if name in known:
            yield from mistakes(one, known[name], (*place, name))
        elif schema.get("additionalProperties") is False or name not in schema.get("propertyNames", {}).get(
            "enum", [name]
        ):
            yield f"{(*place, name)}: not known"
