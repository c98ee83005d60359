"""When an edition may take the place of another in the middle of a cycle: nothing but texts and translations differ."""

from typing import Any

from pydantic import BaseModel

from app.domain.questionnaire import Questionnaire
from app.domain.text import LocalizedText

_ONLY_WORDS = frozenset({"terms", "languages", "unreviewed"})


def is_patch(before: Questionnaire, after: Questionnaire) -> bool:
    """Whether keys, types, options, conditions, checks and all other properties are equal, and no language is lost."""
    kept = set(before.languages) <= set(after.languages)
    return kept and without_words(before) == without_words(after)


def without_words(part: Any) -> Any:
    """A part of a definition with its texts taken out: what answers, conditions and tables stand on."""
    match part:
        case LocalizedText():
            return None
        case BaseModel():
            names = (name for name in type(part).model_fields if name not in _ONLY_WORDS)
            return type(part), {name: without_words(getattr(part, name)) for name in names}
        case tuple():
            return tuple(without_words(one) for one in part)
    return part
