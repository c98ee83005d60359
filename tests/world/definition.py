"""The questionnaire of 150 questions in 15 sections, some of which are put to some States only."""

from functools import cache
from typing import Any

from app.domain.questionnaire import Questionnaire
from tests.world.kinds import KINDS
from tests.world.topics import PER_TOPIC, TOPICS

CHAPTERS = 5
FEW_STATES = {"fact": "regional_group", "is": "EASTERN_EUROPEAN"}
SOME_STATES = {"fact": "regional_group", "is_any_of": ["AFRICAN", "LATIN_AMERICAN_CARIBBEAN"]}


def document(questions: int = len(TOPICS) * PER_TOPIC, key: str = "world") -> dict[str, Any]:
    """The definition as JSON, of so many questions, which fill whole sections; with more than 150, topics return."""
    made = [_question(number) for number in range(questions)]
    _condition(made)
    sections = [_section(place, made) for place in range(questions // PER_TOPIC)]
    keys = [section["key"] for section in sections]
    several = -(-len(keys) // CHAPTERS)
    chapters = [
        {"title": {"en": f"Results on {_topic(start)} and beyond"}, "sections": keys[start : start + several]}
        for start in range(0, len(keys), several)
    ]
    return {
        "key": key,
        "title": {"en": "Coordination in every field"},
        "languages": ["en"],
        "sections": sections,
        "report": {
            "title": {"en": "Coordination among domestic sectors in every field of drug policy"},
            "mandate": {"en": "The Commission encouraged Member States to inform it of their efforts"},
            "chapters": chapters,
        },
    }


@cache
def questionnaire(questions: int = len(TOPICS) * PER_TOPIC, key: str = "world") -> Questionnaire:
    return Questionnaire.model_validate(document(questions, key))


def _topic(place: int) -> str:
    again, first = divmod(place, len(TOPICS))
    return f"{TOPICS[first]} (part {again + 1})" if again else TOPICS[first]


def _letter(place: int) -> str:
    again, first = divmod(place, 26)
    return "A" * again + chr(ord("A") + first)


def _question(number: int) -> dict[str, Any]:
    place, position = divmod(number, PER_TOPIC)
    identity = {"key": f"Q{number + 1:03}", "number": f"{_letter(place)}.{position + 1}"}
    return identity | KINDS[number % len(KINDS)](_topic(place))


def _section(place: int, made: list[dict[str, Any]]) -> dict[str, Any]:
    note = {"key": f"N{place + 1:02}", "type": "note", "text": {"en": "Answer for the reporting period."}}
    asked = made[place * PER_TOPIC : (place + 1) * PER_TOPIC]
    section = {
        "key": _letter(place),
        "title": {"en": _topic(place).capitalize()},
        "questions": [note, *asked],
    }
    return section | ({"shown_when": SOME_STATES} if _is_for_some(place) else {})


def _is_for_some(place: int) -> bool:
    return place % 6 == 5


def _condition(made: list[dict[str, Any]]) -> None:
    """Every fourth question is asked in view of an earlier answer, every eleventh of few States only."""
    for number, question in enumerate(made):
        earlier = [one for one in made[:number] if one["type"] == "yes_no_planned"]
        if number % 11 == 10 and not _is_for_some(number // PER_TOPIC):
            question["shown_when"] = FEW_STATES
        elif number % 4 == 3 and earlier:
            question["shown_when"] = {"question": earlier[-1]["key"], "is_any_of": ["yes", "planned"]}
