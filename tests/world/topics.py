"""What the 150 questions are about, and the lists that they offer."""

from typing import Any

TOPICS = (
    "prevention in schools",
    "early intervention",
    "treatment",
    "social reintegration",
    "recovery support",
    "overdose response",
    "access to controlled medicines",
    "proportionate sentencing",
    "health care in prisons",
    "precursor control",
    "financial investigation",
    "alternative development",
    "data collection",
    "forensic capacity",
    "regional cooperation",
)
PER_TOPIC = 10
SECTORS = {
    "health": "Health",
    "education": "Education",
    "criminal_justice": "Criminal justice",
    "law_enforcement": "Law enforcement",
    "prisons": "Prison administration",
    "social_affairs": "Social affairs",
    "youth": "Youth",
    "labour": "Labour and employment",
    "finance": "Finance",
    "customs": "Customs",
    "agriculture": "Agriculture and rural development",
    "local_government": "Local government",
    "civil_society": "Civil society",
    "other": "Other",
}
PAIRS = {
    "health_justice": "Health and criminal justice",
    "education_justice": "Education and criminal justice",
    "health_education": "Health and education",
    "health_enforcement": "Health and law enforcement",
}
STATUS = {
    "full": "In place nationwide",
    "part": "In place in part of the territory or for part of the population",
    "planned": "Planned",
    "none": "None",
}
BODIES = {"one": "Yes, one body", "several": "Yes, several bodies", "planned": "Planned", "no": "No"}
LEVELS = {"national": "National", "regional": "Regional", "local": "Local"}
PARTNERS = {f"partner_{n}": f"Demonstration partner {n}" for n in range(1, 25)}


def options(texts: dict[str, str]) -> list[dict[str, Any]]:
    return [{"code": code, "text": {"en": text}} for code, text in texts.items()]


def inner(key: str, kind: str, text: str, **more: Any) -> dict[str, Any]:
    """A part, a column, or a question of a list."""
    return {"key": key, "type": kind, "text": {"en": text}, **more}


def told(statement: str, *counts: str, shown: str = "table", **more: Any) -> dict[str, Any]:
    """What the report says of a question."""
    return {"as": shown, "statement": {"en": statement}, "counts": list(counts), **more}
