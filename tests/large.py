"""Large questionnaires, written as people would have to write them: many questions, and conditions nested deep."""

import json
from pathlib import Path
from typing import Any

OPTIONS = [{"code": code, "text": {"en": f"Option {code}"}} for code in ("a", "b", "c", "other")]
PER_SECTION = 10
EVERY = 4  # levels of a condition, another look stands beside what is inside


def written(folder: Path, document: dict[str, Any], name: str = "large.yaml") -> Path:
    """The file of a definition, a line for each key at its top; JSON is YAML too."""
    file = folder / name
    parts = (f"{json.dumps(key)}: {json.dumps(part)}" for key, part in document.items())
    file.write_text("\n".join(parts) + "\n")
    return file


def large(questions: int, depth: int = 1, key: str = "large") -> dict[str, Any]:
    """A definition with ten questions a section, each shown by a condition on earlier ones that is `depth` deep."""
    asked = [_question(number, depth) for number in range(questions)]
    sections = [
        {
            "key": f"S{start}",
            "title": {"en": f"Section {start}"},
            "questions": asked[start : start + PER_SECTION],
        }
        for start in range(0, questions, PER_SECTION)
    ]
    return document(sections, key)


def document(sections: list[dict[str, Any]], key: str = "large") -> dict[str, Any]:
    chapter = {"title": {"en": "Results"}, "sections": [section["key"] for section in sections]}
    return {
        "key": key,
        "title": {"en": "A large questionnaire"},
        "languages": ["en"],
        "option_lists": {"ABC": OPTIONS},
        "sections": sections,
        "report": {"title": {"en": "A report"}, "mandate": {"en": "A mandate"}, "chapters": [chapter]},
    }


def _question(number: int, depth: int) -> dict[str, Any]:
    made = {
        "key": f"q{number}",
        "number": f"{number}",
        "type": "single_choice",
        "text": {"en": f"Question {number}?"},
        "options": "ABC",
    }
    return made | ({"shown_when": nested(number, depth)} if number and depth else {})


def nested(number: int, depth: int) -> dict[str, Any]:
    """A condition on questions before `number`: *all* and *any* by turns, `depth` of them inside one another."""
    found: dict[str, Any] = {"question": f"q{max(0, number - depth)}", "is_not": "c"}
    for level in range(1, depth):
        earlier = {"question": f"q{number - 1 - level % number}", "is": "ab"[level % 2]}
        beside = [earlier] if level % EVERY == 0 else []
        found = {("any", "all")[level % 2]: [found, *beside]}
    return found
