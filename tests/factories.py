"""Small named questionnaires: a plain dictionary with what a test changes, read as any definition is."""

from collections.abc import Mapping
from typing import Any

from app.domain.question_types import Question
from app.domain.questionnaire import Questionnaire

TWO_OPTIONS = [{"code": "a", "text": {"en": "Option A"}}, {"code": "b", "text": {"en": "Option B"}}]
TWO_ROWS = [{"code": "health", "text": {"en": "Health"}}, {"code": "school", "text": {"en": "School"}}]


def part(key: str, kind: str = "yes_no_planned", **more: Any) -> dict[str, Any]:
    """A question inside another, with the least that its type needs."""
    needs = {} if {"fact", "count_of"} & set(more) else EXAMPLES[kind]  # a computed value has one source
    return {"key": key, "type": kind, "text": {"en": f"Question {key}?"}} | needs | more


def question(key: str, kind: str = "yes_no_planned", **more: Any) -> dict[str, Any]:
    """A question of any type, with the least that its type needs."""
    return {"number": f"Q.{key}"} | part(key, kind, **more)


# One example of every question type: what its definition needs beyond key, type, number and text.
EXAMPLES: Mapping[str, dict[str, Any]] = {
    "single_choice": {"options": TWO_OPTIONS},
    "multiple_choice": {"options": TWO_OPTIONS},
    "yes_no_planned": {},
    "scale": {"scale": "frequency"},
    "ranking": {"options": TWO_OPTIONS},
    "whole_number": {},
    "decimal": {},
    "percentage": {},
    "year": {},
    "amount": {},
    "date": {},
    "date_range": {},
    "period": {},
    "short_text": {},
    "text": {"max_words": 5},
    "email": {},
    "web_address": {},
    "contact": {},
    "declaration": {},
    "note": {},
    "compound": {},
    "grid": {},
    "repeat": {},
    "attachment": {},
    "computed": {"value": {"number": 1}},
}
EXAMPLES["compound"].update(parts=[part("status"), part("comment", "text")])
EXAMPLES["grid"].update(rows=TWO_ROWS, columns=[part("status"), part("number", "whole_number")])
EXAMPLES["repeat"].update(questions=[part("name", "short_text"), part("status")])


def section(key: str, *questions: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"key": key, "title": {"en": f"Section {key}"}, "questions": list(questions)} | more


def with_the_rest(*sections: dict[str, Any]) -> list[dict[str, Any]]:
    """The sections, and one more with an example of every type that none of their questions has."""
    shown = {one["type"] for part in sections for one in part["questions"]}
    rest = [question(f"a_{kind}", kind, number=kind[:12]) for kind in EXAMPLES if kind not in shown]
    return [*sections, *([section("Z", *rest)] if rest else [])]


def document(*sections: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A definition as it is written, with one chapter for each section."""
    chapters = [{"title": {"en": f"Results {one['key']}"}, "sections": [one["key"]]} for one in sections]
    return {
        "key": "small",
        "title": {"en": "A small questionnaire"},
        "languages": ["en"],
        "sections": list(sections),
        "report": {"title": {"en": "A report"}, "mandate": {"en": "A mandate"}, "chapters": chapters},
    } | more


def questionnaire(*sections: dict[str, Any], **more: Any) -> Questionnaire:
    return Questionnaire.model_validate(document(*sections, **more))


def asked(kind: str, **more: Any) -> Question:
    """One question by itself."""
    return questionnaire(section("A", question("q", kind, **more))).by_key["q"]
