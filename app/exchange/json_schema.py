"""The JSON Schema of the definition format, made from the typed model: what editors and other tools check against."""

import json
from typing import Any

from app.domain.questionnaire import Questionnaire

ADDRESS = "urn:reporting-questionnaires:questionnaire"
_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_ABOUT = (
    "One edition of a questionnaire, as one document. Files may also name lists of options (`option_lists`) and "
    "include shared sections and questions (`include`): these are put in place before the document is checked."
)


def questionnaire_schema() -> dict[str, Any]:
    """The schema of a questionnaire as one document, its includes and named lists put in their places."""
    schema = Questionnaire.model_json_schema(by_alias=True)
    about = {"title": "Questionnaire", "description": _ABOUT}
    return {"$schema": _DIALECT, "$id": ADDRESS} | schema | about


def as_text() -> str:
    """The schema as it is kept in docs/questionnaire.schema.json."""
    return json.dumps(questionnaire_schema(), ensure_ascii=False, indent=2) + "\n"
