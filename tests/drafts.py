"""A draft of the questionnaire on paragraph 2 that differs from the version sent out in every way there is."""

from copy import deepcopy
from typing import Any

from flask import Flask

from app.db import db
from app.domain.policy import SYSTEM
from app.domain.questionnaire import Questionnaire
from app.questionnaires.queries import find_version
from app.questionnaires.services import take_in
from app.web.clock import now
from tests.factories import question

KEY = "cnd-60-6-p2"


def draft_with_changes(app: Flask) -> None:
    """Keep such a draft, beside the published version."""
    with app.app_context():
        document = deepcopy(find_version(db.session, KEY).document)
        change(document)
        take_in(
            db.session,
            actor=SYSTEM,
            now=now(),
            audit_key=app.config["AUDIT_KEY"],
            questionnaire=Questionnaire.model_validate(document),
        )
        db.session.commit()


def change(document: dict[str, Any]) -> None:
    title = document["title"]
    title["en"] += "."
    title["ar"] = "التواصل والتنسيق والتعاون بين الوكالات"
    section = next(one for one in document["sections"] if one["key"] == "B")
    first, second, _, *others = section["questions"]
    first["text"]["en"] = "Does your country have a drug policy, strategy or plan of action?"
    second["required"] = not second.get("required", False)
    others[0]["shown_when"] = {"question": first["key"], "is_any_of": ["yes", "planned"]}
    section["questions"] = [first, second, *others, question("P2-B99", number="B.99")]
