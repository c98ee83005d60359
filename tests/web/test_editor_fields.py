"""The fields of the editor follow from the classes of a definition: every property of every type has one."""

from typing import Any, Literal

import pytest
from flask import Flask
from pydantic import BaseModel
from werkzeug.datastructures import MultiDict

from app.domain.editing import Put
from app.domain.question_types import QUESTION_TYPES
from app.domain.question_types.base import QuestionBase, ResponseOption, Term
from app.domain.questionnaire import Chapter, Questionnaire, Section
from app.questionnaires.forms.kinds import ELSEWHERE, Kind, specs_of, types_inside
from app.questionnaires.forms.properties import FIELD, WAS, Mistyped, changes, fields_of, read
from app.questionnaires.forms.words import LABELS, TYPES, label, type_name, value_name
from app.questionnaires.views.edits import edits_for
from tests.factories import EXAMPLES, question

MODELS: dict[str, type[BaseModel]] = {
    **QUESTION_TYPES,
    "questionnaire": Questionnaire,
    "section": Section,
    "option": ResponseOption,
    "term": Term,
    "chapter": Chapter,
}


@pytest.mark.parametrize("name", MODELS)
def test_every_property_has_a_field_and_a_plain_name(app: Flask, name: str) -> None:
    with app.test_request_context():
        for spec in specs_of(MODELS[name]):
            assert spec.kind is not Kind.OTHER, spec.name
            assert label(spec.name)
            assert "_" not in label(spec.name)


def test_every_property_of_today_is_worded() -> None:
    names = {spec.name for model in MODELS.values() for spec in specs_of(model)}
    assert not {name for name in names if name not in LABELS and name.rpartition(".")[2] not in LABELS} - {
        "term",
        "meaning",
    }
    assert set(TYPES) == set(QUESTION_TYPES)


def typed_fields(kind: str, thing: dict[str, Any]) -> MultiDict[str, str]:
    """What a browser posts of the form of a question, untouched."""
    posted: MultiDict[str, str] = MultiDict()
    for field in fields_of(QUESTION_TYPES[kind], thing, "en"):
        posted.add(WAS + field.name, field.was)
        for text in field.typed:
            posted.add(FIELD + field.name, text)
    return posted


@pytest.mark.parametrize("kind", sorted(QUESTION_TYPES))
def test_a_form_that_nobody_touched_changes_nothing(app: Flask, kind: str) -> None:
    thing = question("q", kind)
    with app.test_request_context():
        assert list(changes(QUESTION_TYPES[kind], thing, "en", typed_fields(kind, thing))) == []


# One value that can be typed into each kind of field.
TYPED = {
    Kind.TEXT: "Some words",
    Kind.LINE: "b1",
    Kind.TICK: "yes",
    Kind.WHOLE: "3",
    Kind.NUMBER: "2.5",
    Kind.CODES: "health\nlabour",
}


@pytest.mark.parametrize("kind", sorted(QUESTION_TYPES))
def test_what_is_typed_into_any_field_loads(app: Flask, kind: str) -> None:
    model, needed = QUESTION_TYPES[kind], question("q", kind)
    with app.test_request_context():
        for spec in specs_of(model):
            if spec.kind in ELSEWHERE or spec.name in ("value", "fact", "count_of"):
                continue
            value = spec.choices[-1] if spec.choices else TYPED[spec.kind]
            if spec.name == "maximum":
                value = "3000"
            elif spec.least is not None:
                value = str(max(spec.least, 2))
            posted = MultiDict({WAS + spec.name: "?", FIELD + spec.name: value})
            edits = edits_for((), needed, list(changes(model, needed, "en", posted)))
            changed = needed
            for edit in edits:
                assert isinstance(edit, Put)
                changed = put(changed, list(edit.at), edit.value)
            assert model.model_validate(changed) != model.model_validate(needed), spec.name


def put(thing: Any, path: list[str], value: Any) -> Any:
    first, *rest = path
    return {**thing, first: put(thing.get(first, {}), rest, value) if rest else value}


class Riddle(BaseModel):
    """A type that nobody has thought of yet."""

    hints: int = 1
    sound: Literal["loud", "low"] = "low"
    solved_by: tuple[str, ...] = ()
    score: float | None = None
    anything: dict[str, str] | None = None


def test_a_new_type_has_fields_without_a_line_of_code(app: Flask) -> None:
    with app.test_request_context():
        fields = {one.name: one for one in fields_of(Riddle, {}, "en")}
    assert {name: one.kind for name, one in fields.items()} == {
        "hints": "whole",
        "sound": "choice",
        "solved_by": "codes",
        "score": "number",
        "anything": "other",
    }
    assert fields["solved_by"].label == "Solved by"
    assert fields["sound"].choices == (("loud", "Loud"), ("low", "Low"))


def test_names_that_nobody_has_worded_are_made_plain(app: Flask) -> None:
    with app.test_request_context():
        assert type_name("long_riddle") == "Long riddle"
        assert value_name("sound", "very_loud") == "Very loud"


@pytest.mark.parametrize(
    ("name", "typed", "value"),
    [
        ("minutes", ["12"], 12),
        ("minutes", [" "], None),
        ("text", [" Words "], "Words"),
        ("required", ["yes"], True),
        ("required", [], None),
        ("non_answers", ["not_applicable"], ["not_applicable"]),
        ("non_answers", [], None),
        ("sectors", ["health, labour"], ["health", "labour"]),
        ("consent", [""], None),
        ("consent", ["ask"], "ask"),
    ],
)
def test_what_is_typed_is_read(app: Flask, name: str, typed: list[str], value: Any) -> None:
    spec = next(one for one in specs_of(QUESTION_TYPES["year"]) if one.name == name)
    with app.test_request_context():
        assert read(spec, typed) == value


def test_taking_every_default_away_leaves_an_empty_list(app: Flask) -> None:
    spec = next(one for one in specs_of(QUESTION_TYPES["scale"]) if one.name == "non_answers")
    with app.test_request_context():
        assert read(spec, []) == []


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("text", ""),
        ("minutes", "1.5"),
        ("minutes", "9" * 30),
        ("consent", "maybe"),
        ("minutes", "0"),
        ("minutes", "241"),
    ],
)
def test_what_cannot_be_read_is_said(app: Flask, name: str, typed: str) -> None:
    spec = next(one for one in specs_of(QUESTION_TYPES["year"]) if one.name == name)
    with app.test_request_context(), pytest.raises(Mistyped):
        read(spec, [typed])


def test_a_part_takes_only_the_types_that_may_stand_there() -> None:
    assert "grid" not in types_inside(QUESTION_TYPES["compound"], "parts")
    assert "grid" in types_inside(QUESTION_TYPES["repeat"], "questions")
    assert set(EXAMPLES) == set(QUESTION_TYPES)
    assert QuestionBase.model_fields
