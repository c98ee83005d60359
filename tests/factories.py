"""Small named questionnaires: a plain dictionary with what a test changes, read as any definition is."""

from typing import Any

from app.domain.question_types import Question
from app.domain.questionnaire import Questionnaire

TWO_OPTIONS = [{"code": "a", "text": {"en": "Option A"}}, {"code": "b", "text": {"en": "Option B"}}]


def question(key: str, kind: str = "yes_no_planned", **more: Any) -> dict[str, Any]:
    """A question of any type, with the least that its type needs."""
    needs: dict[str, Any] = {"text": {"max_words": 5}}.get(kind, {})
    if kind in ("single_choice", "multiple_choice"):
        needs = {"options": TWO_OPTIONS}
    return {"key": key, "type": kind, "number": f"Q.{key}", "text": {"en": f"Question {key}?"}} | needs | more


def section(key: str, *questions: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"key": key, "title": {"en": f"Section {key}"}, "questions": list(questions)} | more


def questionnaire(*sections: dict[str, Any], **more: Any) -> Questionnaire:
    first = sections[0]["key"]
    document = {
        "key": "small",
        "title": {"en": "A small questionnaire"},
        "languages": ["en"],
        "sections": list(sections),
        "report": {
            "title": {"en": "A report"},
            "mandate": {"en": "A mandate"},
            "chapters": [{"title": {"en": "Results"}, "sections": [first]}],
        },
    }
    return Questionnaire.model_validate(document | more)


def asked(kind: str, **more: Any) -> Question:
    """One question by itself."""
    return questionnaire(section("A", question("q", kind, **more))).by_key["q"]
