"""What differs between two editions of a questionnaire, question by question and in words."""

from app.domain.comparing.changes import Address, Change, ChangeClass, Kind, Where
from app.domain.comparing.classes import broken_trends, possible_classes
from app.domain.comparing.patches import is_patch
from app.domain.comparing.telling import Line, Told, told
from app.domain.comparing.whole import compare

__all__ = [
    "Address",
    "Change",
    "ChangeClass",
    "Kind",
    "Line",
    "Told",
    "Where",
    "broken_trends",
    "compare",
    "is_patch",
    "possible_classes",
    "told",
]
